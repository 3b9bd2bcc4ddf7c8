"""Several lines to type in that are safe to fill with, and to paste, outside text."""

from rich.text import Text
from textual.widgets import TextArea

from workbench.tui.terminal.literal import literal_field


class TextField(TextArea):
    """Several lines of text."""

    def on_mount(self) -> None:
        """A steady cursor, as in the other fields."""
        self.cursor_blink = False

    def get_line(self, line_index: int) -> Text:
        """One line, cleaned for the screen and as long as it is in the text."""
        return literal_field(self.document.get_line(line_index))
