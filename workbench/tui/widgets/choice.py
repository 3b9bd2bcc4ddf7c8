"""Choices in a form: one of several, or any of several. The mark shows it, not the colour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.text import fold_case
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import number_keys
from workbench.tui.terminal.literal import literal_cell

WIDEST_NAME = 36


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: its value, its name, and what it means."""

    value: str
    name: str
    meaning: str = ""


class Choice(ScrollView, can_focus=True):
    """Options below each other; what choosing one does to the others is up to the subclass."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.CHOICE)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--cursor", "choice--chosen", "choice--meaning"}
    DEFAULT_CSS = "Choice { height: auto; }"
    MARKS: ClassVar[tuple[str, str]] = ("", "")

    cursor: reactive[int] = reactive(0)
    """The option that keys choose."""

    @dataclass
    class Changed(Message):
        """Other options are chosen than before."""

        choice: "Choice"

        @property
        def control(self) -> "Choice":
            """The choice that changed."""
            return self.choice

    @dataclass
    class Pointed(Message):
        """The cursor is at this option; its meaning can be shown in full."""

        choice: "Choice"
        meaning: str

        @property
        def control(self) -> "Choice":
            """The choice that is pointed in."""
            return self.choice

    @dataclass
    class Missed(Message):
        """A key was pressed that chooses nothing here."""

        choice: "Choice"
        key: str

        @property
        def control(self) -> "Choice":
            """The choice in which it was pressed."""
            return self.choice

    def __init__(self, options: Sequence[Option], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options = tuple(options)
        self._chosen: set[str] = set()
        longest = max((cell_len(option.name) for option in options), default=0)
        self._name_width = min(longest, WIDEST_NAME)
        self.virtual_size = Size(20, len(options))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values of the chosen options, in their order."""
        return tuple(option.value for option in self._options if option.value in self._chosen)

    def choose(self, values: Iterable[str]) -> None:
        """Choose exactly these options, without a message."""
        self._chosen = set(values) & {option.value for option in self._options}
        places = [n for n, option in enumerate(self._options) if option.value in self._chosen]
        if places and not self.has_focus:
            self.cursor = places[0]
        self.refresh()

    def pick(self, value: str) -> None:
        """Do what choosing this option means."""
        raise NotImplementedError

    def validate_cursor(self, cursor: int) -> int:
        """Stay on the options."""
        return max(0, min(cursor, len(self._options) - 1))

    def watch_cursor(self) -> None:
        """Keep the option in sight."""
        top, height = self.scroll_offset.y, self.size.height
        if self.cursor < top or (height and self.cursor >= top + height):
            self.scroll_to(y=self.cursor, animate=False)
        self._point()

    def _point(self) -> None:
        if self._options and self.is_mounted:
            self.post_message(self.Pointed(self, self._options[self.cursor].meaning))

    @property
    def cuts(self) -> bool:
        """Whether some meaning is too long for its line."""
        room = self.size.width - self._name_width - 9
        return any(cell_len(option.meaning) > room for option in self._options)

    def render_line(self, y: int) -> Strip:
        """One option."""
        place = y + self.scroll_offset.y
        width, base = self.size.width - self.show_vertical_scrollbar, self.rich_style
        if place >= len(self._options):
            return Strip.blank(width, base)
        option = self._options[place]
        chosen = option.value in self._chosen
        name_style, meaning_style = base, base + self.get_component_rich_style("choice--meaning")
        if chosen:
            name_style = base + self.get_component_rich_style("choice--chosen")
        if place == self.cursor and self.has_focus:
            name_style = meaning_style = self.get_component_rich_style("choice--cursor")
        name = f" {self.MARKS[chosen]} {self._key_at(place)}"
        name += f"{literal_cell(option.name, self._name_width)}  "
        room = max(width - cell_len(name), 0)
        return Strip(
            [
                Segment(name, name_style),
                Segment(literal_cell(option.meaning, room), meaning_style),
            ]
        ).adjust_cell_length(width, name_style)

    def _key_at(self, place: int) -> str:
        """The key that chooses an option, where there are several; as wide for each of them."""
        if len(self._options) < 2:
            return ""
        keys = number_keys("choice.number")[: len(self._options)]
        width = max(map(cell_len, keys))
        return f"{keys[place] if place < len(keys) else '':<{width}} "

    def _pick_at(self, place: int) -> None:
        if 0 <= place < len(self._options):
            self.cursor = place
            self.pick(self._options[place].value)
            self.refresh()
            self.post_message(self.Changed(self))

    def action_choice_next(self) -> None:
        """Move to the option below."""
        self.cursor += 1

    def action_choice_previous(self) -> None:
        """Move to the option above."""
        self.cursor -= 1

    def action_choice_pick(self) -> None:
        """Choose the option under the cursor."""
        self._pick_at(self.cursor)

    def action_choice_number(self, number: int) -> None:
        """Choose the option with this number."""
        if number <= len(self._options):
            self._pick_at(number - 1)
        else:
            self.post_message(self.Missed(self, number_keys("choice.number")[number - 1]))

    def on_key(self, event: events.Key) -> None:
        """Go to the next option that begins with the letter, as lists everywhere do."""
        if event.character is None or not event.is_printable:
            return
        if event.key in self.screen.active_bindings:
            return
        event.stop()
        letter = fold_case(event.character)
        count = len(self._options)
        for place in (place % count for place in range(self.cursor + 1, self.cursor + 1 + count)):
            if fold_case(self._options[place].name).startswith(letter):
                self.cursor = place
                return
        self.post_message(self.Missed(self, event.character))

    def on_click(self, event: events.Click) -> None:
        """Choose the option that was clicked."""
        self._pick_at(event.y + self.scroll_offset.y)

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()
        self._point()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()


class OneOf(Choice):
    """One option at most."""

    MARKS = ("( )", "(•)")

    def pick(self, value: str) -> None:
        """Choose this one and no other."""
        self._chosen = {value}


class AnyOf(Choice):
    """Any number of options."""

    MARKS = ("[ ]", "[x]")

    def pick(self, value: str) -> None:
        """Tick it, or take the tick away."""
        self._chosen ^= {value}
