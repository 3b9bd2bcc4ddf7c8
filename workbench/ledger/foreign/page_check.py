"""How the log of a private copy is laid out, checked while its rows are read already.

Nothing of a copy counts before both were done, so neither need wait for the other.
"""

from contextlib import closing
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Final

from workbench.errors import NotALedger
from workbench.ledger.foreign.locked_down import limited
from workbench.text import clean_line

_ROWS_ALONE: Final = (
    "NULL value in ", "non-", "NUMERIC value in ", "TEXT value in ", "CHECK constraint failed in ",
)  # fmt: skip
"""How findings begin that are about what a row holds, which is looked at row by row anyway."""


class PageCheck:
    """A check by a thread of its own.

    It must be made before the process gives up the right to start any, and begun before that to
    open files.
    """

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Path, Path]] = SimpleQueue()
        self._opened = Event()
        self._failure: Exception | None = None
        self._thread = Thread(target=self._run, name="page check", daemon=True)
        self._thread.start()

    def begin(self, copy: Path, shown: Path) -> None:
        """Begin, and wait until no further file will be opened for it."""
        self._asked.put((copy, shown))
        self._opened.wait()

    def end(self) -> None:
        """Wait for what is found.

        Raises:
            NotALedger: The log is damaged.
            sqlite3.Error: It cannot be read.
        """
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        copy, shown = self._asked.get()
        try:
            with closing(limited(copy)) as connection:
                connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
                self._opened.set()
                found = connection.execute("PRAGMA quick_check('event')").fetchall()
            _refuse_damage([str(one) for (one,) in found], clean_line(str(shown)))
        except Exception as failure:
            self._failure = failure
        finally:
            self._opened.set()


def _refuse_damage(findings: list[str], shown: str) -> None:
    """Refuse what is not laid out as it must be. A row that holds what it must not counts later."""
    for found in findings:
        if found != "ok" and not found.startswith(_ROWS_ALONE):
            raise NotALedger(
                f"{shown} is damaged ({clean_line(found, 100)}); ask for another copy of it"
            )
