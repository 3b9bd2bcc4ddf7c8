"""Counting what a query finds: in all, in each queue, and by the values of each facet.

What the columns of facets cannot tell is asked of the ledger, so that a count is always the
length of the list that the same query gives.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from workbench.desk.finding.queues import QUEUES
from workbench.faceting import (
    FACETS,
    ClaimFacets,
    FacetTable,
    Flag,
    Mask,
    load_table,
    mark,
    members,
    numbers_mask,
    save_table,
    table_path,
)
from workbench.finding import asked_values, parse_query, without_field
from workbench.ledger.queries.faceting import (
    FacetRow,
    facet_rows,
    numbers_adjudicated,
    numbers_of_mine,
    numbers_rated_here,
    numbers_where,
    touched_since,
)
from workbench.ledger.veil import is_veiled
from workbench.model.finding import (
    All,
    AnyOf,
    DateField,
    Has,
    How,
    Is,
    Leaf,
    Matches,
    Not,
    Part,
    State,
    TextField,
    Tree,
    Within,
)
from workbench.places import cache_directory
from workbench.text import fold_case

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

SINGLE_VALUED: Final = frozenset({"status", "claimant", "document", "priority", "assigned"})
"""Facets of which a claim has one value: other values are alternatives to it, and counted so."""
_KEPT_LEAVES: Final = 4
_SAVE_SECONDS: Final = 1.0
_STATE_FLAGS: Final = {
    State.STALE: Flag.STALE,
    State.DISMISSED: Flag.DISMISSED,
    State.TAKEN_OVER: Flag.TAKEN_OVER,
    State.DUPLICATE: Flag.DUPLICATE,
    State.ANY: Flag.PRESENT,
}
_STATUSES: Final = {
    State.UNRATED: "unrated",
    State.SINGLE: "single",
    State.AGREED: "agreed",
    State.CONFLICT: "conflict",
}
_BY_ME: Final = (TextField.REVIEWER, "me")
_PART_FLAGS: Final = {
    Part.EVIDENCE: Flag.EVIDENCE,
    Part.SOURCE: Flag.SOURCE,
    Part.CONFLICT: Flag.CONFLICT,
    Part.DUPLICATE: Flag.DUPLICATE,
}
_COLUMNS: Final = {
    TextField.STATUS: "status",
    TextField.RATING: "rating",
    TextField.CLAIMANT: "claimant",
    TextField.TYPE: "type",
    TextField.TAG: "tag",
    TextField.PRIORITY: "priority",
    TextField.REVIEWER: "reviewer",
    TextField.HOST: "host",
}
HAS: Final = ("conflict", "duplicate", "evidence", "source")
"""What is counted under the facet ``has``."""


class Overtaken(Exception):
    """Another question has been asked meanwhile; this one needs no answer."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """What a query finds: how many claims, and how many by each value, the most frequent first.

    ``has`` is among the facets, with what claims have for its values. ``different`` says how many
    values each facet has, where not all of them are told.
    """

    typed: str
    total: int
    facets: Mapping[str, tuple[tuple[str, int], ...]]
    different: Mapping[str, int] = field(default_factory=dict)


class Facets:
    """The facets of an open database; belongs to the thread of its ledger.

    ``stopped`` tells whether the answer that is being worked out is still wanted. ``closing`` tells
    whether any will be: the columns are made to their end for whatever is asked next.
    """

    def __init__(self, ledger: "Ledger", closing: Callable[[], bool] = lambda: False) -> None:
        self.ledger = ledger
        ledger.spare_memory()
        self.stopped: Callable[[], bool] = lambda: False
        self._closing = closing
        self._veiled = is_veiled(ledger)
        self._path = self._place()
        self._table: FacetTable | None = None
        self._leaves: OrderedDict[Leaf, Mask] = OrderedDict()
        self._unsaved_seconds = 0.0

    def close(self) -> None:
        """Keep what took long to find out."""
        if self._table is not None and self._unsaved_seconds > _SAVE_SECONDS:
            save_table(self._table, self._path)
            self._unsaved_seconds = 0.0

    # ------------------------------------------------------------------------ counting

    def queues(self) -> dict[str, int]:
        """How many claims wait in each queue."""
        self._refresh()
        return {queue.name: members(self._found(queue.query)) for queue in QUEUES}

    def number_found(self, typed: str) -> int:
        """How many claims a query finds.

        Raises:
            QueryError: It cannot be understood.
        """
        self._refresh()
        return members(self._found(typed))

    def counts(
        self, typed: str, *, with_dismissed: bool = False, limit: int | None = None
    ) -> FacetCounts:
        """What a query finds, by the values of each facet.

        No more than the ``limit`` most frequent values are told, and those that the query names.

        Raises:
            QueryError: It cannot be understood.
            Overtaken: The answer is no longer wanted.
        """
        table = self._refresh()
        found = self._found(typed, with_dismissed=with_dismissed)
        facets: dict[str, tuple[tuple[str, int], ...]] = {}
        different: dict[str, int] = {}
        asked = {(one.field, fold_case(one.value)) for one in asked_values(typed)}
        for facet in FACETS:
            self._go_on()
            among = found
            if facet in SINGLE_VALUED:
                others = without_field(typed, facet)
                if others != typed:
                    among = self._found(others, with_dismissed=with_dismissed)
            counted = table.counts(facet, among)
            different[facet] = len(counted)
            kept = counted[:limit]
            if len(kept) < len(counted) and any(name == facet for name, _ in asked):
                kept += [one for one in counted[limit:] if (facet, fold_case(one[0])) in asked]
            facets[facet] = tuple(kept)
        facets["has"] = tuple(
            (part, members(found & table.flag(_PART_FLAGS[Part(part)]))) for part in HAS
        )
        return FacetCounts(typed, members(found), facets, different)

    def values(self, field: str) -> Iterator[str]:
        """The values of a field that claims have, for completion."""
        if self._table is not None and field in FACETS:
            yield from self._table.values(field)

    # ---------------------------------------------------------------------- up to date

    def _place(self) -> Path:
        """Where the table is kept: what a second reader may see has a table of its own."""
        whose = self.ledger.project.id + ("\0veiled" if self._veiled else "")
        return table_path(cache_directory(), whose, self.ledger.path)

    def _refresh(self) -> FacetTable:
        began = monotonic()
        if is_veiled(self.ledger) != self._veiled:
            self._veiled = not self._veiled
            self._path, self._table = self._place(), None
            self._leaves.clear()
        if self._table is None:
            self._table = load_table(self._path) or FacetTable()
        table = self._table
        touched = touched_since(self.ledger, table.stamp)
        if touched.stamp == table.stamp:
            return table
        self._leaves.clear()
        if touched.all:
            table = FacetTable()
            self._take(table, facet_rows(self.ledger))
        else:
            table.stamp = ""
            present = self._take(table, facet_rows(self.ledger, touched.numbers))
            table.drop(set(touched.numbers) - present)
        table.stamp = touched.stamp
        self._table = table
        self._unsaved_seconds += monotonic() - began
        self.close()
        return table

    def _take(self, table: FacetTable, pages: Iterable[list[FacetRow]]) -> set[int]:
        seen: set[int] = set()
        for page in pages:
            if self._closing():
                raise Overtaken
            table.take(map(_facets_of, page))
            seen.update(row.number for row in page)
        return seen

    def _go_on(self) -> None:
        if self.stopped() or self._closing():
            raise Overtaken

    # ---------------------------------------------------------------------------- sets

    def _found(self, typed: str, *, with_dismissed: bool = False) -> Mask:
        query = parse_query(typed)
        table = self._table
        assert table is not None
        found = table.flag(Flag.PRESENT)
        if not with_dismissed and not query.about_dismissed:
            found &= ~table.flag(Flag.DISMISSED)
        if not query.about_taken_over:
            found &= ~table.flag(Flag.TAKEN_OVER)
        return found if query.tree is None else found & self._set(table, query.tree)

    def _set(self, table: FacetTable, tree: Tree) -> Mask:
        match tree:
            case Not(one):
                return table.flag(Flag.PRESENT) & ~self._set(table, one)
            case All(parts):
                found = table.flag(Flag.PRESENT)
                for part in parts:
                    found &= self._set(table, part)
                return found
            case AnyOf(parts):
                found = 0
                for part in parts:
                    found |= self._set(table, part)
                return found
            case _:
                return self._leaf(table, tree)

    def _leaf(self, table: FacetTable, leaf: Leaf) -> Mask:
        known = self._leaves.get(leaf)
        if known is not None:
            self._leaves.move_to_end(leaf)
            return known
        found = _from_columns(table, leaf)
        if found is None:
            found = self._from_ledger(table, leaf)
        self._leaves[leaf] = found
        while len(self._leaves) > _KEPT_LEAVES:
            self._leaves.popitem(last=False)
        return found

    def _from_ledger(self, table: FacetTable, leaf: Leaf) -> Mask:
        if leaf == Is(State.MINE):
            return numbers_mask(_below(numbers_of_mine(self.ledger), table.size), table.size)
        if leaf == Is(State.AWAITING):
            settled = numbers_mask(_below(numbers_adjudicated(self.ledger), table.size), table.size)
            return table.having("status", "single") & ~settled
        if isinstance(leaf, Matches) and (leaf.field, fold_case(leaf.words)) == _BY_ME:
            return numbers_mask(_below(numbers_rated_here(self.ledger), table.size), table.size)
        marks = bytearray(table.size)
        for page in numbers_where(self.ledger, leaf, table.size):
            self._go_on()
            mark(marks, page)
        return int.from_bytes(marks, "little")


def _below(numbers: Iterable[int], size: int) -> Iterator[int]:
    """Claims that came after the columns were made are counted when these have them too."""
    return (number for number in numbers if number < size)


def _facets_of(row: FacetRow) -> ClaimFacets:
    return ClaimFacets(
        row.number,
        row.flags,
        (
            (row.status,),
            row.ratings,
            (row.claimant,) if row.claimant else (),
            (row.document,),
            row.hosts,
            row.types,
            row.tags,
            row.reviewers,
            row.dates,
            (row.priority,),
            (row.assigned,) if row.assigned else (),
        ),
    )


def _from_columns(table: FacetTable, leaf: Leaf) -> Mask | None:
    match leaf:
        case Is(state) if state in _STATE_FLAGS:
            return table.flag(_STATE_FLAGS[state])
        case Is(state) if state in _STATUSES:
            return table.having("status", _STATUSES[state])
        case Is(State.RATED) | Has(Part.VERDICT):
            return table.flag(Flag.PRESENT) & ~table.having("status", "unrated")
        case Is(State.UNSOURCED):
            return table.flag(Flag.PRESENT) & ~table.flag(Flag.SOURCE)
        case Has(part) if part in _PART_FLAGS:
            return table.flag(_PART_FLAGS[part])
        case Within(DateField.DATE, first, last) if span := _whole_span(first, last):
            return table.having("date", span)
        case Has(Part.CLAIMANT):
            return table.columns["claimant"].mask(bool)
        case Has(Part.TAG):
            return table.columns["tag"].mask(bool)
        case Matches(TextField.REVIEWER, words, _) if fold_case(words) == _BY_ME[1]:
            return None
        case Matches(field, words, how) if field in _COLUMNS:
            suits = _suits(field, fold_case(words), how)
            return table.columns[_COLUMNS[field]].mask(lambda values: any(map(suits, values)))
        case _:
            return None


def _whole_span(first: str | None, last: str | None) -> str | None:
    """The year or month that two days enclose; ``None`` if it is neither."""
    if first is None or last is None:
        return None
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    if first[7:] == "-01" and last == f"{first[:7]}-31":
        return first[:7]
    return None


def _suits(field: TextField, words: str, how: How) -> Callable[[str], bool]:
    if how is How.WHOLE:
        return lambda value: value == words
    if how is How.BEGINS:
        return lambda value: value.startswith(words)
    if field is TextField.HOST:
        return lambda value: value == words or value.endswith(f".{words}")
    return lambda value: words in value
