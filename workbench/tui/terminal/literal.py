"""The one door from outside text to the terminal.

Textual passes escape sequences inside data on to the terminal, and reads a plain ``str`` as
markup, in which ``[sic]`` vanishes. So whatever comes from a document, a web page, a colleague's
database or an error message goes through one of these functions before a widget, a notification
or a title gets it. Nothing else in this folder makes a widget's text out of data.
"""

import re

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.content import Content

from workbench.text import clean_block, clean_line

_LONGEST_CELL = 1_000
_LONE_JOINER = re.compile("\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")
"""A zero-width joiner that joins no pictures. It is measured as if it swallowed what follows."""


def literal_line(text: str, limit: int | None = None, style: str = "") -> Content:
    """Outside text on one line, shown exactly as it is written, brackets and all."""
    return Content(clean_line(text, limit)).stylize(style)


def literal_block(text: str, style: str = "") -> Content:
    """Outside text over several lines, shown exactly as it is written."""
    return Content(clean_block(text)).stylize(style)


def literal_field(line: str) -> Text:
    """One line of an edited field, as the editing widgets want it; as long as ``line``."""
    return Text(clean_block(line).replace("\n", " "), end="", no_wrap=True, overflow="ignore")


def literal_cell(text: str, width: int) -> str:
    """Outside text cut or padded to exactly ``width`` columns of a table."""
    if width <= 0:
        return ""
    start = text[: width + 1]
    if start.isascii() and start.isprintable():
        return start.ljust(width) if len(start) <= width else start[: width - 1] + "…"
    line = _LONE_JOINER.sub("", clean_line(text, _LONGEST_CELL))
    columns = cell_len(line)
    if columns <= width:
        return line + " " * (width - columns)
    cut = _LONE_JOINER.sub("", set_cell_size(line, width - 1))
    return cut + " " * (width - 1 - cell_len(cut)) + "…"
