"""Where a selection cursor goes in a text: by word, by sentence. Pure; offsets in, offsets out."""

import re

_WORD_END = re.compile(r"\w+(?:[’'\-.,]\w+)*|[^\w\s]+")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s)|\n")
_FARTHEST = 5_000


def next_word_end(text: str, offset: int) -> int:
    """The end of the word that begins at or after ``offset``, or that ``offset`` is inside of."""
    found = _WORD_END.search(text, offset)
    return found.end() if found else len(text)


def previous_word_start(text: str, offset: int) -> int:
    """The start of the word before ``offset``."""
    first = max(offset - _FARTHEST, 0)
    starts = [found.start() for found in _WORD_END.finditer(text, first, offset)]
    return starts[-1] if starts else first


def sentence_around(text: str, offset: int) -> tuple[int, int]:
    """The sentence in which ``offset`` lies, as far as full stops and line ends tell."""
    first = max(offset - _FARTHEST, 0)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, first, offset)]
    start = ends[-1] if ends else first
    found = _SENTENCE_END.search(text, offset, offset + _FARTHEST)
    if found is None:
        end = min(len(text), offset + _FARTHEST)
    else:
        end = found.start() if found[0] == "\n" else found.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
