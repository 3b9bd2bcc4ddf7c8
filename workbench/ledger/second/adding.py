"""The second process of a merge: it works out what new events add to claims.

    python -m workbench.ledger.second.adding FILE

It looks up in the file what the tables hold of the claims, as long as the first process does not
write yet, and writes nothing. Without a file it opens none, and is given what is to be looked up.
"""

import contextlib
import gc
import os
import queue
import signal
import sqlite3
import sys
import tempfile
import threading
from pathlib import Path
from typing import Final

from workbench.ledger.connection import connect
from workbench.ledger.folding.additions import Lot, work_out_additions
from workbench.ledger.second.child import listen, say
from workbench.ledger.second.gathering import Gathered
from workbench.ledger.second.messages import (
    GIVEN,
    Decided,
    Documents,
    Numbered,
    Settle,
    Staged,
    Wanted,
)

_WAIT_SECONDS: Final = 5.0
_CACHE_KIBIBYTES: Final = 12 * 1024
_MOST_WAITING: Final = 16
"""More messages than the first process ever sends without taking an answer to one of them."""


class Told:
    """What the first process told beforehand."""

    def __init__(self) -> None:
        self._documents: dict[str, tuple[int, int]] = {}

    def take(self, message: Documents) -> None:
        """Keep the numbers of documents."""
        self._documents = {one: (number, added) for one, number, added in message.found}

    def documents(self, _wanted: set[str]) -> dict[str, tuple[int, int]]:
        """Those that were told, the wanted ones among them."""
        return self._documents


def main(file: str = "") -> None:
    """Answer until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # nothing here is part of a circle
    asked: queue.Queue[bytes] = queue.Queue(_MOST_WAITING)
    out = sys.stdout.buffer
    nothing = sqlite3.connect(":memory:")
    told = Told()
    looking = connect(Path(file), "ro", _WAIT_SECONDS) if file else nothing
    looking.execute(f"PRAGMA cache_size=-{_CACHE_KIBIBYTES}")
    threading.Thread(target=listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    with (
        contextlib.suppress(BrokenPipeError),
        tempfile.TemporaryFile() as bodies,
        contextlib.closing(Gathered(looking, bodies)) as gathered,
    ):
        while True:
            message = GIVEN.decode(asked.get())
            match message:
                case Documents():
                    told.take(message)
                case Staged(packed):
                    gathered.take(packed)
                case Settle():
                    looking.close()
                    say(out, b"settled")
                case Numbered(first, events):
                    gathered.number(first, events)
                case Decided(reviewers, dead):
                    gathered.decide(reviewers, dead)
                case Wanted(first, claims):
                    lot = gathered.lot(first, claims)
                    say(out, work_out_additions(nothing, lot, told.documents))
                case Lot():
                    say(out, work_out_additions(nothing, message, told.documents))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
