"""Which of the reader's findings lie in a stretch of the text, without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final, Protocol, TypeVar

from workbench.model import Statement

_LONGEST: Final = 20_000


class Placed(Protocol):
    """Something at ``start:end`` of the text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends."""
        ...


Slot = TypeVar("Slot", bound=Placed)


def within(slots: Sequence[Slot], start: int, end: int) -> tuple[Slot, ...]:
    """Those of ``slots``, which are in order, that lie in ``start:end`` as a whole."""
    left = bisect_left(slots, start, key=_start)
    right = bisect_right(slots, end, lo=left, key=_start)
    return tuple(slot for slot in slots[left:right] if slot.end <= end)


def touching(slots: Sequence[Slot], start: int, end: int) -> tuple[Slot, ...]:
    """Those of ``slots``, which are in order and do not overlap, that share text with a span."""
    left = max(bisect_right(slots, start, key=_start) - 1, 0)
    right = bisect_left(slots, end, key=_start)
    return tuple(slot for slot in slots[left:right] if slot.end > start)


def smallest_around(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The smallest of ``statements``, which are in order of their start, around a span."""
    found: Statement | None = None
    for place in range(bisect_right(statements, start, key=_start) - 1, -1, -1):
        statement = statements[place]
        if start - statement.start > _LONGEST:
            break
        if statement.end >= end and (
            found is None or statement.end - statement.start < found.end - found.start
        ):
            found = statement
    return found


def _start(slot: Placed) -> int:
    return slot.start
