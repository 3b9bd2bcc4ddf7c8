"""A quantity as it is typed in a query: a number with a unit, or with what it counts.

The words behind the number are read as the reader of texts reads them, so that what is asked for
is named like what was found.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Final

from workbench.units import ratio, unit_names

_MEASURE: Final = re.compile(r"([$€£¥]?)\s*([+-]?[\d,]*\.?\d+)\s*((?:[^\W\d_]|%|°).*)?", re.DOTALL)
_MOST_DIGITS: Final = 30


@dataclass(frozen=True, slots=True)
class Measure:
    """A number, its unit, and the words of what it counts."""

    value: Decimal
    unit: str | None = None
    counted: str | None = None

    @property
    def has_unit(self) -> bool:
        """Whether it says more than the number."""
        return self.unit is not None or self.counted is not None

    def in_unit_of(self, other: "Measure") -> "Measure":
        """The same number, meant as the other one is."""
        return replace(self, unit=other.unit, counted=other.counted)


def measure(text: str) -> Measure | None:
    """A typed quantity; ``None`` if it does not begin with a number."""
    found = _MEASURE.fullmatch(text.strip())
    if found is None:
        return None
    sign, digits, words = found.groups()
    try:
        value = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return None
    if abs(value) >= Decimal(10) ** _MOST_DIGITS:
        return None
    words = (words or "").strip()
    if not words and not sign:
        return Measure(value)
    factor, unit, counted = _meant(sign, words)
    return Measure(value * factor, unit, counted)


def in_other_units(unit: str | None) -> tuple[tuple[str | None, Fraction], ...]:
    """Every unit that measures the same, with how many of it make one of this unit."""
    if unit is None:
        return ((None, Fraction(1)),)
    others = ((other, ratio(unit, other)) for other in unit_names() if other != unit)
    if unit.startswith("degree") or unit == "kelvin":
        return ((unit, Fraction(1)),)
    return (
        (unit, Fraction(1)),
        *((other, factor) for other, factor in others if factor is not None),
    )


@lru_cache(maxsize=256)
def _meant(sign: str, words: str) -> tuple[Decimal, str | None, str | None]:
    """What stands for the unit: a factor such as a million, the unit, and what is counted."""
    from workbench.model import Sentence
    from workbench.reading.quantities import find_quantities

    # The number 7 stands for any: "7 km" and "500 km" have the same unit.
    text = f"It was {sign}7 {words}." if words else f"It was {sign}7."
    for glued in (text, text.replace("7 ", "7", 1)):
        found = find_quantities(glued, (Sentence(0, len(glued)),), ())
        if len(found) == 1 and found[0].value is not None:
            one = found[0]
            assert one.value is not None
            if one.unit is not None or one.value != Decimal(7):
                return one.value / 7, one.unit, one.counted
    return Decimal(1), None, words
