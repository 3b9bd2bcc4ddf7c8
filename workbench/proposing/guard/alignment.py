"""A statement set against the sentence it was quoted from, word by word and in order."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.model import Reading, Statement
from workbench.proposing.guard.words import Word, same, words_in
from workbench.proposing.placed import smallest_around, touching

_MATCH: Final = 10
_INSIDE: Final = 1
_ADJACENT: Final = 6
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Alignment:
    """A proposed statement beside its context, the sentences that hold the quoted words.

    ``links`` gives for each word of the statement the context word it is, or ``None``.
    ``governing`` is the reader's own statement around the quoted words, if there is one.
    """

    text: str
    statement: str
    start: int
    end: int
    words: tuple[Word, ...]
    context: tuple[Word, ...]
    context_start: int
    context_end: int
    links: tuple[int | None, ...]
    governing: Statement | None

    def inside(self, index: int) -> bool:
        """Whether a context word is one of the quoted words."""
        word = self.context[index]
        return self.start <= word.start and word.end <= self.end

    def between(self, left: int, right: int) -> str:
        """The text between two context words."""
        return self.text[self.context[left].end : self.context[right].start]

    def indices(self, start: int, end: int) -> range:
        """The context words that touch ``text[start:end]``."""
        left = bisect_right(self.context, start, key=lambda word: word.end)
        return range(left, bisect_left(self.context, end, key=lambda word: word.start))


def align(
    text: str, statement: str, start: int, end: int, reading: Reading, bounds: tuple[int, int]
) -> Alignment:
    """Set ``statement`` against the sentences of ``text[start:end]`` within ``bounds``."""
    left, right = _context(reading, start, end, bounds)
    words = words_in(statement)
    context = words_in(text, left, right)
    inside = [start <= word.start and word.end <= end for word in context]
    return Alignment(
        text,
        statement,
        start,
        end,
        words,
        context,
        left,
        right,
        _links(words, context, inside),
        smallest_around(reading.statements, start, end),
    )


def _context(reading: Reading, start: int, end: int, bounds: tuple[int, int]) -> tuple[int, int]:
    around = touching(reading.sentences, start, end)
    left = min([start, *(one.start for one in around)])
    right = max([end, *(one.end for one in around)])
    return max(left, min(bounds[0], start)), min(right, max(bounds[1], end))


def _links(
    words: Sequence[Word], context: Sequence[Word], inside: Sequence[bool]
) -> tuple[int | None, ...]:
    """The best chain of equal words in the same order.

    Of equally long chains, the one that keeps neighbours together and to the quoted words.
    """
    height, width = len(words) + 1, len(context) + 1
    best = [[0] * width for _ in range(height)]
    matched = [[_NOWHERE] * width for _ in range(height)]
    for i in range(1, height):
        row, above = best[i], best[i - 1]
        for j in range(1, width):
            score = max(above[j], row[j - 1])
            if same(words[i - 1], context[j - 1], opening=i == 1):
                before = above[j - 1]
                if matched[i - 1][j - 1] != _NOWHERE:
                    before = max(before, matched[i - 1][j - 1] + _ADJACENT)
                matched[i][j] = before + _MATCH + _INSIDE * inside[j - 1]
                score = max(score, matched[i][j])
            row[j] = score
    return _trace(best, matched, inside)


def _trace(
    best: list[list[int]], matched: list[list[int]], inside: Sequence[bool]
) -> tuple[int | None, ...]:
    links: list[int | None] = [None] * (len(best) - 1)
    i, j = len(best) - 1, len(best[0]) - 1
    adjoining = False
    while i and j:
        if adjoining or matched[i][j] == best[i][j]:
            links[i - 1] = j - 1
            gained = _MATCH + _INSIDE * inside[j - 1]
            before = matched[i - 1][j - 1]
            adjoining = before != _NOWHERE and before + _ADJACENT + gained == matched[i][j]
            i, j = i - 1, j - 1
        elif best[i - 1][j] == best[i][j]:
            i -= 1
        else:
            j -= 1
    return tuple(links)
