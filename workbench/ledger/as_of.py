"""A project as it stood at a moment: the log up to then, folded by the same code.

The tables are made anew in a private temporary file of the events that were written until that
moment. Kept bytes are not copied: they are read from the database itself, which only grows.
Events say when they were written by the clock of their computer, so what a colleague wrote
before the moment is in it even if it arrived later.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from workbench.errors import NotSo
from workbench.ledger.clock import tick_of
from workbench.ledger.connection import begin_writing, connect, plain_errors
from workbench.ledger.database import open_ledger
from workbench.ledger.folding.fold import fold, fold_unfolded
from workbench.ledger.opening import make_schema
from workbench.ledger.private_folder import private_folder
from workbench.ledger.redactions import frames
from workbench.ledger.veil import held_claims, hold

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE_EVENTS: Final = 5_000
_WAIT_SECONDS: Final = 5.0


@contextmanager
def ledger_as_of(ledger: "Ledger", at: datetime) -> "Iterator[Ledger]":
    """The project as it stood just before a moment, to be read only.

    Raises:
        NotSo: The project did not exist yet.
        StorageError: There is no room for a temporary file, or the database cannot be read.
    """
    with past_of(ledger, at) as opens, opens() as then:
        yield then


@contextmanager
def past_of(ledger: "Ledger", at: datetime) -> "Iterator[Callable[[], Ledger]]":
    """Make the state just before a moment, and give what opens it, in whichever thread.

    Raises:
        NotSo: The project did not exist yet.
        StorageError: There is no room for a temporary file, or the database cannot be read.
    """
    before = tick_of(int(at.timestamp() * 1000)).to_bytes(8, "big")
    with private_folder() as folder:
        path, present, identity = folder / ledger.path.name, ledger.path, ledger.identity
        with plain_errors(path):
            _make(ledger, path, before, at)
        held, noted = held_claims(ledger), ledger.noted

        def opens() -> "Ledger":
            then = open_ledger(path, mode="read", identity=identity)
            try:
                then.past = True
                then.noted = noted
                with plain_errors(present):
                    _look_through(then, present)
                if held is not None:
                    hold(then, held)
            except BaseException:
                then.close()
                raise
            return then

        yield opens


def _make(ledger: "Ledger", path: Path, before: bytes, at: datetime) -> None:
    path.touch(mode=0o600)
    copy = connect(path, "rw", _WAIT_SECONDS)
    try:
        # The file is gone when the report is written, so nothing is gained by waiting for a disk.
        copy.execute("PRAGMA synchronous=OFF")
        begin_writing(copy, _WAIT_SECONDS)
        make_schema(copy, ledger.now())
        after = b""
        while page := ledger.rows(
            "SELECT id, body FROM event WHERE id > ? AND id < ? ORDER BY id LIMIT ?",
            (after, before, _PAGE_EVENTS),
        ):
            copy.executemany("INSERT INTO event VALUES (?, ?)", page)
            after = page[-1][0]
        fold_unfolded(copy)
        with ledger.snapshot():
            fold(copy, frames(ledger.connection, before))
        if copy.execute("SELECT 1 FROM project LIMIT 1").fetchone() is None:
            raise NotSo(f"there was no project yet on {at.astimezone():%Y-%m-%d %H:%M}")
        copy.execute("COMMIT")
    finally:
        copy.close()


def _look_through(then: "Ledger", path: Path) -> None:
    """Let the kept bytes of the database stand in the place of those of the copy."""
    place = f"file:{quote(bytes(path.absolute()))}?mode=ro"
    then.connection.execute("ATTACH DATABASE ? AS now", (place,))
    then.connection.execute("PRAGMA query_only=OFF")
    then.connection.execute("CREATE TEMP VIEW blob AS SELECT * FROM now.blob")
    then.connection.execute("PRAGMA query_only=ON")
