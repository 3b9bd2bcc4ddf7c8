"""The second process: it reads the log, checks each event, and works out the claims it is given.

    python -m workbench.ledger.second.child FILE

The file may be in the middle of a write of the first process, which holds its lock. That changes no
page of the log, so the log is read as it lies, in one reading, without a lock.
"""

import contextlib
import gc
import os
import queue
import signal
import sqlite3
import sys
import threading
from pathlib import Path
from typing import BinaryIO, Final

from workbench.ledger.connection import connect
from workbench.ledger.events import EventRefused, read_event
from workbench.ledger.folding.afresh import Afresh, work_out
from workbench.ledger.folding.kinds import CLAIM_KINDS
from workbench.ledger.second.messages import (
    ASKED,
    Claims,
    Documents,
    Page,
    framed,
    passed,
    read_frame,
)

_PAGE_EVENTS: Final = 5_000
_PAGE: Final = "SELECT id, CAST(body AS BLOB) FROM event WHERE id > ? ORDER BY id LIMIT ?"
_ID_BYTES: Final = 32
_BODIES: Final = (
    # The ids come as one text of bytes, since no list of such can be given to SQLite.
    "WITH RECURSIVE place(at) AS (SELECT 1 WHERE ?2 > 0"
    f" UNION ALL SELECT at + {_ID_BYTES} FROM place WHERE at + {_ID_BYTES} <= ?2)"
    " SELECT event.body FROM place"
    f" LEFT JOIN event ON event.id = substr(?1, place.at, {_ID_BYTES})"
)
_CACHE_KIBIBYTES: Final = 4 * 1024


def main(path: str) -> None:
    """Say all events, then answer until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # nothing here is part of a circle
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    out = sys.stdout.buffer
    connection = connect(Path(path), "ro&immutable=1", wait_seconds=0)
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM event LIMIT 1").fetchone()
    threading.Thread(target=listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        say(out, b"ready")
        _say_events(connection, out)
        _answer(connection, out, asked)
    os._exit(0)


def say(out: BinaryIO, message: object) -> None:
    """Send a message."""
    out.write(framed(message))
    out.flush()


def listen(given: BinaryIO, asked: "queue.SimpleQueue[bytes] | queue.Queue[bytes]") -> None:
    """Take what is asked at once, so that neither side ever waits for the other to read."""

    def exactly(size: int) -> bytes:
        found = given.read(size)
        if len(found) < size:
            os._exit(0)
        return found

    while True:
        asked.put(read_frame(exactly))


def _say_events(connection: sqlite3.Connection, out: BinaryIO) -> None:
    last = b""
    while rows := connection.execute(_PAGE, (last, _PAGE_EVENTS)).fetchall():
        last = rows[-1][0]
        say(out, _page(last, rows))
    say(out, Page(b"", 0, [], [], []))


def _page(last: bytes, rows: list[tuple[bytes, bytes]]) -> Page:
    page = Page(last, len(rows), [], [], [])
    place = 0
    for identifier, body in rows:
        try:
            event = read_event(identifier, body)
        except EventRefused as refusal:
            page.refused.append((identifier, str(refusal)))
            continue
        if event.version == 1 and event.value and event.kind in CLAIM_KINDS:
            page.events.append(passed(event))
        else:
            page.others.append((place, identifier, body))
        place += 1
    return page


def _answer(
    connection: sqlite3.Connection, out: BinaryIO, asked: "queue.SimpleQueue[bytes]"
) -> None:
    documents: dict[str, tuple[int, int]] = {}
    while True:
        message = ASKED.decode(asked.get())
        if isinstance(message, Documents):
            documents = {one: (number, added) for one, number, added in message.found}
        else:
            say(out, _worked_out(connection, message, documents))


def _worked_out(
    connection: sqlite3.Connection, message: Claims, documents: dict[str, tuple[int, int]]
) -> Afresh:
    entries = sorted(message.entries, key=lambda entry: entry[2])
    given = b"".join([entry[2] for entry in entries])
    bodies = connection.execute(_BODIES, (given, len(given))).fetchall()
    found = [(*entry, body) for entry, (body,) in zip(entries, bodies, strict=True)]
    return work_out(connection, found, dict(message.ids), lambda _: documents)


if __name__ == "__main__":
    main(sys.argv[1])
