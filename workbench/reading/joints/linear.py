"""Sums of learnt weights: what each value that is seen speaks for.

The weights of all answers to one question are lanes of one whole number, so that a look-up and an
addition serve all answers at once.
"""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Final

__all__ = ["SCALE", "Linear", "packed"]

SCALE: Final = 64  # weights are log odds in units of 1/64
_LANE: Final = 20
_MIDDLE: Final = 1 << (_LANE - 1)
_MASK: Final = (1 << _LANE) - 1


def packed(weights: Iterable[int]) -> int:
    """Weights as the lanes of one number."""
    return sum(weight << (_LANE * lane) for lane, weight in enumerate(weights))


class Linear:
    """A row of answers, the first of which stands for "none"; a table for each question."""

    __slots__ = ("_raised", "_shifts", "answers", "tables")

    def __init__(
        self, answers: Sequence[str], bias: Sequence[int], tables: Sequence[dict[str, int]]
    ) -> None:
        self.answers = tuple(answers)
        self.tables = tuple(tables)
        self._shifts = tuple(_LANE * lane for lane in range(len(self.answers)))
        self._raised = packed(bias) + packed([_MIDDLE] * len(self.answers))

    def best(self, values: Sequence[str]) -> tuple[str, float]:
        """The likeliest answer, and by how many log odds it leads the next one."""
        # one loop in C: this is asked at every word that may join and every one that may end
        total = sum(map(dict.get, self.tables, values, repeat(0)), self._raised)
        scores = [(total >> shift) & _MASK for shift in self._shifts]
        first = max(scores)
        place = scores.index(first)
        scores[place] = -1
        return self.answers[place], (first - max(scores)) / SCALE
