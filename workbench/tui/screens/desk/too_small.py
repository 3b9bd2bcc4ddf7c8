"""What is shown while the terminal is too small for the desk."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

LEAST = Size(60, 16)


def too_small(size: Size) -> bool:
    """Whether the desk cannot be used in a terminal of this size."""
    return size.width < LEAST.width or size.height < LEAST.height


class TooSmallScreen(ModalScreen[None]):
    """One line that says what is wrong; it goes away when the terminal grows."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(id="too-small")

    def on_mount(self) -> None:
        """Say it for the present size."""
        self._say(self.app.size)

    def on_resize(self, event: events.Resize) -> None:
        """Say it for the new size; the application takes this screen away."""
        self._say(event.size)

    def _say(self, size: Size) -> None:
        self.query_one(Static).update(
            Content(
                f"terminal too small: needs at least {LEAST.width}x{LEAST.height}, "
                f"this is {size.width}x{size.height}"
            )
        )
