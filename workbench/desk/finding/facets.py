"""Counting what a query finds: in all, in each queue, and by the values of each facet.

What the columns of facets cannot tell is asked of the ledger, so that a count is always the
length of the list that the same query gives.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from workbench.desk.finding.facet_sets import FacetSets
from workbench.desk.finding.queues import QUEUES
from workbench.faceting import (
    FACETS,
    ClaimFacets,
    FacetTable,
    Flag,
    Mask,
    load_table,
    members,
    save_table,
    table_path,
)
from workbench.finding import asked_values, parse_query, without_field
from workbench.ledger.queries.faceting import (
    FacetRow,
    facet_rows,
    touched_since,
)
from workbench.ledger.veil import is_veiled
from workbench.places import cache_directory
from workbench.text import fold_case

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

SINGLE_VALUED: Final = frozenset({"status", "claimant", "document", "priority", "assigned"})
"""Facets of which a claim has one value: other values are alternatives to it, and counted so."""
_SAVE_SECONDS: Final = 1.0
_MOST_LATE: Final = 5_000
"""So many changed claims are held beside the file before it is written again."""
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
    whether any will be: the columns are made to their end for whatever is asked next. ``moved`` is
    told up to which number of a claim they are made, where they are made anew.
    """

    def __init__(self, ledger: "Ledger", closing: Callable[[], bool] = lambda: False) -> None:
        self.ledger = ledger
        ledger.spare_memory()
        self.stopped: Callable[[], bool] = lambda: False
        self.moved: Callable[[int], None] = lambda _: None
        self._closing = closing
        self._veiled = is_veiled(ledger)
        self._sets = FacetSets(ledger, self._go_on)
        self._path = self._place()
        self._table: FacetTable | None = None
        self._unsaved_seconds = 0.0
        self._kept = False

    def let_go(self) -> None:
        """Keep no columns in memory; the next question reads them again.

        Columns that are in no file are kept: they are few, or there is no room for them.
        """
        self._keep()
        if self._kept:
            self._sets.forget()
            self._table = None

    def close(self) -> None:
        """Keep what took long to find out."""
        self._sets.close()
        self._keep()

    def _keep(self) -> None:
        table = self._table
        if table is None or table.lost:
            return
        if self._unsaved_seconds > _SAVE_SECONDS or table.late > _MOST_LATE:
            self._kept = save_table(table, self._path)
            self._unsaved_seconds = 0.0
            if self._kept:
                # From now on it lies in the file, and not in memory.
                self._table = load_table(self._path) or table

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
        flagged = table.flagged(found)
        facets["has"] = tuple((part, flagged.get(part, 0)) for part in HAS)
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
            self._sets.forget()
        if self._table is None or self._table.lost:
            self._sets.forget()
            found = load_table(self._path)
            self._kept = found is not None
            self._table = found or FacetTable()
        table = self._table
        touched = touched_since(self.ledger, table.stamp)
        if touched.stamp == table.stamp:
            return table
        self._sets.forget()
        if touched.all:
            table = FacetTable()
            for page in self._taken(table, facet_rows(self.ledger)):
                self.moved(page[-1].number)
        else:
            table.stamp = ""
            changed = self._taken(table, facet_rows(self.ledger, touched.numbers))
            present = {row.number for page in changed for row in page}
            table.drop(set(touched.numbers) - present)
        table.settle()
        table.stamp = touched.stamp
        self._table = table
        self._unsaved_seconds += monotonic() - began
        self._keep()
        return self._table

    def _taken(
        self, table: FacetTable, pages: Iterable[list[FacetRow]]
    ) -> Iterator[list[FacetRow]]:
        for page in pages:
            if self._closing():
                raise Overtaken
            table.take(map(_facets_of, page))
            yield page

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
        return found if query.tree is None else self._sets.of(table, query.tree, found)


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
