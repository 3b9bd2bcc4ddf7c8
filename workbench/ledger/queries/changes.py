"""Noticing that something was written, here or by another program."""

import sqlite3
from typing import TYPE_CHECKING, Final

from workbench.ledger.connection import plain_errors

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_OWN_CHANGES: Final = 1 << 40
_PRIMARY_CODE: Final = 0xFF


def changes(ledger: "Ledger") -> int:
    """A number that is another one once anything was written by anybody since it was asked.

    It takes microseconds and never waits: while somebody writes, it is what it was before.
    """
    version = _version(ledger)
    if version is not None:
        ledger.seen_changes = version * _OWN_CHANGES + ledger.connection.total_changes
    return ledger.seen_changes


def changes_elsewhere(ledger: "Ledger") -> int:
    """The same for what was not written through this ledger."""
    version = _version(ledger)
    return ledger.seen_changes // _OWN_CHANGES if version is None else version


def _version(ledger: "Ledger") -> int | None:
    """The version of the data as SQLite counts it; ``None`` while somebody writes."""
    connection = ledger.connection
    with plain_errors(ledger.path):
        waiting = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        connection.execute("PRAGMA busy_timeout=0")
        try:
            version: int = connection.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY_CODE != sqlite3.SQLITE_BUSY:
                raise
            return None
        finally:
            connection.execute(f"PRAGMA busy_timeout={waiting}")
    return version
