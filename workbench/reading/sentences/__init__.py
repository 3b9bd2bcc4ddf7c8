"""Sentences of a text, with what kind of line each one is.

Paragraphs come first: nothing crosses a blank line. The parts, in the order they work:
``paragraphs`` finds blocks, ``lists`` and ``layout`` split off items and datelines,
``boundaries`` splits what is left, and ``layout`` names the kind of line.
"""

from collections.abc import Iterator

from workbench.model import Sentence
from workbench.reading.sentences.boundaries import boundaries
from workbench.reading.sentences.layout import (
    caption_or_heading,
    dateline_end,
    is_dateline,
)
from workbench.reading.sentences.lists import items
from workbench.reading.sentences.paragraphs import blocks

__all__ = ["split_sentences"]


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split ``text`` into sentences, headings, captions, datelines and list items.

    The spans are in order, do not overlap, are not empty, and neither begin nor end with
    white space.
    """
    return tuple(
        sentence for start, end in blocks(text) for sentence in _sentences_of(text, start, end)
    )


def _sentences_of(text: str, start: int, end: int) -> Iterator[Sentence]:
    if is_dateline(text, start, end):
        yield Sentence(start, end, "dateline")
        return
    body = dateline_end(text, start, end)
    if body > start:
        yield from _trimmed(text, start, body, "dateline")
        start = _skip_space(text, body, end)
    listed = items(text, start, end)
    if listed:
        edges = [*(left for left, _ in listed[1:]), end]
        for (left, words), right in zip(listed, edges, strict=True):
            for piece in _pieces(text, left, words, right):
                yield from _trimmed(text, *piece, "list-item")
        return
    pieces = list(_pieces(text, start, start, end))
    kind = caption_or_heading(text, start, end, len(pieces))
    for piece in pieces:
        yield from _trimmed(text, *piece, kind)


def _pieces(text: str, start: int, words: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at sentence ends; ``words`` is where the text proper begins, after a list mark."""
    left = start
    for right in boundaries(text, words, end):
        yield left, right
        left = right
    if left < end:
        yield left, end


def _skip_space(text: str, start: int, end: int) -> int:
    return end - len(text[start:end].lstrip())


def _trimmed(text: str, start: int, end: int, kind: str) -> Iterator[Sentence]:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        left = end - len(piece.lstrip())
        yield Sentence(left, left + len(inner), kind)
