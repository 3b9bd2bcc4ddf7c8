"""A line to type in that is safe to fill with, and to paste, outside text.

What a field holds stays exactly as it is; what it shows has passed the door.
"""

from rich.text import Text
from textual import events
from textual.widgets import Input

from workbench.text import clean_line
from workbench.tui.terminal.literal import literal_field


class LineField(Input):
    """One line of text. Control characters in what is pasted become visible pictures."""

    def on_mount(self) -> None:
        """A cursor that does not blink does not write to a slow line all day."""
        self.cursor_blink = False

    @property
    def _value(self) -> Text:
        return literal_field(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        lines = event.text.strip().splitlines()
        if lines:
            self.replace(clean_line(lines[0]), *self.selection)
        event.stop()
        event.prevent_default()
