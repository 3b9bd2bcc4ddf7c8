"""The frame of a clause: where its subject, its finite verb and its leading adverbials are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets

__all__ = ["Frame", "after_bare_adverbial", "after_clause", "frame", "group_end", "opens_clause"]

_BOUNDING: Final = frozenset(
    {("more", "than"), ("fewer", "than"), ("less", "than"), ("at", "least"), ("at", "most")}
    | {("up", "to")}
)
_CLAUSE_PREPOSITIONS: Final = frozenset({"after", "before", "since", "until", "as", "once"})
_BOUNDS: Final = frozenset({"at", "up", "over", "around", "about", "under"})
_GROUP: Final = frozenset({"ADV", "NOT", "NONFINITE", "AUX", "VBASE", "PART", "MODAL"})
_RELATIVE: Final = frozenset({"who", "which", "that", "where", "whose", "whom", "when", "whether"})
_SUBJECT: Final = frozenset({"DET", "POSS", "PRON", "NAME", "NOUN", "ADJ", "NUM", "ING"})
# "also known as X, ...", "rather than what was shown, ..."
_KNOWN: Final = frozenset({"known", "know", "called", "dubbed", "than"})
_LEADING: Final = frozenset({"PREP", "SUB", "ADV", "TO", "ING", "PART", "NONFINITE"})
_SUBORDINATING: Final = frozenset(
    {"when", "while", "once", "after", "before", "since", "although", "though", "because", "as"}
    | {"if", "unless", "until"}
)
_LEAST_CLAUSE: Final = 3
_OPENING: Final = frozenset({"DET", "PRON", "POSS"})
_ENDS_PHRASE: Final = frozenset({"NOUN", "NAME", "NUM"})
_LONGEST_BARE: Final = 9
_FARTHEST_COMMA: Final = 40
_LONGEST_TIME: Final = 4
_LONGEST_APPOSITION: Final = 10
_REACH: Final = 28
_LONGEST_DATE: Final = 4


@dataclass(slots=True, eq=False, repr=False)
class Frame:
    """Token indices: the subject is ``subject:verb``, the verb group ``verb:group``."""

    subject: int
    verb: int
    group: int


def frame(words: Sequence[Token], start: int, end: int) -> Frame | None:
    """The frame of the first main clause in ``words[start:end]``, if it has a finite verb."""
    subject = _after_leading(words, start, end)
    waiting = 0
    index = subject
    while index < end:
        word = words[index]
        if word.tag == "SUB" and index > subject:
            waiting += 1
        elif word.tag in FINITE:
            if not waiting:
                return Frame(subject, index, group_end(words, index, end))
            waiting -= 1
            index = group_end(words, index, end)
            continue
        index += 1
    return None


def _after_leading(words: Sequence[Token], start: int, end: int) -> int:
    """Skip adverbials that stand before the subject and end in a comma."""
    place = start
    while place < end and (words[place].tag in ("CC", "QUOTE") or words[place].text in ",;—–"):
        place += 1
    while place < end:
        word = words[place]
        leads = word.tag in _LEADING
        reach = _FARTHEST_COMMA if leads else _LONGEST_TIME + 1
        comma = _first_comma(words, place, min(end, place + reach))
        if word.tag == "ADV" and comma == place + 1:
            place += 2
            continue
        if not leads and not _timely(words, place, comma):
            return place
        if word.lower in _BOUNDS and any(t.tag == "NUM" for t in words[place + 1 : place + 3]):
            return place  # "at least 76 people": no adverbial
        known = words[place + 1].lower in _KNOWN if place + 1 < end else False
        if word.tag == "ADV" and (comma is None or (comma - place > 6 and not known)):
            return place
        if word.tag in ("ING", "NONFINITE") and comma is None:
            return place
        if comma is None or comma + 1 >= end or _holds_main(words, place, comma, end):
            return after_bare_adverbial(words, place, end)
        following = words[comma + 1]
        if following.tag in FINITE and word.tag != "ADV":
            return _after_participle(words, comma + 1, end) or place
        place = _after_date(words, comma + 1, end)
        if place == comma + 1:
            place = _after_apposition(words, comma, end)
        if following.tag == "CC":
            return place
    return start


def after_clause(words: Sequence[Token], place: int, end: int) -> int:
    """Where the main clause goes on after "once the train had left, ..."; else the same place."""
    if place >= end or words[place].lower not in _SUBORDINATING:
        return place
    comma = _first_comma(words, place, min(end, place + _FARTHEST_COMMA))
    if comma is None or comma - place < _LEAST_CLAUSE or comma + 1 >= end:
        return place
    told = any(word.tag in FINITE or word.tag == "ING" for word in words[place:comma])
    return comma + 1 if told else place


def _holds_main(words: Sequence[Token], place: int, comma: int, end: int) -> bool:
    """As in "In 1348 the plague reached the coast, killing ...": a comma after the main verb."""
    adverb = words[place].tag == "ADV"
    if not (adverb or words[place].tag == "PREP"):
        return False
    if words[place].lower in _CLAUSE_PREPOSITIONS:
        return False
    inside = words[place:comma]
    if any(word.tag in ("SUB", "QUOTE", "CC") or word.text == "(" for word in inside):
        plain = not any(word.tag in ("SUB", "QUOTE") for word in inside)
        if not plain or words[comma + 1].tag != "ING":
            return False
    verbs = any(word.tag in FINITE for word in inside)
    return verbs and not opens_clause(words, comma + 1, end)


def _first_comma(words: Sequence[Token], start: int, end: int) -> int | None:
    for place in range(start, end):
        if words[place].text == ",":
            return place
    return None


def _after_date(words: Sequence[Token], place: int, end: int) -> int:
    """Step over the rest of a date: "On Sunday, June 4, ...", "On April 12, 1981, ..."."""
    stop = place
    while stop < end and stop - place < _LONGEST_DATE and words[stop].text != ",":
        word = words[stop]
        if word.tag != "NUM" and word.lower not in word_sets("words")["months_and_days"]:
            return place
        stop += 1
    closed = place < stop < end - 1 and words[stop].text == ","
    return _after_date(words, stop + 1, end) if closed else place


def _after_participle(words: Sequence[Token], place: int, end: int) -> int | None:
    """As in "Under the pact, signed in Riga in May, both sides will leave"."""
    if place + 1 >= end or words[place].tag != "VPAST" or words[place + 1].tag != "PREP":
        return None
    close = _first_comma(words, place, min(end, place + _LONGEST_APPOSITION))
    if close is None or any(word.tag in FINITE for word in words[place + 1 : close]):
        return None
    return close + 1 if opens_clause(words, close + 1, end) else None


def _after_apposition(words: Sequence[Token], comma: int, end: int) -> int:
    """As in "Having bought a house in Braun, a town on the border, Austria will ..."."""
    place = comma + 1
    if words[comma - 1].tag != "NAME" or words[place].lower not in ("a", "an", "the"):
        return place
    close = _first_comma(words, place, min(end, place + _LONGEST_APPOSITION))
    if close is None or close + 2 >= end or words[close + 1].tag not in ("NAME", "PRON", "DET"):
        return place
    plain = not any(word.tag in FINITE or word.tag == "CC" for word in words[place:close])
    return close + 1 if plain and opens_clause(words, close + 1, end) else place


def _timely(words: Sequence[Token], place: int, comma: int | None) -> bool:
    """As in "Last week, ...", "The day before, ...": a short phrase of time before a comma."""
    if comma is None or comma - place > _LONGEST_TIME:
        return False
    if any(word.tag in FINITE for word in words[place:comma]):
        return False  # "Cases rose last year, with ..."
    return words[comma - 1].lower in word_sets("words")["ends_of_times"]


def after_bare_adverbial(words: Sequence[Token], place: int, end: int) -> int:
    """As in "In 2008 the assembly ...": the subject begins after the adverbial."""
    if words[place].tag != "PREP" or words[place].lower in ("about", "over", "around", "under"):
        return place
    index = place + 1
    while index < end and words[index].tag in ("DET", "ADJ", "POSS", "NUM"):
        index += 1
        if words[index - 1].tag == "NUM" and index < end and words[index].tag in _OPENING:
            return index
    first = index
    while index < end and index - place < _LONGEST_BARE:
        word = words[index]
        if index > first and word.tag in _OPENING:
            return index if words[index - 1].tag in _ENDS_PHRASE else place
        if word.lower == "of" and index > first:  # "by the end of the season it folded"
            index += 1
            while index < end and words[index].tag in ("DET", "ADJ", "POSS"):
                index += 1
            continue
        if word.tag not in _ENDS_PHRASE or (index == first and word.tag == "NUM"):
            break
        index += 1
    return place


def _names_time(words: Sequence[Token], place: int) -> bool:
    """As in "breathlessness by the time": a plain noun with a preposition after it."""
    return words[place].tag == "NOUN" and words[place + 1].tag in ("PREP", "TO")


def group_end(words: Sequence[Token], verb: int, end: int) -> int:
    """The index after the verb group that begins at ``verb``."""
    index = verb + 1
    auxiliary = words[verb].tag in ("AUX", "MODAL")
    while index < end and words[index].tag in _GROUP:
        if words[index].tag in ("PART", "VBASE", "AUX", "MODAL") and not auxiliary:
            break
        index += 1
    while index > verb + 1 and words[index - 1].tag == "ADV":
        index -= 1
    return index


def opens_clause(words: Sequence[Token], start: int, end: int, *, compound: bool = False) -> bool:
    """Whether ``words[start:end]`` begins with a subject that soon has its finite verb."""
    place = start
    while place < end and words[place].tag in ("ADV", "NOT"):
        place += 1
    if place + 2 < end and (words[place].lower, words[place + 1].lower) in _BOUNDING:
        place += 2  # "fewer than half have ..."
    place = after_clause(words, place, end)
    if place < end and words[place].tag in ("PREP", "ING"):
        place = _after_leading(words, place, end)
    if place >= end or words[place].tag not in _SUBJECT:
        return False
    # "and advertising doesn't pay": what is done is the subject
    nominal = words[place].tag == "ING" and place + 1 < end and words[place + 1].tag in FINITE
    for index in range(place, min(end, place + _REACH)):
        word = words[index]
        if word.tag in FINITE:
            pronoun = words[index - 1].lower in word_sets("words")["subject_pronouns"]
            if index - 1 > place and pronoun and _names_time(words, place):
                return False  # "fatigue, and breathlessness by the time he went": no subject
            if pronoun and words[place].tag == "ING":
                return False  # ", and doing something he is ashamed of"
            return nominal and words[index - 1].lower not in _RELATIVE
        if word.tag in ("NOUN", "NAME", "PRON", "NUM", "DET"):
            nominal = True
        if compound and word.tag == "CC" and nominal and word.lower == "and":
            continue  # "as higher rates and a stronger dollar were ..."
        if word.text in (",", ";", ":") or word.tag in ("SUB", "CC", "QUOTE"):
            return False
    return False
