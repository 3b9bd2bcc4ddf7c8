"""The line in which a filter is typed."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from workbench.tui.action import Where
from workbench.tui.bindings import bindings_for
from workbench.tui.literal import literal_line
from workbench.tui.widgets.fields import LineField


class FilterBar(Horizontal):
    """Shown while there is a filter or one is being typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.FILTER)

    @dataclass
    class Typed(Message):
        """The filter reads differently now."""

        text: str

        def can_replace(self, message: Message) -> bool:
            """Only the latest wording counts."""
            return isinstance(message, FilterBar.Typed)

    class Left(Message):
        """The list is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.field = LineField(
            placeholder="words, is:unrated, is:conflict, is:stale, is:dismissed, is:any",
            compact=True,
        )

    def compose(self) -> ComposeResult:
        """A sign and a field."""
        yield Static(literal_line("/"), classes="sign")
        yield self.field

    def on_mount(self) -> None:
        """Hidden at first."""
        self.display = False

    @property
    def text(self) -> str:
        """The filter as typed."""
        return self.field.value

    def open(self) -> None:
        """Show the line and type in it."""
        self.display = True
        self.field.focus()

    def clear(self) -> None:
        """No filter, and no line."""
        self.field.value = ""
        self.display = False

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self.field.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_filter_keep()

    def action_filter_keep(self) -> None:
        """Go to the list; an empty filter disappears."""
        self.display = bool(self.text)
        self.post_message(self.Left())

    def action_filter_clear(self) -> None:
        """Drop the filter and go to the list."""
        self.clear()
        self.post_message(self.Left())
