"""Putting neighbouring expressions together: a day with its time, two ends of a range."""

import re
from dataclasses import replace
from typing import NamedTuple

from workbench.reading.dates.expressions import Expression, Kind, Unit
from workbench.reading.dates.vocabulary import vocabulary
from workbench.reading.language import made_once

_DAYS = frozenset({Kind.DAY, Kind.WEEKDAY, Kind.DAY_OFFSET})
_TIMES = frozenset({Kind.PART_OF_DAY, Kind.CLOCK})
_YEARLESS = frozenset({Kind.DAY, Kind.MONTH, Kind.QUARTER, Kind.SEASON, Kind.HALF_YEAR})
_ENDS = frozenset(
    {
        *_DAYS,
        Kind.MONTH,
        Kind.YEAR,
        Kind.DECADE,
        Kind.CENTURY,
        Kind.QUARTER,
        Kind.SEASON,
        Kind.CLOCK,
    }
)
LONGEST_GAP = 12
HOURS_BEFORE_NOON = 12


class _Joints(NamedTuple):
    """What may stand between the parts of a date, and before a range."""

    before_time: re.Pattern[str]
    before_day: re.Pattern[str]
    before_year: re.Pattern[str]
    of_range: re.Pattern[str]
    opening: re.Pattern[str]


@made_once
def _joints() -> _Joints:
    words = vocabulary().classes
    return _Joints(
        re.compile(rf",?\s{{0,3}}{words['before_time']}?\s{{0,3}}"),
        re.compile(rf",?\s{{1,3}}{words['before_day_of_time']}?\s{{0,3}}"),
        re.compile(rf",?\s{{1,3}}{words['of']}?\s{{0,3}}"),
        re.compile(
            rf"\s{{0,3}}(?:(?P<dash>[-–—])|,?\s(?:(?P<to>{words['to']})|(?P<and>{words['and']}))"
            rf"(?:\s{words['the']})?\s)\s{{0,3}}(?:{words['before_month_or_day']}\s)?"
        ),
        re.compile(
            rf"(?:^|(?<=[\s(“\"‘—–]))(?:(?P<from>{words['from']})|(?P<between>{words['between']})"
            rf"|(?P<since>{words['since']}))(?:\s{words['the']})?\s{{1,3}}$"
        ),
    )


def combine(small: str, found: list[Expression]) -> list[Expression]:
    """Join the expressions of one sentence; ``small`` is the text in small letters."""
    joined = _ranges(small, _with_times(small, found))
    return [_open_range(small, expression) for expression in joined]


def _is_day(expression: Expression) -> bool:
    is_shift = expression.kind is Kind.SHIFT and expression.unit is Unit.DAY
    return (expression.kind in _DAYS or is_shift) and expression.other is None


def _with_times(small: str, found: list[Expression]) -> list[Expression]:
    joined: list[Expression] = []
    for expression in found:
        merged = _merged(small, joined[-1], expression) if joined else None
        if merged is None:
            joined.append(expression)
        else:
            joined[-1] = merged
    return [expression for expression in joined if not expression.only_beside_a_day]


def _merged(small: str, first: Expression, second: Expression) -> Expression | None:
    if second.start - first.end > LONGEST_GAP:
        return None
    gap = small[first.end : second.start]
    if _is_day(first) and second.kind in _TIMES and first.clock is None:
        if _joints().before_time.fullmatch(gap):
            return replace(first, end=second.end, part=second.part, clock=second.clock)
        return None
    if _is_day(first) and second.kind is Kind.PART_OF_DAY and first.part is None:
        return _with_part(first, second) if gap.isspace() else None
    if first.kind in _TIMES and _is_day(second) and second.clock is None:
        if _joints().before_day.fullmatch(gap):
            part = second.part or first.part
            return replace(second, start=first.start, part=part, clock=first.clock)
        return None
    if (
        second.kind is Kind.UNIT
        and second.unit is not None
        and _joints().before_year.fullmatch(gap)
    ):
        yearless = first.kind in _YEARLESS and first.year is None and first.step is None
        weekly = first.kind is Kind.WEEKDAY and first.step is None
        if (yearless and second.unit is Unit.YEAR) or (weekly and second.unit is Unit.WEEK):
            return replace(first, end=second.end, within=second)
    return None


def _with_part(timed: Expression, part: Expression) -> Expression:
    """Put "evening" after "at 6:30 on Sunday": the hour may be one after noon."""
    hour, minute = timed.clock or (0, 0)
    if part.part in vocabulary().classes.of("after_noon") and hour < HOURS_BEFORE_NOON:
        hour += HOURS_BEFORE_NOON
    return replace(timed, end=part.end, part=part.part, clock=(hour, minute))


def _ranges(small: str, found: list[Expression]) -> list[Expression]:
    joined: list[Expression] = []
    for expression in found:
        merged = _range(small, joined[-1], expression) if joined else None
        if merged is None:
            joined.append(expression)
        else:
            joined[-1] = merged
    return joined


def _range(small: str, first: Expression, second: Expression) -> Expression | None:
    if first.other is not None or second.other is not None:
        return None
    if first.kind not in _ENDS or second.kind not in _ENDS:
        return None
    if second.start - first.end > LONGEST_GAP:
        return None
    gap = _joints().of_range.fullmatch(small[first.end : second.start])
    if gap is None:
        return None
    opening = _joints().opening.search(small[max(first.start - LONGEST_GAP, 0) : first.start])
    if gap["and"] and (opening is None or opening["between"] is None):
        return None
    if gap["to"] and opening is None and first.kind is not second.kind:
        return None
    start = first.start
    if opening and opening["since"] is None:
        start -= len(opening[0])
    if first.year is None and second.year is not None and first.kind in _YEARLESS:
        first = replace(first, year=second.year)
    return replace(first, start=start, end=second.end, other=second)


def _open_range(small: str, expression: Expression) -> Expression:
    """Take in "since", which makes a range that is open to the present."""
    if expression.other is not None or expression.kind not in {*_ENDS, Kind.UNIT, Kind.EDGE}:
        return expression
    opening = _joints().opening.search(
        small[max(expression.start - LONGEST_GAP, 0) : expression.start]
    )
    if opening is None or opening["since"] is None:
        return expression
    return replace(expression, start=expression.start - len(opening[0]), open_end=True)
