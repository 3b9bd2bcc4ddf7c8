"""What dates mean that are counted from another: from the day of writing or of the story."""

from dataclasses import replace
from datetime import date
from typing import Final

from workbench.model import DateBasis, Granularity
from workbench.reading.dates import calendar
from workbench.reading.dates.expressions import Anchor, Expression, Unit
from workbench.reading.dates.setting import Resolved, Setting, one_day, unresolved

FAR_FROM_WRITING_DAYS = 21
MIDDLE_OF_MONTH = 15

GRANULARITIES: Final = {
    Unit.DAY: Granularity.DAY,
    Unit.WEEK: Granularity.WEEK,
    Unit.WEEKEND: Granularity.RANGE,
    Unit.MONTH: Granularity.MONTH,
    Unit.QUARTER: Granularity.QUARTER,
    Unit.YEAR: Granularity.YEAR,
    Unit.DECADE: Granularity.DECADE,
    Unit.CENTURY: Granularity.CENTURY,
}


def weekday(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a weekday: of the story where that is far from the day of writing."""
    number = expression.weekday or 0
    written, told = setting.written, setting.story.day
    if told is not None and (
        expression.anchor is Anchor.NARRATIVE or _story_is_far_from_writing(setting)
    ):
        if expression.step is None and told.weekday() == number:
            return one_day(told, DateBasis.ANAPHORA, setting.story.day_at)
        step = -1 if (expression.step or 1) < 0 else 1
        found = calendar.nearest_weekday(told, number, step)
        return one_day(found, DateBasis.ANAPHORA, setting.story.day_at)
    if written is None:
        return unresolved(Granularity.DAY)
    if expression.within is not None:
        moved = calendar.add_days(
            written, calendar.DAYS_IN_WEEK * (expression.within.step or 0) - written.weekday()
        )
        found = calendar.add_days(moved, number) if moved else None
        return one_day(found, DateBasis.RELATIVE)
    return _weekday_near(written, number, expression, setting)


def _weekday_near(written: date, number: int, expression: Expression, setting: Setting) -> Resolved:
    past = calendar.nearest_weekday(written, number, -1)
    future = calendar.nearest_weekday(written, number, 1)
    step = expression.step
    if step is None:
        if written.weekday() == number:
            return one_day(written, DateBasis.RELATIVE)
        return one_day(future if setting.tense(expression) > 0 else past, DateBasis.RELATIVE)
    if step == 0:
        found = calendar.add_days(written, number - written.weekday())
        return one_day(found, DateBasis.RELATIVE)
    return _last_or_next(past if step < 0 else future, written, step)


def _last_or_next(near: date | None, written: date, step: int) -> Resolved:
    """Take the nearest; where that is in the same week, the one a week off is possible."""
    resolved = one_day(near, DateBasis.RELATIVE)
    if near is None or near.isocalendar()[:2] != written.isocalendar()[:2]:
        return resolved
    other = calendar.add_days(near, calendar.DAYS_IN_WEEK * step)
    return replace(resolved, alternatives=(other.isoformat(),) if other else ())


def _story_is_far_from_writing(setting: Setting) -> bool:
    told, written = setting.story.day, setting.written
    if told is None or setting.story.year_paragraph != setting.story.paragraph:
        return False
    return written is None or abs((told - written).days) > FAR_FROM_WRITING_DAYS


def day_offset(expression: Expression, setting: Setting) -> Resolved:
    """Resolve "yesterday" and its like, always from the day of writing."""
    if setting.written is None:
        return unresolved(Granularity.DAY)
    return one_day(calendar.add_days(setting.written, expression.step or 0), DateBasis.RELATIVE)


def unit(expression: Expression, setting: Setting) -> Resolved:
    """Resolve "last week", "this year", "the following month"."""
    length = expression.unit or Unit.DAY
    base = setting.base(expression)
    if base is None:
        return unresolved(GRANULARITIES[length])
    basis, anchor = setting.basis(expression)
    value = calendar.unit_text(base, expression.step or 0, length)
    return Resolved(value, GRANULARITIES[length], basis, anchor=anchor)


def shift(expression: Expression, setting: Setting) -> Resolved:
    """Resolve "three weeks ago", "two years later", "the following day"."""
    length = expression.unit or Unit.DAY
    base = setting.base(expression)
    if base is None or expression.step is None:
        return unresolved(GRANULARITIES[length])
    basis, anchor = setting.basis(expression)
    moved = calendar.shifted(base, expression.step, length)
    if moved is None:
        return unresolved(GRANULARITIES[length])
    if length not in {Unit.DAY, Unit.WEEK}:
        value = calendar.containing(moved, length)
        return Resolved(value, GRANULARITIES[length], basis, anchor=anchor)
    resolved = one_day(moved, basis, anchor)
    return replace(resolved, alternatives=_from_writing(expression, length, moved, setting))


def _from_writing(
    expression: Expression, length: Unit, moved: date, setting: Setting
) -> tuple[str, ...]:
    """Count backwards from the day of writing too: "the day before" may mean either."""
    written = setting.written
    if expression.anchor is not Anchor.NARRATIVE or written is None or setting.story.day is None:
        return ()
    step = expression.step or 0
    other = calendar.shifted(written, step, length)
    if other is None or other == moved or step >= 0:
        return ()
    return (other.isoformat(),)


def stretch(expression: Expression, setting: Setting) -> Resolved:
    """Resolve "the last 30 years" to an interval that the day of writing ends."""
    written, length = setting.written, expression.unit or Unit.DAY
    if written is None:
        return unresolved(Granularity.RANGE)
    if expression.step is None:
        value = f"{written}/.." if (expression.number or -1) > 0 else f"../{written}"
        return Resolved(value, Granularity.RANGE, DateBasis.RELATIVE)
    moved = calendar.shifted(written, expression.step, length)
    if moved is None:
        return unresolved(Granularity.RANGE)
    ends = sorted((moved, written))
    if length in {Unit.DAY, Unit.WEEK}:
        texts = [end.isoformat() for end in ends]
    elif length in {Unit.MONTH, Unit.QUARTER}:
        texts = [calendar.month_text(end.year, end.month) for end in ends]
    else:
        texts = [calendar.year_text(end.year) for end in ends]
    return Resolved("/".join(texts), Granularity.RANGE, DateBasis.RELATIVE)


def edge(expression: Expression, setting: Setting) -> Resolved:
    """Resolve the end or beginning of a unit to its last or first day."""
    if expression.unit is not None:
        base = setting.base(expression)
        if base is None:
            return unresolved(Granularity.DAY)
        basis, _ = setting.basis(expression)
        whole = calendar.unit_text(base, expression.step or 0, expression.unit)
    elif expression.month is not None:
        year, basis = setting.year_for(expression, expression.month, MIDDLE_OF_MONTH)
        whole = calendar.month_text(year, expression.month) if year else None
    else:
        whole, basis = calendar.year_text(expression.year or 1), DateBasis.EXPLICIT
    day = calendar.edge_day(whole, is_end=(expression.number or 1) > 0) if whole else None
    return Resolved(day.isoformat(), Granularity.DAY, basis) if day else unresolved(Granularity.DAY)


def time_of_day(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a clock time or part of a day to the day it belongs to."""
    granularity = Granularity.TIME if expression.clock else Granularity.PART_OF_DAY
    base = setting.base(expression)
    if base is None:
        return unresolved(granularity)
    basis, anchor = setting.basis(expression)
    return Resolved(base.isoformat(), granularity, basis, day=base, anchor=anchor)
