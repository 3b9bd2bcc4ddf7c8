"""Which events a database holds, written down for somebody who reads another one."""

import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from workbench.ledger.connection import connect, plain_errors
from workbench.ledger.schema import BEGINNING, BEGINNING_BYTES

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_BEGINNING: Final = BEGINNING.format("event")
_PAGE: Final = (
    f"SELECT event FROM entered WHERE {_BEGINNING} >= {BEGINNING.format('?1')} AND event > ?1"
    f" ORDER BY {_BEGINNING}, event LIMIT ?2"
)
_ALL: Final = f"SELECT event FROM entered WHERE {_BEGINNING} >= x'00' ORDER BY {_BEGINNING}"
_PAGE_IDS: Final = 20_000
_WAIT_SECONDS: Final = 5.0


def held_ids(ledger: "Ledger") -> Iterator[list[bytes]]:
    """The ids of the events that the tables show, in order, a page at a time."""
    after = b"\0"
    while page := ledger.rows(_PAGE, (after, _PAGE_IDS)):
        yield [row[0] for row in page]
        after = page[-1][0]


def write_held_ids(ledger: "Ledger", path: Path) -> int:
    """Write the ids one after the other, and return how many they are."""
    return _write(held_ids(ledger), path)


class HeldIds:
    """The ids of the events that a database holds, written into a file beside other work.

    The database is read by a connection of its own. Leaving the block waits for the end of that.
    """

    def __init__(self, ledger: "Ledger", path: Path) -> None:
        self._ledger = ledger.path
        self.file = path
        self._failure: Exception | None = None
        self._thread = Thread(target=self._write, name="held ids", daemon=True)

    def wait(self) -> None:
        """Wait until the file is written.

        Raises:
            StorageError: The database cannot be read.
            OSError: The file cannot be written.
        """
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def _write(self) -> None:
        try:
            with (
                plain_errors(self._ledger),
                closing(connect(self._ledger, "ro", _WAIT_SECONDS)) as connection,
            ):
                _write(_pages(connection), self.file)
        except Exception as failure:
            self._failure = failure

    def __enter__(self) -> Self:
        self.file.touch()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.join()


def _pages(connection: sqlite3.Connection) -> Iterator[list[bytes]]:
    """All ids in order by one reading, which takes half as long as one for each page.

    The index gives them in the order of their beginnings; ids of one beginning stay together.
    """
    found = connection.execute(_ALL)
    waiting: list[bytes] = []
    while page := found.fetchmany(_PAGE_IDS):
        ids = sorted([*waiting, *[row[0] for row in page]])
        end = bisect_left(ids, ids[-1][:BEGINNING_BYTES])
        yield ids[:end]
        waiting = ids[end:]
    yield waiting


def _write(pages: Iterator[list[bytes]], path: Path) -> int:
    written = 0
    with path.open("wb") as file:
        for page in pages:
            file.write(b"".join(page))
            written += len(page)
    return written
