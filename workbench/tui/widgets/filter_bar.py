"""The line in which a query is typed, with what the word may become below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Static

from workbench.finding import Completion, QueryError, complete, in_words, parse_query
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.fields import LineField

SHOWN_CANDIDATES = 12
_SIGN_WIDTH = 2


@dataclass(frozen=True, slots=True)
class _Taken:
    """A completion that was taken: what stood there before and after, and which one it was."""

    before: str
    after: str
    completion: Completion
    place: int


class FilterBar(Vertical):
    """Shown while there is a query or one is being typed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.FILTER)

    @dataclass
    class Typed(Message):
        """The query reads differently now."""

        text: str

        def can_replace(self, message: Message) -> bool:
            """Only the latest wording counts."""
            return isinstance(message, FilterBar.Typed)

    class Opened(Message):
        """A query is going to be typed."""

    class Left(Message):
        """The list is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.field = LineField(
            placeholder="words, claimant:NATO, quantity>=500, date:2023-06, is:unrated, -tag:x",
            compact=True,
        )
        self.hint = Static(classes="hint")
        self.values: dict[str, tuple[str, ...]] = {}
        self._taken: _Taken | None = None

    def compose(self) -> ComposeResult:
        """A sign and a field, and a line of help below."""
        with Horizontal(classes="line"):
            yield Static(literal_line("/"), classes="sign")
            yield self.field
        yield self.hint

    def on_mount(self) -> None:
        """Hidden at first."""
        self.display = False
        self.hint.display = False

    @property
    def text(self) -> str:
        """The query as typed."""
        return self.field.value

    def open(self) -> None:
        """Show the line and type in it."""
        self.display = True
        self.field.focus()
        self.post_message(self.Opened())

    def put(self, text: str) -> None:
        """Put another query in, without typing it; whoever does that reads the list."""
        with self.prevent(Input.Changed):
            self.field.value = text
            self.field.cursor_position = len(text)
        self.display = bool(text) or self.field.has_focus
        self._help()

    def clear(self) -> None:
        """No query, and no line."""
        self.field.value = ""
        self.display = False

    # ------------------------------------------------------------------------- help

    def _help(self) -> None:
        """What may follow, what is wrong, or what is asked for, on the line below."""
        self.hint.display = self.field.has_focus
        if not self.field.has_focus:
            return
        if self._taken is not None and self._taken.after == self.text:
            return
        found = self._completion()
        if found.candidates:
            offered = "  ".join(found.candidates[:SHOWN_CANDIDATES])
            place = min(found.start, max(self.size.width - 40, 0))
            self._say(" " * place + offered, "$text-accent")
            return
        try:
            query = parse_query(self.text)
        except QueryError as error:
            place = min(error.start, max(self.size.width - len(error.reason) - 6, 0))
            self._say(" " * place + f"^ {error.reason}", "$text-warning")
        else:
            words = in_words(query.tree) if query.tree is not None else "Tab completes a word"
            self._say(words, "$text-muted")

    def _say(self, words: str, style: str) -> None:
        self.hint.update(literal_line(" " * _SIGN_WIDTH + words, 400, style), layout=False)

    def _completion(self) -> Completion:
        return complete(self.text, self.field.cursor_position, self._values_of)

    def _values_of(self, field: str) -> Iterable[str]:
        return self.values.get(field, ())

    def action_filter_complete(self) -> None:
        """Take the first candidate; pressed again, the next."""
        taken = self._taken
        if taken is not None and taken.after == self.text:
            before, found = taken.before, taken.completion
            place = (taken.place + 1) % len(found.candidates)
        else:
            before, found, place = self.text, self._completion(), 0
        if not found.candidates:
            return
        text, cursor = found.taken(before, found.candidates[place])
        self._taken = _Taken(before, text, found, place)
        self.field.value = text
        self.field.cursor_position = cursor

    # ------------------------------------------------------------------------- events

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._help()
        self.post_message(self.Typed(self.field.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_filter_keep()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Help while it is typed in."""
        del event
        self._help()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """No help otherwise; an empty line disappears."""
        del event
        self.hint.display = False

    def action_filter_keep(self) -> None:
        """Go to the list; an empty query disappears."""
        self.display = bool(self.text)
        self.post_message(self.Left())

    def action_filter_clear(self) -> None:
        """Drop the query and go to the list."""
        self.clear()
        self.post_message(self.Left())
