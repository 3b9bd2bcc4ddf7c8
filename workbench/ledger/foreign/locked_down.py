"""A connection to the private copy of somebody's database that can do next to nothing.

Nothing of the file's own schema is run: the log's tables must be word for word those of this
program, nothing may hang on them, and nothing else is ever asked for.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Final

from workbench.errors import NotALedger
from workbench.ledger.connection import connect
from workbench.ledger.header import check_marks
from workbench.ledger.schema import LOG
from workbench.text import clean_line

LONGEST_VALUE: Final = 4 * 1024 * 1024
"""Of a row: an event has 1 MiB at most, a part of kept bytes little more."""
_CACHE_KIBIBYTES: Final = 8 * 1024
_LIMITS: Final = (
    (sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (sqlite3.SQLITE_LIMIT_COLUMN, 200),
    (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100),
    (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 10),
    (sqlite3.SQLITE_LIMIT_VDBE_OP, 250_000),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 20),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_READ: Final = frozenset(
    {
        *(("event", column) for column in ("id", "body", "")),
        *(("blob", column) for column in ("sha256", "part", "data", "")),
    }
)


def recover(copy: Path, *, in_write_ahead_mode: bool) -> None:
    """Take back an unfinished write, or put in what lies in a write-ahead file."""
    sides = [Path(f"{copy}{name}") for name in ("-journal", "-wal")]
    if not in_write_ahead_mode and not any(side.exists() for side in sides):
        return
    connection = connect(copy, "rw", 0)
    try:
        _limit(connection)
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    finally:
        connection.close()


def locked_down(copy: Path, shown: Path) -> tuple[sqlite3.Connection, dict[str, int]]:
    """Connect to the copy, once it is a plain file, and check what can be checked at once.

    Beside the connection comes what the file says of itself, in numbers.

    Raises:
        StorageError: It is no log of this program's.
    """
    connection = limited(copy)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        check_marks(shown, application, version)
        _check_schema(connection, clean_line(str(shown)))
        facts = {
            "bytes": copy.stat().st_size,
            "page_size": connection.execute("PRAGMA page_size").fetchone()[0],
            "log_version": version,
            "tables_version": _tables_version(connection),
        }
        connection.set_authorizer(_authorize)
    except BaseException:
        connection.close()
        raise
    return connection, facts


def limited(copy: Path) -> sqlite3.Connection:
    """Connect to the copy, once it is a plain file, with narrow limits and no right to write."""
    connection = connect(copy, "ro&immutable=1", 0)
    try:
        _limit(connection)
        for setting in ("query_only=ON", "temp_store=MEMORY", f"cache_size=-{_CACHE_KIBIBYTES}"):
            connection.execute(f"PRAGMA {setting}")
        connection.text_factory = _text
    except BaseException:
        connection.close()
        raise
    return connection


def _tables_version(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT value FROM local WHERE key = 'derived_version'").fetchone()
    text = found[0] if found else ""
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 10 else 0


def _limit(connection: sqlite3.Connection) -> None:
    for limit, value in _LIMITS:
        connection.setlimit(limit, value)
    if sys.version_info >= (3, 12):
        for option, enabled in (
            (sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True),
            (sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False),
            (sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False),
            (sqlite3.SQLITE_DBCONFIG_DQS_DDL, False),
            (sqlite3.SQLITE_DBCONFIG_DQS_DML, False),
        ):
            connection.setconfig(option, enabled)


def _check_schema(connection: sqlite3.Connection, shown: str) -> None:
    """Refuse whatever is not the log of this program, or hangs on it."""
    seen: set[str] = set()
    for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    ):
        if not all(isinstance(one, str) for one in (kind, name, table)):
            raise NotALedger(f"{shown} is damaged (its schema is no text); ask for another copy")
        plain = name.lower()
        expected = LOG.get(plain)
        if expected is not None:
            right = kind == ("trigger" if expected.startswith("CREATE TRIGGER") else "table")
            if name != plain or sql != expected or not right or plain in seen:
                raise NotALedger(
                    f"{shown}: the log's {plain} was altered; ask for a copy that was not"
                )
            seen.add(plain)
        elif table.lower() in LOG and (kind != "index" or sql is not None):
            raise NotALedger(
                f"{shown}: on the log hangs the {clean_line(kind, 20)} {clean_line(name, 60)}, "
                "which this program did not make; have it dropped there"
            )
    missing = sorted(LOG.keys() - seen)
    if missing:
        raise NotALedger(f"{shown} lacks the log's {missing[0]}; ask for another copy")


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, inner: str | None
) -> int:
    """Allow to read the columns of the log, and nothing else at all."""
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and inner is None and (first, second) in _READ:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _text(data: bytes) -> str:
    """What is no text in a schema makes another schema of it, not an error."""
    return data.decode("utf-8", "replace")
