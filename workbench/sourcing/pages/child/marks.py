"""Marks between pieces of text, and the folding of white space around them."""

import re
from collections.abc import Iterable
from typing import Final

PARAGRAPH: Final = "\n\n"
BLOCK_MARK: Final = "\x1e"
LINE_MARK: Final = "\x1f"
CELL_MARK: Final = "\x1d"
# A no-break space between digits groups them; everywhere else it is a space.
_SPACES: Final = re.compile(r"(?:[ \t\r\n\f\v\u2028\u2029\x85]|(?<!\d)\xa0|\xa0(?!\d))+")
_CELLS: Final = re.compile(r" ?\x1d[ \x1d]*")
_ENDS: Final = " \t\xa0"


def fold(pieces: Iterable[str]) -> str:
    """Join pieces of text and marks into paragraphs and lines."""
    joined = _CELLS.sub("\t", _SPACES.sub(" ", "".join(pieces)))
    paragraphs: list[str] = []
    for block in joined.split(BLOCK_MARK):
        lines = [line.strip(_ENDS) for line in block.split(LINE_MARK)]
        paragraph = "\n".join(line for line in lines if line)
        if paragraph:
            paragraphs.append(paragraph)
    return PARAGRAPH.join(paragraphs)
