"""The stretch of numbers a quantity allows, by value, bounds and how exactly it is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from workbench.model import Approximator, Quantity

__all__ = ["Extent", "extent_of"]

LEAST_TOLERANCE: Final = Decimal("0.02")
MOST_TOLERANCE: Final = Decimal("0.10")
_MAGNITUDE: Final = re.compile(
    r"(?P<digits>\d+(?:[.,]\d+)?)\s*-?(?P<word>thousand|million|billion|trillion|mn|bn|tn|m|k)\b",
    re.IGNORECASE,
)
_SIZES: Final = {
    "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6,
    "billion": 9, "bn": 9, "trillion": 12, "tn": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extent:
    """Everything from ``low`` to ``high``; ``None`` is open.

    ``centre`` is the single value it was made from. A bound that is itself excluded ("over 500")
    counts as included: nobody who writes "over 500" is contradicted by 500.
    """

    low: Decimal | None
    high: Decimal | None
    centre: Decimal | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is known of the amount."""
        return self.low is None and self.high is None

    def mapped(self, convert: Callable[[Decimal], Decimal]) -> "Extent":
        """The same extent in another unit."""
        low, high, centre = (
            None if end is None else convert(end) for end in (self.low, self.high, self.centre)
        )
        return Extent(low, high, centre)

    def contains(self, value: Decimal) -> bool:
        """Whether ``value`` is allowed."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def overlaps(self, other: "Extent") -> bool:
        """Whether some value is allowed by both."""
        return not (
            (self.low is not None and other.high is not None and other.high < self.low)
            or (other.low is not None and self.high is not None and self.high < other.low)
        )


def extent_of(quantity: Quantity, *, rounded: bool = False) -> Extent:
    """The numbers a quantity allows. With ``rounded`` its last written place may be rounded."""
    value = quantity.value
    match quantity.approximator:
        case Approximator.AT_LEAST | Approximator.OVER:
            return Extent(value if value is not None else quantity.low, quantity.high)
        case Approximator.AT_MOST | Approximator.UNDER:
            return Extent(quantity.low, value if value is not None else quantity.high)
    if value is None:
        low, high = quantity.low, quantity.high
        if quantity.approximator is Approximator.ABOUT:
            low = None if low is None else low - loosely(low)
            high = None if high is None else high + loosely(high)
        return Extent(low, high)
    if quantity.approximator is Approximator.ABOUT:
        margin = loosely(value)
    elif rounded:
        margin = min(_half_step(value), abs(value) * MOST_TOLERANCE)
    else:
        margin = _written_in_words(quantity)
    return Extent(value - margin, value + margin, value)


def loosely(value: Decimal) -> Decimal:
    """How far the true number may lie from one that is said to be about so much."""
    size = abs(value)
    return min(max(_half_step(value), size * LEAST_TOLERANCE), size * MOST_TOLERANCE)


def _half_step(value: Decimal) -> Decimal:
    """Half of the last non-zero place: 50 for 500, 5 for 520, 0.05 for 1.2."""
    if not value or not value.is_finite():
        return Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1)


def _written_in_words(quantity: Quantity) -> Decimal:
    """Half of the last place of "1.2 million", which is a rounded number; nothing for digits."""
    found = _MAGNITUDE.search(quantity.text) if "." in quantity.text else None
    if found is None or "." not in found["digits"]:
        return Decimal(0)
    places = len(found["digits"].partition(".")[2])
    return Decimal(5).scaleb(_SIZES[found["word"].lower()] - places - 1)
