"""Arithmetic on the calendar, and dates as ISO 8601 text. No words of any language."""

from calendar import monthrange
from datetime import date, timedelta

from workbench.reading.dates.expressions import Unit

MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER = 3
DAYS_IN_WEEK = 7
SATURDAY = 5


def day_or_none(year: int, month: int, day: int) -> date | None:
    """Give the day, or nothing if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_text(year: int) -> str:
    """Write a year with four digits; the year before 1 is 0000, then -0001."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def month_text(year: int, month: int) -> str:
    """Write a month as YYYY-MM."""
    return f"{year:04d}-{month:02d}"


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Count months from a month."""
    months = year * MONTHS_IN_YEAR + month - 1 + count
    return months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1


def last_day(year: int, month: int) -> int:
    """Give the number of days of a month."""
    return monthrange(year, month)[1]


def add_days(day: date, count: int) -> date | None:
    """Count days from a day, within the calendar of :class:`datetime.date`."""
    try:
        return day + timedelta(count)
    except OverflowError:
        return None


def quarter_text(year: int, quarter: int) -> str:
    """Write a quarter of a year as an interval of months."""
    first = MONTHS_IN_QUARTER * (quarter - 1) + 1
    return f"{month_text(year, first)}/{month_text(year, first + MONTHS_IN_QUARTER - 1)}"


def season_text(year: int, first_month: int) -> str:
    """Write a season that begins in ``first_month`` of ``year`` as an interval of months."""
    return f"{month_text(year, first_month)}/{month_text(*add_months(year, first_month, 2))}"


def decade_text(first_year: int) -> str:
    """Write a decade as an interval of years."""
    return f"{year_text(first_year)}/{year_text(first_year + 9)}"


def century_text(number: int, *, before_christ: bool = False) -> str:
    """Write the nth century as an interval of years: the 19th is 1801/1900."""
    if before_christ:
        return f"{year_text(1 - number * 100)}/{year_text(-(number - 1) * 100)}"
    return f"{year_text((number - 1) * 100 + 1)}/{year_text(number * 100)}"


def week_text(day: date, weeks: int) -> str | None:
    """Write the week from Monday to Sunday that is ``weeks`` after that of ``day``."""
    monday = add_days(day, DAYS_IN_WEEK * weeks - day.weekday())
    sunday = add_days(monday, DAYS_IN_WEEK - 1) if monday else None
    return f"{monday}/{sunday}" if sunday else None


def weekend_text(day: date, weeks: int) -> str | None:
    """Write the Saturday and Sunday of the week that is ``weeks`` after that of ``day``."""
    saturday = add_days(day, DAYS_IN_WEEK * weeks + SATURDAY - day.weekday())
    sunday = add_days(saturday, 1) if saturday else None
    return f"{saturday}/{sunday}" if sunday else None


def shifted(day: date, count: int, unit: Unit) -> date | None:
    """Move a day by whole units; the day of the month is kept where the month has it."""
    if unit is Unit.DAY:
        return add_days(day, count)
    if unit in {Unit.WEEK, Unit.WEEKEND}:
        return add_days(day, DAYS_IN_WEEK * count)
    months = {
        Unit.MONTH: 1,
        Unit.QUARTER: MONTHS_IN_QUARTER,
        Unit.YEAR: MONTHS_IN_YEAR,
        Unit.DECADE: MONTHS_IN_YEAR * 10,
        Unit.CENTURY: MONTHS_IN_YEAR * 100,
    }[unit]
    year, month = add_months(day.year, day.month, months * count)
    if not date.min.year <= year <= date.max.year:
        return None
    return day_or_none(year, month, min(day.day, last_day(year, month)))


def unit_text(day: date, count: int, unit: Unit) -> str | None:
    """Write the unit that is ``count`` units after the one that holds ``day``."""
    if unit is Unit.WEEK:
        return week_text(day, count)
    if unit is Unit.WEEKEND:
        return weekend_text(day, count)
    moved = shifted(day.replace(day=1) if unit is not Unit.DAY else day, count, unit)
    if moved is None:
        return None
    return containing(moved, unit)


def containing(day: date, unit: Unit) -> str:
    """Write the day, month, quarter, year, decade or century that holds ``day``."""
    if unit is Unit.MONTH:
        return month_text(day.year, day.month)
    if unit is Unit.QUARTER:
        return quarter_text(day.year, (day.month - 1) // MONTHS_IN_QUARTER + 1)
    if unit is Unit.YEAR:
        return year_text(day.year)
    if unit is Unit.DECADE:
        return decade_text(day.year // 10 * 10)
    if unit is Unit.CENTURY:
        return century_text((day.year - 1) // 100 + 1)
    return day.isoformat()


def nearest_weekday(day: date, weekday: int, direction: int) -> date | None:
    """Give the next (1) or last (-1) such weekday, not counting ``day`` itself."""
    distance = (weekday - day.weekday()) % DAYS_IN_WEEK
    if direction < 0:
        return add_days(day, distance - DAYS_IN_WEEK)
    return add_days(day, distance or DAYS_IN_WEEK)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """Give the nth such weekday of a month; the last one if ``number`` is negative."""
    if number < 0:
        last = day_or_none(year, month, last_day(year, month))
        return last - timedelta((last.weekday() - weekday) % DAYS_IN_WEEK) if last else None
    first = day_or_none(year, month, 1)
    if first is None:
        return None
    day = 1 + (weekday - first.weekday()) % DAYS_IN_WEEK + DAYS_IN_WEEK * (number - 1)
    return day_or_none(year, month, day)


def edge_day(whole: str, *, is_end: bool) -> date | None:
    """Give the first or last day of a day, month, year or interval written as ISO text."""
    end = whole.split("/")[-1 if is_end else 0]
    parts = [int(part) for part in end.split("-") if part]
    if end.startswith("-") or not parts or parts[0] < date.min.year:
        return None
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (MONTHS_IN_YEAR if is_end else 1)
    day = parts[2] if len(parts) > 2 else (last_day(year, month) if is_end else 1)
    return day_or_none(year, month, day)
