"""A question to be answered yes or no, with what a yes does."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from workbench.tui.actions.action import Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.terminal.literal import literal_block, literal_line
from workbench.tui.widgets.key_line import KeyLine


class QuestionScreen(Placed, ModalScreen[bool]):
    """Asked before something that undo cannot take back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.QUESTION)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.QUESTION,)

    def __init__(self, title: str, words: str) -> None:
        super().__init__(classes="form")
        self._title_words = title
        self._words = words

    def compose(self) -> ComposeResult:
        """Title, words, two buttons."""
        with Vertical(id="form", classes="-question"):
            yield Static(literal_line(self._title_words), id="form-title")
            yield Static(literal_block(self._words), id="question-words")
            with Horizontal(id="form-buttons"):
                yield Button("Yes", id="yes", compact=True)
                yield Button("No", id="no", compact=True)
            yield KeyLine()

    def on_mount(self) -> None:
        """A thoughtless Enter should do nothing that cannot be taken back."""
        self.query_one("#no", Button).focus()

    def action_question_yes(self) -> None:
        """Go on."""
        self.dismiss(result=True)

    def action_question_no(self) -> None:
        """Leave it."""
        self.dismiss(result=False)

    @on(Button.Pressed, "#yes")
    def _yes_pressed(self) -> None:
        self.action_question_yes()

    @on(Button.Pressed, "#no")
    def _no_pressed(self) -> None:
        self.action_question_no()
