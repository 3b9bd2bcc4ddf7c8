"""All facets of a project's claims, and the sets and counts that come of them."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from workbench.faceting.columns import Column, Mask, members, numbers_in
from workbench.faceting.kept import KeptFile
from workbench.text import fold_case


class Flag(StrEnum):
    """What a claim is or has without any value to it."""

    PRESENT = "present"
    DISMISSED = "dismissed"
    TAKEN_OVER = "taken-over"
    STALE = "stale"
    EVIDENCE = "evidence"
    SOURCE = "source"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"


FACETS: Final = (
    *("status", "rating", "claimant", "document", "host", "type", "tag", "reviewer"),
    *("date", "priority", "assigned"),
)
"""The facets by the names that their fields have in queries."""
FLAGS: Final = "flags"


_ASKED_ALWAYS: Final = (Flag.PRESENT, Flag.DISMISSED, Flag.TAKEN_OVER)
"""A set of a million claims is a megabyte, and made in two milliseconds: few are kept."""


_SMALL: Final = 16
"""Of a set that is such a part of all, each claim is looked up; else all are gone through."""


class ClaimFacets(NamedTuple):
    """What one claim has: its flags, and its values of each facet in the order of ``FACETS``."""

    number: int
    flags: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


class FacetTable:
    """A column for each facet. ``stamp`` says how far of the ledger it has seen.

    Values are folded, because claims that differ in the case of a value are found together;
    ``labels`` has how each was first written.
    """

    def __init__(
        self,
        columns: Mapping[str, Column] | None = None,
        labels: Mapping[str, dict[str, str]] | None = None,
        stamp: str = "",
        file: KeptFile | None = None,
    ) -> None:
        self.columns = dict(columns or {name: Column() for name in (*FACETS, FLAGS)})
        self.labels = dict(labels or {name: {} for name in FACETS})
        self.stamp = stamp
        self._file = file
        self._flags: dict[Flag, Mask] = {}
        self._few: tuple[Mask, array[int] | None] | None = None

    @property
    def size(self) -> int:
        """One more than the largest number of a claim."""
        return len(self.columns[FLAGS])

    @property
    def lost(self) -> bool:
        """Whether its file was damaged after it was taken up."""
        return self._file is not None and self._file.lost

    @property
    def late(self) -> int:
        """How many claims are held in memory beside its file."""
        return self.columns[FLAGS].late

    def take(self, claims: Iterable[ClaimFacets]) -> None:
        """Take in claims; what was known of the same numbers is forgotten."""
        self._flags.clear()
        flags = self.columns[FLAGS]
        columns = [(self.columns[facet], self._folding(facet)) for facet in FACETS]
        for claim in claims:
            number = claim.number
            if number >= self.size:
                self._grow(number + 1)
            flags.put(number, claim.flags)
            for (column, fold), values in zip(columns, claim.values, strict=True):
                column.put(number, values, fold)

    def settle(self) -> None:
        """Forget what only makes taking in many claims quick."""
        for column in self.columns.values():
            column.settle()

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget claims."""
        nothing = ((),) * len(FACETS)
        self.take(ClaimFacets(number, (), nothing) for number in numbers if number < self.size)

    def flag(self, flag: Flag) -> Mask:
        """The claims that have a flag."""
        found = self._flags.get(flag)
        if found is None:
            found = self.columns[FLAGS].mask(lambda flags: flag in flags)
            if flag in _ASKED_ALWAYS:
                self._flags[flag] = found
        return found

    def flagged(self, among: Mask) -> dict[str, int]:
        """How many claims of a set have each flag."""
        return self.columns[FLAGS].counts(among, self._numbers_of(among))

    def having(self, facet: str, value: str) -> Mask:
        """The claims that have a value, whatever its case."""
        wanted = fold_case(value)
        return self.columns[facet].mask(lambda values: wanted in values)

    def count(self, among: Mask) -> int:
        """How many claims a set has."""
        return members(among)

    def counts(self, facet: str, among: Mask) -> list[tuple[str, int]]:
        """The values that claims of a set have of a facet, as written, the most frequent first."""
        labels = self.labels[facet]
        found = self.columns[facet].counts(among, self._numbers_of(among))
        return sorted(
            ((labels.get(value, value), count) for value, count in found.items()),
            key=lambda item: (-item[1], item[0].casefold()),
        )

    def _numbers_of(self, among: Mask) -> "array[int] | None":
        """The numbers of a set, where it is small; they serve one column after the other."""
        if self._few is None or self._few[0] is not among:
            small = members(among) * _SMALL <= self.size
            self._few = among, numbers_in(among) if small else None
        return self._few[1]

    def values(self, facet: str) -> Iterator[str]:
        """Every value that was ever seen of a facet, as written."""
        yield from self.labels[facet].values()

    def _grow(self, size: int) -> None:
        for column in self.columns.values():
            column.grow(size + size // 16)

    def _folding(self, facet: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
        labels = self.labels[facet]

        def folded(values: tuple[str, ...]) -> tuple[str, ...]:
            for value in values:
                labels.setdefault(fold_case(value), value)
            return tuple(sorted({fold_case(value) for value in values}))

        return folded
