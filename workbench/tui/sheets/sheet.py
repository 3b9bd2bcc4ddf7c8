"""A text with named styles and hanging indents, built line by line.

Outside text is cleaned as it is added, so a sheet can be shown as it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.text import clean_block


class Tone(StrEnum):
    """How a part of a sheet is meant; the reading pane gives each one its looks."""

    PLAIN = "plain"
    TITLE = "title"
    HEADING = "heading"
    STRONG = "strong"
    MUTED = "muted"
    QUOTE = "quote"
    GOOD = "good"
    BAD = "bad"
    WARNING = "warning"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with one tone."""

    start: int
    end: int
    tone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished text. ``hangs`` maps the start of a paragraph to its hanging indent."""

    text: str = ""
    marks: tuple[Mark, ...] = ()
    hangs: dict[int, int] = field(default_factory=dict)


LaidOut = Callable[[int], Sheet]
"""Makes a sheet for a terminal of so many columns."""


class SheetBuilder:
    """Puts a sheet together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._hangs: dict[int, int] = {}

    @property
    def length(self) -> int:
        """How long the text is so far."""
        return self._length

    def add(self, text: str, tone: Tone = Tone.PLAIN) -> "SheetBuilder":
        """Continue the current line."""
        clean = clean_block(text).replace("\t", " ")
        if tone is not Tone.PLAIN and clean:
            self._marks.append(Mark(self._length, self._length + len(clean), tone))
        self._parts.append(clean)
        self._length += len(clean)
        return self

    def line(self, text: str = "", tone: Tone = Tone.PLAIN, *, hang: int = 0) -> "SheetBuilder":
        """Begin a line; every paragraph of ``text`` hangs by ``hang`` columns."""
        if self._parts:
            self._parts.append("\n")
            self._length += 1
        paragraphs = text.split("\n")
        for number, paragraph in enumerate(paragraphs):
            if number:
                self._parts.append("\n")
                self._length += 1
                paragraph = " " * hang + paragraph  # noqa: PLW2901
            if hang:
                self._hangs[self._length] = hang
            self.add(paragraph, tone)
        return self

    def field(self, label: str, text: str, tone: Tone = Tone.PLAIN, *, width: int = 11) -> None:
        """A line with a label in a column of its own."""
        self.line(f"{label:<{width}}", Tone.MUTED, hang=width)
        first, *rest = text.split("\n")
        self.add(first, tone)
        for paragraph in rest:
            self.line(" " * width, hang=width).add(paragraph, tone)

    def heading(self, text: str) -> None:
        """A heading with a blank line before it."""
        if self._parts:
            self.line()
        self.line(text, Tone.HEADING)

    def build(self) -> Sheet:
        """The finished sheet."""
        return Sheet("".join(self._parts), tuple(self._marks), dict(self._hangs))
