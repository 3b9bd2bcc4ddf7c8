"""What values a stated number admits, and how two of them compare.

A band has a core, where one says that a value fits, and wider limits, outside which it cannot
be. Between the two nothing is said.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from workbench.model import Approximator, Quantity
from workbench.reading.checks.vocabulary import word_set

__all__ = [
    "Band",
    "amount_text",
    "band",
    "half_step",
    "judge",
    "number_text",
    "percent_text",
    "ratio",
    "result_text",
]

_ZERO: Final = Decimal(0)
_WITHOUT_END: Final = Decimal("Infinity")
_LARGEST_EXPONENT: Final = 18
_ROUND_FROM: Final = 1_000
_FRACTION_CORE: Final = Decimal("0.03")
_FRACTION_LIMIT: Final = Decimal("0.08")
_ABOUT_CORE: Final = Decimal("0.1")
_ABOUT_LIMIT: Final = Decimal("0.3")
_BEYOND: Final = Decimal("0.2")
_LARGE: Final = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)


@dataclass(frozen=True, slots=True)
class Band:
    """``value`` as stated, its core ``low`` to ``high``, its limits ``least`` to ``most``."""

    value: Decimal
    low: Decimal
    high: Decimal
    least: Decimal
    most: Decimal

    def __add__(self, other: "Band") -> "Band":
        """The band of a sum."""
        return Band(
            self.value + other.value,
            self.low + other.low,
            self.high + other.high,
            self.least + other.least,
            self.most + other.most,
        )

    @property
    def is_open(self) -> bool:
        """Whether there is no upper limit."""
        return self.most == _WITHOUT_END


@cache
def _numeral() -> re.Pattern[str]:
    return re.compile(r"\d[\d,.\u00a0\u202f ]*")


def half_step(quantity: Quantity, *, is_measured: bool = False) -> Decimal:
    """Half a unit of the last place that the number states.

    "84 million" is good to half a million and "3.5" to 0.05. A whole number counts exactly,
    unless it is a round one from 1,000 on, or ``is_measured``: then zeros at its end state
    nothing.
    """
    value = quantity.value if quantity.value is not None else quantity.high
    if value is None or value == 0:
        return _ZERO if not is_measured else Decimal("0.5")
    found = _numeral().search(quantity.text)
    digits = "".join(found[0].replace(",", "").split()).strip(".") if found else ""
    decimals = len(digits.partition(".")[2])
    words = quantity.text.lower()
    is_scaled = quantity.unit != "fraction" and any(
        word in words for word in word_set("amounts.magnitudes")
    )
    if decimals or is_scaled:
        stated = Decimal(digits) if digits and digits.count(".") < 2 else Decimal(1)
        scale = abs(value) / stated if stated else Decimal(1)
        if not digits:
            scale = Decimal(10) ** _zeros(value)
        return scale * Decimal(10) ** -decimals / 2
    zeros = _zeros(value)
    if is_measured:
        return Decimal(10) ** zeros / 2
    if abs(value) < _ROUND_FROM or not zeros:
        return _ZERO
    return Decimal(10) ** min(zeros, value.adjusted() - 1) / 2


def _zeros(value: Decimal) -> int:
    whole = str(abs(int(value)))
    return len(whole) - len(whole.rstrip("0")) if value == value.to_integral_value() else 0


def band(quantity: Quantity, half: Decimal | None = None) -> Band | None:
    """Give the values that a quantity admits; none for a vague or unbounded one."""
    if not _is_usable(quantity) or quantity.approximator is Approximator.VAGUE:
        return None
    if quantity.unit == "fraction":
        return _fraction_band(quantity)
    if half is None:
        half = half_step(quantity)
    value = quantity.value
    if value is None:
        low, high = quantity.low, quantity.high
        if low is None or high is None:
            return None
        return Band((low + high) / 2, low - half, high + half, low - half, high + half)
    return _around(value, half, half, quantity.approximator)


def _fraction_band(quantity: Quantity) -> Band | None:
    if quantity.value is None:
        return None
    found = _around(quantity.value, _FRACTION_CORE, _FRACTION_LIMIT, quantity.approximator)
    slack = Decimal("0.005")
    return Band(
        found.value, found.low, found.high, max(found.least - slack, _ZERO), found.most + slack
    )


def _around(value: Decimal, core: Decimal, limit: Decimal, how: Approximator | None) -> Band:
    size = abs(value)
    match how:
        case Approximator.ABOUT:
            core = max(core, size * _ABOUT_CORE)
            limit = max(limit, size * _ABOUT_LIMIT)
        case Approximator.AT_LEAST | Approximator.OVER:
            return Band(value, value, value + size * _BEYOND, value, _WITHOUT_END)
        case Approximator.AT_MOST | Approximator.UNDER:
            return Band(value, value - size * _BEYOND, value, min(_ZERO, value - size), value)
        case _:
            pass
    return Band(value, value - core, value + core, value - limit, value + limit)


def _is_usable(quantity: Quantity) -> bool:
    """Whether the numbers are of a size that arithmetic can be done with."""
    return all(
        number is None or (number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT)
        for number in (quantity.value, quantity.low, quantity.high)
    )


def ratio(part: Band, whole: Band) -> Band | None:
    """The band of ``part`` divided by ``whole``; both must be above nothing."""
    if part.value <= 0 or whole.value <= 0 or whole.least <= 0 or whole.low <= 0:
        return None
    value = part.value / whole.value
    least = max(part.least, _ZERO) / whole.most if not whole.is_open else _ZERO
    most = part.most / whole.least
    return Band(value, value, value, least, most)


def judge(found: Band, stated: Band) -> bool | None:
    """Say whether what was worked out fits what is stated; nothing where it may or may not."""
    if stated.low <= found.value <= stated.high:
        return True
    if found.most < stated.least or found.least > stated.most:
        return False
    return None


def number_text(value: Decimal, places: int = 2) -> str:
    """Write a number for a message: digits in threes, no more decimals than are needed."""
    for size, name in _LARGE:
        if abs(value) >= size:
            return f"{_plain(value / size, places)} {name}"
    return _plain(value, places)


def _plain(value: Decimal, places: int) -> str:
    text = f"{round(value, places):,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_text(value: Decimal, unit: str | None, places: int = 2) -> str:
    """Write a number with its unit for a message."""
    if unit in {None, "fraction"}:
        return number_text(value, places)
    return f"{number_text(value, places)}{'' if unit == '%' else ' '}{unit}"


def result_text(agrees: bool, worked_out: Decimal, stated: Decimal, quantity: Quantity) -> str:
    """Say how a comparison came out; a plain number that is only near was rounded."""
    if not agrees:
        return "does not agree"
    is_plain = quantity.approximator is None and quantity.unit != "fraction"
    return "agrees, as rounded" if is_plain and worked_out != stated else "agrees"


def percent_text(share: Decimal) -> str:
    """Write a share of one as percent."""
    return f"{_plain(share * 100, 1)} percent"
