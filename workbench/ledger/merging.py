"""Merging: events and kept bytes from elsewhere become part of a database, all or nothing.

The log is a set, so merging is union. What is here is the rest of it: to tell beforehand what
will come, to do it in one transaction however much comes, and to tell afterwards what came.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbench.errors import NotSo
from workbench.ledger.blobs import LEFT_OUT, PAGE_PARTS, note_left_out
from workbench.ledger.clashes import Clash, clashes, in_turn, words_about
from workbench.ledger.connection import room_for_pages, statements_in_memory, unerased_pages
from workbench.ledger.events import Event
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.fold import fold_unfolded
from workbench.ledger.folding.inserting import insert_together
from workbench.ledger.folding.whole import Many, without_collecting
from workbench.ledger.redactions import framed, note_event, redacted
from workbench.ledger.staging import KeptBytes, Staging
from workbench.ledger.values import CORRECTION
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

__all__ = [
    "Contribution",
    "KeptBytes",
    "Merged",
    "OtherProject",
    "Staging",
    "apply_staged",
    "merge_events",
    "side_of",
]

Step = Callable[[str, int], None]

BATCH_EVENTS: Final = 5_000
MOST_NAMED: Final = 1_000
_SIDED: Final = frozenset({"claim", "project", "source"})
_COUNTED: Final = ("document", "claim", "source", "capture")
_WANTED: Final = (
    "SELECT 1 FROM kept WHERE sha256 = ?1"
    " AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = ?1) LIMIT 1"
)
_LACKING: Final = (
    f"SELECT count(DISTINCT sha256) FROM kept WHERE part NOT IN {PAGE_PARTS} AND entry > ?"
    " AND NOT EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = kept.sha256)"
)


class OtherProject(NotSo):
    """What is to be merged belongs to another project, and nobody said that this is meant."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one reviewer's new events are: all of them, and how many of each kind.

    ``sides`` are the kinds once more, each with the side of its subject that it is about where a
    kind has several that mean something else each: what is said of a claim, project or source.
    """

    reviewer: str
    name: str
    events: int
    kinds: Mapping[str, int]
    sides: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought, or would bring.

    ``held`` events were here already. ``documents``, ``claims``, ``sources`` and ``captures`` are
    how many more there are. ``conflicts`` are the new ones of every kind, ``settled`` those that
    are none any longer, and ``about`` what some of them are about. ``kept`` bytes came along;
    ``damaged`` ones did not, and ``lacking`` are those that the new events need and that did not
    come. ``redacted`` ones are about what was redacted here, and stayed out. ``projects`` are
    those that were not in the database before, by id.
    """

    new: int = 0
    held: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    people: tuple[Contribution, ...] = ()
    documents: int = 0
    claims: int = 0
    sources: int = 0
    captures: int = 0
    conflicts: tuple[Clash, ...] = ()
    settled: tuple[Clash, ...] = ()
    about: Mapping[tuple[str, str], str] = field(default_factory=dict)
    new_sources: tuple[str, ...] = ()
    kept: int = 0
    damaged: int = 0
    lacking: int = 0
    redacted: int = 0
    projects: Mapping[str, str] = field(default_factory=dict)

    @property
    def verdicts(self) -> int:
        """How many new events are verdicts, or take one back."""
        return sum(person.kinds.get("verdict", 0) for person in self.people)

    @property
    def empty(self) -> bool:
        """Whether there was nothing new."""
        return not self.new and not self.kept


def no_step(_what: str, _done: int) -> None:
    """Tell nobody."""


def at_once() -> None:
    """Commit without waiting for anything."""


def merge_events(
    ledger: "Ledger",
    pairs: Iterable[tuple[bytes, bytes | str]],
    kept: Iterable[KeptBytes] = (),
    *,
    dry_run: bool = False,
    other_project: bool = False,
    step: Step = no_step,
) -> Merged:
    """Merge events, given as ids and bodies in any order, and the kept bytes that they need.

    Each event and each kept byte is checked; what is not what its hash says is counted and left
    out. Nothing is locked until everything was read. Merging the same again changes nothing.
    ``step`` is told what is going on and may raise to stop it; then nothing was merged.

    Raises:
        OtherProject: The events name a project that the database does not hold.
        StorageError: The database cannot be written; then nothing was merged.
    """
    with Staging(ledger) as staging:
        staging.take(pairs)
        for source in kept:
            staging.take_kept(source)
        return apply_staged(
            ledger, staging, dry_run=dry_run, other_project=other_project, step=step
        )


def apply_staged(
    ledger: "Ledger",
    staging: Staging,
    *,
    dry_run: bool = False,
    other_project: bool = False,
    step: Step = no_step,
    before_commit: Callable[[], object] = at_once,
) -> Merged:
    """Merge what was set aside, in one transaction; a ``dry_run`` takes all of it back at the end.

    ``before_commit`` is called when all is done but for that, and may raise to stop it.

    Raises:
        OtherProject: The events name a project that the database does not hold.
        StorageError: The database cannot be written; then nothing was merged.
    """
    if not staging.new and not staging.kept:
        return Merged(
            held=staging.held, refused=dict(staging.refused), damaged=len(staging.damaged)
        )
    staging.settle()
    with (
        room_for_pages(ledger.connection),
        unerased_pages(ledger.connection),
        statements_in_memory(ledger.connection),
        without_collecting(),
        ledger.transaction(),
    ):
        connection = ledger.connection
        folded = fold_unfolded(connection)
        if staging.adder is not None:
            staging.adder.check(connection, folded)
        before = _State(connection)
        strange = before.strange(staging.projects)
        if strange and not other_project:
            raise OtherProject(_other(strange))
        merge = _Merge(ledger, staging, step)
        merge.events()
        kept = merge.kept()
        connection.execute("DELETE FROM unfolded")
        _note_left_out(connection)
        merged = before.compared(merge, kept, strange)
        if dry_run:
            connection.execute("ROLLBACK")
        else:
            before_commit()
    return merged


def _other(strange: Mapping[str, str]) -> str:
    names = ", ".join(clean_line(name, 80) or project[:8] for project, name in strange.items())
    return (
        f"this is of another project, {names}; to make one project of both, "
        "say so with --other-project"
    )


class _Merge:
    """Putting what was set aside into the transaction that is open."""

    def __init__(self, ledger: "Ledger", staging: Staging, step: Step) -> None:
        self._connection = ledger.connection
        self._step = step
        self.staging = staging
        self.new = 0
        self.held = staging.held
        self.redacted = 0
        self.refused = Counter(staging.refused)
        self._gone = redacted(ledger.connection)
        self.by: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)

    def events(self) -> None:
        """Insert and fold the events, each of which was checked before."""
        many = Many(self._connection, self._step, adder=self.staging.adder)
        for some in batches(self.staging.events(), BATCH_EVENTS):
            known = self._known([event.id for event, _ in some])
            fresh: list[tuple[Event, bytes]] = []
            left_out: list[Event] = []
            for event, body in some:
                if event.id in known:
                    self.held += 1
                elif self._gone and self._gone.refuses(event):
                    left_out.append(framed(event))
                    note_event(self._connection, event)
                else:
                    fresh.append((event, body))
            insert_together(
                self._connection,
                "event",
                "(?, CAST(? AS TEXT))",
                [(event.id, body) for event, body in fresh],
            )
            many.enter([*(event for event, _ in fresh), *left_out])
            self.redacted += len(left_out)
            for event, _ in fresh:
                self.by[event.reviewer][side_of(event.kind, event.field)] += 1
            self.new += len(fresh)
            self._step("merging", self.new)
        many.finish()

    def kept(self) -> int:
        """Insert the kept bytes that an event of this database names and that are not here."""
        wanted: dict[bytes, bool] = {}
        for digest, part, data in self.staging.parts():
            if digest not in wanted and digest in self._gone.bytes:
                wanted[digest] = False
            elif digest not in wanted:
                found = self._connection.execute(_WANTED, (digest,)).fetchone()
                wanted[digest] = found is not None
                self._step("keeping", len(wanted))
            if wanted[digest]:
                self._connection.execute("INSERT INTO blob VALUES (?,?,?)", (digest, part, data))
        return sum(wanted.values())

    def _known(self, identifiers: list[bytes]) -> set[bytes]:
        """Those that came into the file since they were set aside, or were redacted from it."""
        marks = ",".join("?" * len(identifiers))
        found = self._connection.execute(
            f"SELECT id FROM event WHERE id IN ({marks})", identifiers
        ).fetchall()
        return {row[0] for row in found}.union(self._gone.events.intersection(identifiers))


def side_of(kind: str, about: str) -> tuple[str, str]:
    """A kind of events, with the side of the thing they are about where it has several."""
    if kind not in _SIDED:
        return kind, ""
    return kind, CORRECTION if about.startswith(CORRECTION) else about


class _State:
    """What there is to compare with afterwards."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts = self._counted()
        self._conflicts = clashes(connection)
        self._projects = {row[0] for row in connection.execute("SELECT id FROM project")}
        self._entry = self._highest("entered")
        self._source = self._highest("source")

    def strange(self, projects: Mapping[str, str]) -> dict[str, str]:
        """Those projects that the database does not hold."""
        return {one: name for one, name in projects.items() if one not in self._projects}

    def compared(self, merge: _Merge, kept: int, strange: Mapping[str, str]) -> Merged:
        """What has changed by now."""
        counts, now = self._counted(), clashes(self._connection)
        conflicts = in_turn(now - self._conflicts)
        settled = in_turn(self._conflicts - now)
        return Merged(
            new=merge.new,
            held=merge.held,
            refused=dict(merge.refused),
            people=tuple(self._people(merge.by)),
            documents=counts["document"] - self._counts["document"],
            claims=counts["claim"] - self._counts["claim"],
            sources=counts["source"] - self._counts["source"],
            captures=counts["capture"] - self._counts["capture"],
            conflicts=conflicts,
            settled=settled,
            about=words_about(self._connection, [*conflicts, *settled][:MOST_NAMED]),
            new_sources=self._new_sources(),
            kept=kept,
            damaged=len(merge.staging.damaged),
            redacted=merge.redacted,
            lacking=self._connection.execute(_LACKING, (self._entry,)).fetchone()[0],
            projects=dict(strange),
        )

    def _people(self, by: Mapping[str, Counter[tuple[str, str]]]) -> Iterator[Contribution]:
        for reviewer, sides in sorted(by.items(), key=lambda one: (-one[1].total(), one[0])):
            found = self._connection.execute(
                "SELECT name FROM reviewer WHERE id = ?", (reviewer,)
            ).fetchone()
            kinds: Counter[str] = Counter()
            for (kind, _), number in sides.items():
                kinds[kind] += number
            name = found[0] if found else ""
            yield Contribution(reviewer, name, sides.total(), dict(kinds), dict(sides))

    def _counted(self) -> dict[str, int]:
        return {
            table: self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in _COUNTED
        }

    def _highest(self, table: str) -> int:
        found = self._connection.execute(f"SELECT coalesce(max(number), 0) FROM {table}")
        return int(found.fetchone()[0])

    def _new_sources(self) -> tuple[str, ...]:
        found = self._connection.execute(
            "SELECT url FROM source WHERE number > ? ORDER BY number LIMIT ?",
            (self._source, MOST_NAMED),
        )
        return tuple([row[0] for row in found])


def _note_left_out(connection: sqlite3.Connection) -> None:
    note_left_out(connection)
    connection.execute(
        "DELETE FROM local WHERE key GLOB ? AND key IN (SELECT ? || lower(hex(sha256)) FROM blob)",
        (LEFT_OUT + "*", LEFT_OUT),
    )
