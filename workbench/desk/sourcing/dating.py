"""Days of evidence: how they are written, and whether one lies after a claim was made."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from workbench.errors import UsageError
from workbench.text import clean_line

_SOME_DAY: Final = re.compile(r"(\d{4})(-\d{2}(?:-\d{2})?)?")


def check_day(value: str) -> str:
    """A year, month or day in ISO 8601, as it was typed.

    Raises:
        UsageError: It is none.
    """
    typed = value.strip()
    if _SOME_DAY.fullmatch(typed) and first_day(typed) is not None:
        return typed
    raise UsageError(f"{clean_line(value, 40)} is no date; write it as 2023-06-05, 2023-06 or 2023")


@lru_cache(1024)
def day_in(value: str | None) -> str | None:
    """The year, month or day that a moment from a page begins with, if it begins with one."""
    found = _SOME_DAY.match(value.strip()) if value else None
    return found[0] if found and first_day(found[0]) is not None else None


def first_day(value: str) -> date | None:
    """The first day of a year, month or day."""
    try:
        return date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return None


def is_younger(dated: str | None, than: date | None) -> bool:
    """Whether a year, month or day surely lies after a day; never, where one is not known."""
    first = first_day(dated) if dated else None
    return first is not None and than is not None and first > than
