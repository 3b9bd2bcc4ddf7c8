"""The attributing words of a sentence, and what all patterns ask of its words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PAST, base_of, forms
from workbench.reading.language.lexicon import WordSets, either, time_words, word_sets

__all__ = [
    "Cue",
    "Line",
    "attributing_words",
    "begins_clause",
    "hearer",
    "is_saying",
    "is_time",
    "speech",
    "subject_of",
]

_SAYING_TAGS: Final = frozenset({"VERB", "VPAST", "VBASE", "PART", "NOUN"})
_ENDS: Final = frozenset(".!?…")
_CLAUSE_STARTS: Final = frozenset(
    {"DET", "PRON", "NAME", "NOUN", "POSS", "ADJ", "NUM", "SUB", "PREP", "ING"}
)
_LEADING: Final = frozenset({"PREP", "SUB", "DET", "NUM", "PART", "ING", "TO"})
_OPENING_SUBORDINATORS: Final = frozenset(
    {"although", "though", "while", "if", "because", "since", "when"}
)
_OPENING_PREPOSITIONS: Final = frozenset({"in", "after", "before", "by", "about", "over", "since"})
_CLAUSE_PREPOSITIONS: Final = frozenset({"as", "after", "before", "until"})
_OPENING_CLAUSES: Final = frozenset({"when", "while", "although", "though", "because", "once"})
_HEARING: Final = frozenset({"NAME", "DET", "POSS", "NOUN"})
_CLAUSE_REACH: Final = 30
_TIME_WORDS: Final = 5
_RELATIVE: Final = frozenset({"that", "who", "which"})
_NAMING: Final = frozenset({"NOUN", "NAME"})


@dataclass(slots=True, eq=False, repr=False)
class Cue:
    """The attributing words of a sentence, in token indices.

    ``first:last`` are the attributing words, ``content`` the ranges of what is said,
    ``subject`` the words that name who says it (none for "it is reported"). ``relayer`` names
    who passes it on. ``apart`` marks a sentence that only attributes the one before it.
    """

    first: int
    last: int
    verb: int
    content: tuple[tuple[int, int], ...]
    subject: tuple[int, int] | None
    relayer: tuple[int, int] | None = None
    through_site: bool = False
    apart: bool = False


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """The words of a sentence, and which of them are inside quotations that are speech."""

    words: Sequence[Token]
    quoted: Sequence[bool]
    _end: int = field(init=False)

    def __post_init__(self) -> None:
        """Find the end once for all patterns."""
        words = self.words
        end = len(words)
        while end and (words[end - 1].text in _ENDS or words[end - 1].tag == "QUOTE"):
            end -= 1
        self._end = end

    def end(self) -> int:
        """The index after the last word, without closing marks."""
        return self._end

    def next_comma(self, start: int, end: int) -> int | None:
        """The first comma in a range."""
        return next((i for i in range(start, end) if self.words[i].text == ","), None)

    def has_finite(self, start: int, end: int) -> bool:
        """Whether a finite verb stands in a range."""
        return not FINITE.isdisjoint([word.tag for word in self.words[start:end]])

    def after_marks(self, index: int, end: int) -> int:
        """Step over punctuation and quotation marks."""
        while index < end and self.words[index].tag in ("PUNCT", "QUOTE"):
            index += 1
        return index


@cache
def speech() -> WordSets:
    """The word table of attribution."""
    return word_sets("speech")


def is_time(words: Sequence[Token]) -> bool:
    """Whether a few words name a time ("The day before", "On Sunday")."""
    return 0 < len(words) <= _TIME_WORDS and any(word.lower in time_words() for word in words)


def is_saying(word: Token) -> bool:
    """Whether a word may be a verb of saying, whatever its form."""
    return word.tag in _SAYING_TAGS and word.lower in _saying_forms()


@cache
def _saying_forms() -> frozenset[str]:
    """Every form of the verbs of saying."""
    cues = speech()["cues"]
    return cues | {form for form in forms() if base_of(form) in cues}


@cache
def attributing_words() -> frozenset[str]:
    """The words without one of which no pattern attributes anything."""
    headings = ("impersonal_participles", "reporting_adverbs", "saying_participles")
    return _saying_forms() | either("speech", *headings) | {"according", "said", "says"}


def hearer(line: Line, verb: int, stop: int) -> tuple[int, int] | None:
    """Whom something is told to, if that is one who passes it on: no court and no "executives"."""
    words = line.words
    end = verb + 1
    while end < stop and words[end].tag in _HEARING and not is_time(words[end : end + 1]):
        end += 1
    hearers = words[verb + 1 : end]
    if not hearers or hearers[-1].tag != "NAME":
        return None
    deciding = speech()["hearing_bodies"]
    return None if any(word.text in deciding for word in hearers) else (verb + 1, end)


def begins_clause(line: Line, place: int, end: int) -> bool:
    """Whether a subject and then a finite verb stand here: "says the broadcasts will go on"."""
    words = line.words
    if place >= end or words[place].tag not in _CLAUSE_STARTS:
        return False
    first = words[place]
    if first.tag == "SUB" and first.lower not in _OPENING_SUBORDINATORS:
        return False
    opens = first.lower in _OPENING_PREPOSITIONS or _bounds_number(words, place)
    if first.tag == "PREP" and not opens:
        return False
    return _has_verb(words, place, end)


def _has_verb(words: Sequence[Token], place: int, end: int) -> bool:
    """Whether the phrase that begins here has a finite verb of its own after it."""
    nominal = within = False
    for index in range(place, min(end, place + _CLAUSE_REACH)):
        tag = words[index].tag
        if tag in FINITE and within:
            within = index + 1 < end and words[index + 1].tag in FINITE
            continue  # "a blast that killed two may have been": the verb of the relative clause
        if tag in FINITE:
            return nominal
        if tag == "CC" and index + 1 < end and words[index + 1].tag in FINITE:
            return False  # "confirmed the death and said": the verb is the speaker's
        if index > place + 1 and words[index].lower in _CLAUSE_PREPOSITIONS:
            return False  # "added a goal as the town won": the verb belongs to "as"
        if tag in ("NOUN", "NAME", "PRON", "NUM", "ING"):
            nominal = True
        elif tag == "SUB" and index > place:
            if words[index].lower not in _RELATIVE or words[index - 1].tag not in _NAMING:
                return nominal and _resumes(words, index, end)
            within = index + 1 < end and words[index + 1].tag != "PART"
        if tag == "NOUN" and index > place + 1 and _is_past(words, index):
            return True
    return False


def _is_past(words: Sequence[Token], index: int) -> bool:
    """As in "the quake hit Saturday": a noun more often than a verb."""
    if words[index - 1].tag not in _NAMING:
        return False
    return bool(forms().get(words[index].lower, 0) & PAST) and is_time(words[index + 1 : index + 2])


def _resumes(words: Sequence[Token], index: int, end: int) -> bool:
    """As in "the fire, which began at noon, had spread": the clause goes on after an aside."""
    if words[index - 1].text != "," or words[index].lower not in ("which", "who", "whose"):
        return False
    reach = range(index + 2, min(end - 1, index + _CLAUSE_REACH))
    close = next((i for i in reach if words[i].text == ","), None)
    return close is not None and words[close + 1].tag in FINITE


def _bounds_number(words: Sequence[Token], place: int) -> bool:
    """As in "at least 52 people", "up to 40": a number opens the clause."""
    bounds = words[place].lower in ("at", "up", "over", "around", "under", "about")
    return bounds and any(word.tag == "NUM" for word in words[place + 1 : place + 3])


def subject_of(line: Line, start: int, verb: int) -> tuple[int, int] | None:
    """The subject of the verb, after leading adverbials and before auxiliaries."""
    words = line.words
    stop = verb
    while stop > start and words[stop - 1].tag in ("ADV", "AUX", "MODAL", "NONFINITE", "NOT"):
        stop -= 1
    comma = line.next_comma(start, stop)
    if comma is not None and words[start].tag == "ADV" and is_time(words[start:comma]):
        start = comma + 1  # "Last week, the board reported"
    while start < stop and (
        words[start].tag in ("ADV", "CC")
        or words[start].text == ","
        or words[start].lower == "as"
        or (words[start].lower in _OPENING_CLAUSES and comma is None)
    ):
        start += 1
    start = _after_adverbials(line, start, stop)
    if start >= stop or words[start].tag == "PREP" or words[stop - 1].tag in ("SUB", "TO"):
        return None
    if words[stop - 1].tag == "PRON" and stop - start > 1 and words[stop - 2].text == ",":
        start = stop - 1  # "four hours after the fire, they said"
    if words[start].tag in ("PART", "VPAST", "VERB", "AUX"):
        return None
    if stop - start > 1 and words[stop - 1].tag in ("DET", "POSS", "PREP"):
        return None  # "cost the state": no subject ends so
    if not _names_speaker(words, start, stop):
        return None
    subject = words[start:stop]
    if any(word.tag in ("VERB", "VPAST", "AUX", "MODAL") for word in _bare(subject)):
        return None
    named = ("NOUN", "NAME", "PRON", "DET", "ADJ", "NUM")
    return (start, stop) if any(word.tag in named for word in subject) else None


def _names_speaker(words: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a phrase may name who speaks: no "such as", "adding that", "billboards in which"."""
    first = words[start]
    if first.lower in ("such", "if", "whether") or all(
        word.tag in ("ADJ", "ADV") for word in words[start:stop]
    ):
        return False
    if first.tag == "ING" and words[start + 1].tag in ("SUB", "DET", "PRON", "POSS"):
        return False
    inner = next((i for i in range(stop - 1, start, -1) if words[i].tag == "SUB"), None)
    if inner is None or words[inner - 1].tag != "PREP":
        return True
    return any(word.tag in FINITE for word in words[inner:stop])


def _after_adverbials(line: Line, start: int, stop: int) -> int:
    words = line.words
    while start < stop:
        comma = line.next_comma(start, stop)
        timed = comma is not None and words[start].tag == "ADJ" and is_time(words[start:comma])
        timed = timed or (comma is not None and _spans_time(words, start))
        if words[start].tag not in _LEADING and not timed:
            break
        if comma is None or comma + 1 >= stop:
            return _after_bare_time(line, start, stop)
        if words[start].tag in ("DET", "NUM") and not is_time(words[start:comma]):
            break
        if words[start].tag == "SUB" and words[start].lower in ("who", "which", "that"):
            return stop
        start = comma + 1
        # a date goes on over its own comma: "On Sunday, June 4, X said"
        further = line.next_comma(start, stop)
        while further is not None and is_time(words[start:further]):
            start = further + 1
            further = line.next_comma(start, stop)
    return start


def _spans_time(words: Sequence[Token], start: int) -> bool:
    """As in "Hours before the game on Tuesday, the coach said"."""
    table = speech()
    spans = words[start].lower in table["spans_of_time"]
    return spans and words[start + 1].lower in table["spans_lead_to"]


def _after_bare_time(line: Line, start: int, stop: int) -> int:
    """As in "In 2022 the office said": the subject begins after the time."""
    words = line.words
    place = start + 1
    while place < stop and (words[place].tag == "NUM" or is_time(words[place : place + 1])):
        place += 1
    timed = place > start + 1 or is_time(words[start:place])
    opens = place < stop and words[place].tag in ("DET", "NAME", "POSS", "PRON", "NOUN", "ADJ")
    return place if timed and opens and words[start].tag in ("PREP", "DET") else start


def _bare(words: Sequence[Token]) -> list[Token]:
    """A subject without what stands between its commas and after its relative pronoun."""
    kept: list[Token] = []
    aside = False
    for word in words:
        if word.text == ",":
            aside = not aside
        elif word.tag == "SUB":
            break
        elif not aside:
            kept.append(word)
    return kept
