"""Many small numbers side by side in one integer: vector arithmetic without a vector library.

A vector of ``n`` numbers is one Python integer of ``n`` lanes of 32 bits. Adding two such integers
adds all lanes at once, and multiplying one by a small number scales all lanes at once, at the speed
of Python's own long arithmetic. A lane must stay below ``2 ** 31``, so that a comparison can borrow
its top bit; negative numbers are held by adding a bias to every lane.
"""

import struct
from collections.abc import Iterable, Sequence

LANE_BITS = 32


class Lanes:
    """The arithmetic of vectors of one length."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._layout = struct.Struct(f"<{count}I")
        self._ones = sum(1 << (LANE_BITS * lane) for lane in range(count))
        self._top = self._ones << (LANE_BITS - 1)

    def pack(self, values: Sequence[int]) -> int:
        """One integer whose lanes are these values; negative ones borrow from the next lane."""
        lowest = min(0, *values)
        raised = self._layout.pack(*(value - lowest for value in values))
        return int.from_bytes(raised, "little") + self.fill(lowest)

    def fill(self, value: int) -> int:
        """One integer with the same value in every lane."""
        return self._ones * value

    def unpack(self, packed: int) -> tuple[int, ...]:
        """The values of the lanes, none of which may be negative."""
        return self._layout.unpack(packed.to_bytes(self._layout.size, "little"))

    def maximum(self, first: int, others: Iterable[int]) -> int:
        """The greatest value of each lane. A lane of ``first - other`` that borrows is the less."""
        top = self._top
        shift = LANE_BITS - 1
        greatest = first
        for other in others:
            difference = (greatest | top) - other
            not_less = difference & top
            greatest = other + (difference & (not_less - (not_less >> shift)))
        return greatest
