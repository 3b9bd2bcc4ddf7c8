"""Copies of a whole database file, page for page: made, checked, and put in its place again."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import NotALedger, StorageError
from workbench.ledger.connection import connect, is_about_the_disk, plain_errors
from workbench.ledger.copying import put_in_place
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGES_AT_ONCE: Final = 20_000
_RETRY_SECONDS: Final = 0.02


def copy_whole(ledger: "Ledger", target: Path) -> None:
    """Copy the file as it stands now; the copy appears only when it is whole and was checked.

    Raises:
        NotALedger: The database is damaged, so a copy of it would be no good.
        StorageError: There is no room for it.
    """
    shown = clean_line(str(target.parent))
    partial = target.with_name(f".{target.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with plain_errors(ledger.path):
            # The copying itself would wait for a lock for ever; this waits as any reader does.
            ledger.connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
            _copy_pages(ledger.connection, partial)
        check_whole(partial, ledger.path)
        put_in_place(partial, target)
    except OSError as error:
        raise StorageError(
            f"no backup can be kept in {shown} ({error.strerror}), so nothing was changed; free "
            "some space, or switch backups off in the settings"
        ) from None
    finally:
        for left in (partial, partial.with_name(f"{partial.name}-journal")):
            left.unlink(missing_ok=True)


def check_whole(path: Path, named: Path) -> None:
    """Check the pages of a copy.

    Raises:
        NotALedger: They are damaged.
    """
    with plain_errors(named), closing(connect(path, "ro&immutable=1", 0)) as connection:
        _refuse_damage(connection.execute("PRAGMA quick_check(1)").fetchone()[0], named)


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


def _copy_pages(source: sqlite3.Connection, target: Path) -> None:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous=OFF")  # it is made durable as a whole at the end
        try:
            source.backup(copy, pages=_PAGES_AT_ONCE, sleep=_RETRY_SECONDS)
        except sqlite3.DatabaseError as error:
            if is_about_the_disk(error):
                raise OSError(0, clean_line(str(error), 100)) from None
            raise
