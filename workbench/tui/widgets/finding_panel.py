"""The panel of queues, saved views and facets with their counts."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.looks.panel_lines import Line, Mark, PanelLine
from workbench.tui.terminal.literal import literal_cell
from workbench.tui.widgets.contents import resize_contents


class FindingPanel(ScrollView, can_focus=True):
    """One line for each queue, view and value; headings between them."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.FINDING)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "finding--heading",
        "finding--cursor",
        "finding--in-force",
        "finding--count",
    }

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The line that the keys are about."""

    @dataclass
    class Picked(Message):
        """A line was chosen; ``negated`` if its claims are to be left out."""

        line: PanelLine
        negated: bool = False

    @dataclass
    class QueueWanted(Message):
        """A queue was chosen by its number."""

        number: int

    class Left(Message):
        """The list is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.lines: list[PanelLine] = []

    def show(self, lines: list[PanelLine]) -> None:
        """Show other lines; the cursor stays on the line it was on."""
        before = self.line
        self.lines = lines
        resize_contents(self, Size(self.size.width, len(lines)))
        place = next(
            (at for at, line in enumerate(lines) if before and line.same == before.same),
            self.cursor,
        )
        self.set_reactive(FindingPanel.cursor, self.validate_cursor(place))
        self.refresh()

    @property
    def line(self) -> PanelLine | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if self.cursor < len(self.lines) else None

    # ------------------------------------------------------------------------- painting

    def render_line(self, y: int) -> Strip:
        """One line."""
        place = y + self.scroll_offset.y
        width = self.size.width
        if place >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        line = self.lines[place]
        style = self._style(line, at_cursor=place == self.cursor)
        if line.kind is Line.HEADING:
            return Strip([Segment(literal_cell(line.text, width), style)], width)
        count = line.counted()
        mark = line.key if line.mark is Mark.NONE and line.key else line.mark.value
        mark = f"{mark:<{cell_len(line.key)}}"
        room = max(width - cell_len(count) - cell_len(mark) - 3, 1)
        text = f" {mark} {literal_cell(line.text, room)}"
        quiet = self.get_component_rich_style("finding--count", partial=True)
        return Strip(
            [Segment(text, style), Segment(f"{count} ", style + quiet)]
        ).adjust_cell_length(width, style)

    def _style(self, line: PanelLine, *, at_cursor: bool) -> Style:
        if at_cursor and self.has_focus:
            return self.get_component_rich_style("finding--cursor")
        if line.kind is Line.HEADING:
            return self.get_component_rich_style("finding--heading")
        if line.mark is not Mark.NONE:
            return self.get_component_rich_style("finding--in-force")
        return self.rich_style

    # ------------------------------------------------------------------------- moving

    def validate_cursor(self, cursor: int) -> int:
        """Keep it on a line that is no heading."""
        place = max(0, min(cursor, len(self.lines) - 1))
        step = 1 if place >= self.cursor or place == 0 else -1
        while 0 <= place < len(self.lines) and self.lines[place].kind is Line.HEADING:
            place += step
        return place if 0 <= place < len(self.lines) else min(1, max(len(self.lines) - 1, 0))

    def watch_cursor(self) -> None:
        """Keep the line in sight."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if self.cursor <= top:
            self.scroll_to(y=max(self.cursor - 1, 0), animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)
        self.refresh()

    def action_finding_queue(self, number: int) -> None:
        """Open a queue."""
        self.post_message(self.QueueWanted(number))

    def action_finding_next(self) -> None:
        """Move to the line below."""
        self.cursor += 1

    def action_finding_previous(self) -> None:
        """Move to the line above."""
        self.cursor -= 1

    def action_finding_first(self) -> None:
        """Move to the first line."""
        self.cursor = 0

    def action_finding_last(self) -> None:
        """Move to the last line."""
        self.cursor = len(self.lines) - 1

    def _headings(self) -> list[int]:
        return [at for at, line in enumerate(self.lines) if line.kind is Line.HEADING]

    def action_finding_next_part(self) -> None:
        """Move to the next facet."""
        self.cursor = next((at + 1 for at in self._headings() if at > self.cursor), self.cursor)

    def action_finding_previous_part(self) -> None:
        """Move to the facet before."""
        before = [at + 1 for at in self._headings() if at + 1 < self.cursor]
        self.cursor = before[-1] if before else 0

    # ------------------------------------------------------------------------- choosing

    def action_finding_pick(self) -> None:
        """Take the line, or drop it."""
        if self.line is not None and self.line.kind is not Line.HEADING:
            self.post_message(self.Picked(self.line))

    def action_finding_exclude(self) -> None:
        """Leave the claims of the line out."""
        if self.line is not None and self.line.kind is Line.VALUE:
            self.post_message(self.Picked(self.line, negated=True))

    def action_finding_leave(self) -> None:
        """Go back to the list."""
        self.post_message(self.Left())

    # ------------------------------------------------------------------------- events

    def on_click(self, event: events.Click) -> None:
        """Take the line that was clicked."""
        place = event.y + self.scroll_offset.y
        if place < len(self.lines) and self.lines[place].kind is not Line.HEADING:
            self.cursor = place
            self.action_finding_pick()

    def on_resize(self) -> None:
        """The scroll bar follows."""
        resize_contents(self, Size(self.size.width, len(self.lines)))

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()
