"""A stated weekday against the calendar."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from workbench.model import Check, CheckKind, DateBasis, DateMention
from workbench.reading.checks.survey import Survey
from workbench.reading.language import table, words

__all__ = ["day_text", "weekday_checks"]

_LENGTH_OF_A_DAY: Final = 10
_STATED: Final = frozenset({DateBasis.EXPLICIT, DateBasis.HEADER})
# A date without a year this near to the day of writing is of that year.
_NEAR_DAYS: Final = 60


@cache
def _names() -> tuple[str, ...]:
    return tuple(name.capitalize() for name in words(table("calendar")["weekdays"]))


@cache
def _months() -> tuple[str, ...]:
    return tuple(name.capitalize() for name in words(table("calendar")["months"]))


@cache
def _weekday_word() -> re.Pattern[str]:
    # All weekdays differ in their first two letters.
    heads = "|".join(name[:2].lower() for name in _names())
    return re.compile(rf"\b(?P<head>{heads})[a-z]*")


def day_text(day: date) -> str:
    """Write a day in words."""
    return f"{day.day} {_months()[day.month - 1]} {day.year}"


def weekday_checks(survey: Survey) -> Iterator[Check]:
    """Compare each weekday that stands with a date with the weekday of that date."""
    for mention in survey.reading.dates:
        if mention.weekday_agrees is None or mention.value is None:
            continue
        try:
            day = date.fromisoformat(mention.value[:_LENGTH_OF_A_DAY])
        except ValueError:
            continue
        if not mention.weekday_agrees and not _year_is_known(survey, mention, day):
            continue
        right = _names()[day.weekday()]
        message = f"{day_text(day)} is a {right}"
        if mention.weekday_agrees:
            message += ", as the text says: agrees"
        else:
            message += f", and the text says {_stated(mention.text, right)}: does not agree"
            if mention.basis not in _STATED:
                message += " (the year is that of the document)"
        yield Check(
            CheckKind.WEEKDAY, mention.weekday_agrees, message, ((mention.start, mention.end),)
        )


def _year_is_known(survey: Survey, mention: DateMention, day: date) -> bool:
    """Whether a weekday that does not fit is a slip, and not a sign of another year."""
    if mention.basis in _STATED:
        return True
    written = survey.reading.document_date
    if mention.basis is not DateBasis.YEAR_FROM_HEADER or written is None:
        return False
    return abs((day - written).days) <= _NEAR_DAYS


def _stated(text: str, right: str) -> str:
    for found in _weekday_word().finditer(text.lower()):
        name = next(name for name in _names() if name.lower().startswith(found["head"]))
        is_named = len(found[0]) > len(found["head"]) and name.lower().startswith(found[0])
        if is_named and name != right:
            return name
    return "otherwise"
