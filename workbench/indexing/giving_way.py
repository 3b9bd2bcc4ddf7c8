"""Giving other threads their turn in work that Python would do in one go."""

import gc
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from threading import Lock
from typing import Final, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def freed(table: MutableMapping[Key, Value]) -> None:
    """Empty a large table entry by entry: dropped whole, nothing else would run meanwhile."""
    while table:
        table.popitem()


_SELDOM: Final = 1_000
"""How many collections of younger garbage go before a full one by itself; usually ten."""
_lock: Final = Lock()
_before: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Have Python seldom look at all things for cycles, while very many are made that hold none.

    That takes a tenth of the time of such work, and meanwhile no other thread runs. New things are
    looked at as often as before: few at a time, so that nobody waits long. It may be asked for by
    several threads at once.
    """
    with _lock:
        _before.append(gc.get_threshold())
        young, middle, old = _before[0]
        gc.set_threshold(young, middle, max(old, _SELDOM))
    try:
        yield
    finally:
        with _lock:
            first = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*first)
