"""A short tour of the desk: a few cards in a corner. Any other key leaves it and does its work."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.actions.table import actions_in
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.keyed import table_of
from workbench.tui.widgets.key_line import KeyLine

_OWN = actions_in(Where.TOUR)


class TourScreen(Placed, ModalScreen[None]):
    """Lies over the desk in a corner, so that what it tells of stays in sight."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.TOUR)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.TOUR,)

    def __init__(self, cards: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._cards = cards
        self.place = 0

    def compose(self) -> ComposeResult:
        """One card, and the keys for it."""
        yield Static(id="tour-card")
        yield KeyLine()

    def on_mount(self) -> None:
        """The first card."""
        self._show()

    def _show(self) -> None:
        title, words = self._cards[self.place]
        card = self.query_one("#tour-card", Static)
        card.border_title = f"{self.place + 1} of {len(self._cards)}  {title}"
        card.border_subtitle = "Enter next · any other key leaves"
        card.update(Content(words))

    def node_for(self, where: Where) -> DOMNode | None:
        """Everything is done here."""
        del where
        return self

    def on_key(self, event: events.Key) -> None:
        """A key of work ends the tour and is passed on."""
        keys = table_of(self.app)
        if any(event.key in keys.keys(action) for action in _OWN):
            return
        event.stop()
        self.dismiss(None)
        self.app.call_later(self.app.simulate_key, event.key)

    def on_click(self, event: events.Click) -> None:
        """A click on the card goes on; elsewhere it leaves. The line of keys does its own."""
        if event.widget is self.query_one("#tour-card"):
            self.action_tour_next()
        elif not isinstance(event.widget, KeyLine):
            self.dismiss(None)

    def action_tour_next(self) -> None:
        """The next card; after the last, back to work."""
        self.place += 1
        if self.place < len(self._cards):
            self._show()
        else:
            self.dismiss(None)

    def action_tour_previous(self) -> None:
        """The card before."""
        self.place = max(self.place - 1, 0)
        self._show()

    def action_tour_leave(self) -> None:
        """Back to work."""
        self.dismiss(None)
