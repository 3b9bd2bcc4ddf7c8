"""A file whose tables a newer program made, seen through tables of this program's own.

The log is the truth, and this program knows how to make tables of it: of a private copy, which is
read and gone when it is closed. What this program does not know of stays in the file as it lies.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workbench.ledger.connection import connect, interruptible, is_about_the_disk
from workbench.ledger.copying_pages import copy_pages
from workbench.ledger.private_folder import no_room, private_folder
from workbench.ledger.progress import Progress, Told
from workbench.ledger.reading_log import events_before
from workbench.ledger.rebuild import READING, ready_to_rebuild, rebuild_tables


@contextmanager
def own_tables(
    connection: sqlite3.Connection, name: str, progress: Progress
) -> Iterator[sqlite3.Connection]:
    """A copy of an open file, as it stands now, with tables as this program has them.

    Raises:
        StorageError: There is no room for the copy.
    """
    with private_folder() as folder:
        copied = folder / name
        try:
            _copy(connection, copied)
            mine = connect(copied, "rw", wait_seconds=0)
            try:
                _make_tables(mine, copied, Told(progress))
                yield mine
            finally:
                mine.close()
        except sqlite3.DatabaseError as error:
            if is_about_the_disk(error):
                raise no_room(OSError(0, str(error))) from None
            raise


def _copy(connection: sqlite3.Connection, copied: Path) -> None:
    copied.touch(mode=0o600)
    # The copying itself would wait for a lock for ever; this waits as long as any reader does.
    connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    with closing(sqlite3.connect(copied)) as copy:
        copy_pages(connection, copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _make_tables(mine: sqlite3.Connection, copied: Path, told: Told) -> None:
    mine.execute("PRAGMA synchronous=OFF")
    many = events_before(mine)

    def step(what: str, done: int) -> None:
        told(what, done, many if what == READING else 0)

    with ready_to_rebuild(mine), interruptible(mine, told.again):
        mine.execute("BEGIN IMMEDIATE")
        rebuild_tables(mine, step, copied)
        mine.execute("COMMIT")
    mine.execute("PRAGMA query_only=ON")
