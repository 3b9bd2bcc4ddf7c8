"""The article a claim was read from, with its claims marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.messages import MarkedClaim
from workbench.tui.sheets.sheet import Mark, Sheet
from workbench.tui.widgets.selecting_pane import SelectingPane


class ArticlePane(SelectingPane):
    """Shows a document; the current claim stands out, the others are underlined."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.ADDING)

    @dataclass
    class Selected(Message):
        """Words were chosen to become a claim."""

        document: str
        start: int
        end: int
        words: str

    @dataclass
    class ClaimPicked(Message):
        """A marked claim was clicked."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.document = ""
        self._spans: Sequence[MarkedClaim] = ()

    def show_article(self, document: str, text: str) -> None:
        """Show a document."""
        again = document == self.document
        if not again:
            self.stop_selecting()
            self._current = None
            self._spans = ()
        if not again or text != self._original:
            self.document, self._original = document, text
            self.show(Sheet(text), keep_place=again)
        self._mark()

    def mark_claims(self, spans: Sequence[MarkedClaim]) -> None:
        """Underline the claims of the document."""
        self._spans = spans
        self.paint_marks([Mark(span.start, span.end, "claim") for span in spans])

    def action_select_make(self) -> None:
        """Offer the selected words as a claim."""
        start, end = self.selection
        words = self._original[start:end]
        if words.strip():
            self.post_message(self.Selected(self.document, start, end, words))
        else:
            self.post_message(self.SelectionChanged(0))

    def action_select_leave(self) -> None:
        """Drop the selection."""
        self.stop_selecting()
        self.post_message(self.SelectionChanged(None))

    def clicked(self) -> None:
        """Pick the claim under the pointer."""
        around = [span for span in self._spans if span.start <= self._cursor < span.end]
        if around:
            nearest = min(around, key=lambda span: span.end - span.start)
            self.post_message(self.ClaimPicked(nearest.number))
