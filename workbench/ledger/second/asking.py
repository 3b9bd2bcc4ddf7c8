"""The first process's side: it takes events and claims from the second, as long as that lives.

Whatever goes wrong with the second process is no error: the first one goes on alone.
"""

import contextlib
import os
import select
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from msgspec import MsgspecError

import workbench
from workbench.ledger.events import Event, EventRefused, read_event
from workbench.ledger.folding.afresh import Afresh
from workbench.ledger.folding.in_turn import Alone
from workbench.ledger.second.messages import (
    AFRESH,
    PAGE,
    Claims,
    Documents,
    Page,
    framed,
    read_frame,
)

WORTH_IT_EVENTS: Final = 40_000
"""From so many events on a second process saves more time than it takes to start."""
_MOST_DOCUMENTS: Final = 200_000
_SILENCE_SECONDS: Final = 60.0
_GLANCE_MILLISECONDS: Final = 500
_READ_BYTES: Final = 1 << 20
_PASSED_ON: Final = frozenset(
    {"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR", "TZ"}
)


class SecondProcess:
    """The second process, once it reads the log."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN | select.POLLHUP)

    def begin(self) -> None:
        """Wait until it has begun to read.

        Raises:
            Alone: It could not.
        """
        self._frame()

    def pages(self) -> Iterator[tuple[Page, list[Event]]]:
        """All rows of the log in order, some at a time, with the events that are among them.

        Raises:
            Alone: It is gone before the end.
        """
        while (page := self._decoded(PAGE)).rows:
            events = [Event._make(one) for one in page.events]
            try:
                for place, identifier, body in page.others:
                    events.insert(place, read_event(identifier, body))
            except EventRefused:
                raise Alone from None
            yield page, events

    def ask(self, ids: Sequence[tuple[int, str]], entries: Sequence[tuple[Any, ...]]) -> None:
        """Give it claims to work out.

        Raises:
            Alone: It is gone.
        """
        self._say(Claims(list(ids), list(entries)))

    def answers(self) -> bool:
        """Whether it has begun to answer, so that there is little to wait for."""
        return bool(self._poll.poll(0))

    def answer(self) -> Afresh:
        """What it worked out of the claims that were given it first.

        Raises:
            Alone: It is gone.
        """
        found: Afresh = self._decoded(AFRESH)
        return found

    def tell_documents(self, connection: sqlite3.Connection) -> None:
        """Tell it the numbers of all documents.

        Raises:
            Alone: It is gone, or they are too many.
        """
        rows = connection.execute(
            "SELECT id, number, added FROM document LIMIT ?", (_MOST_DOCUMENTS,)
        ).fetchall()
        if len(rows) == _MOST_DOCUMENTS:
            raise Alone
        self._say(Documents(rows))

    def end(self) -> None:
        """Be rid of it."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                assert stream is not None
                stream.close()
        self._process.wait()

    def _say(self, message: object) -> None:
        try:
            self._in.write(framed(message))
            self._in.flush()
        except (OSError, ValueError):
            raise Alone from None

    def _decoded(self, decoder: Any) -> Any:
        try:
            return decoder.decode(self._frame())
        except MsgspecError:
            raise Alone from None

    def _frame(self) -> bytes:
        return read_frame(self._exactly)

    def _exactly(self, size: int) -> bytes:
        parts: list[bytes] = []
        deadline = time.monotonic() + _SILENCE_SECONDS
        while size:
            if not self._poll.poll(_GLANCE_MILLISECONDS):
                if time.monotonic() > deadline:
                    raise Alone
                continue
            try:
                found = os.read(self._out, min(size, _READ_BYTES))
            except OSError:
                raise Alone from None
            if not found:
                raise Alone
            parts.append(found)
            size -= len(found)
        return b"".join(parts)


@contextmanager
def second_process(log: Path, events: int) -> Iterator[SecondProcess | None]:
    """A second process that reads a log of so many events; none where it would not help.

    Nobody may change the log meanwhile, and its pages must stay where they are.
    """
    process = started("child", str(log.absolute())) if events >= WORTH_IT_EVENTS else None
    if process is None:
        yield None
        return
    second = SecondProcess(process)
    try:
        yield second if _has_begun(second) else None
    finally:
        second.end()


def _has_begun(second: SecondProcess) -> bool:
    try:
        second.begin()
    except Alone:
        return False
    return True


def stays_in_place(connection: sqlite3.Connection) -> bool:
    """Whether the pages of the log stay where they are while tables are dropped and made."""
    moving: int = connection.execute("PRAGMA auto_vacuum").fetchone()[0]
    return moving == 0


def started(module: str, given: str) -> "subprocess.Popen[bytes] | None":
    """Start a second process; there is none where the computer has no second core for it."""
    if (os.cpu_count() or 1) < 2:
        return None
    # -P keeps the current folder off the import path, -B writes nothing beside the sources.
    program = (sys.executable, "-P", "-B", "-X", "utf8", "-m", f"workbench.ledger.second.{module}")
    kept = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    try:
        return subprocess.Popen(
            [*program, given],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | {"PYTHONPATH": str(Path(workbench.__file__).parents[1])},
            start_new_session=True,
        )
    except OSError:
        return None
