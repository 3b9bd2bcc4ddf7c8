"""What can be told of a file's tables without opening it to work in it, which may change them."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import LedgerLocked
from workbench.ledger.connection import connect, plain_errors
from workbench.ledger.header import lease
from workbench.ledger.opening import access, refine
from workbench.ledger.schema import DERIVED_VERSION, LOG

_LOCAL = "SELECT sql FROM sqlite_schema WHERE name = 'local'"
_VERSION = "SELECT value FROM local WHERE key = 'derived_version'"


@dataclass(frozen=True, slots=True)
class TablesSeen:
    """Of which version the tables of a file are, 0 if they do not say, and if it is being written.

    ``wanted`` is the version that this program makes.
    """

    version: int
    held: bool
    wanted: int = DERIVED_VERSION

    @property
    def older(self) -> bool:
        """Whether the next opening makes them anew."""
        return self.version < self.wanted


def look_at_tables(path: Path) -> TablesSeen:
    """Look at the tables of a database, and leave them as they are.

    Raises:
        StorageError: It is missing, or is no database of this program.
    """
    held = lease(path, create=False)
    try:
        way = refine(access(path, "read"), held)
        try:
            with plain_errors(path), closing(connect(path, way, 0)) as connection:
                return TablesSeen(_version(connection), way == "rw" and _is_held(connection))
        except LedgerLocked:
            # In the midst of a write; what is read of it past the lock may be anything.
            with closing(connect(path, "ro&immutable=1", 0)) as connection:
                version = 0
                with suppress(sqlite3.Error):
                    version = _version(connection)
                return TablesSeen(version, held=True)
    finally:
        held.release()


def _version(connection: sqlite3.Connection) -> int:
    if connection.execute(_LOCAL).fetchone() != (LOG["local"],):
        return 0
    found = connection.execute(_VERSION).fetchone()
    text = found[0] if found else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _is_held(connection: sqlite3.Connection) -> bool:
    """Whether another program has the right to write, which nobody but it can have."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    connection.execute("ROLLBACK")
    return False
