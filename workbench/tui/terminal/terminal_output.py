"""Writing to a terminal that may not be read: a hung line must not hold the desk.

The terminal is opened once more for writing without waiting, so that nothing the shell shares is
changed. What it does not take for a while is dropped; once it takes again, all is painted anew.
"""

import os
import select
from collections.abc import Callable
from threading import Event
from time import monotonic

PATIENCE_SECONDS = 3.0
LEAVING_SECONDS = 1.0
_STEP_SECONDS = 0.1
_CANCEL = b"\x18"
"""Ends an escape sequence that was cut off."""


class TerminalOutput:
    """What the writing thread of the driver writes to, in the form of a text file."""

    def __init__(
        self,
        descriptor: int,
        returned: Callable[[], object],
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._patience_seconds = patience_seconds
        self._descriptor, self._own = _opened(descriptor)
        self._returned = returned
        self._pending = bytearray()
        self._leaving = Event()
        self._stuck = False

    @property
    def stuck(self) -> bool:
        """Whether the terminal takes nothing now."""
        return self._stuck

    def fileno(self) -> int:
        """The terminal."""
        return self._descriptor

    def isatty(self) -> bool:
        """It is one."""
        return os.isatty(self._descriptor)

    def leave(self) -> None:
        """From now on wait for the terminal but a moment."""
        self._leaving.set()

    def write(self, text: str) -> int:
        """Keep text to be written with the next flush."""
        self._pending += text.encode("utf-8", "replace")
        return len(text)

    def flush(self) -> None:
        """Write what is pending, or drop it if the terminal takes nothing."""
        if self._stuck:
            if not self._takes(0):
                self._pending.clear()
                return
            self._pending[:] = _CANCEL
        taken = monotonic()
        while self._pending:
            if self._takes(_STEP_SECONDS):
                if not self._write_some():
                    return
                taken = monotonic()
            elif monotonic() - taken > self._patience:
                self._pending.clear()
                self._stuck = True
                return
        if self._stuck:
            self._stuck = False
            self._returned()

    def close(self) -> None:
        """Close what was opened here."""
        if self._own:
            self._own = False
            os.close(self._descriptor)

    @property
    def _patience(self) -> float:
        return LEAVING_SECONDS if self._leaving.is_set() else self._patience_seconds

    def _takes(self, seconds: float) -> bool:
        return bool(select.select([], [self._descriptor], [], seconds)[1])

    def _write_some(self) -> bool:
        """Write what the terminal takes at once; whether there still is a terminal."""
        try:
            written = os.write(self._descriptor, self._pending)
        except BlockingIOError:
            return True
        except OSError:
            # The terminal is gone; the signal that says so ends the desk.
            self._pending.clear()
            return False
        del self._pending[:written]
        return True


def _opened(descriptor: int) -> tuple[int, bool]:
    """The terminal for writing without waiting, and whether it was opened here."""
    try:
        name = os.ttyname(descriptor)
        return os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY), True
    except OSError:
        return descriptor, False
