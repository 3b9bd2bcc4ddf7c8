"""What can still be read of one's own file whose pages are damaged, row by row.

SQLite gives up at the first page that is not what it should be. So the log is read from both ends,
and what lies between by the names that the tables still know. Nothing of it counts before it was
checked like anything that is merged: what is not what its hash says stays out.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from workbench.ledger.blobs import BlobDamaged, join
from workbench.ledger.connection import connect, plain_errors
from workbench.ledger.named_things import Named, kept_things
from workbench.ledger.private_folder import no_room, private_folder

_ID_BYTES: Final = 32
_SIDE_FILES: Final = ("", "-journal", "-wal")


class Salvage:
    """The rows of a damaged file that can be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def named(self) -> Named:
        """What the tables name, where that can be read to its end."""
        events = self._known()
        named = None
        with suppress(sqlite3.Error):
            every = self._connection.execute("SELECT sum(events) FROM writer").fetchone()[0]
            named = frozenset(events) if len(events) >= (every or 0) else None
        with suppress(sqlite3.Error):
            return Named(named, kept_things(self._connection))
        return Named(named)

    def _known(self) -> set[bytes]:
        """The ids of the events that the tables name, as far as those can be read."""
        return {row[0] for row in self._both_ways("SELECT event FROM entered", "number")}

    def events(self) -> Iterator[tuple[bytes, bytes]]:
        """The events that can be read, with their bodies."""
        seen: set[bytes] = set()
        for identifier, body in self._both_ways(
            "SELECT id, CAST(body AS BLOB) FROM event", "id", seen
        ):
            yield identifier, body
        for identifier in self._known() - seen:
            with suppress(sqlite3.Error):
                yield from self._connection.execute(
                    "SELECT id, CAST(body AS BLOB) FROM event WHERE id = ?", (identifier,)
                ).fetchall()

    def digests(self) -> list[bytes]:
        """The hashes of the kept bytes of which a row can be read."""
        found = self._both_ways("SELECT sha256 FROM blob", "sha256")
        return list(dict.fromkeys(row[0] for row in found))

    def parts(self, digest: bytes) -> list[tuple[int, bytes]]:
        """The parts of one of them; none if one cannot be read."""
        try:
            return self._connection.execute(
                "SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part", (digest,)
            ).fetchall()
        except sqlite3.Error:
            return []

    def whole_texts(self, step: Callable[[int, int], object]) -> Iterator[bytes]:
        """The hashes of the kept texts that can be read to the last byte."""
        digests = self.digests()
        for number, digest in enumerate(digests):
            step(number, len(digests))
            with suppress(BlobDamaged):
                join(digest, self.parts(digest))
                yield digest

    def _both_ways(
        self, sql: str, key: str, seen: set[bytes] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Rows from the first on, and after an error from the last back to where that was."""
        met: set[bytes] = seen if seen is not None else set()
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.Error):
                for row in self._connection.execute(f"{sql} ORDER BY {key} {order}"):
                    first = row[0]
                    if not isinstance(first, bytes) or len(first) != _ID_BYTES:
                        continue
                    if first not in met:
                        met.add(first)
                        yield row
                    elif order == "DESC":
                        return
                if order == "ASC":
                    return


def held_in(path: Path) -> tuple[set[bytes], set[bytes]]:
    """The ids of the events in a sound copy, and the hashes of its kept texts.

    Raises:
        StorageError: It cannot be read.
    """
    with plain_errors(path), closing(connect(path, "ro&immutable=1", 0)) as connection:
        events = {row[0] for row in connection.execute("SELECT id FROM event")}
        return events, {row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM blob")}


@contextmanager
def salvage(path: Path) -> Iterator[Salvage]:
    """Read what can be read of a damaged file, in a private copy of it.

    Raises:
        NotALedger: Nothing of it can be read.
        StorageError: There is no room for the copy.
    """
    with private_folder() as folder:
        copy = folder / "damaged.db"
        try:
            for name in _SIDE_FILES:
                side = Path(f"{path}{name}")
                if side.exists():
                    shutil.copyfile(side, Path(f"{copy}{name}"))
        except OSError as error:
            raise no_room(error) from None
        with plain_errors(path):
            connection = connect(copy, "rw", 0)
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        with closing(connection):
            yield Salvage(connection)
