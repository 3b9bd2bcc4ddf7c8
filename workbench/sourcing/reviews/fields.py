"""Single values of a review: words, days, numbers and addresses, as sites really write them."""

import html
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from workbench.sourcing.archives.replay_addresses import is_web_address
from workbench.text import clean_line, squeeze

_DAY: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])")
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WORDED: Final = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(?:(?P<first>[0-9]{1,2}) (?P<month>[A-Za-z]{3,9})\.?|"
    r"(?P<month_first>[A-Za-z]{3,9})\.? (?P<second>[0-9]{1,2})),? (?P<year>[0-9]{4})\b"
)
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,6})?")
_LONGEST: Final = 20_000


def words(value: object, limit: int = 2_000) -> str | None:
    """Words on one line, character references resolved; ``None`` where there are none."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    said = squeeze(clean_line(html.unescape(str(value)[:_LONGEST])))
    if not said:
        return None
    return said if len(said) <= limit else f"{said[: limit - 1]}…"


def day(value: object) -> str | None:
    """A year, month or day in ISO 8601; ``None`` where the value is no date that exists.

    A day written in figures with slashes is none: which is the month cannot be known.
    """
    said = str(value)[:60].strip() if isinstance(value, str | int) else ""
    found = _DAY.match(said) or _COMPACT.fullmatch(said)
    if found is not None:
        year, month, the_day = found.groups()
        return _checked(year, month, the_day)
    named = _WORDED.match(said)
    if named is None:
        return None
    month = (named["month"] or named["month_first"])[:3].lower()
    if month not in _MONTHS:
        return None
    number = f"{_MONTHS.index(month) + 1:02d}"
    return _checked(named["year"], number, (named["first"] or named["second"]).zfill(2))


def _checked(year: str, month: str | None, the_day: str | None) -> str | None:
    try:
        date(int(year), int(month or 1), int(the_day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, the_day) if part)


def number(value: object) -> Decimal | None:
    """A number, as a number or in figures."""
    if isinstance(value, bool):
        return None
    said = str(value).strip() if isinstance(value, str | int | Decimal) else ""
    try:
        return Decimal(said) if _NUMBER.fullmatch(said) else None
    except InvalidOperation:
        return None


def address(value: object) -> str | None:
    """A web address that may be kept."""
    said = value.strip() if isinstance(value, str) else ""
    return said if is_web_address(said) else None
