"""Where what is said begins after a verb of saying: after "that", a quotation mark, a hearer."""

from collections.abc import Sequence
from typing import Final

from workbench.reading.attribution.cue import Line, begins_clause, is_time, speech
from workbench.reading.attribution.phrases import may_speak
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of
from workbench.reading.language.lexicon import either

__all__ = ["content_after", "marked"]

_TOLD: Final = frozenset({"tell", "inform", "assure", "notify", "remind", "warn"})
_FINDING: Final = frozenset({"find", "show", "indicate", "suggest"})
_ADJUNCT: Final = frozenset({"on", "in", "at", "during", "after", "via", "by", "to", "from"})
_ONLY_SAID: Final = frozenset({"say", "state", "write", "explain", "insist", "argue"})
_WHERE_AND_WHEN: Final = frozenset({"PREP", "NAME", "NUM", "DET", "ADJ", "NOUN"})
_WARNED_OF: Final = frozenset({"of", "about", "against"})
_NEAR: Final = frozenset({"this", "last", "next"})
_OBJECT_REACH: Final = 16
_ADJUNCT_WORDS: Final = 9


def content_after(
    line: Line, verb: int, end: int, start: int, subject: tuple[int, int]
) -> int | None:
    """Where what is said begins after the verb; ``None`` when nothing is said."""
    words = line.words
    base = base_of(words[verb].lower)
    place = verb + 1
    if base == "point":  # "pointed out that"
        place += words[verb + 1 : verb + 2] != [] and words[verb + 1].lower == "out"
        if place == verb + 1:
            return None
    while place < end and words[place].tag == "ADV" and not line.quoted[place]:
        place += 1
    if place >= end:
        return None
    found = marked(line, place, end)
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
        found = marked(line, further, end)
        if found is not None:
            return found
    return further if _begins_freely(line, base, further, end, subject) else None


def _begins_freely(line: Line, base: str, place: int, end: int, subject: tuple[int, int]) -> bool:
    """Whether what is said begins without "that": "said it was safe"."""
    free = base in speech()["said_freely"] or (base in _FINDING and _is_research(line, subject))
    if not free or not begins_clause(line, place, end):
        return False
    if base in _ONLY_SAID:
        return True
    return not _does_more(line, place, end) and may_speak(line.words[slice(*subject)])


def _does_more(line: Line, place: int, end: int) -> bool:
    """As in "added a goal, and the town won": the verb belongs to another clause."""
    words = line.words
    for index in range(place, end - 1):
        if words[index].tag in FINITE:
            return False
        if words[index].text == "," and words[index + 1].tag == "CC":
            return True
    return False


def marked(line: Line, place: int, end: int) -> int | None:
    """After "that", or at the quotation that opens here."""
    words = line.words
    if place >= end:
        return None
    if words[place].lower == "that" and words[place].tag in ("SUB", "DET", "PRON"):
        # "says that is what it expects": the pronoun belongs to what is said
        said = place + 1 < end and words[place + 1].tag in FINITE
        return place if said else place + 1
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
        if words[index].tag not in _WHERE_AND_WHEN and not _is_short_month(words, index - 1):
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
    if words[place].lower in _WARNED_OF:
        return None  # "warned of a risk that grows"
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
        timed = is_time(words[place : place + 1]) or _is_short_month(words, place)
        if timed and words[place].tag != "PREP":
            stop = _date_end(line, place, end)
        elif words[place].lower in _NEAR and is_time(words[place + 1 : place + 2]):
            stop = place + 2
        elif words[place].lower in _ADJUNCT:
            stop = _adjunct_end(words[place : place + _ADJUNCT_WORDS], place)
        if stop == place:
            break
        place = stop
    return place


def _is_short_month(words: Sequence[Token], place: int) -> bool:
    """As in "Nov. 18"."""
    dotted = place + 2 < len(words) and words[place + 1].text == "."
    return dotted and words[place].lower in speech()["short_months"]


def _date_end(line: Line, place: int, end: int) -> int:
    """Where a date ends: "Tuesday", "June 4", "Nov. 18"."""
    stop = place + 1
    stop += _is_short_month(line.words, place)
    return stop + 1 if stop < end and line.words[stop].tag == "NUM" else stop


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
