"""Copies of a whole database file, page for page: made, checked, and put in its place again."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import NotALedger, StorageError
from workbench.ledger.connection import connect, is_about_the_disk, plain_errors
from workbench.ledger.copying import give_name, make_durable
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGES_AT_ONCE: Final = 20_000
_RETRY_SECONDS: Final = 0.02
_COPIED: Final = 0
_MOST_BEGINNINGS: Final = 3
_WAIT_SECONDS: Final = 5.0
_CACHE_KIBIBYTES: Final = 4 * 1024
_GLANCE_STEPS: Final = 100_000


class _Restless(Exception):
    """Others write so often that copying part by part never comes to an end."""


class Stopped(Exception):
    """A copy is not wanted any more."""


class WholeCopy:
    """A copy of a database file as it stands now; it appears only when it is kept.

    The file is read by a connection of its own, so this may go on beside other work.
    """

    def __init__(self, path: Path, target: Path) -> None:
        self._path = path
        self._target = target
        self._partial = target.with_name(f".{target.name}.part")

    def make(
        self, stopped: Callable[[], bool] = bool, copied: Callable[[], object] = object
    ) -> None:
        """Copy the file, check the copy, and make it durable under a name of its own for now.

        ``copied`` is called once the file itself is no longer read.

        Raises:
            NotALedger: The database is damaged, so a copy of it would be no good.
            StorageError: There is no room for it.
            Stopped: So it was told.
        """
        self._partial.unlink(missing_ok=True)
        try:
            with (
                plain_errors(self._path),
                closing(connect(self._path, "ro", _WAIT_SECONDS)) as source,
            ):
                # The copying itself would wait for a lock for ever; this waits as a reader does.
                source.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
                source.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
                _make_copy(source, self._partial, stopped)
            copied()
            check_whole(self._partial, self._path, stopped)
            make_durable(self._partial)
        except OSError as error:
            raise self._no_room(error) from None

    def keep(self) -> None:
        """Let the copy appear under its name.

        Raises:
            StorageError: The disk does not keep it.
        """
        try:
            give_name(self._partial, self._target)
        except OSError as error:
            raise self._no_room(error) from None

    def drop(self) -> None:
        """Be rid of a copy that was not kept."""
        for left in (self._partial, self._partial.with_name(f"{self._partial.name}-journal")):
            left.unlink(missing_ok=True)

    def _no_room(self, error: OSError) -> StorageError:
        return StorageError(
            f"no backup can be kept in {clean_line(str(self._target.parent))} ({error.strerror}), "
            "so nothing was changed; free some space, or switch backups off in the settings"
        )


def copy_whole(ledger: "Ledger", target: Path) -> None:
    """Copy the file as it stands now; the copy appears only when it is whole and was checked.

    Raises:
        NotALedger: The database is damaged, so a copy of it would be no good.
        StorageError: There is no room for it.
    """
    copy = WholeCopy(ledger.path, target)
    try:
        copy.make()
        copy.keep()
    finally:
        copy.drop()


def check_whole(path: Path, named: Path, stopped: Callable[[], bool] = bool) -> None:
    """Check the pages of a copy.

    Raises:
        NotALedger: They are damaged.
        Stopped: So it was told.
    """
    with plain_errors(named), closing(connect(path, "ro&immutable=1", 0)) as connection:
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
        connection.set_progress_handler(stopped, _GLANCE_STEPS)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.OperationalError:
            if stopped():
                raise Stopped from None
            raise
        _refuse_damage(found, named)


def check_open(ledger: "Ledger") -> None:
    """Check the pages of an open database.

    Raises:
        NotALedger: They are damaged.
    """
    _refuse_damage(ledger.rows("PRAGMA quick_check(1)")[0][0], ledger.path)


def _refuse_damage(found: str, named: Path) -> None:
    if found != "ok":
        raise NotALedger(
            f"{clean_line(str(named))} is damaged ({clean_line(found, 100)}); "
            "see workbench backups for one to restore"
        )


def put_back(ledger: "Ledger", copy: Path) -> None:
    """Make an open database what a copy of it is, page for page, in one transaction.

    Other programs that have the file open go on with what it is then.

    Raises:
        StorageError: It cannot be written, or is in use; then it is as it was.
    """
    with plain_errors(ledger.path), closing(connect(copy, "ro&immutable=1", 0)) as source:
        ledger.connection.execute("BEGIN IMMEDIATE")
        ledger.connection.execute("ROLLBACK")
        source.backup(ledger.connection, pages=-1)


def copy_pages(
    source: sqlite3.Connection, copy: sqlite3.Connection, stopped: Callable[[], bool] = bool
) -> None:
    """Copy a database as it is, a part at a time, so that others can write in between.

    Whoever writes makes the copying begin anew. Where that happens again and again it is done in
    one go instead, and who writes waits for its end.

    Raises:
        Stopped: So it was told.
    """
    least = [sys.maxsize]
    begun = [0]

    def glance(status: int, left: int, _all: int) -> None:
        if stopped():
            raise Stopped
        begun[0] += status == _COPIED and left >= least[0]
        least[0] = left
        if begun[0] > _MOST_BEGINNINGS:
            raise _Restless

    try:
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=glance, sleep=_RETRY_SECONDS)
    except _Restless:
        source.backup(copy, pages=-1, sleep=_RETRY_SECONDS)


def _make_copy(source: sqlite3.Connection, target: Path, stopped: Callable[[], bool]) -> None:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # it is made durable as a whole at the end
        try:
            copy_pages(source, copy, stopped)
        except sqlite3.DatabaseError as error:
            if is_about_the_disk(error):
                raise OSError(0, clean_line(str(error), 100)) from None
            raise
