"""The claims list: any number of rows, of which only the visible ones are ever read.

It holds claim numbers, not claims. Rows are read a page at a time as they come into sight.
"""

from array import array
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workbench.errors import WorkbenchError
from workbench.model import ClaimRow, ClaimStatus
from workbench.text import clean_line
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.lanes.row_pages import RowPages
from workbench.tui.looks.columns import CHOSEN_SIGN, Columns, RowSource
from workbench.tui.looks.wrapping import wrap
from workbench.tui.widgets.contents import resize_contents
from workbench.tui.widgets.marking import MarkingRows

RETRY_SECONDS = 0.1
SCROLLBAR = 1
"""Its column is kept free, so that rows stand below the names of their columns with it too."""


class ListHeader(Widget):
    """The names of the columns."""

    DEFAULT_CSS = "ListHeader { height: 1; color: $text-muted; }"

    def render_line(self, y: int) -> Strip:
        """The one line there is."""
        del y
        columns = Columns.fitting(self.size.width - SCROLLBAR)
        return Strip([Segment(columns.header(), self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )


class ClaimRows(MarkingRows, can_focus=True):
    """The rows themselves."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.LIST)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "claims--cursor",
        "claims--cursor-blurred",
        "claims--dismissed",
        "claims--decided",
        "claims--conflict",
        "claims--empty",
    }

    @dataclass
    class Moved(Message):
        """The cursor came to another claim, or the claim under it changed."""

        number: int | None
        index: int

    @dataclass
    class Chosen(Message):
        """The claim under the cursor is to be read."""

        number: int

    class RowsCame(Message):
        """Rows have been read that were not there when they should have been painted."""

        def can_replace(self, message: Message) -> bool:
            """One painting serves for all."""
            return isinstance(message, ClaimRows.RowsCame)

    @dataclass
    class Unreadable(Message):
        """Rows could not be read."""

        error: WorkbenchError

        def can_replace(self, message: Message) -> bool:
            """The latest reason is enough."""
            return isinstance(message, ClaimRows.Unreadable)

    def __init__(self, rows: RowSource, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.empty = ""
        self._pages = RowPages(rows, self._rows_came)
        self._announced: int | None = None
        self._retrying = False
        self._plain = Style()
        self._columns = Columns.fitting(0)

    # ------------------------------------------------------------------------- contents

    def row_at_cursor(self) -> ClaimRow | None:
        """The row of the claim under the cursor, if it can be read."""
        return self._row(self.cursor) if self._numbers else None

    def replace(self, numbers: "array[int]", keep: int | None = None, otherwise: int = 0) -> None:
        """Show other claims; the cursor goes to claim ``keep``, or to place ``otherwise``."""
        index = self._index_of(keep, numbers)
        index = otherwise if index is None else index
        self._numbers = array("q", numbers)
        self._pages.forget()
        self._announced = None
        self._resize_contents()
        top = self.scroll_offset.y
        self.set_reactive(ClaimRows.cursor, min(index, max(len(numbers) - 1, 0)))
        if not top <= self.cursor < top + self.size.height:
            self.scroll_to(y=max(self.cursor - self.size.height // 2, 0), animate=False)
        self.refresh()
        self._announce()

    def extend(self, numbers: "array[int]") -> None:
        """Add claims at the end."""
        self._pages.forget_page_of(len(self._numbers))
        before = len(self._numbers)
        self._numbers.extend(numbers)
        self._resize_contents()
        if before < self.scroll_offset.y + self.size.height:
            self.refresh()
        self._announce()

    def take_off(self, number: int) -> None:
        """Take one claim off the list; the cursor stays where it is."""
        numbers = self._numbers
        index = self._index_of(number, numbers, near=self.cursor)
        if index is None:
            return
        del numbers[index]
        if self._marks.pop(number, 0) is None:
            self._say_marks()
        self._pages.forget()
        self._resize_contents()
        if index < self.cursor or self.cursor >= len(numbers):
            self.set_reactive(ClaimRows.cursor, max(self.cursor - 1, 0))
        self.refresh()
        self._announced = None
        self._announce()

    def forget_rows(self) -> None:
        """Read the visible rows again; something in them has changed."""
        self._pages.forget()
        self.refresh()

    def go_to(self, number: int) -> bool:
        """Move the cursor to a claim, if it is on the list."""
        index = self._index_of(number, self._numbers)
        if index is None:
            return False
        self.cursor = index
        return True

    def _index_of(self, number: int | None, numbers: "array[int]", near: int = 0) -> int | None:
        if number is None:
            return None
        if near < len(numbers) and numbers[near] == number:
            return near
        try:
            return numbers.index(number)
        except ValueError:
            return None

    def _resize_contents(self) -> None:
        resize_contents(self, Size(self.size.width, len(self._numbers)))

    def _row(self, index: int) -> ClaimRow | None:
        """A row, or ``None`` while it is being read."""
        try:
            return self._pages.row(self._numbers, index)
        except WorkbenchError as error:
            self._try_again(error)
            return None

    def _rows_came(self) -> None:
        if self.is_attached:
            self.post_message(self.RowsCame())

    def on_claim_rows_rows_came(self) -> None:
        """Paint the rows that have been read meanwhile."""
        self.refresh()
        self._announced = None
        self._announce()

    def _try_again(self, error: WorkbenchError) -> None:
        if not self._retrying:
            self._retrying = True
            self.post_message(self.Unreadable(error))
            self.set_timer(RETRY_SECONDS, self._retry)

    def _retry(self) -> None:
        self._retrying = False
        self.refresh()

    # ------------------------------------------------------------------------- painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight; what they share is worked out once."""
        self._plain = self.rich_style
        self._columns = Columns.fitting(self.size.width - SCROLLBAR)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row; rows below the last one are empty."""
        index = y + self.scroll_offset.y
        width = self.size.width
        if index >= len(self._numbers):
            return self._empty_line(y) if not self._numbers else Strip.blank(width, self._plain)
        row = self._row(index)
        style = self._style_of(row, at_cursor=index == self.cursor)
        if row is None:
            return Strip([Segment("…".rjust(width), style)], width)
        text = self._columns.row(row)
        if row.number in self._marks:
            text = CHOSEN_SIGN + text[1:]
        return Strip([Segment(text, style)], self._columns.width).adjust_cell_length(width, style)

    def _empty_line(self, y: int) -> Strip:
        """What is said in place of rows when there are none."""
        width = self.size.width
        words = wrap(clean_line(self.empty), max(width - 2, 1))
        style = self.get_component_rich_style("claims--empty")
        line = y - 1
        text = words.text[words.starts[line] : words.ends[line]] if 0 <= line < len(words) else ""
        return Strip([Segment(" " + text, style)]).adjust_cell_length(width, style)

    def _style_of(self, row: ClaimRow | None, *, at_cursor: bool) -> Style:
        if at_cursor:
            name = "claims--cursor" if self.has_focus else "claims--cursor-blurred"
        elif row is None or row.dismissed or row.taken_over:
            name = "claims--dismissed"
        elif row.status is ClaimStatus.CONFLICT:
            name = "claims--conflict"
        elif row.status is ClaimStatus.UNRATED:
            return self._plain
        else:
            name = "claims--decided"
        return self.get_component_rich_style(name)

    def _refresh_row(self, index: int) -> None:
        y = index - self.scroll_offset.y
        if 0 <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    # ------------------------------------------------------------------------- moving

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on the list."""
        return max(0, min(cursor, len(self._numbers) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two rows concerned, and say where the cursor is."""
        top = self.scroll_offset.y
        height = self.size.height
        if after < top:
            self.scroll_to(y=after, animate=False, immediate=True)
        elif after >= top + height:
            self.scroll_to(y=after - height + 1, animate=False, immediate=True)
        self._refresh_row(before)
        self._refresh_row(after)
        self._announce()

    def _announce(self) -> None:
        current = self.current
        if current != self._announced or current is None:
            self._announced = current
            self.post_message(self.Moved(current, self.cursor))

    def action_list_next(self) -> None:
        """Move to the claim below."""
        self.cursor += 1

    def action_list_previous(self) -> None:
        """Move to the claim above."""
        self.cursor -= 1

    def action_list_page_down(self) -> None:
        """Move down by a screen."""
        self._page(1)

    def action_list_page_up(self) -> None:
        """Move up by a screen."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        step = max(self.size.height - 1, 1) * direction
        self.scroll_to(y=self.scroll_offset.y + step, animate=False, immediate=True)
        self.cursor += step

    def action_list_first(self) -> None:
        """Move to the top of the list."""
        self.cursor = 0

    def action_list_last(self) -> None:
        """Move to the end of the list."""
        self.cursor = len(self._numbers) - 1

    def action_list_open(self) -> None:
        """Ask for the claim to be read."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))

    # ------------------------------------------------------------------------- events

    def on_click(self, event: events.Click) -> None:
        """Go to the claim that was clicked; a double click reads it."""
        index = event.y + self.scroll_offset.y
        if index < len(self._numbers):
            self.cursor = index
            if event.chain == 2:
                self.action_list_open()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._resize_contents()
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)

    def on_focus(self) -> None:
        """Show the cursor as the one that keys move."""
        self._refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._refresh_row(self.cursor)


class ClaimList(Vertical):
    """Column names over the rows."""

    def __init__(self, rows: RowSource, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows = ClaimRows(rows, id="rows")

    def compose(self) -> ComposeResult:
        """Header, then rows."""
        yield ListHeader()
        yield self.rows
