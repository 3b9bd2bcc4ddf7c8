"""Two quantities: of the same thing or not, and with values that can both be true or not."""

from decimal import Decimal
from typing import Final

from workbench.matching.slots.compared import Compared, Relation
from workbench.matching.slots.counted import Things, compare_counted
from workbench.matching.slots.extent import Extent, extent_of
from workbench.model import Approximator, Quantity
from workbench.units import same_kind, size_in_si

__all__ = ["compare_quantities", "said_of"]

_SHARES: Final = {"%": Decimal("0.01"), "fraction": Decimal(1)}
_APPROXIMATOR_WORDS: Final = {
    Approximator.ABOUT: "about",
    Approximator.AT_LEAST: "at least",
    Approximator.AT_MOST: "at most",
    Approximator.OVER: "over",
    Approximator.UNDER: "under",
}


def compare_quantities(ours: Quantity, theirs: Quantity) -> Compared:
    """Compare two quantities.

    Counts of different things, units of different kinds, different currencies and per cent beside
    percentage points cannot be compared. "About" agrees with what lies within half a step of the
    number's last non-zero place, at least 2 % and at most 10 % of it: a rounder number is meant
    more loosely, so "about 500" agrees with 497 and "about 520" does not agree with 540. The same
    half step is allowed to a rounded "1.2 million" and to a value in another unit.
    """
    if not _common_unit(ours, theirs):
        return Compared(
            Relation.INCOMPARABLE, f"{said_of(ours)} and {said_of(theirs)} measure different things"
        )
    things = compare_counted(ours.counted, theirs.counted)
    measured = bool(ours.unit and theirs.unit)
    if things is Things.DIFFERENT and not (measured and ours.unit not in _SHARES):
        return Compared(
            Relation.INCOMPARABLE, f"{said_of(ours)} and {said_of(theirs)} count different things"
        )
    relation = _relation(ours, theirs)
    if things is Things.SAME or measured:
        return Compared(relation, _words(relation, ours, theirs))
    if relation is Relation.DIFFERS:
        return Compared(
            Relation.INCOMPARABLE,
            f"{said_of(ours)} and {said_of(theirs)} may count different things",
        )
    return Compared(Relation.COMPATIBLE, _words(Relation.COMPATIBLE, ours, theirs))


def _common_unit(ours: Quantity, theirs: Quantity) -> bool:
    """Whether both can be put in one unit."""
    left, right = ours.unit, theirs.unit
    if left == right:
        return True
    if left is None or right is None:
        return _bare(ours) or _bare(theirs)
    if left in _SHARES and right in _SHARES:
        return True
    known = all(size_in_si(Decimal(1), unit) is not None for unit in (left, right))
    return known and same_kind(left, right)


def _converted(extent: Extent, unit: str | None) -> Extent:
    """An extent in the SI unit of its kind, or as a share of one."""
    if unit is None:
        return extent
    if unit in _SHARES:
        return extent.mapped(lambda value: value * _SHARES[unit])

    def in_si(value: Decimal) -> Decimal:
        size = size_in_si(value, unit)
        return value if size is None else size[0]

    return extent.mapped(in_si)


def _bare(quantity: Quantity) -> bool:
    return quantity.unit is None and quantity.counted is None


def _relation(ours: Quantity, theirs: Quantity) -> Relation:
    converted = None not in (ours.unit, theirs.unit) and ours.unit != theirs.unit
    left, right = extent_of(ours, rounded=converted), extent_of(theirs, rounded=converted)
    if converted:
        left, right = _converted(left, ours.unit), _converted(right, theirs.unit)
    if left.empty or right.empty:
        return Relation.INCOMPARABLE
    if _same(left, right):
        return Relation.SAME
    return Relation.COMPATIBLE if left.overlaps(right) else Relation.DIFFERS


def _same(left: Extent, right: Extent) -> bool:
    """Equal bounds, or two single values of which either lies within what the other allows."""
    if left.centre is None or right.centre is None:
        return left == right
    return left.centre == right.centre or right.contains(left.centre) or left.contains(right.centre)


def _words(relation: Relation, ours: Quantity, theirs: Quantity) -> str:
    mine, other = said_of(ours), said_of(theirs)
    if relation is Relation.SAME:
        return (
            f"both {other}"
            if mine.casefold() == other.casefold()
            else f"{mine} agrees with {other}"
        )
    if relation is Relation.DIFFERS:
        if ours.counted and theirs.counted and mine.endswith(f" {ours.counted}"):
            return f"{mine.removesuffix(f' {ours.counted}')} against {other}"
        return f"{mine} against {other}"
    return f"{mine} can be {other}"


def said_of(quantity: Quantity) -> str:
    """The quantity in words, with what it counts."""
    said = " ".join(quantity.text.split())
    hedge = _APPROXIMATOR_WORDS.get(quantity.approximator) if quantity.approximator else None
    if hedge and not said.casefold().startswith(hedge):
        said = f"{hedge} {said}"
    if quantity.counted and quantity.counted.casefold() not in said.casefold():
        said = f"{said} {quantity.counted}"
    return said
