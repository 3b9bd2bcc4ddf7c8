"""An arrival that began on one day against one that had already happened on an earlier day.

"On 1 June the alliance's forces had already advanced to the town" and "the alliance's forces
began arriving in the town on 5 June": the same place, the same body, the later date begins it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.model import Check, CheckKind, DateMention, NameKind
from workbench.reading.checks.days import Span, is_certain, span_of
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_word, word_set
from workbench.reading.checks.weekdays import day_text
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import base_of

__all__ = ["beginning_checks"]

_WORDS_BETWEEN: Final = 3
_REACH: Final = 60
_MOST_COMPARED: Final = 20


@dataclass(slots=True, eq=False, repr=False)
class _Arrival:
    passage: Passage
    place: str
    bodies: frozenset[str]
    date: DateMention
    span: Span
    start: int
    end: int
    words: str


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"\b(?:already|{any_word('beginnings.begin_forms')})\b")


def beginning_checks(survey: Survey) -> Iterator[Check]:
    """Compare what had already arrived with what only began to arrive later."""
    already: list[_Arrival] = []
    begun: list[_Arrival] = []
    for passage in survey.passages:
        if not passage.dates or not passage.names or not passage.is_running_text:
            continue
        if _hint().search(survey.small, passage.start, passage.end):
            _collect(survey, passage, already, begun)
    for before in already[:_MOST_COMPARED]:
        for later in begun[:_MOST_COMPARED]:
            if _contradict(before, later):
                yield _check(before, later)


def _contradict(before: _Arrival, later: _Arrival) -> bool:
    return (
        before.place == later.place
        and not before.bodies.isdisjoint(later.bodies)
        and before.span.ends_before(later.span)
        and is_certain(before.date, later.date)
    )


def _check(before: _Arrival, later: _Arrival) -> Check:
    return Check(
        CheckKind.ORDER,
        agrees=False,
        message=f"“{before.words}” by {day_text(before.span.last)}, but “{later.words}” on "
        f"{day_text(later.span.first)}: one of them cannot be right, or two arrivals are meant",
        spans=((before.start, before.end), (later.start, later.end)),
    )


def _collect(
    survey: Survey, passage: Passage, already: list[_Arrival], begun: list[_Arrival]
) -> None:
    words = survey.words(passage)
    if not word_set("beginnings.another").isdisjoint(word.lower for word in words):
        return
    for index, word in enumerate(words):
        if word.lower == "already" and index and words[index - 1].lower in {"had", "have", "has"}:
            found = _verb_after(words, index + 1)
            if found is not None and words[found].tag in {"PART", "VPAST", "VERB"}:
                _keep(already, _arrival(survey, passage, words, index - 1, found))
        elif base_of(word.lower) in word_set("beginnings.begin") and not _is_negated(words, index):
            found = _verb_after(words, index + 1)
            if found is not None and words[found].tag in {"ING", "VBASE"}:
                _keep(begun, _arrival(survey, passage, words, index, found))


def _is_negated(words: list[Token], index: int) -> bool:
    return any(word.tag in {"NOT", "MODAL", "TO"} for word in words[max(0, index - 3) : index])


def _verb_after(words: list[Token], index: int) -> int | None:
    for place in range(index, min(len(words), index + _WORDS_BETWEEN)):
        if base_of(words[place].lower) in word_set("beginnings.arrive"):
            return place
        if words[place].tag not in {"ADV", "TO", "NONFINITE"}:
            return None
    return None


def _arrival(
    survey: Survey, passage: Passage, words: list[Token], first: int, verb: int
) -> _Arrival | None:
    end = words[verb].end
    place = next(
        (
            name
            for name in passage.names
            if name.kind is NameKind.PLACE and end <= name.start <= end + _REACH
        ),
        None,
    )
    days = [(mention, span_of(mention)) for mention in passage.dates]
    if place is None or len(days) != 1 or days[0][1] is None:
        return None
    if not re.fullmatch(
        r"\s(?:(?:in|to|into|at|on)\s)?(?:the\s)?", survey.small[end : place.start]
    ):
        return None
    start = words[first].start
    bodies = survey.referents(passage) - {survey.key(place)}
    subject = frozenset(key for key in bodies if _stands_before(survey, passage, key, start))
    return _Arrival(
        passage,
        survey.key(place),
        subject,
        days[0][0],
        days[0][1],
        start,
        place.end,
        survey.text[start : place.end],
    )


def _stands_before(survey: Survey, passage: Passage, key: str, position: int) -> bool:
    named = any(name.end <= position and survey.key(name) == key for name in passage.names)
    common = {word for word, known in survey.common_names.items() if known == key}
    before = set(re.findall(r"[^\W\d_]+", survey.small[passage.start : position]))
    return named or not common.isdisjoint(before)


def _keep(found: list[_Arrival], arrival: _Arrival | None) -> None:
    if arrival is not None:
        found.append(arrival)
