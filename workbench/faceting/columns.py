"""A column: for each claim number the values that the claim has of one facet.

Claims with the same values share one group, and the column holds the group's number: a byte as
long as there are few groups, two or four bytes afterwards.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import compress
from typing import Final

from workbench.faceting.kept import KeptPlaces

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
    """The values of one facet. ``groups`` has the values of each group; the first has none.

    What a file has of it stays there, with what was put afterwards in ``_late``.
    """

    __slots__ = (
        *("_counted", "_kept", "_known", "_late", "_places", "_size", "_totals"),
        *("_written", "groups"),
    )

    def __init__(
        self,
        groups: Iterable[Group] = ((),),
        kept: KeptPlaces | None = None,
        totals: "array[int] | None" = None,
    ) -> None:
        self.groups: list[Group] = list(groups)
        self._places: array[int] = array(kept.typecode if kept else "B")
        self._kept = kept
        self._size = kept.length if kept else 0
        self._late: dict[int, int] = {}
        self._totals = totals
        self._known: dict[Group, int] = {}
        self._written: dict[Group, int] = {(): 0}
        self._counted: tuple[Mask, dict[str, int]] | None = None

    def __len__(self) -> int:
        """One more than the largest number of a claim."""
        return self._size

    @property
    def typecode(self) -> str:
        """The kind of its numbers."""
        return self._places.typecode

    @property
    def late(self) -> int:
        """How much was put since it was taken from its file."""
        return len(self._late)

    @property
    def places(self) -> "array[int]":
        """The group of each claim by its number; not to be changed."""
        if self._kept is None:
            return self._places
        places = self._kept.all()
        places.frombytes(bytes((self._size - len(places)) * places.itemsize))
        for number, place in self._late.items():
            places[number] = place
        return places

    def _bytes(self) -> bytes:
        if self._kept is not None and not self._late and self._kept.length == self._size:
            return self._kept.bytes()
        return self.places.tobytes()

    def grow(self, size: int) -> None:
        """Make room for claims with numbers below ``size``."""
        missing = size - self._size
        if missing > 0:
            self._size = size
            if self._totals is not None:
                self._totals[0] += missing
            if self._kept is None:
                self._places.frombytes(bytes(missing * self._places.itemsize))

    def put(self, number: int, written: Group, fold: Callable[[Group], Group] = tuple) -> None:
        """Give a claim its values; ``fold`` makes them what they are compared as."""
        place = self._written.get(written)
        if place is None:
            place = self._written[written] = self._place_of(fold(written))
        if self._totals is not None:
            self._totals[self._place(number)] -= 1
            self._totals[place] += 1
        if self._kept is None:
            self._places[number] = place
        else:
            self._late[number] = place
        self._counted = None

    def _place(self, number: int) -> int:
        if self._kept is None:
            return self._places[number]
        late = self._late.get(number)
        if late is not None:
            return late
        return self._kept[number] if number < self._kept.length else 0

    def _place_of(self, values: Group) -> int:
        if not self._known:
            self._known.update((group, place) for place, group in enumerate(self.groups))
        place = self._known.get(values)
        if place is None:
            place = self._known[values] = len(self.groups)
            self.groups.append(values)
            if self._totals is not None:
                self._totals.append(0)
            most, wider = _WIDER.get(self.typecode, (place, ""))
            if place > most:
                self._places = array(wider, self.places)
                self._kept, self._late = None, {}
        return place

    def settle(self) -> None:
        """Forget what only makes putting quick."""
        self._known = {}
        self._written = {(): 0}

    def values(self, number: int) -> Group:
        """The values of a claim."""
        return self.groups[self._place(number)] if number < self._size else ()

    def mask(self, wanted: Callable[[Group], bool]) -> Mask:
        """The claims whose values are wanted."""
        chosen = bytes(ALL_BITS if wanted(group) else 0 for group in self.groups)
        if self.typecode == "B":
            found = self._bytes().translate(chosen.ljust(256, b"\0"))
        else:
            found = b"".join(
                bytes(map(chosen.__getitem__, piece)) for piece in _pieces(self.places)
            )
        return int.from_bytes(found, "little")

    # ------------------------------------------------------------------------- counting

    @property
    def totals(self) -> "array[int]":
        """How many claims each group has."""
        if self._totals is None:
            total: Counter[int] = Counter()
            for piece in _pieces(self.places):
                total.update(piece)
            self._totals = array("Q", [total[place] for place in range(len(self.groups))])
        return self._totals

    def counts(self, among: Mask, few: "array[int] | None" = None) -> dict[str, int]:
        """How many claims of a set have each value; the latest answer is kept.

        Where the claims are ``few``, these are their numbers.
        """
        if self._counted is not None and self._counted[0] == among:
            return self._counted[1]
        found: Counter[str] = Counter()
        for place, count in self._counts_of_groups(among, few):
            if count:
                for value in self.groups[place]:
                    found[value] += count
        self._counted = among, dict(found)
        return self._counted[1]

    def _counts_of_groups(self, among: Mask, few: "array[int] | None") -> Iterable[tuple[int, int]]:
        if few is not None:
            return Counter(map(self.places.__getitem__, few)).items()
        if self.typecode == "B" and len(self.groups) <= _FEW_GROUPS:
            held = (int.from_bytes(self._bytes(), "little") & among).to_bytes(self._size, "little")
            return ((place, held.count(place)) for place in range(1, len(self.groups)))
        every = (1 << 8 * self._size) - 1
        chosen = among & every
        if 2 * members(chosen) <= self._size:
            return self._counted_one_by_one(chosen).items()
        # Of most claims it is sooner told which are left out.
        left = self._counted_one_by_one(chosen ^ every)
        return ((place, count - left[place]) for place, count in enumerate(self.totals))

    def _counted_one_by_one(self, among: Mask) -> "Counter[int]":
        chosen, places = among.to_bytes(self._size, "little"), self.places
        total: Counter[int] = Counter()
        for start in range(0, self._size, _PIECE):
            end = start + _PIECE
            # A piece at a time: nothing else in the program can run while one is counted.
            total.update(compress(places[start:end], chosen[start:end]))
        return total


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


def numbers_in(mask: Mask) -> "array[int]":
    """The claims of a set."""
    held = mask.to_bytes((mask.bit_length() + 7) // 8, "little")
    return array("I", compress(range(len(held)), held))


def members(mask: Mask) -> int:
    """How many claims a set has."""
    return mask.bit_count() // 8


def whole(places: "array[int]", groups: int) -> bool:
    """Whether every claim has one of so many groups."""
    if places.typecode == "B":
        return not places.tobytes().translate(None, bytes(range(min(groups, _MOST_IN_A_BYTE + 1))))
    return len(places) == 0 or max(map(max, _pieces(places))) < groups


def _pieces(places: "array[int]") -> "Iterator[array[int]]":
    for start in range(0, len(places), _PIECE):
        yield places[start : start + _PIECE]
