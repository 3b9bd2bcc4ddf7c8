"""Ctrl+C at any line of Python that a command runs, and not only at a boundary of its work.

Lines of the standard library are among them, also those with which it tidies up: there an
interruption may become another error on its way.
"""

import signal
import sys
from types import CodeType, FrameType
from typing import Any

HERE = "tests/cli/"


class AnyLine:
    """Counts the lines that a command runs, each once; interrupts at one of them, at 0 at none."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.met = 0
        self.names: list[str] = []
        self._seen: set[tuple[CodeType, int]] = set()

    def follow(self) -> None:
        """Follow what is called from now on."""
        sys.settrace(self._entered)

    def _entered(self, frame: FrameType, _event: str, _given: Any) -> Any:
        name = frame.f_code.co_filename
        return None if HERE in name or "importlib" in name else self._followed

    def _followed(self, frame: FrameType, event: str, _given: Any) -> Any:
        place = frame.f_code, frame.f_lineno
        if event == "line" and place not in self._seen:
            self._seen.add(place)
            self.met += 1
            if self.met == self.at:
                self.names.append(f"{frame.f_code.co_filename}:{frame.f_lineno}")
                signal.raise_signal(signal.SIGINT)
        return self._followed
