"""Many small numbers side by side in one integer: vector arithmetic without a vector library.

A vector of ``n`` numbers is one Python integer of ``n`` lanes of 24 bits. Adding two such integers
adds all lanes at once, and multiplying one by a small number scales all lanes at once, at the speed
of Python's own long arithmetic. A lane must stay below ``2 ** 23``, so that a comparison can borrow
its top bit; negative numbers are held by adding a bias to every lane.
"""

import struct
from collections.abc import Iterable, Sequence

LANE_BITS = 24

_LANE_BYTES = LANE_BITS // 8
_NUMBER_BYTES = 4


class Lanes:
    """The arithmetic of vectors of one length."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._layout = struct.Struct(f"<{count}I")
        self._size = count * _LANE_BYTES
        self._ones = sum(1 << (LANE_BITS * lane) for lane in range(count))
        self._top = self._ones << (LANE_BITS - 1)

    def pack(self, values: Sequence[int]) -> int:
        """One integer whose lanes are these values; negative ones borrow from the next lane."""
        lowest = min(0, *values)
        wide = self._layout.pack(*(value - lowest for value in values))
        narrow = bytearray(self._size)
        for place in range(_LANE_BYTES):
            narrow[place::_LANE_BYTES] = wide[place::_NUMBER_BYTES]
        return int.from_bytes(narrow, "little") + self.fill(lowest)

    def fill(self, value: int) -> int:
        """One integer with the same value in every lane."""
        return self._ones * value

    def unpack(self, packed: int) -> tuple[int, ...]:
        """The values of the lanes, none of which may be negative."""
        narrow = packed.to_bytes(self._size, "little")
        wide = bytearray(self._layout.size)
        for place in range(_LANE_BYTES):
            wide[place::_NUMBER_BYTES] = narrow[place::_LANE_BYTES]
        return self._layout.unpack(wide)

    def topped(self, packed: int) -> int:
        """The same with the top bit of every lane set, as ``maximum`` wants all but the first."""
        return packed | self._top

    def maximum(self, first: int, others: Iterable[int]) -> int:
        """The greatest value of each lane, where the top bits of all but the first are set.

        A lane of ``other - greatest`` whose top bit is borrowed is the less; of the others the
        difference is added.
        """
        top = self._top
        shift = LANE_BITS - 1
        greatest = first
        for other in others:
            difference = other - greatest
            not_less = difference & top
            greatest += difference & (not_less - (not_less >> shift))
        return greatest
