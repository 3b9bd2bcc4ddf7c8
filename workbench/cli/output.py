"""Printing: data to stdout, words to stderr, and nothing that could steer a terminal."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from workbench.text import clean_line, escape_json

IDENTIFIER_CHARACTERS: Final = 8


class _StatusLine:
    """A line on the terminal that is replaced, and makes way for whatever is printed."""

    def __init__(self) -> None:
        self._shown = False

    def show(self, words: str) -> None:
        self.clear()
        print(words, end="", file=sys.stderr, flush=True)
        self._shown = True

    def clear(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False


status_line: Final = _StatusLine()


def say(words: str) -> None:
    """Tell the person something, on stderr."""
    status_line.clear()
    print(words, file=sys.stderr)


def data(line: str) -> None:
    """Print one line of data. The caller has cleaned what came from outside."""
    status_line.clear()
    print(line)


def json_line(value: Mapping[str, Any]) -> None:
    """Print one JSON object on one line; controls and direction marks are escaped in it."""
    status_line.clear()
    print(escape_json(json.dumps(value, ensure_ascii=False)))


def csv_rows(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a CSV table in which no cell can be taken for a formula by a spreadsheet."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([csv_cell(cell) for cell in row] for row in rows)


def csv_cell(value: object) -> str:
    """A cell's text, on one line, with an apostrophe before what a spreadsheet would run."""
    text = clean_line("" if value is None else str(value))
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@|\uff1d\uff0b\uff0d\uff20") else text


def width() -> int:
    """Columns of the terminal, or a width that does not wrap where there is none."""
    if sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, 40)
    return 1_000_000


def hanging(head: str, text: str) -> str:
    """``text`` after ``head``, wrapped to the terminal with its further lines indented."""
    if len(head) + len(text) <= width():
        return head + text
    return textwrap.fill(
        text,
        width(),
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=True,
        break_on_hyphens=False,
    )


def short(identifier: str) -> str:
    """The part of an id that lists show."""
    return identifier[:IDENTIFIER_CHARACTERS]
