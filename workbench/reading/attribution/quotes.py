"""Where quotations begin and end, over sentences, and for unclosed ones up to the paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.reading.analysis import Analysis

__all__ = ["Quote", "closed_end", "find_quotes"]

_OPEN: Final = "“«„"
_CLOSE: Final = "”»"
_STRAIGHT: Final = '"'
_AROUND_OPENING: Final = frozenset(" \t\n([—–-")


@dataclass(slots=True, eq=False, repr=False)
class Quote:
    """The inside of a quotation. ``closed`` is false when its closing mark is missing."""

    start: int
    end: int
    closed: bool


def find_quotes(analysis: Analysis) -> tuple[Quote, ...]:
    """The quotations of a text, paragraph by paragraph, in order."""
    return tuple(
        quote
        for start, end in _paragraph_spans(analysis)
        for quote in _in_paragraph(analysis.text, start, end)
    )


def _paragraph_spans(analysis: Analysis) -> Iterator[tuple[int, int]]:
    start = 0
    for index, sentence in enumerate(analysis.sentences):
        fresh = index == 0 or analysis.paragraphs[index] != analysis.paragraphs[index - 1]
        if fresh:
            if index:
                yield start, analysis.sentences[index - 1].end
            start = sentence.start
    if analysis.sentences:
        yield start, analysis.sentences[-1].end


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted({*_OPEN, *_CLOSE, _STRAIGHT})))}]")


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Quote]:
    opened: int | None = None
    for found in _marks().finditer(text, start, end):
        place, mark = found.start(), found[0]
        if mark in _OPEN:
            before = text[place - 1] if place > start else " "
            if opened is not None and before not in _AROUND_OPENING:
                yield Quote(opened, place, closed=True)  # an opening mark used to close
                opened = None
            else:
                opened = place + 1 if opened is None else opened
        elif mark in _CLOSE:
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            if opened is None and before == " " and after.isalnum():
                opened = place + 1  # a closing mark used to open
            elif opened is not None:
                yield Quote(opened, place, closed=True)
                opened = None
        elif mark == _STRAIGHT:
            if opened is None:
                opened = place + 1
            else:
                yield Quote(opened, place, closed=True)
                opened = None
    if opened is not None and opened < end:
        yield Quote(opened, end, closed=False)


def closed_end(text: str, start: int, end: int) -> int:
    """Keep the closing mark of a quotation that opens inside ``text[start:end]``."""
    inside = text[start:end]
    if not (inside.count(_STRAIGHT) % 2 or inside.count("“") > inside.count("”")):
        return end
    after = text[end : end + 2]
    if after[:1] in (_STRAIGHT, "”"):
        return end + 1
    return end + 2 if after in ('."', ".”", ',"', ",”") else end
