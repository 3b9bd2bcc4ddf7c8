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


_SELDOM: Final = 20_000
"""So many things more than before, and Python looks for cycles among the new ones."""
_lock: Final = Lock()
_before: list[tuple[int, int, int]] = []


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Have Python look for cycles seldom, while very many things are made that hold none.

    Looking at all of them takes a tenth of the time of such work, and meanwhile no other thread
    runs. It may be asked for by several threads at once.
    """
    with _lock:
        _before.append(gc.get_threshold())
        gc.set_threshold(_SELDOM, *_before[0][1:])
    try:
        yield
    finally:
        with _lock:
            first = _before[0]
            _before.pop()
            if not _before:
                gc.set_threshold(*first)
