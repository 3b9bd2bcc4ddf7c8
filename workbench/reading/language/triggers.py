"""Which sentences are worth a closer look, told by their words at one look-up a word.

A sentence is cut at its white space only. What the words in such a stretch may begin is worked
out once for every stretch and remembered as a set of bits.
"""

import re
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Final

__all__ = ["WORD", "Triggers"]

WORD: Final = re.compile(r"[a-z]++(?=[\s,.])|[^\W\d_]+")  # the first for speed
_KEPT: Final = 8_000
_LONGEST_KEPT: Final = 40


class Triggers(dict[str, int]):
    """The bits of each stretch that was met: those of its words, and ``digit`` if it has one."""

    def __init__(self, bits: Mapping[str, int], digit: int, digits: re.Pattern[str]) -> None:
        super().__init__()
        self._bits = bits
        self._digit = digit
        self._digits = digits

    def __missing__(self, stretch: str) -> int:
        bits = 0
        for word in WORD.findall(stretch):
            bits |= self._bits.get(word, 0)
        if self._digits.search(stretch) is not None:
            bits |= self._digit
        if len(stretch) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self.clear()
            self[stretch] = bits
        return bits

    def of(self, small: str, start: int, end: int) -> int:
        """The bits of all stretches of ``small[start:end]``, which is in small letters."""
        found = map(self.__getitem__, small[start:end].split())
        return reduce(or_, filter(None, found), 0)  # most have none

    def any_in(self, small: str, start: int, end: int) -> bool:
        """Whether any stretch of ``small[start:end]`` has a bit, at less cost than which."""
        return any(map(self.__getitem__, small[start:end].split()))
