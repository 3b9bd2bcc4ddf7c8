"""Sets of claims as the bits of whole numbers: Python adds and compares a million at a time.

A weight is a small whole number; the sums of weights of all claims are kept as planes, the n-th
of which has the n-th binary digit of every sum. Adding a weight to every claim that holds a term
is a handful of operations on numbers as long as there are claims, and the largest sums are found
plane by plane from the top.
"""

from collections.abc import Iterator
from typing import Final

_ONE_FOR_ANY: Final = bytes((0, *(1 for _ in range(255))))
BITS_SET: Final = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
"""The bits that are set in each byte."""


def numbers_of(bits: bytes) -> Iterator[int]:
    """The numbers whose bits are set, ascending."""
    found = bits.translate(_ONE_FOR_ANY)
    position = found.find(1)
    while position >= 0:
        base = position << 3
        for bit in BITS_SET[bits[position]]:
            yield base + bit
        position = found.find(1, position + 1)


class Sums:
    """The sum of weights of every claim."""

    __slots__ = ("planes",)

    def __init__(self) -> None:
        self.planes: list[int] = []

    def add(self, claims: int, weight: int) -> None:
        """Add a weight to every claim of a set."""
        planes = self.planes
        plane = 0
        while weight:
            if weight & 1:
                carry = claims
                at = plane
                while carry:
                    if at == len(planes):
                        planes.append(carry)
                        break
                    before = planes[at]
                    planes[at] = before ^ carry
                    carry &= before
                    at += 1
            elif plane == len(planes):
                planes.append(0)
            weight >>= 1
            plane += 1

    def largest(self, wanted: int) -> tuple[int, int]:
        """The claims with the largest sums.

        First those above the lowest sum that is needed to have as many as wanted, then those
        that have just that sum.
        """
        undecided = 0
        for plane in self.planes:
            undecided |= plane
        chosen = 0
        for plane in reversed(self.planes):
            higher = undecided & plane
            count = higher.bit_count()
            if count >= wanted:
                undecided = higher
            elif count:
                chosen |= higher
                wanted -= count
                undecided ^= higher
        return chosen, undecided
