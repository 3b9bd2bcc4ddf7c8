"""Units of measure: their kind, and their exact size in SI units.

The table beside this module is written by ``tools/make_units.py`` from Pint's definitions; the
names of units are the reader's ("kilometre", "degree Celsius"). Money has no size, nor have units
whose size cannot be stated exactly ("month" in seconds).
"""

import json
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

__all__ = ["is_ambiguous", "ratio", "same_kind", "size_in_si", "unit_names"]

_DIGITS_OF_A_ROUNDED_SIZE: Final = 12
_DIGITS_OF_AN_EXACT_SIZE: Final = 28
_PER: Final = " per "


@dataclass(frozen=True, slots=True)
class _Unit:
    """What a unit measures, and its size and zero point in the base unit of its kind."""

    kind: str
    factor: Fraction
    offset: Fraction
    base: str | None


@cache
def _table() -> dict[str, Any]:
    source = Path(__file__).with_name("units.json")
    loaded: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return loaded


@cache
def _unit(name: str) -> _Unit | None:
    entry = _table()["units"].get(name)
    if entry is None:
        return _rate(name)
    kind, factor, *offset = entry
    zero = Fraction(offset[0]) if offset else Fraction(0)
    return _Unit(kind, Fraction(factor), zero, _table()["si"].get(kind))


def _rate(name: str) -> _Unit | None:
    """A unit such as "litre per second", made of two that are known."""
    amount, per, each = name.partition(_PER)
    above, below = (_unit(amount), _unit(each)) if per else (None, None)
    if above is None or below is None or above.offset or below.offset:
        return None
    base = f"{above.base}{_PER}{below.base}" if above.base and below.base else None
    return _Unit(f"{above.kind}{_PER}{below.kind}", above.factor / below.factor, Fraction(0), base)


def size_in_si(value: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """A measure in the SI unit of its kind; ``None`` for what no SI unit measures.

    The size is exact where 28 digits can state it, and has twelve digits where they cannot.
    """
    return _size_in_si(value, unit) if value.is_finite() else None


@lru_cache(maxsize=4096)
def _size_in_si(value: Decimal, unit: str) -> tuple[Decimal, str] | None:
    known = _unit(unit)
    if known is None or known.base is None:
        return None
    return _decimal(Fraction(value) * known.factor + known.offset), known.base


def same_kind(unit_a: str, unit_b: str) -> bool:
    """Whether two units measure the same, so that one can be stated in the other."""
    one, other = _unit(unit_a), _unit(unit_b)
    return one is not None and other is not None and one.kind == other.kind


def ratio(unit_a: str, unit_b: str) -> Fraction | None:
    """How many of the second unit make one of the first; steps of it, for temperatures."""
    one, other = _unit(unit_a), _unit(unit_b)
    if one is None or other is None or one.kind != other.kind:
        return None
    return one.factor / other.factor


def unit_names() -> tuple[str, ...]:
    """The names of all units of the table."""
    return tuple(_table()["units"])


def is_ambiguous(unit: str) -> bool:
    """Whether the word means another measure in another country ("gallon")."""
    return unit.partition(_PER)[0] in _table()["ambiguous"]


def _decimal(size: Fraction) -> Decimal:
    above, below = Decimal(size.numerator), Decimal(size.denominator)
    with localcontext(Context(prec=_DIGITS_OF_AN_EXACT_SIZE)) as context:
        exact = above / below
        if not context.flags[Inexact]:
            return exact
    return Context(prec=_DIGITS_OF_A_ROUNDED_SIZE).divide(above, below)
