"""Removing events and kept bytes from this file for good.

The text is overwritten where it lay, the tables are made anew, and the file is written anew
without the pages that are free, so that nothing of it can be found in the file's bytes.
"""

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from workbench.ledger.connection import plain_errors
from workbench.ledger.events import EventRefused, read_event
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.fold import fold_unfolded
from workbench.ledger.rebuild import rebuild_tables
from workbench.ledger.redactions import (
    UNFINISHED,
    Redacted,
    note_about,
    note_bytes,
    note_event,
    redacted,
)
from workbench.ledger.schema import LOG

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_GUARDS: Final = ("event_is_never_deleted", "blob_is_never_deleted")
_AT_ONCE: Final = 500


def redact(
    ledger: "Ledger",
    events: Iterable[bytes] = (),
    digests: Iterable[bytes] = (),
    about: Iterable[str] = (),
) -> None:
    """Remove events and kept bytes, and let nothing of them, nor about these claims, in again.

    There is no undo. If it is cut short before the end, either nothing has happened or the rest
    is done by :func:`finish`.

    Raises:
        StorageError: The file cannot be written, or there is no room to write it anew.
    """
    connection = ledger.connection
    with plain_errors(ledger.path):
        connection.execute("PRAGMA secure_delete=ON")
    with ledger.transaction():
        fold_unfolded(connection)
        _take_out(connection, sorted(set(events)), sorted(set(digests)))
        note_about(connection, about)
        connection.execute("INSERT OR REPLACE INTO local VALUES (?, '')", (UNFINISHED,))
        rebuild_tables(connection)
    finish(ledger)


def redact_again(ledger: "Ledger", before: Redacted) -> int:
    """Remove what was redacted from another state of this file; says how many events that were.

    Raises:
        StorageError: The file cannot be written, or there is no room to write it anew.
    """
    found = [
        row[0]
        for row in ledger.rows(
            "SELECT id FROM event WHERE lower(hex(id)) IN (SELECT value FROM json_each(?1))"
            " OR json_extract(body, '$.entity') IN (SELECT value FROM json_each(?2))"
            " OR json_array_length(body, '$.claims') = 1"
            " AND json_extract(body, '$.claims[0]') IN (SELECT value FROM json_each(?2))",
            (
                json.dumps([one.hex() for one in before.events]),
                json.dumps(sorted(before.about)),
            ),
        )
    ]
    redact(ledger, found, before.bytes, before.about)
    return len(found)


def finish(ledger: "Ledger") -> None:
    """Write the file anew without its free pages, where a redaction has not come to that yet.

    Raises:
        StorageError: There is no room for it, or somebody is using the file.
    """
    connection = ledger.connection
    if not is_unfinished(ledger):
        return
    with plain_errors(ledger.path):
        connection.execute("VACUUM")
    with ledger.transaction():
        connection.execute("DELETE FROM local WHERE key = ?", (UNFINISHED,))


def is_unfinished(ledger: "Ledger") -> bool:
    """Whether free pages of the file may still hold what was redacted."""
    return bool(ledger.rows("SELECT 1 FROM local WHERE key = ?", (UNFINISHED,)))


def list_of(ledger: "Ledger") -> Redacted:
    """What was redacted from this file."""
    with ledger.snapshot():
        return redacted(ledger.connection)


def _take_out(connection: sqlite3.Connection, events: list[bytes], digests: list[bytes]) -> None:
    for guard in _GUARDS:
        connection.execute(f"DROP TRIGGER {guard}")
    for some in batches(events, _AT_ONCE):
        marks = ",".join("?" * len(some))
        for identifier, body in connection.execute(
            f"SELECT id, CAST(body AS BLOB) FROM event WHERE id IN ({marks})", some
        ).fetchall():
            try:
                note_event(connection, read_event(identifier, body))
            except EventRefused:
                continue
        connection.execute(f"DELETE FROM event WHERE id IN ({marks})", some)
    note_bytes(connection, digests)
    connection.executemany("DELETE FROM blob WHERE sha256 = ?", [(one,) for one in digests])
    for guard in _GUARDS:
        connection.execute(LOG[guard])
