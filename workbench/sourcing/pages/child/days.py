"""Dates as pages state them, made ISO 8601, and those thrown out that no page was published on."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

FIRST_YEAR: Final = 1990
_AHEAD: Final = timedelta(days=2)
_ISO: Final = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_PDF: Final = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?")
_PARTS: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b")
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
        start=1,
    )
}
_DAY_MONTH: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\.? ([A-Z][a-z]{2})[a-z]*\.?,? (\d{4})\b"
)
_MONTH_DAY: Final = re.compile(r"\b([A-Z][a-z]{2})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_PATH: Final = re.compile(r"(?:^|/)((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_.-]|$)")
_RUN_IN_PATH: Final = re.compile(r"(?:^|[/_-])((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?=[/_.-]|$)")


def stated_time(raw: str) -> str | None:
    """A date or time in ISO 8601 as precise as it was stated, or ``None`` if it cannot be one."""
    raw = raw.strip()
    found = _ISO.match(raw)
    if found:
        return _checked(*(found[part] for part in range(1, 8)))
    found = _EPOCH.fullmatch(raw)
    if found:
        seconds = int(raw[:10])
        return _sane(datetime.fromtimestamp(seconds, UTC).date()) and (
            datetime.fromtimestamp(seconds, UTC).isoformat()
        )
    found = _PARTS.match(raw) or _PDF.match(raw)
    if found:
        return _checked(found[1], found[2], found[3])
    found = _DAY_MONTH.search(raw)
    if found and found[2].lower() in _MONTHS:
        return _checked(found[3], str(_MONTHS[found[2].lower()]), found[1])
    found = _MONTH_DAY.search(raw)
    if found and found[1].lower() in _MONTHS:
        return _checked(found[3], str(_MONTHS[found[1].lower()]), found[2])
    try:
        moment = parsedate_to_datetime(raw)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _sane(moment.date()) and moment.isoformat()


def day_of_path(path: str) -> str | None:
    """The day that an address names, as ``/2020/01/31/`` or ``-20200131``."""
    found = _PATH.search(path.lower()) or _RUN_IN_PATH.search(path)
    if not found:
        return None
    month = found[2] if found[2].isdigit() else str(_MONTHS.get(found[2], 0))
    return _checked(found[1], month, found[3])


def same_day(one: str, other: str) -> bool:
    """Whether two stated times are of the same day, whatever their zones say of it."""
    return bool(_days(one) & _days(other))


def _days(value: str) -> set[str]:
    days = {value[:10]}
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return days
    if len(value) > 10 and moment.tzinfo is not None:
        days.add(moment.astimezone(UTC).date().isoformat())
    return days


def _checked(
    year: str | None,
    month: str | None,
    day: str | None,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    zone: str | None = None,
) -> str | None:
    try:
        found = date(int(year or 0), int(month or 0), int(day or 0))
        if not _sane(found):
            return None
        if hour is None:
            return found.isoformat()
        moment = datetime(  # noqa: DTZ001
            found.year, found.month, found.day, int(hour), int(minute or 0), int(second or 0)
        )
        return moment.isoformat() + _zone(zone)
    except ValueError:
        return None


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone[0] not in "+-":
        return "+00:00"
    digits = zone[1:].replace(":", "")
    return f"{zone[0]}{digits[:2]}:{digits[2:] or '00'}"


def _sane(day: date) -> str | None:
    latest = datetime.now(UTC).date() + _AHEAD
    return day.isoformat() if day.year >= FIRST_YEAR and day <= latest else None
