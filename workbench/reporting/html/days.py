"""Days and moments as a reader of a report reads them; all moments are told in UTC."""

import re
from datetime import UTC, date, datetime
from typing import Final

_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def day_in_words(day: date) -> str:
    """A day: 15 October 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_in_words(moment: datetime) -> str:
    """A moment to the minute: 15 October 2025, 09:12 UTC."""
    at = moment.astimezone(UTC)
    return f"{day_in_words(at.date())}, {at:%H:%M} UTC"


def month_in_words(day: date) -> str:
    """A month: Oct 2025."""
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def iso_in_words(value: str) -> str:
    """A day, month or year in ISO form as words; anything else as it is."""
    found = _ISO.fullmatch(value)
    if found is None or not 1 <= int(found[2] or 1) <= len(_MONTHS):
        return value
    words = [str(int(found[3]))] if found[3] else []
    if found[2]:
        words.append(_MONTHS[int(found[2]) - 1])
    return " ".join([*words, found[1]])


def first_day(value: str | None) -> date | None:
    """The first day of a day, month or year in ISO form."""
    found = _ISO.match(value or "")
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
