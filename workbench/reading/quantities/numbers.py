"""What a number is once it has been read, and exact arithmetic on it."""

from dataclasses import dataclass
from decimal import Decimal

PLACES_OF_A_SHARE = Decimal("1e-10")


@dataclass(slots=True, eq=False, repr=False)
class Number:
    """A number read from the text; ``base`` is its value before the word of magnitude."""

    start: int
    end: int
    value: Decimal
    base: Decimal
    in_words: bool = False
    is_share: bool = False

    @property
    def magnitude(self) -> Decimal:
        """What the base was multiplied by."""
        return self.value / self.base if self.base else Decimal(1)


def tidy(value: Decimal) -> Decimal:
    """Drop an exponent and needless zeros: 1.50E+6 becomes 1500000."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()


def share(over: int | Decimal, under: int) -> Decimal:
    """Divide, to ten places."""
    return tidy((Decimal(over) / under).quantize(PLACES_OF_A_SHARE))
