"""Long work in a thread beside the loop of the application, so that no key waits for it.

A full collection of garbage stops every thread for as long as the heap is large, and a thread
that computes gives way only so often. Both are changed while such work goes on, and put back.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

SWITCH_SECONDS = 0.001
LONG_SECONDS = 2.0
_NEVER = 1_000_000_000


class _Usual:
    """What was set before, kept while at least one thread works."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.working = 0
        self.since = 0.0
        self.threshold = gc.get_threshold()
        self.interval = sys.getswitchinterval()


_usual = _Usual()


def long_work_goes_on() -> bool:
    """Whether some thread works long, and holds much that is no garbage."""
    return _usual.working > 0


@contextmanager
def sparing_the_loop() -> Iterator[None]:
    """Work long in a thread while the loop goes on; may be entered by several at once."""
    with _usual.lock:
        if not _usual.working:
            _usual.threshold = gc.get_threshold()
            _usual.interval = sys.getswitchinterval()
            _usual.since = monotonic()
            gc.set_threshold(_usual.threshold[0], _usual.threshold[1], _NEVER)
            sys.setswitchinterval(SWITCH_SECONDS)
        _usual.working += 1
    try:
        yield
    finally:
        with _usual.lock:
            _usual.working -= 1
            if not _usual.working:
                gc.set_threshold(*_usual.threshold)
                sys.setswitchinterval(_usual.interval)
                if monotonic() - _usual.since > LONG_SECONDS:
                    # What such work leaves behind stays, and need not be looked through.
                    gc.freeze()
