"""Copies of a whole database file, page for page: made, checked, and put in its place again."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import Damaged, StorageError
from workbench.ledger.connection import connect, is_about_the_disk, plain_errors
from workbench.ledger.copying import give_name, make_durable
from workbench.ledger.copying_pages import Stopped, copy_database
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

__all__ = ["Stopped", "WholeCopy", "check_open", "check_whole", "copy_whole", "put_back"]

_WAIT_SECONDS: Final = 5.0
_CACHE_KIBIBYTES: Final = 4 * 1024
_GLANCE_STEPS: Final = 100_000


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
                _make_copy(source, self._path, self._partial, stopped)
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
        reason = clean_line(found, 100)
        raise Damaged(
            f"{clean_line(str(named))} is damaged ({reason}); "
            "see workbench backups for one to restore",
            named,
            reason,
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


def _make_copy(
    source: sqlite3.Connection, path: Path, target: Path, stopped: Callable[[], bool]
) -> None:
    target.touch(mode=0o600)
    try:
        copy_database(source, path, target, stopped)
    except sqlite3.DatabaseError as error:
        if is_about_the_disk(error):
            raise OSError(0, clean_line(str(error), 100)) from None
        raise
