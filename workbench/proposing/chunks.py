"""A document in parts that a model can take in, cut between paragraphs or sentences."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from workbench.model import Reading

CHARACTERS: Final = 4000


def chunks(reading: Reading, budget: int = CHARACTERS) -> tuple[tuple[int, int], ...]:
    """The parts of the text as offsets, each at most ``budget`` characters long.

    Whole paragraphs where they fit, else whole sentences, else stretches of a sentence that
    end at white space. Nothing but white space lies between the parts.
    """
    found: list[tuple[int, int]] = []
    for start, end in _pieces(reading, budget):
        if found and end - found[-1][0] <= budget:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple(found)


def _pieces(reading: Reading, budget: int) -> Iterator[tuple[int, int]]:
    starts = [sentence.start for sentence in reading.sentences]
    for start, end in _paragraphs(reading.text):
        if end - start <= budget:
            yield start, end
            continue
        edges = starts[bisect_left(starts, start + 1) : bisect_left(starts, end)]
        for left, right in zip([start, *edges], [*edges, end], strict=True):
            yield from _stretches(reading.text, left, right, budget)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    position = 0
    end = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            if start is None:
                start = position + len(line) - len(line.lstrip())
            end = position + len(line.rstrip())
        elif start is not None:
            yield start, end
            start = None
        position += len(line)
    if start is not None:
        yield start, end


def _stretches(text: str, start: int, end: int, budget: int) -> Iterator[tuple[int, int]]:
    while end - start > budget:
        cut = start + budget
        space = max(text.rfind(" ", start, cut), text.rfind("\n", start, cut))
        cut = space if space > start else cut
        if text[start:cut].strip():
            yield _trimmed(text, start, cut)
        start = cut
    if text[start:end].strip():
        yield _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return left, left + len(piece.strip())
