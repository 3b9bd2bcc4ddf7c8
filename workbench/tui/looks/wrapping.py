"""Breaking text into screen lines, fast enough for a line of a million characters.

Pure: offsets in, offsets out. Styles and widgets are not known here.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len, get_character_cell_size

_NOT_ONE_COLUMN = re.compile("[^\x20-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e]")
_LEAST_WIDTH = 4


@dataclass(frozen=True, slots=True)
class WrappedText:
    """A text broken into screen lines; line ``n`` shows ``text[starts[n]:ends[n]]``.

    ``indents`` says by how many columns a continuation line is moved to the right; a line
    that is not in it starts at the left edge.
    """

    text: str
    width: int
    starts: "array[int]"
    ends: "array[int]"
    indents: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.starts)

    def line_of(self, offset: int) -> int:
        """The screen line on which the character at ``offset`` stands."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def column_of(self, offset: int) -> int:
        """The screen column of the character at ``offset``."""
        line = self.line_of(offset)
        before = self.text[self.starts[line] : min(offset, self.ends[line])]
        return self.indents.get(line, 0) + cell_len(before)

    def offset_at(self, line: int, column: int) -> int:
        """The character at a place on the screen; the nearest one where there is none."""
        line = max(0, min(line, len(self) - 1))
        position = self.indents.get(line, 0)
        for offset in range(self.starts[line], self.ends[line]):
            position += get_character_cell_size(self.text[offset])
            if position > column:
                return offset
        return self.ends[line]


def wrap(text: str, width: int, hangs: Mapping[int, int] | None = None) -> WrappedText:
    """Break ``text`` at line feeds, then at spaces, so that no line is wider than ``width``.

    A word wider than a line is cut. ``hangs`` maps the start of a paragraph to the indent of
    its continuation lines.
    """
    width = max(width, _LEAST_WIDTH)
    starts, ends = array("q"), array("q")
    indents: dict[int, int] = {}
    start = 0
    while True:
        end = text.find("\n", start)
        stop = len(text) if end < 0 else end
        hang = min(hangs.get(start, 0), width // 2) if hangs else 0
        first = len(starts)
        _wrap_paragraph(text, start, stop, (width, hang), starts, ends)
        if hang:
            indents.update(dict.fromkeys(range(first + 1, len(starts)), hang))
        if end < 0:
            return WrappedText(text, width, starts, ends, indents)
        start = end + 1


def _wrap_paragraph(
    text: str,
    start: int,
    stop: int,
    widths: tuple[int, int],
    starts: "array[int]",
    ends: "array[int]",
) -> None:
    width, hang = widths
    plain = _NOT_ONE_COLUMN.search(text, start, stop) is None
    room = width
    while True:
        limit = min(start + room, stop) if plain else _reach(text, start, stop, room)
        starts.append(start)
        if limit >= stop:
            ends.append(stop)
            return
        space = text.rfind(" ", start, limit + 1)
        following = start if space <= start else space + 1
        if following <= start or not text[start:space].strip(" "):
            following = limit
            ends.append(limit)
        else:
            ends.append(space)
        start = following
        room = width - hang


def _reach(text: str, start: int, stop: int, room: int) -> int:
    """How far a line from ``start`` reaches in ``room`` columns; always at least one character."""
    limit = min(start + room, stop)
    chunk = text[start:limit]
    if _NOT_ONE_COLUMN.search(chunk) is None:
        return limit
    columns = 0
    offset = start
    while offset < stop:
        columns += get_character_cell_size(text[offset])
        if columns > room:
            break
        offset += 1
    return max(offset, start + 1)
