"""What is checked and put right when a database is opened.

A file may come from anywhere. Nothing in it is run: triggers and views that this program did
not make are refused, and tables are used only if they are word for word what it would make.
"""

import os
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from workbench.errors import RESTORE_IT, LedgerLocked, LedgerReadOnly, NotALedger, StorageError
from workbench.ledger.connection import interruptible
from workbench.ledger.folding.fold import fold_unfolded
from workbench.ledger.header import Lease, check_marks
from workbench.ledger.progress import Progress, no_progress
from workbench.ledger.reading_log import events_before
from workbench.ledger.rebuild import (
    READING,
    create_derived,
    ready_to_rebuild,
    rebuild_tables,
)
from workbench.ledger.schema import DERIVED, DERIVED_VERSION, LOG, NAMES_SINCE
from workbench.text import clean_line

_OURS: Final = frozenset({*LOG, *DERIVED, "_sqlite_migrations"})
OLDEST_SQLITE: Final = (3, 38, 0)
_OPENED_FOR_READING: Final = "the database was opened for reading only"


@dataclass(frozen=True, slots=True)
class Findings:
    """How an opened database may be used, and what its user should know."""

    read_only: bool
    why_read_only: str
    notes: tuple[str, ...] = ()
    of_newer: bool = False
    """Whether a newer program made the tables, so that this one can make nothing of them."""


def check_library() -> None:
    """Refuse a SQLite that does not know the tables of the log.

    Raises:
        StorageError: Python was built with too old a SQLite.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(str(part) for part in OLDEST_SQLITE)
        raise StorageError(
            f"this Python has SQLite {sqlite3.sqlite_version}, and {needed} or newer is needed; "
            "install a newer Python"
        )


def access(path: Path, mode: str) -> str:
    """Whether to open the file for reading and writing, or for reading only.

    Raises:
        LedgerReadOnly: It is to be written and cannot be.
    """
    folder = path.absolute().parent
    # A rollback needs to make and remove a journal beside the file, even for a reader.
    writable = os.access(folder, os.W_OK | os.X_OK) and (
        os.access(path, os.W_OK) if os.access(path, os.F_OK) else mode == "create"
    )
    if writable:
        return "rw"
    if mode == "create" and not folder.is_dir():
        raise StorageError(f"there is no folder for {clean_line(str(path))}; make it first")
    if mode != "read" and (path.is_file() or mode == "create"):
        what = "its folder" if path.is_file() and os.access(path, os.W_OK) else "it"
        raise LedgerReadOnly(
            f"{clean_line(str(path))} cannot be written because {what} is read-only; "
            "change the permissions, or work on a copy"
        )
    return "ro"


def refine(access: str, held: Lease) -> str:
    """Read a write-ahead file in a read-only place as it lies, for it cannot be locked there."""
    return "ro&immutable=1" if access == "ro" and held.keeps_a_wal else access


def name_after(path: Path) -> str:
    """A name for the project of a new file: its own, or its folder's if it is called claims."""
    place = path.absolute()
    name = place.parent.name if place.stem == "claims" else place.stem
    return clean_line(name) or "claims"


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether a database holds nothing at all yet."""
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None


def make_schema(connection: sqlite3.Connection, now: datetime) -> None:
    """Make all tables in the transaction that is open."""
    from workbench.ledger.migrations import migrate

    migrate(connection, now.isoformat())
    create_derived(connection)
    connection.execute(
        "INSERT OR REPLACE INTO local VALUES ('derived_version', ?)", (str(DERIVED_VERSION),)
    )


def make_ready(
    connection: sqlite3.Connection,
    path: Path,
    mode: str,
    *,
    writable: bool,
    progress: Progress = no_progress,
) -> Findings:
    """Check an opened database and bring its tables up to date where that can be done.

    ``progress`` is told of it, for that may take long, and may raise to stop it.

    Raises:
        StorageError: It is not to be used, or not as asked.
    """
    if is_empty(connection):
        raise NotALedger(f"{clean_line(str(path))} is empty; add a document to make it a database")
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    check_marks(path, application, connection.execute("PRAGMA user_version").fetchone()[0])
    if mode != "read":
        _leave_write_ahead_mode(connection, path)
    state = _check_schema(connection, path)
    notes: list[str] = []
    why = _OPENED_FOR_READING if mode == "read" else ""
    if state > DERIVED_VERSION:
        why = (
            f"{clean_line(str(path))} was last used by a newer workbench, so this one shows it "
            "by tables of its own, as it is now, for reading only; update this program to write "
            "in it"
        )
        notes.append(why)
    elif state < DERIVED_VERSION:
        _bring_up_to_date(connection, path, progress, writable=writable)
    elif connection.execute("SELECT 1 FROM unfolded LIMIT 1").fetchone() is not None:
        notes.extend(_fold_the_rest(connection, mode, writable=writable))
    if why:
        connection.execute("PRAGMA query_only=ON")
    return Findings(bool(why), why, tuple(notes), of_newer=state > DERIVED_VERSION)


def _leave_write_ahead_mode(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        now = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if now != "delete":
            raise LedgerLocked(f"{clean_line(str(path))} is in use by another program; close that")


def _check_schema(connection: sqlite3.Connection, path: Path) -> int:
    """Refuse what must not be there; returns the version of the derived tables, 0 if unusable."""
    shown = clean_line(str(path))
    found: dict[str, str] = {}
    strange = ""
    for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    ).fetchall():
        plain = name.lower()
        expected = LOG.get(plain)
        if expected is not None and (name != plain or sql != expected):
            raise NotALedger(f"{shown}: the log's {plain} was altered; {RESTORE_IT}")
        if expected is None and kind == "trigger" and table.lower() in _OURS:
            raise NotALedger(
                f"{shown} holds the trigger {clean_line(name, 60)}, which this program did not "
                f"make; drop it, or {RESTORE_IT}"
            )
        if plain in DERIVED and sql != DERIVED[plain] and not _is_plain(kind, sql, plain):
            strange = plain
        if kind == "index" and sql is not None and table.lower() in LOG:
            raise NotALedger(f"{shown}: the log has the index {clean_line(name, 60)}; drop it")
        found[plain] = sql
    missing = sorted(LOG.keys() - found.keys())
    if missing:
        raise NotALedger(f"{shown} lacks the log's {missing[0]}; {RESTORE_IT}")
    version = _derived_version(connection)
    if strange and (version <= DERIVED_VERSION or _is_virtual(found[strange])):
        raise NotALedger(f"{shown}: {strange} is not a table or view of this program; {RESTORE_IT}")
    if version == DERIVED_VERSION and any(found.get(n) != sql for n, sql in DERIVED.items()):
        return 0
    return version


def _is_plain(kind: str, sql: str | None, name: str) -> bool:
    """Whether an object that differs is merely another version of a table, view or index."""
    if kind == "view":
        return name not in _NEVER_VIEWS
    return not _is_virtual(sql)


def _is_virtual(sql: str | None) -> bool:
    return sql is not None and sql.upper().startswith("CREATE VIRTUAL")


_NEVER_VIEWS: Final = frozenset(name for name, sql in DERIVED.items() if "CREATE VIEW" not in sql)


def _derived_version(connection: sqlite3.Connection) -> int:
    found = connection.execute("SELECT value FROM local WHERE key = 'derived_version'").fetchone()
    text = found[0] if found else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, progress: Progress, *, writable: bool
) -> None:
    if not writable:
        raise LedgerReadOnly(
            f"the tables of {clean_line(str(path))} must be made anew, and it is read-only; "
            "open it once where it can be written"
        )
    with ready_to_rebuild(connection):
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = _check_schema(connection, path)
            if version < DERIVED_VERSION:
                _check_names_are_free(connection, path, version)
                many = events_before(connection)

                def step(what: str, done: int) -> None:
                    progress(what, done, many if what == READING else 0)

                with interruptible(connection):
                    rebuild_tables(connection, step, path)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _check_names_are_free(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Refuse to drop somebody's own table that has a name which this program uses by now."""
    new = {name for since, names in NAMES_SINCE.items() if 0 < version < since for name in names}
    for (name,) in connection.execute("SELECT name FROM sqlite_schema").fetchall():
        if name.lower() in new:
            raise NotALedger(
                f"{clean_line(str(path))} holds {clean_line(name, 60)}, which is a table of this "
                "program by now and was not made by it; rename yours"
            )


def _fold_the_rest(connection: sqlite3.Connection, mode: str, *, writable: bool) -> list[str]:
    """Fold events that another program put into the log; a reader may have to do without."""
    note = "some events of the log are not shown yet, because the database cannot be written now"
    if not writable:
        return [note]
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        if mode == "read":
            return [note]
        raise
    try:
        fold_unfolded(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return []
