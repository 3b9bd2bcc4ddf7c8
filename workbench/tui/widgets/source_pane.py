"""The text of a source with its passages and quotes marked, and a margin that says so in signs."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import work
from textual.binding import BindingType
from textual.message import Message

from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.lanes.source_reading import Place, Sign
from workbench.tui.looks.wrapping import WrappedText, wrap
from workbench.tui.sheets.sheet import Mark, Sheet
from workbench.tui.widgets.selecting_pane import SelectingPane

LONG_CHARACTERS = 200_000
"""A text longer than this is broken anew in a thread when the width changes."""

_BLANK = ("  ", "  ", " ")


class SourcePane(SelectingPane):
    """Shows a text that was made ready; the margin tells rank, slots and stance in signs."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.QUOTING)
    MARGIN = 6

    @dataclass
    class Chosen(Message):
        """The selected words are to be quoted with remarks."""

        start: int
        end: int

    class Clicked(Message):
        """A place was clicked; ``place`` is its number in the order of the text."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._places: Sequence[Place] = ()
        self._signs: Sequence[Sign] = ()
        self._margins: dict[int, tuple[str, str, str]] = {}
        self._here: range = range(0)

    def show_source(
        self,
        original: str,
        wrapped: WrappedText,
        marks: Sequence[Mark],
        places: Sequence[Place],
        signs: Sequence[Sign],
        *,
        keep_place: bool = False,
    ) -> None:
        """Show a text; ``wrapped`` holds it cleaned and broken into lines."""
        self.stop_selecting()
        same = keep_place and wrapped.text == self.text
        self._original = original
        self._places, self._signs = places, signs
        self._sheet = Sheet(wrapped.text, tuple(marks))
        self._current = None
        self.paint_marks(marks)
        if wrapped.width == self.text_width:
            self._use(wrapped)
        else:
            self._wrap_again()
        if not same:
            self.scroll_to(y=0, animate=False)
        self._mark()

    def point_at_place(self, place: Place) -> None:
        """Make a passage or a quote the current one."""
        self.point_at(place.start, place.end)
        self._use_margins()

    def _use(self, wrapped: WrappedText) -> None:
        super()._use(wrapped)
        self._use_margins()

    def _use_margins(self) -> None:
        wrapped = self._wrapped
        found: dict[int, tuple[str, str, str]] = {}
        for place in self._places:
            first, last = wrapped.line_of(place.start), wrapped.line_of(max(place.end - 1, 0))
            for line in range(first, last + 1):
                rank, slots, stance = found.get(line, _BLANK)
                if place.rank is not None:
                    rank = f"{place.rank:>2}" if line == first else (rank.strip() and rank) or " │"
                found[line] = (rank, slots, stance)
        for sign in self._signs:
            line = wrapped.line_of(sign.offset)
            rank, slots, stance = found.get(line, _BLANK)
            if sign.stance:
                stance = sign.sign
            elif sign.sign not in slots:
                slots = (slots.strip() + sign.sign).ljust(2)
            found[line] = (rank, slots, stance)
        self._margins = found
        current = self._current
        self._here = (
            range(wrapped.line_of(current[0]), wrapped.line_of(max(current[1] - 1, 0)) + 1)
            if current
            else range(0)
        )
        self.refresh()

    def margin(self, line: int) -> list[Segment]:
        """Rank, slots, stance."""
        rank, slots, stance = self._margins.get(line, _BLANK)
        tone = "key" if line in self._here else "muted"
        edge = "▌" if line in self._here else " "
        return [
            Segment(rank, self._style((tone,))),
            Segment(slots, self._style(("strong",))),
            Segment(stance, self._style(("strong",))),
            Segment(edge, self._style((tone,))),
        ]

    def _wrap_again(self) -> None:
        if len(self._sheet.text) <= LONG_CHARACTERS:
            super()._wrap_again()
        else:
            self._wrap_aside()

    @work(group="wrap", exclusive=True, exit_on_error=False)
    async def _wrap_aside(self) -> None:
        """Break a long text in a thread; the words at the top stay there."""
        text, width = self._sheet.text, self.text_width
        wrapped = await asyncio.to_thread(wrap, text, width)
        if self._sheet.text is text:
            old = self._wrapped
            top = old.starts[min(self.scroll_offset.y, len(old) - 1)] if old.text is text else 0
            self._use(wrapped)
            self.scroll_to(y=wrapped.line_of(top), animate=False)
            self.refresh()

    def action_quoting_form(self) -> None:
        """Quote the selected words with remarks."""
        start, end = self.selection
        if self._original[start:end].strip():
            self.post_message(self.Chosen(start, end))
        else:
            self.post_message(self.SelectionChanged(0))

    def action_quoting_leave(self) -> None:
        """Drop the selection."""
        self.stop_selecting()
        self.post_message(self.SelectionChanged(None))

    def clicked(self) -> None:
        """Go to the place under the pointer."""
        for number, place in enumerate(self._places):
            if place.start <= self._cursor < place.end:
                self.post_message(self.Clicked(number))
                return
