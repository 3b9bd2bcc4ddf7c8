"""Giving other threads their turn in work that Python would do in one go."""

from collections.abc import MutableMapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


def freed(table: MutableMapping[Key, Value]) -> None:
    """Empty a large table entry by entry: dropped whole, nothing else would run meanwhile."""
    while table:
        table.popitem()
