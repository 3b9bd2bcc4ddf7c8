"""A column: for each claim number the values that the claim has of one facet.

Claims with the same values share one group, and the column holds the group's number: a byte as
long as there are few groups, two or four bytes afterwards.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from typing import Final

Mask = int
"""A set of claims: the byte at a claim's number is 255 if it is in the set, else 0."""

ALL_BITS: Final = 0xFF
_MOST_IN_A_BYTE: Final = 255
_WIDER: Final = {"B": (_MOST_IN_A_BYTE, "H"), "H": (65_535, "I")}
"""By the kind of a column, the largest number it can hold, and the kind that comes then."""
_FEW_GROUPS: Final = 48
_PIECE: Final = 65_536
Group = tuple[str, ...]


class Column:
    """The values of one facet. ``groups`` has the values of each group; the first has none."""

    __slots__ = ("_counted", "_known", "_written", "groups", "places")

    def __init__(self, groups: Iterable[Group] = ((),), places: "array[int] | None" = None) -> None:
        self.groups: list[Group] = list(groups)
        self.places: array[int] = places if places is not None else array("B")
        self._known: dict[Group, int] = {}
        self._written: dict[Group, int] = {(): 0}
        self._counted: tuple[Mask, dict[str, int]] | None = None

    def grow(self, size: int) -> None:
        """Make room for claims with numbers below ``size``."""
        missing = size - len(self.places)
        if missing > 0:
            self.places.frombytes(bytes(missing * self.places.itemsize))

    def put(self, number: int, written: Group, fold: Callable[[Group], Group] = tuple) -> None:
        """Give a claim its values; ``fold`` makes them what they are compared as."""
        place = self._written.get(written)
        if place is None:
            place = self._written[written] = self._place_of(fold(written))
        self.places[number] = place
        self._counted = None

    def _place_of(self, values: Group) -> int:
        if not self._known:
            self._known.update((group, place) for place, group in enumerate(self.groups))
        place = self._known.get(values)
        if place is None:
            place = self._known[values] = len(self.groups)
            self.groups.append(values)
            most, wider = _WIDER.get(self.places.typecode, (place, ""))
            if place > most:
                self.places = array(wider, self.places)
        return place

    def settle(self) -> None:
        """Forget what only makes putting quick."""
        self._known = {}
        self._written = {(): 0}

    def values(self, number: int) -> Group:
        """The values of a claim."""
        return self.groups[self.places[number]] if number < len(self.places) else ()

    def mask(self, wanted: Callable[[Group], bool]) -> Mask:
        """The claims whose values are wanted."""
        chosen = bytes(ALL_BITS if wanted(group) else 0 for group in self.groups)
        if self.places.typecode == "B":
            found = self.places.tobytes().translate(chosen.ljust(256, b"\0"))
        else:
            found = b"".join(
                bytes(map(chosen.__getitem__, piece)) for piece in _pieces(self.places)
            )
        return int.from_bytes(found, "little")

    @property
    def whole(self) -> bool:
        """Whether every claim has a group that there is."""
        if self.places.typecode == "B":
            there = bytes(range(min(len(self.groups), _MOST_IN_A_BYTE + 1)))
            return not self.places.tobytes().translate(None, there)
        return len(self.places) == 0 or max(map(max, _pieces(self.places))) < len(self.groups)

    def counts(self, among: Mask) -> dict[str, int]:
        """How many claims of a set have each value; the latest answer is kept."""
        if self._counted is not None and self._counted[0] == among:
            return self._counted[1]
        found: Counter[str] = Counter()
        for place, count in self._counts_of_groups(among):
            if count:
                for value in self.groups[place]:
                    found[value] += count
        self._counted = among, dict(found)
        return self._counted[1]

    def _counts_of_groups(self, among: Mask) -> Iterator[tuple[int, int]]:
        size = len(self.places)
        if self.places.typecode == "B" and len(self.groups) <= _FEW_GROUPS:
            kept = int.from_bytes(self.places.tobytes(), "little") & among
            held = kept.to_bytes(size, "little")
            for place in range(1, len(self.groups)):
                yield place, held.count(place)
            return
        chosen = (among & ((1 << 8 * size) - 1)).to_bytes(size, "little")
        total: Counter[int] = Counter()
        for start in range(0, size, _PIECE):
            end = start + _PIECE
            # A piece at a time: nothing else in the program can run while one is counted.
            total.update(compress(self.places[start:end], chosen[start:end]))
        yield from total.items()


def mark(marks: bytearray, numbers: Iterable[int]) -> None:
    """Put claims into a set that is being made; those beyond its end are left out."""
    size = len(marks)
    for number in numbers:
        if number < size:
            marks[number] = ALL_BITS


def numbers_mask(numbers: Iterable[int], size: int) -> Mask:
    """The set of claims with these numbers, all below ``size``."""
    marks = bytearray(size)
    mark(marks, numbers)
    return int.from_bytes(marks, "little")


def numbers_in(mask: Mask) -> list[int]:
    """The claims of a set."""
    held = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    return list(compress(range(len(held)), held))


def members(mask: Mask) -> int:
    """How many claims a set has."""
    return mask.bit_count() // 8


def _pieces(places: "array[int]") -> "Iterator[array[int]]":
    for start in range(0, len(places), _PIECE):
        yield places[start : start + _PIECE]
