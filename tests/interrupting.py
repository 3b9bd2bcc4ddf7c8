"""Ctrl+C at a named place of a program: where a function begins to do what it does."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def pressed_within(function: str, *, line: int = 1, times: int = 1) -> Iterator[list[str]]:
    """Ctrl+C arrives before a line of a function, counted as they are run, the first few times.

    ``function`` is its qualified name. What is given are the places where it arrived.
    """
    pressed: list[str] = []

    def entered(frame: FrameType, event: str, _given: Any) -> Any:
        if event != "call" or frame.f_code.co_qualname != function:
            return None
        lines = 0

        def followed(frame: FrameType, event: str, _given: Any) -> Any:
            nonlocal lines
            lines += event == "line"
            if lines == line and event == "line" and len(pressed) < times:
                pressed.append(f"{frame.f_code.co_qualname}:{frame.f_lineno}")
                signal.raise_signal(signal.SIGINT)
            return followed

        return followed

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        yield pressed
    finally:
        sys.settrace(before)
