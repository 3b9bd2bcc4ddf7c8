"""The help over a screen: what can be done there now, narrowed as one types, run by a click."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.keyed import table_of
from workbench.tui.sheets.help import HelpSheet, help_sheet
from workbench.tui.sheets.sheet import Sheet
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane


class HelpField(LineField, inherit_bindings=False):
    """What is typed; Enter is left to the help, which tells it in its line of keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in Input.BINDINGS
        if not (isinstance(binding, Binding) and binding.key == "enter")
    ]


class HelpPane(ReadingPane, can_focus=False):
    """The text of the help; a click on an action is taken for the action."""

    def __init__(self, picked: Callable[[int], None]) -> None:
        super().__init__(id="sheet")
        self._picked = picked

    def on_click(self, event: events.Click) -> None:
        """Say at which place of the text the click was."""
        line = event.y + self.scroll_offset.y
        if line < len(self._wrapped):
            self._picked(self._wrapped.offset_at(line, event.x - self.styles.padding.left))


class HelpScreen(Placed, ModalScreen[Action | None]):
    """Closes with the action that was chosen, which is then done in the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.HELP)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.HELP,)

    def __init__(self, places: Sequence[Where], why_not: Callable[[Action], str]) -> None:
        super().__init__(classes="form")
        self._places = places
        self._why_not = why_not
        self.shown = HelpSheet(Sheet(), ())

    def compose(self) -> ComposeResult:
        """Title, what is typed, the text."""
        with Vertical(id="form"):
            yield Static("What can be done here and now", id="form-title")
            with Horizontal(id="help-line"):
                yield Static("/", classes="sign")
                yield HelpField(
                    placeholder="type to narrow; a click does it", id="help-typed", compact=True
                )
            yield HelpPane(self._pick)
            yield KeyLine()

    @property
    def pane(self) -> ReadingPane:
        """The text."""
        return self.query_one(HelpPane)

    def node_for(self, where: Where) -> DOMNode | None:
        """The help does everything itself."""
        del where
        return self

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")
        self.query_one(LineField).focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, typed: str) -> None:
        self.shown = help_sheet(self._places, self._why_not, table_of(self.app), typed)
        self.pane.show(self.shown.sheet)

    def _pick(self, offset: int) -> None:
        action = self.shown.at(offset)
        if action is not None and not action.numbered:
            self.dismiss(action)

    # ------------------------------------------------------------------------- actions

    def action_help_run(self) -> None:
        """Do the first of what was looked for; one whose name begins so before others."""
        runnable = [action for _, _, action in self.shown.entries if not action.numbered]
        typed = self.query_one(LineField).value.strip().casefold()
        if runnable and typed:
            self.dismiss(
                min(runnable, key=lambda action: not action.title.casefold().startswith(typed))
            )

    def action_help_down(self) -> None:
        """Scroll down."""
        self.pane.action_reading_down()

    def action_help_up(self) -> None:
        """Scroll up."""
        self.pane.action_reading_up()

    def action_help_page_down(self) -> None:
        """Scroll down by a screen."""
        self.pane.action_reading_page_down()

    def action_help_page_up(self) -> None:
        """Scroll up by a screen."""
        self.pane.action_reading_page_up()

    def action_help_close(self) -> None:
        """Go back."""
        self.dismiss(None)
