"""The same thing stated twice: two numbers of one event, or of one measure.

Two numbers agree when one admits the other ("about 500" and 497). They are said to disagree only
where the text shows that one event is meant: the same day, a heading and its first sentences, or
"the attack" after "an attack". What is told twice is found by ``tellings``.
"""

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final

from workbench.model import Check, CheckKind
from workbench.reading.checks.bands import Band, judge
from workbench.reading.checks.survey import Survey
from workbench.reading.checks.tellings import Telling, tellings
from workbench.text import squeeze

__all__ = ["repetition_checks"]

_TELLING: Final = 10
_MOST_COMPARED: Final = 12
_LEAD_SENTENCES: Final = 3


def repetition_checks(survey: Survey) -> Iterator[Check]:
    """Compare the numbers that the text states of the same thing in different sentences."""
    groups: dict[tuple[str, ...], list[Callable[[], Telling]]] = {}
    for topic, make in tellings(survey):
        groups.setdefault(topic, []).append(make)
    for group in groups.values():
        if 1 < len(group) <= _MOST_COMPARED:
            yield from _compared(survey, [make() for make in group])


def _compared(survey: Survey, group: list[Telling]) -> Iterator[Check]:
    pairs = [
        (one, other, agrees)
        for one, other in combinations(group, 2)
        if one.passage.number != other.passage.number
        and not _is_copy(survey, one, other)
        and (agrees := _agree(one.band, other.band)) is not None
    ]
    # Where many numbers differ the text counts several things.
    is_one_slip = sum(not agrees for _, _, agrees in pairs) == 1
    told: set[int] = set()
    for one, other, agrees in pairs:
        if agrees:
            if other.quantity.start not in told and _may_be_same(one, other):
                told.add(other.quantity.start)
                yield _check(one, other, agrees=True)
        elif is_one_slip and _is_same(survey, one, other):
            yield _check(one, other, agrees=False)


def _agree(one: Band, other: Band) -> bool | None:
    """Whether two numbers of one thing fit together; nothing where that cannot be told."""
    judged = {judge(one, other), judge(other, one)}
    if True in judged:
        return True
    return False if judged == {False} else None


def _may_be_same(one: Telling, other: Telling) -> bool:
    """Whether two equal numbers may be told of the same thing."""
    if min(one.band.value, other.band.value) < _TELLING and one.quantity.unit is None:
        return False
    return one.counts_same(other) and one.times_allow(other) and one.places_allow(other)


def _is_same(survey: Survey, one: Telling, other: Telling) -> bool:
    """Whether two different numbers are told of the same thing, so that one must be wrong."""
    if one.is_loose or other.is_loose or one.noun != other.noun or _conflict(survey, one, other):
        return False
    if one.is_measure:
        return one.days == other.days != frozenset() and (
            survey.keys(one.passage) == survey.keys(other.passage)
        )
    named = survey.shares_a_referent(one.passage, other.passage)
    if one.passage.sentence.kind == "heading":
        return named and other.passage.number - one.passage.number <= _LEAD_SENTENCES + 1
    if one.days and one.days == other.days:
        return named or one.passage.paragraph == other.passage.paragraph
    return (
        other.passage.paragraph - one.passage.paragraph <= 1
        and not one.events.isdisjoint(other.known_events)
        and not other.passage.dates
    )


def _conflict(survey: Survey, one: Telling, other: Telling) -> bool:
    """Whether the sentences name different days, or each a thing that the other does not."""
    if not one.times_allow(other):
        return True
    mine, theirs = survey.referents(one.passage), survey.referents(other.passage)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _is_copy(survey: Survey, one: Telling, other: Telling) -> bool:
    """Whether one sentence stands in the text twice, which says nothing more."""
    first, second = (survey.small[said.passage.start : said.passage.end] for said in (one, other))
    return squeeze(first) == squeeze(second)


def _check(one: Telling, other: Telling, *, agrees: bool) -> Check:
    result = "agrees" if agrees else "does not agree"
    return Check(
        CheckKind.REPETITION,
        agrees,
        f"{one.label}: {one.stated} in one place and {other.stated} in another: {result}",
        (
            (one.quantity.start, one.quantity.end),
            (other.quantity.start, other.quantity.end),
        ),
    )
