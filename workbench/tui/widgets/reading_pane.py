"""A pane that shows a sheet of any length and wraps it to its width.

Line API: only the lines in sight are ever made. Whatever text it is given is cleaned once
more, so nothing can reach the terminal through it as an escape sequence.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.text import clean_block
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.looks.wrapping import WrappedText, wrap
from workbench.tui.sheets.sheet import Mark, Sheet
from workbench.tui.widgets.contents import resize_contents

READABLE_WIDTH = 110


class ReadingPane(ScrollView, can_focus=True):
    """Text to read: scrolls by line and screen, breaks at words, never runs off the edge."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.READING)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reading--title",
        "reading--heading",
        "reading--strong",
        "reading--muted",
        "reading--quote",
        "reading--good",
        "reading--bad",
        "reading--warning",
        "reading--key",
        "reading--claim",
        "reading--current",
        "reading--selected",
        "reading--cursor",
        "reading--agrees",
        "reading--differs",
        "reading--quoted",
    }
    MARGIN: ClassVar[int] = 0
    """Columns at the left that are not of the text."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._given: Sheet | None = None
        self._sheet = Sheet()
        self._wrapped: WrappedText = wrap("", 80)
        self._changes: list[int] = [0]
        self._tones: list[tuple[str, ...]] = [()]
        self._overlay: tuple[Mark, ...] = ()
        self._styles: dict[tuple[str, ...], Style] = {}

    def paragraph_at(self, column: int, line: int) -> str:
        """The paragraph of which something is painted at a place; empty where nothing is."""
        line += self.scroll_offset.y
        if not 0 <= line < len(self._wrapped):
            return ""
        text, at = self._sheet.text, self._wrapped.offset_at(line, column)
        return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._sheet.text

    @property
    def text_width(self) -> int:
        """How wide the text is broken."""
        room = self.scrollable_content_region.width or 80
        return min(max(room - self.MARGIN, 1), READABLE_WIDTH)

    def in_sight(self, start: int, end: int) -> bool:
        """Whether some of ``text[start:end]`` is on the screen."""
        top, height = self.scroll_offset.y, self.size.height
        first, last = self._wrapped.line_of(start), self._wrapped.line_of(max(end - 1, start))
        return first < top + height and last >= top

    def show(self, sheet: Sheet, *, keep_place: bool = False) -> None:
        """Show a sheet, from its beginning unless ``keep_place``."""
        if keep_place and sheet == self._given:
            return
        self._given = sheet
        text = clean_block(sheet.text).replace("\t", " ")
        self._sheet = Sheet(text, sheet.marks, sheet.hangs)
        self.paint_marks(sheet.marks)
        self._wrap_again()
        if not keep_place:
            self.scroll_to(y=0, animate=False)
        self.refresh()

    def paint_marks(self, marks: Sequence[Mark]) -> None:
        """Change the tones of the text without touching the text."""
        self._changes, self._tones = _flatten(marks)
        self.refresh()

    def overlay(self, marks: Sequence[Mark]) -> None:
        """Lay a few marks over the others; these may change with every key."""
        before = self._overlay
        self._overlay = tuple(mark for mark in marks if mark.start < mark.end)
        for mark in {*before} ^ {*self._overlay}:
            self._refresh_lines_of(mark)

    def _refresh_lines_of(self, mark: Mark) -> None:
        """Paint the lines again in which a mark is."""
        first = self._wrapped.line_of(mark.start)
        last = self._wrapped.line_of(max(mark.end - 1, mark.start))
        self.refresh_lines(first, last - first + 1)

    def scroll_to_text(self, start: int, end: int, *, context: int = 3) -> None:
        """Bring ``text[start:end]`` into sight, with some lines before it."""
        first, last = self._wrapped.line_of(start), self._wrapped.line_of(max(end - 1, start))
        top, height = self.scroll_offset.y, self.size.height
        if top + context <= first and last < top + height - 1:
            return
        self.scroll_to(y=max(first - context, 0), animate=False)

    def _wrap_again(self) -> None:
        self._use(wrap(self._sheet.text, self.text_width, self._sheet.hangs))

    def _use(self, wrapped: WrappedText) -> None:
        self._wrapped = wrapped
        resize_contents(self, Size(wrapped.width + self.MARGIN, len(wrapped)))
        self.refresh()

    # ------------------------------------------------------------------------- painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in sight; the styles they share are worked out once."""
        self._styles = {(): self.rich_style}
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the wrapped text."""
        line = y + self.scroll_offset.y
        width = self.size.width
        base = self._style(())
        wrapped = self._wrapped
        if line >= len(wrapped):
            return Strip.blank(width, base)
        start, end = wrapped.starts[line], wrapped.ends[line]
        segments = self.margin(line) if self.MARGIN else []
        segments.append(Segment(" " * wrapped.indents.get(line, 0), base))
        segments.extend(self._segments(start, end))
        return Strip(segments).adjust_cell_length(width, base)

    def margin(self, line: int) -> list[Segment]:
        """What stands left of a line; exactly ``MARGIN`` columns."""
        del line
        return [Segment(" " * self.MARGIN, self._style(()))]

    def _segments(self, start: int, end: int) -> list[Segment]:
        text = self._sheet.text
        return [
            Segment(text[first:last], self._style(tones))
            for first, last, tones in self._runs(start, end)
        ]

    def _runs(self, start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
        """Stretches of ``text[start:end]`` that have the same tones."""
        run = bisect_right(self._changes, start) - 1
        runs: list[tuple[int, int, tuple[str, ...]]] = []
        while start < end:
            following = self._changes[run + 1] if run + 1 < len(self._changes) else end
            stop = min(max(following, start), end)
            if stop > start:
                runs.append((start, stop, self._tones[run]))
            start = stop
            run += 1
        for mark in self._overlay:
            runs = [part for whole in runs for part in _laid_over(whole, mark)]
        return runs

    def _style(self, tones: tuple[str, ...]) -> Style:
        style = self._styles.get(tones)
        if style is None:
            style = self.rich_style
            for tone in tones:
                style += self.get_component_rich_style(f"reading--{tone}", partial=True)
            self._styles[tones] = style
        return style

    def on_resize(self) -> None:
        """Wrap to the new width and stay at the same words."""
        top = self._wrapped.starts[min(self.scroll_offset.y, len(self._wrapped) - 1)]
        self._wrap_again()
        self.scroll_to(y=self._wrapped.line_of(top), animate=False)

    # ------------------------------------------------------------------------- moving

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_reading_down(self) -> None:
        """Scroll down by a line."""
        self._scroll_by(1)

    def action_reading_up(self) -> None:
        """Scroll up by a line."""
        self._scroll_by(-1)

    def action_reading_page_down(self) -> None:
        """Scroll down by a screen."""
        self._scroll_by(max(self.size.height - 1, 1))

    def action_reading_page_up(self) -> None:
        """Scroll up by a screen."""
        self._scroll_by(-max(self.size.height - 1, 1))

    def action_reading_top(self) -> None:
        """Scroll to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_reading_bottom(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)


def _flatten(marks: Sequence[Mark]) -> tuple[list[int], list[tuple[str, ...]]]:
    """Overlapping marks as runs that do not overlap: where each begins, and its tones."""
    edges: dict[int, list[tuple[bool, str]]] = {}
    for mark in marks:
        if mark.start < mark.end:
            edges.setdefault(mark.start, []).append((True, mark.tone))
            edges.setdefault(mark.end, []).append((False, mark.tone))
    changes: list[int] = [0]
    tones: list[tuple[str, ...]] = [()]
    open_tones: list[str] = []
    for offset in sorted(edges):
        for begins, tone in edges[offset]:
            if begins:
                open_tones.append(tone)
            else:
                open_tones.remove(tone)
        changes.append(offset)
        tones.append(tuple(dict.fromkeys(open_tones)))
    return changes, tones


def _laid_over(
    run: tuple[int, int, tuple[str, ...]], mark: Mark
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    start, end, tones = run
    first, last = max(start, mark.start), min(end, mark.end)
    if first >= last:
        yield run
        return
    if start < first:
        yield start, first, tones
    yield first, last, (*tones, mark.tone)
    if last < end:
        yield last, end, tones
