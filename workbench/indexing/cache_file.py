"""The one file of the cache: opened only if it is whole and ours, thrown away otherwise.

The file holds nothing that cannot be made again, so nothing in it is trusted: another program's
database, a damaged one, or one of another version of this program gives way to an empty one. A
lock file beside it keeps a file that others still use from being thrown away under them. Where
the disk takes nothing more, the same tables are kept in memory until the program ends.
"""

import fcntl
import hashlib
import os
import re
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import quote

from workbench.errors import IndexLost
from workbench.text import clean_line

APPLICATION_ID: Final = 0x57424D49
CACHE_KIBIBYTES: Final = 24 * 1024
FOLDER: Final = "matching"
"""In the folder of caches."""
WAIT_SECONDS: Final = 10.0
SCHEMA: Final = {
    "about": "CREATE TABLE about(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    "claim": "CREATE TABLE claim(key INTEGER PRIMARY KEY, facts BLOB NOT NULL)",
    "term": "CREATE TABLE term(number INTEGER PRIMARY KEY, claims INTEGER NOT NULL)",
    "posting": "CREATE TABLE posting(place INTEGER PRIMARY KEY, claims BLOB NOT NULL)",
}
_SETTINGS: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
    f"PRAGMA cache_size=-{CACHE_KIBIBYTES}",
)
_PRIMARY_CODE: Final = 0xFF
_NO_ROOM: Final = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)
_DAMAGED: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,80}")


class CacheFile:
    """A connection to the cache of one project, and what became of the file."""

    def __init__(self, path: Path, version: int) -> None:
        self.path = path
        self.version = version
        self.note: str | None = None
        self._lock: int | None = None
        self.connection = self._open()

    @property
    def in_memory(self) -> bool:
        """Whether the disk could not be used."""
        return self._lock is None

    @property
    def size_bytes(self) -> int:
        """What the file takes on the disk, or the tables in memory."""
        if self.in_memory:
            (pages,) = self.connection.execute("PRAGMA page_count").fetchone()
            (page,) = self.connection.execute("PRAGMA page_size").fetchone()
            return int(pages) * int(page)
        return sum(path.stat().st_size for path in self._files() if path.exists())

    def close(self) -> None:
        """Close the file and let others throw it away."""
        with suppress(sqlite3.Error):
            self.connection.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def go_on_in_memory(self, error: sqlite3.Error) -> None:
        """Take over what the file holds, and write no more to the disk."""
        tables = _connect(":memory:")
        self.connection.backup(tables)
        self.close()
        self.connection = tables
        self.note = _kept_in_memory(error)

    def discard(self, error: Exception) -> IndexLost:
        """Throw the file away after an error that only damage explains."""
        with suppress(sqlite3.Error):
            self.connection.close()
        with suppress(OSError):
            self._remove()
        self.close()
        return IndexLost(
            f"the index of claims {_shown(self.path)} was damaged ({clean_line(str(error), 80)}) "
            "and has been thrown away; repeat the step to make it anew"
        )

    def _open(self) -> sqlite3.Connection:
        try:
            self._take_lock()
            return self._open_or_replace()
        except (OSError, sqlite3.Error) as error:
            self.close_lock()
            self.note = _kept_in_memory(error)
            tables = _connect(":memory:")
            _create(tables, self.version)
            return tables

    def _open_or_replace(self) -> sqlite3.Connection:
        for _ in range(2):
            connection = None
            try:
                connection = _connect(f"file:{quote(bytes(self.path.absolute()))}?mode=rwc")
                wrong = _what_is_wrong(connection, self.version)
                if wrong is None:
                    return connection
                connection.close()
            except sqlite3.DatabaseError as error:
                if connection is not None:
                    connection.close()
                if not is_damage(error):
                    raise
                wrong = "was damaged"
            self._remove()
            self.note = f"the index of claims {wrong} and is made anew"
        raise sqlite3.OperationalError("the file is written by another program")

    def _take_lock(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = self.path.with_suffix(".lock")
        self._lock = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        fcntl.flock(self._lock, fcntl.LOCK_SH)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))

    def close_lock(self) -> None:
        """Give the lock back."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _remove(self) -> None:
        """Remove the file if nobody else uses it.

        Raises:
            OSError: Somebody does, or it cannot be removed.
        """
        if self._lock is None:
            return
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            for path in self._files():
                path.unlink(missing_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_SH)

    def _files(self) -> tuple[Path, ...]:
        return tuple(self.path.with_name(self.path.name + end) for end in ("", "-wal", "-shm"))


def cache_path(folder: Path, project: str) -> Path:
    """Where the cache of a project lies in the folder of caches."""
    plain = _PLAIN_NAME.fullmatch(project) is not None
    name = project if plain else hashlib.sha256(project.encode("utf-8", "replace")).hexdigest()
    return folder / FOLDER / f"{name}.db"


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error comes from what the file holds."""
    if not hasattr(error, "sqlite_errorcode"):
        return isinstance(error, sqlite3.DatabaseError) and "malformed" in str(error)
    return error.sqlite_errorcode & _PRIMARY_CODE in _DAMAGED


def is_lack_of_room(error: sqlite3.Error) -> bool:
    """Whether an error comes from a disk that takes nothing more."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE in _NO_ROOM


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, uri=True, isolation_level=None, timeout=WAIT_SECONDS)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _what_is_wrong(connection: sqlite3.Connection, version: int) -> str | None:
    """Make an empty file ours, or say what is wrong with one that is not empty."""
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        _create(connection, version)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_schema").fetchall())
    if application != APPLICATION_ID:
        return "was another program's file"
    if found != version:
        return "was of another version"
    if tables != SCHEMA:
        return "was not as it should be"
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("SELECT * FROM about").fetchall()
    return None


def _create(connection: sqlite3.Connection, version: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        for statement in SCHEMA.values():
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={version}")
    connection.execute("COMMIT")


def _kept_in_memory(error: Exception) -> str:
    if isinstance(error, BlockingIOError):
        return (
            "the index of claims is damaged or of another version, and another program has it "
            "open; it is kept in memory for this run, and made anew once the other is closed"
        )
    reason = getattr(error, "strerror", None) or str(error)
    return (
        f"the index of claims cannot be written ({clean_line(str(reason), 80)}) and is kept in "
        "memory for this run; free some space or check the cache folder"
    )


def _shown(path: Path) -> str:
    return clean_line(str(path))
