"""Attribution by a verb of saying before what is said: "X said that ...", ", adding that ..."."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from workbench.reading.attribution.cue import (
    Cue,
    Line,
    begins_clause,
    is_saying,
    is_time,
    passes_on,
    speech,
    subject_of,
)
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language.lexicon import either

__all__ = ["sayings"]

_TOLD: Final = frozenset({"tell", "inform", "assure", "notify", "remind", "warn"})
_FINDING: Final = frozenset({"find", "show", "indicate", "suggest"})
_HAVE: Final = frozenset({"has", "have", "had", "'ve", "’ve"})
_JOINS: Final = frozenset({"while", "whereas", "although", "though", "but", "and"})
_LEADING: Final = frozenset(
    {"after", "when", "while", "although", "though", "because", "since", "before", "once", "as"}
)
_ADJUNCT: Final = frozenset({"on", "in", "at", "during", "after", "via", "by", "to", "from"})
_LONGEST_SEARCH: Final = 135
_OBJECT_REACH: Final = 16
_ADJUNCT_WORDS: Final = 9


def sayings(line: Line) -> list[Cue]:
    """The attributions of a sentence in which a verb of saying comes first, in order."""
    return list(_chain(line, 0, line.end()))


def _chain(line: Line, begin: int, end: int) -> Iterator[Cue]:
    cue = _saying(line, begin, end)
    if cue is None:
        yield from _participles(line, begin, end, None)
        return
    content = cue.content[0][0]
    joint = _next_saying(line, content, end)
    added = next(_participles(line, content, end, cue.subject), None)
    if added is not None and (joint is None or added.first < joint):
        yield replace(cue, content=((content, _back(line, added.first)),))
        yield added
        return
    if joint is not None:
        yield replace(cue, content=((content, _back(line, joint)),))
        yield from _chain(line, joint, end)
        return
    stop = _main_clause(line, cue, begin, end) or _own_predicate(line, content, end)
    yield replace(cue, content=((content, stop),))
    yield from _said_too(line, cue, stop, end)


def _back(line: Line, index: int) -> int:
    while index and (line.words[index - 1].text == "," or line.words[index - 1].tag == "QUOTE"):
        index -= 1
    return index


def _next_saying(line: Line, start: int, end: int) -> int | None:
    """Where a joined clause begins that has a verb of saying of its own."""
    for index in range(start + 3, end - 3):
        word = line.words[index]
        if line.quoted[index] or word.lower not in _JOINS or line.words[index - 1].text != ",":
            continue
        cue = _saying(line, index + 1, end)
        if cue is not None and cue.first <= index + 1:
            return index
    return None


def _main_clause(line: Line, cue: Cue, begin: int, end: int) -> int | None:
    """As in "After X said that it was safe, the council opened it": what is said ends there."""
    words = line.words
    leads = words[begin].lower
    if leads not in _LEADING or (leads == "as" and words[cue.content[0][0] - 1].lower != "that"):
        return None
    for comma in range(cue.content[0][0] + 2, end - 2):
        if words[comma].text != "," or line.quoted[comma]:
            continue
        if line.has_finite(cue.content[0][0], comma) and begins_clause(line, comma + 1, end):
            return comma
    return None


def _said_too(line: Line, cue: Cue, stop: int, end: int) -> Iterator[Cue]:
    """As in "said it had rained, but added the road was dry": the same speaker says both."""
    words = line.words
    verb = stop
    while verb < end and (words[verb].text == "," or words[verb].tag in ("CC", "ADV")):
        verb += 1
    if verb >= end - 1 or verb == stop or cue.subject is None or not is_saying(words[verb]):
        return
    content = _content(line, verb, end, verb, cue.subject)
    if content is not None:
        yield Cue(verb, content, verb, ((content, end),), cue.subject)


def _own_predicate(line: Line, start: int, end: int) -> int:
    """Cut ", and accused ..." off what is said: it goes on about the speaker."""
    words = line.words
    for index in range(start + 3, end - 2):
        if (
            words[index].lower in ("and", "but")
            and (words[index - 1].text == "," or words[index + 1].lower in speech()["own_deeds"])
            and not (words[index].lower == "but" and words[start].tag == "PRON")
            and not line.quoted[index]
            and words[index + 1].tag == "VPAST"
            and line.has_finite(start, index)
        ):
            return index - 1 if words[index - 1].text == "," else index
    return end


# ------------------------------------------------------------------ X said that


def _saying(line: Line, begin: int, end: int) -> Cue | None:
    words = line.words
    for index in range(begin + 1, min(end, begin + _LONGEST_SEARCH)):
        if line.quoted[index] or not is_saying(words[index]) or not _speaks(line, index):
            continue
        start = _clause_start(line, begin, index)
        if start is None:
            continue
        subject = _shared_subject(line, begin, start, index) or subject_of(line, start, index)
        if subject is not None and words[subject[0]].lower in ("i", "we"):
            continue
        content = _content(line, index, end, start, subject) if subject is not None else None
        if subject is None or content is None:
            continue
        joined = start == begin + 1 and words[begin].lower in _JOINS
        if start > begin and not joined and not line.has_finite(begin, start):
            continue
        return Cue(start, content, index, ((content, end),), subject, _told(line, index, content))
    return None


def _shared_subject(line: Line, begin: int, start: int, verb: int) -> tuple[int, int] | None:
    """As in "X called it baseless and said that ...": the subject of the first verb."""
    words = line.words
    adverbs = all(word.tag in ("ADV", "AUX", "NONFINITE") for word in words[start:verb])
    if start == begin or not adverbs or words[start - 1].lower not in ("and", "but"):
        return None
    return _clause_subject(line, begin, start - 1)


def _speaks(line: Line, index: int) -> bool:
    """Whether the word is the verb of its clause: finite, or after an auxiliary."""
    words = line.words
    word = words[index]
    if word.tag in ("VERB", "VPAST"):
        return True
    back = index - 1
    while back >= 0 and words[back].tag in ("ADV", "NONFINITE", "NOT"):
        back -= 1
    if word.tag == "VBASE":
        return back >= 0 and words[back].tag in ("MODAL", "AUX") and words[index - 1].tag != "NOT"
    if word.tag == "PART":
        return back >= 0 and words[back].lower in _HAVE
    return _is_bare_present(line, index)


def _is_bare_present(line: Line, index: int) -> bool:
    """As in "officials claim that": a noun form between a plural noun and "that"."""
    words = line.words
    following = words[index + 1].lower if index + 1 < len(words) else ""
    before = words[index - 1]
    return (
        following == "that"
        and before.tag == "NOUN"
        and before.lower.endswith("s")
        and not words[index].lower.endswith("s")
    )


def _clause_start(line: Line, begin: int, verb: int) -> int | None:
    """Where the verb's clause begins."""
    words = line.words
    for index in range(verb - 1, begin, -1):
        if line.quoted[index]:
            return None
        word = words[index]
        contrast = word.lower in _JOINS and words[index - 1].text == ","
        pair = words[index - 1].tag == "ADJ" and words[index + 1].tag == "ADJ"
        joins = contrast or (word.tag == "CC" and word.lower in ("and", "but") and not pair)
        if joins and line.has_finite(begin, index):
            return index + 1
        if word.text in (";", ":"):
            return index + 1
    if begin < verb and words[begin].lower in _JOINS:
        return begin + 1
    return begin


def _content(line: Line, verb: int, end: int, start: int, subject: tuple[int, int]) -> int | None:
    """Where what is said begins after the verb; ``None`` when nothing is said."""
    words = line.words
    base = base_of(words[verb].lower)
    place = verb + 1
    while place < end and words[place].tag == "ADV" and not line.quoted[place]:
        place += 1
    if place >= end:
        return None
    found = _marked(line, place, end)
    if found is not None:
        return found
    apart = _after_place(line, place, end)
    if apart is not None:
        return apart
    if base == "deny":
        return _denied(line, place, end)
    if base in _TOLD:
        return _after_hearer(line, place, end, as_clause=words[start].lower == "as")
    if words[start].lower == "as":
        return _after_as(line, verb, end)
    further = _after_adjuncts(line, place, end)
    if further > place:
        found = _marked(line, further, end)
        if found is not None:
            return found
    free = base in speech()["said_freely"] or (base in _FINDING and _is_research(line, subject))
    return further if free and begins_clause(line, further, end) else None


def _marked(line: Line, place: int, end: int) -> int | None:
    """After "that", or at the quotation that opens here."""
    words = line.words
    if place >= end:
        return None
    if words[place].lower == "that" and words[place].tag in ("SUB", "DET", "PRON"):
        return place + 1
    index = place
    while index < end and words[index].text in (",", ":", "—", "–"):
        index += 1
    if index < end and words[index].tag == "QUOTE" and index + 1 < len(words):
        return index + 1 if line.quoted[index + 1] else None
    return index if words[place].text == ":" and index < end else None


def _after_place(line: Line, place: int, end: int) -> int | None:
    """As in "announced in Paris on Friday that": where and when, then "that"."""
    words = line.words
    if words[place].tag != "PREP" or words[place].lower == "of":
        return None
    for index in range(place + 2, min(end, place + _ADJUNCT_WORDS)):
        if words[index].lower == "that" and words[index].tag in ("SUB", "DET", "PRON"):
            return index + 1
        if words[index].tag not in ("PREP", "NAME", "NUM", "DET", "ADJ", "NOUN"):
            return None
    return None


def _denied(line: Line, place: int, end: int) -> int | None:
    """As in "denied reports that ...", "denied the allegation that ..."."""
    words = line.words
    for index in range(place, min(end - 1, place + 4)):
        if words[index].lower in speech()["denied_nouns"] and words[index + 1].lower == "that":
            return index + 2
    return None


def _after_hearer(line: Line, place: int, end: int, *, as_clause: bool) -> int | None:
    """As in "told reporters in Kyiv that ...", "told the BBC: ..."."""
    words = line.words
    for index in range(place, min(end, place + _OBJECT_REACH)):
        if words[index].lower == "that" and (words[index].tag != "DET" or index > place):
            return index + 1
        if words[index].text in (",", ":") and index + 1 < end:
            if words[index + 1].tag == "QUOTE" or words[index].text == ":":
                return line.after_marks(index, end)
            if as_clause:
                return index + 1
    hearer = place
    while hearer < end and words[hearer].tag in ("NAME", "DET", "POSS", "ADJ"):
        hearer += 1
    if hearer < end and words[hearer].tag in ("NOUN", "PRON"):
        hearer += 1
    hearer = _after_adjuncts(line, hearer, end)
    return hearer if hearer > place and begins_clause(line, hearer, end) else None


def _after_as(line: Line, verb: int, end: int) -> int | None:
    """As in "As X noted, ...": what is said begins after the comma."""
    comma = line.next_comma(verb, min(end, verb + _OBJECT_REACH))
    return None if comma is None or comma + 3 > end else comma + 1


def _after_adjuncts(line: Line, place: int, end: int) -> int:
    """Step over when, where and to whom it was said: "on Saturday", "in a statement"."""
    words = line.words
    while place < end:
        stop = place
        if is_time(words[place : place + 1]) and words[place].tag != "PREP":
            stop = place + 1
        elif words[place].lower in _ADJUNCT:
            stop = _adjunct_end(words[place : place + _ADJUNCT_WORDS], place)
        if stop == place:
            break
        place = stop
    return place


def _adjunct_end(words: Sequence[Token], place: int) -> int:
    """Where a prepositional phrase of time or occasion ends; ``place`` if it is none."""
    occasions = either("speech", "statement_nouns", "occasions")
    for offset, word in enumerate(words[1:], 1):
        if is_time([word]):
            rest = words[offset + 1 : offset + 2]
            number = bool(rest) and rest[0].tag == "NUM"
            return place + offset + (2 if number else 1)
        if word.lower in occasions:
            return place + offset + 1
        if word.tag not in ("DET", "ADJ", "POSS", "NUM", "NOUN", "NAME"):
            break
    return place


def _is_research(line: Line, subject: tuple[int, int]) -> bool:
    """Whether researchers or results "find" or "show" it, so that "that" may be missing."""
    table = speech()
    return any(
        word.lower in table["neuter_speakers"] or word.lower in table["research_speakers"]
        for word in line.words[slice(*subject)]
    )


def _told(line: Line, verb: int, content: int) -> tuple[int, int] | None:
    """Whom it was told to, when that is a named body that passes it on."""
    words = line.words
    if base_of(words[verb].lower) != "tell":
        return None
    stop = verb + 1
    while stop < content and words[stop].tag in ("NAME", "DET", "POSS", "NOUN"):
        stop += 1
    named = passes_on(words[verb + 1 : stop])
    return (verb + 1, stop) if named else None


# ------------------------------------------------------------------ , adding that


def _participles(
    line: Line, begin: int, end: int, subject: tuple[int, int] | None
) -> Iterator[Cue]:
    """As in "X welcomed the vote, saying that ...": the subject of the clause says it."""
    words = line.words
    for index in range(begin + 2, end - 2):
        word = words[index]
        if (
            word.lower not in speech()["saying_participles"]
            or line.quoted[index]
            or not (words[index - 1].text == "," or words[index + 1].lower == "that")
        ):
            continue
        content = _marked(line, index + 1, end)
        if content is None:
            free = word.lower in ("saying", "adding") and begins_clause(line, index + 1, end)
            content = index + 1 if free else None
        speaker = subject or _clause_subject(line, begin, index)
        if content is not None and speaker is not None:
            yield Cue(index, content, index, ((content, end),), speaker)
            return


def _clause_subject(line: Line, begin: int, stop: int) -> tuple[int, int] | None:
    """The subject of the clause before the participle."""
    for index in range(begin + 1, stop):
        if line.quoted[index]:
            return None
        if line.words[index].tag in ("AUX", "MODAL", "VERB", "VPAST"):
            return subject_of(line, begin, index)
    return None
