"""Paragraphs and the blocks in them: the units that no sentence crosses.

A line break inside a paragraph is soft when the line was broken for want of room, and hard
when the next word would still have fitted: then the writer meant it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from workbench.reading.sentences.layout import is_dateline
from workbench.reading.sentences.lists import begins_item

Span = tuple[int, int]

LONGEST_WRAPPED_LINE = 132
NARROWEST_WRAPPED_LINE = 40

_FIRST_WORD = re.compile(r"\S{1,200}")


def blocks(text: str) -> Iterator[Span]:
    """Give the spans of text between hard breaks, without white space at the ends."""
    paragraph: list[Span] = []
    position = 0
    for line in text.splitlines(keepends=True):
        inner = line.strip()
        if inner:
            start = position + len(line) - len(line.lstrip())
            paragraph.append((start, start + len(inner)))
        elif paragraph:
            yield from _join_wrapped(text, paragraph)
            paragraph = []
        position += len(line)
    if paragraph:
        yield from _join_wrapped(text, paragraph)


def _join_wrapped(text: str, lines: list[Span]) -> Iterator[Span]:
    if len(lines) == 1:
        yield lines[0]
        return
    width = max(end - start for start, end in lines)
    start, end = lines[0]
    for line, following in pairwise(lines):
        if _break_is_hard(text, line, following, width):
            yield start, end
            start = following[0]
        end = following[1]
    yield start, end


def _break_is_hard(text: str, line: Span, following: Span, width: int) -> bool:
    if begins_item(text, *following):
        return True
    if is_dateline(text, *line) or is_dateline(text, *following):
        return True
    if text[following[0]].islower():
        return False
    if not NARROWEST_WRAPPED_LINE <= width <= LONGEST_WRAPPED_LINE:
        return True
    first_word = _FIRST_WORD.match(text, following[0])
    room = width - (line[1] - line[0])
    return first_word is not None and room > first_word.end() - first_word.start()
