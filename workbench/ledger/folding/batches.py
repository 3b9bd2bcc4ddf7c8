"""Cutting a stream into lists that fit in memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Cut a stream into lists of at most ``size``."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
