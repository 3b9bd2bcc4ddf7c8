"""The file of three letters in a row: one full-text table without its texts.

Texts are only added. The number of one that has changed is kept apart and always named, until
there are so many of them that the file is made anew.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import Any, Final
from urllib.parse import quote

APPLICATION_ID: Final = 0x57425353
VERSION: Final = 2
FOLDER: Final = "substrings"
"""In the folder of caches."""
SHORTEST: Final = 3
MOST_CHANGED: Final = 2_000
_CACHE_KIBIBYTES: Final = 2 * 1024
_WAIT_SECONDS: Final = 2.0
_STEPS: Final = 2_000
_PLACES: Final = 24
"""Of a long word so many threes are asked for; what holds them is looked at anyway."""
_HELD: Final = (
    "CREATE VIRTUAL TABLE held USING"
    " fts5(text, content='', columnsize=0, detail=none, tokenize='trigram')"
)
_TABLES: Final = (
    _HELD,
    "CREATE TABLE changed(number INTEGER PRIMARY KEY)",
    "CREATE TABLE about(name TEXT PRIMARY KEY, value) WITHOUT ROWID",
)


def index_path(folder: Path, project: str, database: Path) -> Path:
    """Where the index of a database lies in the folder of caches."""
    name = f"{project}\0{database.absolute()}".encode("utf-8", "surrogatepass")
    return folder / FOLDER / f"{hashlib.sha256(name).hexdigest()[:32]}.db"


class SubstringIndex:
    """The index of one database; belongs to one thread. It never fails: it is missing instead."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        for _ in range(2):
            with self._unless_broken(remove=True):
                self._connection = _opened(path)
                self._about()
            if self._connection is not None:
                return

    @property
    def usable(self) -> bool:
        """Whether there is a file that can be read and written."""
        return self._connection is not None

    @property
    def stamp(self) -> str:
        """How far of the ledger it has seen; empty while it is being made."""
        return str(self._about().get("stamp", ""))

    @property
    def toward(self) -> str:
        """How far of the ledger it will have seen when it is made."""
        return str(self._about().get("toward", ""))

    @property
    def upto(self) -> int:
        """The largest number whose text it holds."""
        return int(str(self._about().get("upto", -1)))

    @property
    def size_bytes(self) -> int:
        """What the file takes on the disk."""
        return self.path.stat().st_size if self.path.exists() else 0

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    # ------------------------------------------------------------------------- taking in

    def begin(self, toward: str) -> None:
        """Drop everything; what comes is the ledger as it stands at a stamp."""
        with self._unless_broken(), self._written() as connection:
            connection.execute("DROP TABLE held")
            connection.execute(_HELD)
            connection.execute("DELETE FROM changed")
            self._note(stamp="", toward=toward, upto=-1, made=token_hex(8))

    def add(self, texts: Iterable[tuple[int, str]], toward: str) -> None:
        """Take in texts in order of number; those of another making are left out."""
        with self._unless_broken(), self._written() as connection:
            about = self._about()
            if about.get("toward") != toward:
                return
            upto = int(str(about.get("upto", -1)))
            more = [one for one in texts if one[0] > upto]
            if more:
                connection.executemany("INSERT INTO held(rowid, text) VALUES (?, ?)", more)
                self._note(upto=more[-1][0])

    def finish(self, stamp: str) -> None:
        """Say that all is in, as the ledger stood at a stamp."""
        with self._unless_broken(), self._written():
            if self._about().get("toward") == stamp:
                self._note(stamp=stamp)

    def bring(self, before: str, changed: Iterable[int], stamp: str) -> None:
        """Go on from one stamp to another, between which the texts of some numbers changed."""
        with self._unless_broken(), self._written() as connection:
            if self._about().get("stamp") == before:
                connection.executemany(
                    "INSERT OR IGNORE INTO changed VALUES (?)", [(number,) for number in changed]
                )
                self._note(stamp=stamp, toward=stamp)

    @property
    def worn(self) -> bool:
        """Whether so much has changed that it should be made anew."""
        found = self._rows("SELECT count(*) FROM changed")
        return found is not None and found[0][0] > MOST_CHANGED

    # ------------------------------------------------------------------------- asking

    def candidates(self, words: str, at_most: int, seconds: float) -> set[int] | None:
        """The numbers of all texts that may hold some words, and of some that do not.

        ``None`` if they are more than wanted, or cannot be told in a moment.
        """
        threes = [words[start : start + SHORTEST] for start in range(len(words) - SHORTEST + 1)]
        if not threes or not self.stamp:
            return None
        step = max(1, -(-len(threes) // _PLACES))
        asked = " AND ".join('"' + three.replace('"', '""') + '"' for three in threes[::step])
        deadline = monotonic() + seconds
        # As one row: each row waits for its turn where another thread computes.
        rows = self._rows(
            "SELECT json_group_array(rowid)"
            " FROM (SELECT rowid FROM held WHERE held MATCH ? LIMIT ?)",
            (asked, at_most + 1),
            lambda: monotonic() > deadline,
        )
        found: list[int] = json.loads(rows[0][0]) if rows else []
        changed = self._rows("SELECT number FROM changed")
        if rows is None or changed is None or len(found) > at_most:
            return None
        return {*found, *(row[0] for row in changed)}

    # ------------------------------------------------------------------------- the file

    def _rows(
        self, sql: str, given: tuple[object, ...] = (), stop: Callable[[], bool] | None = None
    ) -> list[tuple[Any, ...]] | None:
        connection = self._connection
        found: list[tuple[Any, ...]] | None = None
        if connection is not None:
            with self._unless_broken():
                connection.set_progress_handler(stop, _STEPS)
                try:
                    found = connection.execute(sql, given).fetchall()
                finally:
                    connection.set_progress_handler(None, 0)
        return found

    def _about(self) -> dict[str, object]:
        if self._connection is None:
            return {}
        about: dict[str, object] = {}
        with self._unless_broken():
            about.update(self._connection.execute("SELECT name, value FROM about").fetchall())
        return about

    def _note(self, **about: object) -> None:
        assert self._connection is not None
        self._connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        if self._connection is None:
            raise sqlite3.OperationalError("there is no index")
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def _unless_broken(self, *, remove: bool = False) -> Iterator[None]:
        """Go on without the file after an error; one that is damaged is removed."""
        try:
            yield
        except (sqlite3.Error, OSError, ValueError) as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_INTERRUPT):
                return
            self.close()
            if remove or code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                for end in ("", "-wal", "-shm"):
                    with suppress(OSError):
                        self.path.with_name(self.path.name + end).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    connection = sqlite3.connect(
        f"file:{quote(bytes(path.absolute()))}?mode=rwc",
        uri=True,
        isolation_level=None,
        timeout=_WAIT_SECONDS,
    )
    try:
        for setting in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            for table in _TABLES:
                connection.execute(table)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        made = {row[0] for row in connection.execute("SELECT sql FROM sqlite_schema")}
        if (application, version) != (APPLICATION_ID, VERSION) or not set(_TABLES) <= made:
            raise sqlite3.DatabaseError("another program's file, or of another version")
    except BaseException:
        connection.close()
        raise
    return connection
