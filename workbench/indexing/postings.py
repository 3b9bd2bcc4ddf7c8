"""Which claims hold a term, as bytes: one container for each term and each stretch of keys.

A stretch is 65,536 neighbouring keys. A container is one bit for each of them, or, for a rare
term, only the bytes that are not empty with their places. Nothing here knows of the file that
the containers are kept in.
"""

import sys
from array import array
from collections.abc import Iterable
from typing import Final, TypeAlias
from zlib import crc32

from workbench.indexing.bits import BITS_SET, numbers_of

STRETCH_BITS: Final = 16
STRETCH_KEYS: Final = 1 << STRETCH_BITS
LARGEST_KEY: Final = (1 << 26) - 1
"""The bits of all claims that hold a term are as long as the largest key."""
_NUMBER_BITS: Final = 32
STRETCH_BYTES: Final = STRETCH_KEYS // 8
_LONGEST_LIST: Final = 512
_KEPT_NUMBERS: Final = 50_000
_BIG_ENDIAN: Final = sys.byteorder == "big"

Container: TypeAlias = bytes
"""Of 8,192 bytes: the bits. Shorter: the places of the bytes that are not empty, two bytes each
and little-endian, then those bytes, so that the bits are made of them at small cost."""


def term_number(term: str) -> int:
    """The number that stands for a term; two terms seldom share one, and then share postings."""
    return crc32(term.encode("utf-8", "surrogatepass"))


class _Numbers(dict[str, int]):
    """The numbers of terms that were met, since most terms come again and again."""

    def __missing__(self, term: str) -> int:
        if len(self) >= _KEPT_NUMBERS:
            self.clear()
        found = self[term] = term_number(term)
        return found


_numbers: Final = _Numbers()


def term_numbers(terms: Iterable[str]) -> set[int]:
    """The numbers of many terms, each once."""
    return {_numbers[term] for term in terms}


def place(number: int, stretch: int) -> int:
    """Where the container of a term and a stretch of keys lies.

    The stretch comes first, so that claims that arrive together are written side by side.
    """
    return stretch << _NUMBER_BITS | number


def stretch_of(found: int) -> int:
    """The stretch of keys whose container lies at a place."""
    return found >> _NUMBER_BITS


def number_of(found: int) -> int:
    """The term whose container lies at a place."""
    return found & (1 << _NUMBER_BITS) - 1


def is_bits(container: Container) -> bool:
    """Whether a container has one bit a key."""
    return len(container) == STRETCH_BYTES


def numbers_in(container: Container) -> list[int]:
    """The keys of a container, counted from the start of its stretch, ascending."""
    if is_bits(container):
        return list(numbers_of(container))
    positions, marks = _halves(container)
    return [
        position << 3 | bit
        for position, mark in zip(positions, marks, strict=True)
        for bit in BITS_SET[mark]
    ]


def as_bits(container: Container) -> bytes | bytearray:
    """A container as one bit a key."""
    if is_bits(container):
        return container
    bits = bytearray(STRETCH_BYTES)
    for position, mark in zip(*_halves(container), strict=True):
        bits[position] = mark
    return bits


def container_of(numbers: Iterable[int]) -> Container:
    """The container of some ascending numbers, none twice."""
    marks: dict[int, int] = {}
    for number in numbers:
        position = number >> 3
        marks[position] = marks.get(position, 0) | 1 << (number & 7)
    return _packed(marks)


def with_numbers(container: Container, added: Iterable[int]) -> Container:
    """A container with ascending numbers added."""
    if is_bits(container):
        bits = bytearray(container)
        for number in added:
            bits[number >> 3] |= 1 << (number & 7)
        return bytes(bits)
    marks = dict(zip(*_halves(container), strict=True))
    for number in added:
        position = number >> 3
        marks[position] = marks.get(position, 0) | 1 << (number & 7)
    return _packed(marks)


def without_numbers(container: Container, removed: Iterable[int]) -> Container:
    """A container with some numbers taken out."""
    marks = (
        dict(enumerate(container))
        if is_bits(container)
        else dict(zip(*_halves(container), strict=True))
    )
    for number in removed:
        position = number >> 3
        marks[position] = marks.get(position, 0) & ~(1 << (number & 7))
    return _packed({position: mark for position, mark in marks.items() if mark})


def _packed(marks: dict[int, int]) -> Container:
    if len(marks) >= _LONGEST_LIST:
        bits = bytearray(STRETCH_BYTES)
        for position, mark in marks.items():
            bits[position] = mark
        return bytes(bits)
    positions = array("H", sorted(marks))
    listed = bytes([marks[position] for position in positions])
    if _BIG_ENDIAN:
        positions.byteswap()
    return positions.tobytes() + listed


def _halves(container: Container) -> "tuple[array[int], bytes]":
    """The numbers of the bytes that are not empty, and what those bytes are."""
    count = len(container) // 3
    positions = array("H")
    positions.frombytes(container[: 2 * count])
    if _BIG_ENDIAN:
        positions.byteswap()
    return positions, container[2 * count : 3 * count]
