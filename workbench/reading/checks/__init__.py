"""Checks that need nothing but the document: two places of it compared with each other.

Every check is found by a licensed pattern and stays silent where the pattern does not hold: a
wrong alarm costs more than a missed one. ``survey`` lays the reading out by sentences,
``bands`` says what values a stated number admits, and there is one module a kind of check.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from workbench.model import Check, Reading
from workbench.reading.analysis import Analysis
from workbench.reading.checks.beginnings import beginning_checks
from workbench.reading.checks.changes import change_checks
from workbench.reading.checks.conversions import conversion_checks
from workbench.reading.checks.majorities import majority_checks
from workbench.reading.checks.order import order_checks
from workbench.reading.checks.repetitions import repetition_checks
from workbench.reading.checks.shares import share_checks
from workbench.reading.checks.strength import strength_checks
from workbench.reading.checks.sums import sum_checks
from workbench.reading.checks.survey import Survey
from workbench.reading.checks.weekdays import weekday_checks
from workbench.text import clean_line, squeeze

__all__ = ["find_checks"]

LONGEST_MESSAGE: Final = 300

_FINDERS: Final[tuple[Callable[[Survey], Iterator[Check]], ...]] = (
    weekday_checks,
    sum_checks,
    change_checks,
    share_checks,
    majority_checks,
    conversion_checks,
    order_checks,
    beginning_checks,
    repetition_checks,
    strength_checks,
)


def find_checks(reading: Reading, analysis: Analysis | None = None) -> tuple[Check, ...]:
    """Compare the dates, quantities and words of one document with each other.

    The checks come in the order of the text. Only English is checked: the patterns are words.
    ``analysis`` spares the tagging of words where the caller has done it for the same text.
    """
    if reading.language != "en":
        return ()
    survey = Survey(reading, analysis)
    found: dict[frozenset[tuple[int, int]], Check] = {}
    for finder in _FINDERS:
        for check in finder(survey):
            found.setdefault(frozenset(check.spans), check)
    ordered = sorted(found.values(), key=lambda check: (check.spans[0], check.kind))
    return tuple(
        replace(check, message=clean_line(squeeze(check.message), LONGEST_MESSAGE))
        for check in ordered
    )
