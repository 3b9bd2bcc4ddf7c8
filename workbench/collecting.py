"""How often Python looks for cycles, while very many things are made that hold none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

__all__ = ["seldom_collecting"]

_SELDOM: Final = 1_000
"""How many collections of younger garbage go before a full one by itself; usually ten."""
_lock: Final = Lock()
_usual: list[tuple[int, int, int]] = []
_asked: list[int] = []


@contextmanager
def seldom_collecting(*, things: int = 0) -> Iterator[None]:
    """Have Python seldom look at all things for cycles.

    That takes a tenth of the time of such work, and meanwhile no other thread runs. New things are
    looked at as often as before, few at a time, so that nobody waits long; or once there are
    ``things``, where nobody waits beside it. Several threads may ask for it at once.
    """
    with _lock:
        if not _asked:
            _usual[:] = [gc.get_threshold()]
        _asked.append(things)
        _set()
    try:
        yield
    finally:
        with _lock:
            _asked.remove(things)
            _set()


def _set() -> None:
    young, middle, old = _usual[0]
    if _asked:
        young, old = max(young, *_asked), max(old, _SELDOM)
    gc.set_threshold(young, middle, old)
