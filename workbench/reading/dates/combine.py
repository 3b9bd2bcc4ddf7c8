"""Putting neighbouring expressions together: a day with its time, two ends of a range."""

import re
from dataclasses import replace

from workbench.reading.dates.expressions import Expression, Kind, Unit

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

_BEFORE_TIME = re.compile(r",?\s{0,3}(?:at|around|about|by|in the|from)?\s{0,3}")
_BEFORE_DAY = re.compile(r",?\s{1,3}(?:on|of)?\s{0,3}")
_BEFORE_YEAR = re.compile(r",?\s{1,3}(?:of)?\s{0,3}")
_RANGE = re.compile(
    r"\s{0,3}(?:(?P<dash>[-–—])|,?\s(?P<word>to|through|till|until|and)(?:\sthe)?\s)\s{0,3}"
    r"(?:on\s|in\s)?"
)
_OPENING = re.compile(r"(?:^|(?<=[\s(“\"‘—–]))(?P<word>from|between|since)(?:\sthe)?\s{1,3}$")


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
        if _BEFORE_TIME.fullmatch(gap):
            return replace(first, end=second.end, part=second.part, clock=second.clock)
        return None
    if first.kind in _TIMES and _is_day(second) and second.clock is None:
        if _BEFORE_DAY.fullmatch(gap):
            part = second.part or first.part
            return replace(second, start=first.start, part=part, clock=first.clock)
        return None
    if second.kind is Kind.UNIT and second.unit is not None and _BEFORE_YEAR.fullmatch(gap):
        yearless = first.kind in _YEARLESS and first.year is None and first.step is None
        weekly = first.kind is Kind.WEEKDAY and first.step is None
        if (yearless and second.unit is Unit.YEAR) or (weekly and second.unit is Unit.WEEK):
            return replace(first, end=second.end, within=second)
    return None


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
    gap = _RANGE.fullmatch(small[first.end : second.start])
    if gap is None:
        return None
    opening = _OPENING.search(small[max(first.start - LONGEST_GAP, 0) : first.start])
    word = opening["word"] if opening else None
    if gap["word"] == "and" and word != "between":
        return None
    if gap["word"] == "to" and word is None and first.kind is not second.kind:
        return None
    start = first.start
    if opening and word != "since":
        start -= len(opening[0])
    if first.year is None and second.year is not None and first.kind in _YEARLESS:
        first = replace(first, year=second.year)
    return replace(first, start=start, end=second.end, other=second)


def _open_range(small: str, expression: Expression) -> Expression:
    """Take in "since", which makes a range that is open to the present."""
    if expression.other is not None or expression.kind not in {*_ENDS, Kind.UNIT, Kind.EDGE}:
        return expression
    opening = _OPENING.search(small[max(expression.start - LONGEST_GAP, 0) : expression.start])
    if opening is None or opening["word"] != "since":
        return expression
    return replace(expression, start=expression.start - len(opening[0]), open_end=True)
