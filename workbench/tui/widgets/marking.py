"""Marking claims in a list, so that what is done next is done to all of them in one step."""

from abc import abstractmethod
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView

MOST_MARKS = 10_000
"""As many claims as can be changed in one step."""


class MarkingRows(ScrollView):
    """Claims by their numbers, of which some are marked."""

    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The place in the list of the claim that is looked at."""

    @dataclass
    class Marked(Message):
        """Other claims are marked than before; ``refused`` says why not all that were wanted."""

        marks: int
        refused: str = ""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._numbers = array("q")
        self._marks: dict[int, None] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def current(self) -> int | None:
        """The number of the claim under the cursor."""
        return self._numbers[self.cursor] if self._numbers else None

    @abstractmethod
    def _refresh_row(self, index: int) -> None:
        """Paint one row anew."""

    @property
    def marks(self) -> Sequence[int]:
        """The numbers of the marked claims, in the order in which they were marked."""
        return tuple(self._marks)

    @property
    def meant(self) -> list[int]:
        """The marked claims, or the one under the cursor if none is."""
        current = self.current
        return list(self._marks) or ([] if current is None else [current])

    def unmark_all(self) -> None:
        """Take all marks away."""
        self._marks.clear()
        self.refresh()
        self._say_marks()

    def _mark(self, numbers: Iterable[int]) -> None:
        """Mark exactly these, as far as so many can be changed at once."""
        wanted = list(islice(numbers, MOST_MARKS + 1))
        self._marks = dict.fromkeys(wanted[:MOST_MARKS])
        self.refresh()
        self._say_marks(
            f"The first {MOST_MARKS:,} are marked; more cannot be changed in one step."
            if len(wanted) > MOST_MARKS
            else ""
        )

    def _say_marks(self, refused: str = "") -> None:
        self.post_message(self.Marked(len(self._marks), refused))

    def action_list_mark(self) -> None:
        """Mark the claim under the cursor, or unmark it, and go on."""
        current = self.current
        if current is None:
            return
        if current in self._marks:
            del self._marks[current]
            self._say_marks()
        elif len(self._marks) >= MOST_MARKS:
            self._say_marks(f"{MOST_MARKS:,} claims are marked; more cannot be at once.")
        else:
            self._marks[current] = None
            self._say_marks()
        self._refresh_row(self.cursor)
        self.cursor += 1

    def action_list_mark_all(self) -> None:
        """Mark every claim in the list."""
        self._mark(self._numbers)

    def action_list_invert(self) -> None:
        """Mark what is not marked in the list."""
        before = self._marks
        self._mark(number for number in self._numbers if number not in before)

    def action_list_unmark(self) -> None:
        """Take all marks away."""
        self.unmark_all()
