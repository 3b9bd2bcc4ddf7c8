"""What dates mean that name a place in the calendar: a day, month, year or longer."""

from datetime import date

from workbench.model import DateBasis, Granularity
from workbench.reading.dates import calendar
from workbench.reading.dates.expressions import Expression, Unit
from workbench.reading.dates.setting import Resolved, Setting, one_day, unresolved

MIDDLE_OF_MONTH = 15
SAFE_DAY = 28


def day(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a day of a month, and check its weekday against the calendar."""
    within = expression.within
    if expression.month is None and within is not None:
        return _day_of_month(expression, within, setting)
    month, number = expression.month or 1, expression.day or 1
    year, basis = setting.year_for(expression, month, number)
    value = calendar.day_or_none(year, month, number) if year is not None else None
    if value is None:
        return unresolved(Granularity.DAY)
    agrees = None
    alternatives: tuple[str, ...] = ()
    if expression.weekday is not None:
        agrees = value.weekday() == expression.weekday
        if not agrees and expression.year is None:
            alternatives = _years_that_agree(expression.weekday, value)
    if expression.swapped:
        other = calendar.day_or_none(value.year, number, month)
        alternatives = (other.isoformat(),) if other else ()
    return Resolved(
        value.isoformat(),
        Granularity.DAY,
        basis,
        day=value,
        alternatives=alternatives,
        weekday_agrees=agrees,
    )


def _years_that_agree(weekday: int, value: date) -> tuple[str, ...]:
    candidates = (
        calendar.day_or_none(value.year + step, value.month, value.day) for step in (-1, 1)
    )
    return tuple(
        candidate.isoformat()
        for candidate in candidates
        if candidate is not None and candidate.weekday() == weekday
    )


def _day_of_month(expression: Expression, within: Expression, setting: Setting) -> Resolved:
    month = setting.month_of(within)
    if month is None:
        return unresolved(Granularity.DAY)
    basis, anchor = setting.basis(within)
    return one_day(calendar.day_or_none(*month, expression.day or 1), basis, anchor)


def nth_weekday(expression: Expression, setting: Setting) -> Resolved:
    """Resolve "the first Friday of July" and "the last Monday of this month"."""
    if expression.within is not None and expression.within.unit is Unit.MONTH:
        month = setting.month_of(expression.within)
        basis, anchor = setting.basis(expression.within)
    else:
        year, basis = setting.year_for(expression, expression.month or 1, MIDDLE_OF_MONTH)
        month = None if year is None else (year, expression.month or 1)
        anchor = None
    if month is None:
        return unresolved(Granularity.DAY)
    found = calendar.nth_weekday(*month, expression.weekday or 0, expression.number or 1)
    return one_day(found, basis, anchor)


def month(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a month, with its year, with "last" or "next", or on its own."""
    number = expression.month or 1
    written = setting.written
    if expression.step is not None and written is not None:
        year = _year_of_step(written, number, expression.step)
        value = calendar.month_text(year, number)
        other = calendar.month_text(year + expression.step, number)
        ambiguous = expression.step != 0 and year == written.year
        return Resolved(
            value,
            Granularity.MONTH,
            DateBasis.RELATIVE,
            alternatives=(other,) if ambiguous else (),
        )
    day_of_month = MIDDLE_OF_MONTH
    if written is not None and written.month == number:
        day_of_month = min(written.day, SAFE_DAY)
    year_or_none, basis = setting.year_for(expression, number, day_of_month)
    if year_or_none is None:
        return unresolved(Granularity.MONTH)
    setting.story.remember_year(year_or_none)
    return Resolved(calendar.month_text(year_or_none, number), Granularity.MONTH, basis)


def _year_of_step(written: date, number: int, step: int) -> int:
    if step < 0:
        return written.year if number < written.month else written.year - 1
    if step > 0:
        return written.year if number > written.month else written.year + 1
    return written.year


def year(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a year."""
    number = expression.year if expression.year is not None else 1
    if setting.sentence.kind != "caption" and not setting.only_mentions(expression):
        setting.story.remember_year(number)
    return Resolved(calendar.year_text(number), Granularity.YEAR, DateBasis.EXPLICIT)


def quarter(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a quarter of a year."""
    number = expression.number or 1
    middle = calendar.MONTHS_IN_QUARTER * number - 1
    year_or_none, basis = setting.year_for(expression, middle, MIDDLE_OF_MONTH)
    if year_or_none is None:
        return unresolved(Granularity.QUARTER)
    return Resolved(calendar.quarter_text(year_or_none, number), Granularity.QUARTER, basis)


def half_year(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a half of a year."""
    first = 1 if expression.number == 1 else 7
    year_or_none, basis = setting.year_for(expression, first + 3, 1)
    if year_or_none is None:
        return unresolved(Granularity.RANGE)
    months = (calendar.month_text(year_or_none, number) for number in (first, first + 5))
    return Resolved("/".join(months), Granularity.RANGE, basis)


def season(expression: Expression, setting: Setting) -> Resolved:
    """Resolve a season of the northern half of the world; winter begins in its year's December."""
    first = expression.month or 1
    written = setting.written
    if expression.step is not None:
        if written is None:
            return unresolved(Granularity.SEASON)
        begins = _year_of_step(written, first, expression.step)
        if expression.step < 0 and first < written.month <= first + 2:
            begins = written.year - 1
        value = calendar.season_text(begins, first)
        return Resolved(value, Granularity.SEASON, DateBasis.RELATIVE)
    middle = calendar.add_months(1, first, 1)[1]
    year_or_none, basis = setting.year_for(expression, middle, MIDDLE_OF_MONTH)
    if year_or_none is None:
        return unresolved(Granularity.SEASON)
    if middle < first and expression.year is None:
        year_or_none -= 1
    return Resolved(calendar.season_text(year_or_none, first), Granularity.SEASON, basis)


def decade(expression: Expression, _: Setting) -> Resolved:
    """Resolve a decade."""
    value = calendar.decade_text(expression.year or 0)
    return Resolved(value, Granularity.DECADE, DateBasis.EXPLICIT)


def century(expression: Expression, _: Setting) -> Resolved:
    """Resolve a century."""
    number = expression.number or 1
    value = calendar.century_text(abs(number), before_christ=number < 0)
    return Resolved(value, Granularity.CENTURY, DateBasis.EXPLICIT)
