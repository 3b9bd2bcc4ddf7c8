"""Look at a database without trusting or changing it: what it holds, and what would come of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.opening import open_for_reading
from workbench.ledger.blobs import BlobDamaged, join
from workbench.ledger.clock import moment
from workbench.ledger.events import Event, EventRefused, read_event
from workbench.ledger.folding.batches import batches
from workbench.ledger.foreign.reading import Facts, ForeignFile, Step, foreign_file, no_step
from workbench.ledger.progress import Progress
from workbench.ledger.queries import project_ids
from workbench.ledger.schema import DERIVED_VERSION
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import ProjectValue, understand

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_AT_ONCE: Final = 1_000


@dataclass(slots=True)
class Hand:
    """A reviewer, or a writer, in somebody's database: how many events, of which kinds, when."""

    id: str
    name: str = ""
    events: int = 0
    verdicts: int = 0
    first: int = 0
    last: int = 0

    def take(self, event: Event) -> None:
        """Count an event."""
        self.first = event.clock if not self.events else min(self.first, event.clock)
        self.last = max(self.last, event.clock)
        self.events += 1
        self.verdicts += event.kind == "verdict"

    @property
    def first_at(self) -> datetime:
        """When the first of them was written, by the clock of whoever wrote it."""
        return moment(self.first)

    @property
    def last_at(self) -> datetime:
        """When the last of them was written."""
        return moment(self.last)


@dataclass(slots=True)
class Inspected:
    """What a database holds.

    ``refused`` are rows that are no events, by reason; ``unknown`` are events that this program
    does not understand and passes on. ``here`` says how its projects relate to the database that
    is worked on, and ``new`` how many events that one lacks; both are absent where there is none.
    """

    path: Path
    facts: Facts
    rows: int = 0
    events: int = 0
    unknown: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    projects: dict[str, str] = field(default_factory=dict)
    reviewers: dict[str, Hand] = field(default_factory=dict)
    writers: dict[str, Hand] = field(default_factory=dict)
    kept: int = 0
    damaged: int = 0
    here: str | None = None
    new: int | None = None

    @property
    def wrong(self) -> int:
        """How many things in it are not what their hash says."""
        return self.refused.total() + self.damaged

    @property
    def tables_are(self) -> str:
        """What the version of its tables means to whoever opens it; nothing if it is ours."""
        version = self.facts.tables_version
        if version > DERIVED_VERSION:
            return (
                "a newer workbench made its tables: this one can merge it, and open it for reading"
            )
        if version < DERIVED_VERSION:
            return (
                f"its tables are older than this program's, {DERIVED_VERSION}: the first opening "
                "makes them anew and tells how far it is; merging it does not need them"
            )
        return ""


def inspect(path: Path, ledger: "Ledger | None" = None, step: Step = no_step) -> Inspected:
    """Look at a database, and compare it with the one that is worked on if that is given.

    Every event is compared with its hash and read in full, all kept bytes are unpacked and
    compared with theirs. Nothing is changed, neither there nor here.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: It cannot be used at all; the message says why.
    """
    with foreign_file(path, None, step) as theirs:
        found = Inspected(path, theirs.facts)
        new = 0
        for some in batches(_sound(theirs, found), _AT_ONCE):
            for event in some:
                _take(found, event)
            if ledger is not None:
                new += len(some) - _held(ledger, some)
        if theirs.looked is not None:
            found.rows = theirs.looked.total
            found.refused.update(theirs.looked.refused)
        for number, digest in enumerate(list(theirs.digests())):
            step("checking kept bytes", number)
            try:
                join(digest, theirs.parts(digest))
                found.kept += 1
            except BlobDamaged:
                found.damaged += 1
    if ledger is not None:
        found.new, found.here = new, _relation(found, ledger)
    return found


def inspect_file(path: Path, database: Path, progress: Progress) -> Inspected:
    """The same, with a database that is opened for it.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: One of them cannot be used; the message says why.
    """
    with open_for_reading(database) as ledger:
        return inspect(path, ledger, lambda what, done: progress(what, done, 0))


def _sound(theirs: ForeignFile, found: Inspected) -> Iterator[Event]:
    for identifier, body in theirs.events():
        try:
            yield read_event(identifier, body)
        except EventRefused as refusal:
            found.refused[str(refusal)] += 1


def _take(found: Inspected, event: Event) -> None:
    found.events += 1
    found.kinds[event.kind] += 1
    found.reviewers.setdefault(event.reviewer, Hand(event.reviewer)).take(event)
    found.writers.setdefault(event.writer, Hand(event.writer)).take(event)
    try:
        value = understand(event.version, event.kind, event.entity, event.field, event.value)
    except NotUnderstood:
        found.unknown += 1
        return
    if isinstance(value, ProjectValue):
        found.projects[event.entity] = value.name
    elif event.kind == "reviewer" and event.entity == event.reviewer:
        found.reviewers[event.reviewer].name = str(value or "")


def _held(ledger: "Ledger", some: list[Event]) -> int:
    marks = ",".join("?" * len(some))
    sql = f"SELECT count(*) FROM event WHERE id IN ({marks})"
    return int(ledger.rows(sql, [event.id for event in some])[0][0])


def _relation(found: Inspected, ledger: "Ledger") -> str:
    ours = project_ids(ledger)
    if not found.projects:
        return "it names no project, so it cannot be merged"
    if ours.issuperset(found.projects):
        return "it is a copy of this project"
    if ours.isdisjoint(found.projects):
        return "it is another project; merging it needs --other-project"
    return "it joins this project with another; merging it needs --other-project"
