"""Make the derived tables anew from the log."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.ledger.connection import (
    REBUILD_CACHE_KIBIBYTES,
    room_for_pages,
    unerased_pages,
    unwatched_references,
)
from workbench.ledger.events import Event
from workbench.ledger.folding.whole import Many, Step, no_step, without_collecting
from workbench.ledger.reading_log import events_before, read_log
from workbench.ledger.redactions import frames
from workbench.ledger.schema import (
    DERIVED,
    DERIVED_INDEXES,
    DERIVED_TABLES,
    DERIVED_VERSION,
)
from workbench.ledger.second.asking import SecondProcess, second_process, stays_in_place
from workbench.ledger.views import DERIVED_VIEWS

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

READING: Final = "reading events"
"""What is done while events are entered; how many there are can be known beforehand."""
_NOT_FOR_ENTERING: Final = (
    *("entity_by_id", "entry_of_event", "entry_of_entity", "entry_of_act", "edge_of_child"),
)
"""Indexes that are made once everything is entered: nobody looks anything up before."""
_NOT_FOR_CLAIMS: Final = (
    *("attachment_of_claim", "attachment_of_source", "anchoring_of_claim"),
    *("evidence_of_claim", "evidence_of_source"),
)
"""Those that are made when all claims are written: what is quoted is looked up for sources only."""
_NOT_FOR_FOLDING: Final = (
    *(name for name in DERIVED_INDEXES if name.startswith("claim_")),
    *("act_of_reviewer", "act_in_order", "entry_in_question", "source_in_turn"),
)
"""Those that are made at the end: only queries of the program use them."""


def rebuild(ledger: "Ledger", step: Step = no_step) -> None:
    """Fold the whole log again, in one transaction. Numbers that are local may change.

    ``step`` is told how far it is and may raise to stop it; then everything is as it was.

    Raises:
        StorageError: The database cannot be written.
    """
    connection = ledger.connection
    with ready_to_rebuild(connection), ledger.transaction():
        rebuild_tables(connection, step, ledger.path)


@contextmanager
def ready_to_rebuild(connection: sqlite3.Connection) -> Iterator[None]:
    """Prepare a connection for making all tables anew, before the transaction begins."""
    room = room_for_pages(connection, REBUILD_CACHE_KIBIBYTES)
    with room, unwatched_references(connection), unerased_pages(connection):
        yield


def rebuild_tables(
    connection: sqlite3.Connection, step: Step = no_step, log: Path | None = None
) -> None:
    """Make the derived tables anew in the transaction that is open.

    ``log`` is the file, if it may be read meanwhile: nothing of the log was written in this
    transaction.
    """
    many = events_before(connection) if log is not None and stays_in_place(connection) else 0
    with second_process(log or Path(), many) as second:
        drop_derived(connection)
        fold_afresh(connection, events_in_order(connection, second), step, second)
    connection.execute("DELETE FROM unfolded")
    connection.execute(
        "INSERT OR REPLACE INTO local VALUES ('derived_version', ?)", (str(DERIVED_VERSION),)
    )


def fold_afresh(
    connection: sqlite3.Connection,
    pages: Iterable[Sequence[Event]],
    step: Step = no_step,
    second: SecondProcess | None = None,
) -> None:
    """Make the derived tables, of which there are none, and fold all events into them."""
    with without_collecting():
        _fold_afresh(connection, pages, step, second)


def _fold_afresh(
    connection: sqlite3.Connection,
    pages: Iterable[Sequence[Event]],
    step: Step,
    second: SecondProcess | None,
) -> None:
    _make(connection, [*DERIVED_TABLES, *DERIVED_VIEWS])
    left = [name for name in DERIVED_INDEXES if name not in _NOT_FOR_FOLDING]
    later = {*_NOT_FOR_ENTERING, *_NOT_FOR_CLAIMS}
    _make(connection, [name for name in left if name not in later])
    many = Many(connection, step, second, before_sources=lambda: _make(connection, _NOT_FOR_CLAIMS))
    entered = 0
    for page in pages:
        many.enter(page)
        entered += len(page)
        step(READING, entered)
    _make(connection, _NOT_FOR_ENTERING)
    many.finish()
    if not entered:
        _make(connection, _NOT_FOR_CLAIMS)
    step("making indexes", entered)
    _make(connection, _NOT_FOR_FOLDING)


def create_derived(connection: sqlite3.Connection) -> None:
    """Make the derived tables, indexes and views, empty."""
    _make(connection, DERIVED.keys())


def _make(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    for name in names:
        connection.execute(DERIVED[name])


def drop_derived(connection: sqlite3.Connection) -> None:
    """Drop what has the name of a derived table or view, whatever it is."""
    found = connection.execute(
        "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'table')"
    ).fetchall()
    ours = [(kind, name) for kind, name in found if name in DERIVED]
    order = list(DERIVED)
    ours.sort(key=lambda one: order.index(one[1]), reverse=True)
    for kind, name in ours:
        connection.execute(f"DROP {kind} {name}")


def events_in_order(
    connection: sqlite3.Connection, second: SecondProcess | None = None
) -> Iterator[list[Event]]:
    """All events of the log by their id, a page at a time; what is no event is left out.

    Last come the frames of events that were redacted.
    """
    for read in read_log(connection, second):
        yield read.events
    yield list(frames(connection))
