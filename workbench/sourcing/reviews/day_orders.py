"""Days written in figures, in a column of a table: whether the day or the month comes first.

With dots the day comes first wherever such dates are written. With slashes both are usual, so the
column decides: a number over twelve can be no month. Where none is over twelve, or some dates have
the day first and others the month, those that could be either are left out.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from workbench.sourcing.reviews.fields import day

_FIGURES: Final = re.compile(
    r"(?P<first>[0-9]{1,2})(?P<sign>[./])(?P<second>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})(?![0-9])"
)
_MONTHS: Final = 12


class Order(StrEnum):
    """What comes first in the dates with slashes of a column."""

    DAY = "day"
    MONTH = "month"
    UNKNOWN = "unknown"
    """No number is over twelve."""
    BOTH = "both"
    """Some dates have the day first and others the month."""


def order_of(cells: Iterable[str]) -> Order:
    """What comes first in a column, as far as its dates with slashes show it."""
    day_first = month_first = False
    for cell in cells:
        found = _FIGURES.match(cell.strip())
        if found is not None and found["sign"] == "/":
            first, second = int(found["first"]), int(found["second"])
            day_first |= first > _MONTHS >= second
            month_first |= second > _MONTHS >= first
    if day_first and month_first:
        return Order.BOTH
    return Order.DAY if day_first else Order.MONTH if month_first else Order.UNKNOWN


def day_in_column(cell: str, order: Order) -> str | None:
    """The day of a cell in ISO 8601; ``None`` where it is no date, or its order is not known."""
    found = _FIGURES.match(cell.strip())
    if found is None:
        return day(cell)
    if order is Order.BOTH:
        order = order_of([cell])
    first, second = found["first"].zfill(2), found["second"].zfill(2)
    if found["sign"] == "." or order is Order.DAY:
        return day(f"{found['year']}-{second}-{first}")
    if order is Order.MONTH:
        return day(f"{found['year']}-{first}-{second}")
    return None


def why_no_day(cell: str, order: Order) -> str:
    """Why a cell gave no day, to follow its words."""
    found = _FIGURES.match(cell.strip())
    if found is None or found["sign"] == "." or order in (Order.DAY, Order.MONTH):
        return "is no date"
    if order is Order.BOTH:
        return "is left out: this column has dates with the day first and with the month first"
    return "is left out: nothing in this column shows whether its day or its month comes first"
