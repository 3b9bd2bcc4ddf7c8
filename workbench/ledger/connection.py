"""SQLite connections as this program uses them, and SQLite's errors in plain words."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from workbench.errors import RESTORE_IT, Damaged, LedgerLocked, LedgerReadOnly, StorageError
from workbench.text import clean_line

CACHE_KIBIBYTES: Final = 32 * 1024
_BULK_CACHE_KIBIBYTES: Final = 128 * 1024
REBUILD_CACHE_KIBIBYTES: Final = 144 * 1024
"""So much that of a million events the entries and their index stay in memory."""
PAGE_BYTES: Final = 8192
"""Of a new file: a row of the log that is longer than a quarter of it takes a page of its own."""
_SETTINGS: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",
    "PRAGMA synchronous=EXTRA",
    f"PRAGMA page_size={PAGE_BYTES}",
    "PRAGMA mmap_size=0",
    f"PRAGMA cache_size=-{CACHE_KIBIBYTES}",
)
_PRIMARY_CODE: Final = 0xFF
_MALFORMED: Final = b"malformed database schema"
_LONGEST_NAP_SECONDS: Final = 0.004
_GLANCE_STEPS: Final = 200_000


def connect(path: Path, access: str, wait_seconds: float) -> sqlite3.Connection:
    """Connect to a file with the settings that every connection has.

    ``access`` is SQLite's: ``ro``, ``rw``, ``rwc``, or ``ro&immutable=1``.
    """
    connection = sqlite3.connect(
        address(path, access),
        uri=True,
        isolation_level=None,
        timeout=wait_seconds,
    )
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def address(path: Path, access: str) -> str:
    """A file as SQLite is told of it, and how it is to be opened."""
    return f"file:{quote(bytes(path.absolute()))}?mode={access}"


def begin_writing(connection: sqlite3.Connection, wait_seconds: float) -> None:
    """Take the write lock, waiting for it as long as told.

    SQLite's own waiting sleeps ever longer, so that a program that writes without pause keeps
    all others out; short naps of uneven length give everybody a turn.
    """
    deadline = time.monotonic() + wait_seconds
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
                time.sleep(_LONGEST_NAP_SECONDS * (1 + os.urandom(1)[0]) / 256)
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")


@contextmanager
def room_for_pages(
    connection: sqlite3.Connection, kibibytes: int = _BULK_CACHE_KIBIBYTES
) -> Iterator[None]:
    """Keep more pages in memory while very much is written all over the file."""
    connection.execute(f"PRAGMA cache_size=-{kibibytes:d}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIBIBYTES}")


@contextmanager
def statements_in_memory(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep in memory what a statement needs while it runs, and how to take it back.

    Each event that is inserted sets off a trigger, for which SQLite notes a few pages that could be
    taken back; in a file that is six writes for each event.
    """
    connection.execute("PRAGMA temp_store=MEMORY")
    try:
        yield
    finally:
        connection.execute("PRAGMA temp_store=DEFAULT")


@contextmanager
def unwatched_references(connection: sqlite3.Connection) -> Iterator[None]:
    """Do not look up what each new row refers to, while tables are made that follow from the log.

    Nothing happens where a transaction is open already.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys=ON")


def _nothing_else() -> None:
    """Look at nothing but whether Ctrl+C was pressed, which Python does by itself."""


@contextmanager
def interruptible(
    connection: sqlite3.Connection, glance: Callable[[], None] = _nothing_else
) -> Iterator[None]:
    """Let Ctrl+C end a long statement, and not only what comes after it.

    ``glance`` is called every now and then meanwhile, and ends it too if it raises.
    """
    raised: list[BaseException] = []

    def look() -> bool:
        try:
            glance()
        except BaseException as error:
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(look, _GLANCE_STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise (raised[0] if raised else KeyboardInterrupt()) from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def unerased_pages(connection: sqlite3.Connection) -> Iterator[None]:
    """Do not overwrite what is dropped, where nothing is dropped but what the log still says."""
    before = connection.execute("PRAGMA secure_delete").fetchone()[0]
    connection.execute("PRAGMA secure_delete=OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA secure_delete={before:d}")


def end_reading(connection: sqlite3.Connection) -> None:
    """End a read transaction, unless an error has ended it already."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, each with one line that says what to do."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except UnicodeDecodeError as error:
        # SQLite quotes the schema in its complaint, and Python cannot make text of that.
        if not error.object.startswith(_MALFORMED):
            raise
        raise explain(sqlite3.DatabaseError("malformed database schema"), path) from error


def is_about_the_disk(error: sqlite3.Error) -> bool:
    """Whether an error comes from a full or failing disk and not from what the file holds."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def explain(error: sqlite3.Error, path: Path) -> StorageError:
    """Say in one line what an SQLite error means for this file."""
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    code = extended & _PRIMARY_CODE
    if extended == sqlite3.SQLITE_ERROR and str(error).startswith(_MALFORMED.decode()):
        code = sqlite3.SQLITE_CORRUPT
    shown = clean_line(str(path))
    reason = clean_line(str(error), 120)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerLocked(
            f"{shown} is being written by another program, which may be merging; "
            "try again in a moment"
        )
    if extended == sqlite3.SQLITE_READONLY_ROLLBACK:
        return LedgerReadOnly(
            f"a write to {shown} was interrupted and cannot be taken back in a read-only place; "
            "open it once where it can be written"
        )
    if extended == sqlite3.SQLITE_READONLY_DBMOVED:
        return StorageError(
            f"another file has taken the place of {shown} while it was open, or it was removed, "
            "so nothing was written; open it again"
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LedgerReadOnly(f"{shown} cannot be written ({reason}); check its permissions")
    if code == sqlite3.SQLITE_FULL:
        return StorageError(
            f"the disk is full, so nothing of this step was written to {shown}; "
            "free some space and repeat it"
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Damaged(f"{shown} is damaged ({reason}); {RESTORE_IT}", path, reason)
    if code == sqlite3.SQLITE_CANTOPEN:
        return StorageError(f"{shown} cannot be opened; check its folder and permissions")
    if code == sqlite3.SQLITE_IOERR:
        return StorageError(
            f"the disk failed while {shown} was in use, and this step was not written; "
            "check the disk and its free space"
        )
    return StorageError(f"{shown} cannot be used as it is: {reason}")
