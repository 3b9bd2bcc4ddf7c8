"""All facets of a project's claims, and the sets and counts that come of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from workbench.faceting.columns import Column, Mask, members
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


@dataclass(frozen=True, slots=True)
class ClaimFacets:
    """What one claim has: its flags, and its values by facet."""

    number: int
    flags: frozenset[Flag]
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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
    ) -> None:
        self.columns = dict(columns or {name: Column() for name in (*FACETS, FLAGS)})
        self.labels = dict(labels or {name: {} for name in FACETS})
        self.stamp = stamp
        self._flags: dict[Flag, Mask] = {}
        self._folded: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    @property
    def size(self) -> int:
        """One more than the largest number of a claim."""
        return len(self.columns[FLAGS].places)

    def take(self, claims: Iterable[ClaimFacets]) -> None:
        """Take in claims; what was known of the same numbers is forgotten."""
        self._flags.clear()
        for claim in claims:
            if claim.number >= self.size:
                self._grow(claim.number + 1)
            flags = tuple(sorted(flag.value for flag in claim.flags))
            self.columns[FLAGS].put(claim.number, flags)
            for facet in FACETS:
                self.columns[facet].put(
                    claim.number, self._fold(facet, claim.values.get(facet, ()))
                )

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget claims."""
        self.take(ClaimFacets(number, frozenset()) for number in numbers if number < self.size)

    def flag(self, flag: Flag) -> Mask:
        """The claims that have a flag."""
        if flag not in self._flags:
            self._flags[flag] = self.columns[FLAGS].mask(lambda flags: flag in flags)
        return self._flags[flag]

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
        found = self.columns[facet].counts(among)
        return sorted(
            ((labels.get(value, value), count) for value, count in found.items()),
            key=lambda item: (-item[1], item[0].casefold()),
        )

    def values(self, facet: str) -> Iterator[str]:
        """Every value that was ever seen of a facet, as written."""
        yield from self.labels[facet].values()

    def _grow(self, size: int) -> None:
        for column in self.columns.values():
            column.grow(size + size // 16)

    def _fold(self, facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
        known = self._folded.get((facet, values))
        if known is None:
            labels = self.labels[facet]
            known = tuple(sorted({fold_case(value) for value in values}))
            for value in values:
                labels.setdefault(fold_case(value), value)
            self._folded[facet, values] = known
        return known
