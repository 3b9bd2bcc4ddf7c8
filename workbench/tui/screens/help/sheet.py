"""A sheet over the desk: a claim's history, or the help."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.sheets.sheet import LaidOut, Sheet
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane


class SheetScreen(Placed, ModalScreen[None]):
    """Something to read, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.SHEET)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.SHEET, Where.READING)

    def __init__(self, title: str, sheet: Sheet | LaidOut) -> None:
        super().__init__(classes="form")
        self._title_words = title
        self._sheet = sheet
        self._shown_at = 0

    def compose(self) -> ComposeResult:
        """Title over text."""
        with Vertical(id="form"):
            yield Static(literal_line(self._title_words), id="form-title")
            yield ReadingPane(id="sheet")
            yield KeyLine()

    def node_for(self, where: Where) -> DOMNode | None:
        """The sheet, or its text."""
        return self.query_one(ReadingPane) if where is Where.READING else self

    def on_mount(self) -> None:
        """Show the text."""
        self._show()
        self.query_one(ReadingPane).focus()

    @on(Resize)
    def lay_out(self) -> None:
        """Lay out anew what is laid out for a width."""
        if callable(self._sheet) and self.app.size.width != self._shown_at:
            self._show()

    def _show(self) -> None:
        self._shown_at = self.app.size.width
        sheet = self._sheet(self._shown_at) if callable(self._sheet) else self._sheet
        self.query_one(ReadingPane).show(sheet)

    def action_sheet_close(self) -> None:
        """Go back."""
        self.dismiss(None)
