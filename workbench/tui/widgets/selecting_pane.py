"""A pane in whose text words can be selected, by keys and with the mouse.

What comes of a selection is up to the subclass: a claim of an article, a quote of a source.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.reactive import reactive

from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.looks.selecting import next_word_end, previous_word_start, sentence_around
from workbench.tui.sheets.sheet import Mark
from workbench.tui.widgets.reading_pane import ReadingPane


class SelectingPane(ReadingPane):
    """Text to read, with a cursor that selects words when it is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.SELECTING, Where.READING)
    ALLOW_SELECT = False

    selecting: reactive[bool] = reactive(default=False, bindings=True, toggle_class="-selecting")
    """Whether keys move a cursor that selects words."""

    @dataclass
    class SelectionChanged(Message):
        """The selection has now so many characters; ``None`` when selecting has ended."""

        characters: int | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._original = ""
        self._current: tuple[int, int] | None = None
        self._cursor = 0
        self._anchor: int | None = None
        self._dragging = False

    def point_at(self, start: int, end: int) -> None:
        """Make one span the current one and bring it into sight."""
        self._current = (start, end)
        self._mark()
        if not self.selecting:
            self.scroll_to_text(start, end)

    def _mark(self) -> None:
        marks = [] if self._current is None else [Mark(*self._current, "current")]
        if self.selecting:
            marks.append(Mark(*self.selection, "selected"))
            marks.append(Mark(self._cursor, self._cursor + 1, "cursor"))
        self.overlay(marks)

    # ------------------------------------------------------------------------- selecting

    @property
    def selection(self) -> tuple[int, int]:
        """The selected words, empty before a start was marked."""
        anchor = self._cursor if self._anchor is None else self._anchor
        return min(anchor, self._cursor), max(anchor, self._cursor)

    def start_selecting(self) -> None:
        """Put the cursor at the current claim, or at the first line in sight."""
        if not self.text:
            return
        if self._current is not None:
            self._cursor = self._current[0]
        else:
            self._cursor = self._wrapped.starts[min(self.scroll_offset.y, len(self._wrapped) - 1)]
        self._anchor = None
        self.selecting = True
        self._selection_moved()

    def stop_selecting(self) -> None:
        """Drop the selection and its cursor."""
        if self.selecting:
            self.selecting = False
            self._anchor = None
            self._mark()

    def _move_to(self, offset: int) -> None:
        self._cursor = max(0, min(offset, len(self.text)))
        self._selection_moved()

    def _selection_moved(self) -> None:
        self._mark()
        self.scroll_to_text(self._cursor, self._cursor, context=1)
        start, end = self.selection
        self.post_message(self.SelectionChanged(end - start))

    def _move_lines(self, lines: int) -> None:
        wrapped = self._wrapped
        line = wrapped.line_of(self._cursor) + lines
        self._move_to(wrapped.offset_at(line, wrapped.column_of(self._cursor)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Either the selection keys or the scrolling keys are on."""
        del parameters
        if action.startswith(("select_", "quoting_")):
            return self.selecting
        if action.startswith("reading_"):
            return not self.selecting
        return True

    def action_select_mark(self) -> None:
        """Start the selection at the cursor."""
        self._anchor = self._cursor
        self._selection_moved()

    def action_select_sentence(self) -> None:
        """Select the sentence around the cursor."""
        self._anchor, self._cursor = sentence_around(self.text, self._cursor)
        self._selection_moved()

    def action_select_left(self) -> None:
        """Move by a character."""
        self._move_to(self._cursor - 1)

    def action_select_right(self) -> None:
        """Move by a character."""
        self._move_to(self._cursor + 1)

    def action_select_up(self) -> None:
        """Move by a line."""
        self._move_lines(-1)

    def action_select_down(self) -> None:
        """Move by a line."""
        self._move_lines(1)

    def action_select_page_up(self) -> None:
        """Move by a screen."""
        self._move_lines(1 - self.size.height)

    def action_select_page_down(self) -> None:
        """Move by a screen."""
        self._move_lines(self.size.height - 1)

    def action_select_next_word(self) -> None:
        """Move to the end of the next word."""
        self._move_to(next_word_end(self.text, self._cursor))

    def action_select_previous_word(self) -> None:
        """Move to the start of the word before."""
        self._move_to(previous_word_start(self.text, self._cursor))

    def action_select_line_start(self) -> None:
        """Move to the line's start."""
        self._move_to(self._wrapped.starts[self._wrapped.line_of(self._cursor)])

    def action_select_line_end(self) -> None:
        """Move to the line's end."""
        self._move_to(self._wrapped.ends[self._wrapped.line_of(self._cursor)])

    # ------------------------------------------------------------------------- mouse

    def _offset_under(self, event: events.MouseEvent) -> int:
        place = event.get_content_offset_capture(self)
        return self._wrapped.offset_at(place.y + self.scroll_offset.y, place.x - self.MARGIN)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a selection may begin."""
        if event.button == 1 and self.text:
            self._dragging = True
            self._anchor = self._cursor = self._offset_under(event)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the pointer."""
        if self._dragging and (offset := self._offset_under(event)) != self._cursor:
            self.selecting = True
            self._move_to(offset)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the drag; a click without one picks the claim under it."""
        if not self._dragging:
            return
        self._dragging = False
        self.release_mouse()
        if self.selecting:
            self._move_to(self._offset_under(event))
        else:
            self.clicked()

    def clicked(self) -> None:
        """Something was clicked; the cursor is at it."""
