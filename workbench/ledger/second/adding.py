"""The second process of a merge: it works out what new events add to claims, and opens no file.

python -m workbench.ledger.second.adding
"""

import contextlib
import gc
import os
import queue
import signal
import sqlite3
import sys
import threading

from workbench.ledger.folding.additions import work_out_additions
from workbench.ledger.second.child import listen, say
from workbench.ledger.second.messages import GIVEN, Documents


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


def main() -> None:
    """Answer until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # nothing here is part of a circle
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    out = sys.stdout.buffer
    nothing = sqlite3.connect(":memory:")
    told = Told()
    threading.Thread(target=listen, args=(sys.stdin.buffer, asked), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        while True:
            message = GIVEN.decode(asked.get())
            if isinstance(message, Documents):
                told.take(message)
            else:
                say(out, work_out_additions(nothing, message, told.documents))
    os._exit(0)


if __name__ == "__main__":
    main()
