"""What the checks share: what they are told, what they give, and reading of days and numbers."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from workbench.linting.nodes import Page, Value
from workbench.text import clean_line, squeeze

_SHOWN: Final = 80
_DATE: Final = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the markup: the day it is, and the page's own address, if any."""

    today: date
    address: str | None = None


@dataclass(frozen=True, slots=True)
class About:
    """What a check may look at beside the review itself."""

    page: Page
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Trouble:
    """A rule that is broken at a value; ``words`` say what is there."""

    rule: str
    value: Value
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    """The days that a date may mean: one, or all of a month or a year."""

    first: date
    last: date


def shown(value: Any) -> str:
    """A value from outside in quotation marks, safe and short."""
    if isinstance(value, str):
        return f"“{clean_line(squeeze(value[:400]), _SHOWN)}”"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | int):
        return clean_line(str(value), 40)
    if value is None:
        return "null"
    return "a list" if isinstance(value, list) else "an object"


def day_of(text: str) -> Day | None:
    """The day, month or year that a date names in ISO 8601; ``None`` if it is none."""
    said = text.strip()
    if not _DATE.fullmatch(said):
        return None
    try:
        if len(said) == 4:
            return Day(date(int(said), 1, 1), date(int(said), 12, 31))
        if len(said) == 7:
            first = date.fromisoformat(f"{said}-01")
            following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
            return Day(first, following - timedelta(days=1))
        moment = datetime.fromisoformat(said.replace(",", "."))
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Day(moment.date(), moment.date())


def number_of(value: Value) -> Decimal | None:
    """A number, as a number or in ASCII figures."""
    if isinstance(value.value, bool):
        return None
    if isinstance(value.value, Decimal | int):
        return Decimal(value.value)
    said = value.value.strip() if isinstance(value.value, str) else ""
    return Decimal(said) if _NUMBER.fullmatch(said) else None
