"""Make the derived tables anew from the log."""

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from workbench.ledger.events import Event
from workbench.ledger.folding.fold import fold, sound
from workbench.ledger.redactions import frames, redacted
from workbench.ledger.schema import DERIVED, DERIVED_VERSION

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE_EVENTS: Final = 5_000


def rebuild(ledger: "Ledger") -> None:
    """Fold the whole log again, in one transaction. Numbers that are local may change.

    Raises:
        StorageError: The database cannot be written.
    """
    with ledger.transaction():
        rebuild_tables(ledger.connection)


def rebuild_tables(connection: sqlite3.Connection) -> None:
    """Make the derived tables anew in the transaction that is open."""
    drop_derived(connection)
    create_derived(connection)
    fold(connection, events_in_order(connection))
    connection.execute("DELETE FROM unfolded")
    connection.execute(
        "INSERT OR REPLACE INTO local VALUES ('derived_version', ?)", (str(DERIVED_VERSION),)
    )


def create_derived(connection: sqlite3.Connection) -> None:
    """Make the derived tables, indexes and views, empty."""
    for statement in DERIVED.values():
        connection.execute(statement)


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


def events_in_order(connection: sqlite3.Connection) -> Iterator[Event]:
    """All events of the log by their id, a page at a time; what is no event is left out.

    Last come the frames of events that were redacted.
    """
    gone = redacted(connection).events
    after = b""
    while True:
        page = connection.execute(
            "SELECT id, CAST(body AS BLOB) FROM event WHERE id > ? ORDER BY id LIMIT ?",
            (after, _PAGE_EVENTS),
        ).fetchall()
        if not page:
            break
        yield from sound([one for one in page if one[0] not in gone] if gone else page)
        after = page[-1][0]
    yield from frames(connection)
