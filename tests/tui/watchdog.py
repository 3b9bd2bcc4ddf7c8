"""A watchdog over the event loop: how long any one step of it keeps keys and paint waiting.

Measured is the processor time of the loop's own thread in each step, which other programs on a
busy computer cannot lengthen, unlike the time on a clock.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest


@dataclass
class Watchdog:
    """The longest step of the loop since it was last asked."""

    milliseconds: float = 0.0
    step: str = ""
    steps: int = 0

    def take(self) -> tuple[float, str]:
        """The longest step, in milliseconds, and whose it was; then begin anew."""
        found = (self.milliseconds, self.step)
        self.milliseconds, self.step, self.steps = 0.0, "", 0
        return found


@contextmanager
def watching() -> Iterator[Watchdog]:
    """Watch every step of the event loop."""
    watchdog = Watchdog()
    step = asyncio.events.Handle._run

    def run(handle: asyncio.Handle) -> None:
        started = time.thread_time()
        step(handle)
        spent = (time.thread_time() - started) * 1000
        watchdog.steps += 1
        if spent > watchdog.milliseconds:
            watchdog.milliseconds = spent
            watchdog.step = repr(handle)[:300]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.events.Handle, "_run", run)
        yield watchdog
