"""One line that says what is going on, and how the project stands."""

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.terminal.literal import literal_cell

_BETWEEN = "  ·  "


class StatusLine(Widget):
    """Left: what has just happened or is happening. Right: where one is, and the counts."""

    COMPONENT_CLASSES = {"status--good", "status--bad", "status--warning"}  # noqa: RUF012

    message: reactive[str] = reactive("")
    """What is going on."""
    tone: reactive[str] = reactive("")
    """``good``, ``bad``, ``warning`` or nothing."""
    place: reactive[str] = reactive("")
    """Where one is in the list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._counts: Mapping[str, int] = {}
        self._standing: dict[str, None] = {}
        self._kept = ""
        self._under_way = ""

    def say(self, message: str, tone: str = "") -> None:
        """Say what has happened, until something else happens."""
        self.tone = tone
        self.message = message

    def stand(self, *facts: str) -> None:
        """Show facts that last, such as that the database is read-only, beside those there are."""
        self._standing |= dict.fromkeys(facts)
        self.refresh()

    def lift(self, fact: str) -> None:
        """Show a fact no longer."""
        self._standing.pop(fact, None)
        self.refresh()

    def keep(self, state: str) -> None:
        """Show what became of the latest act: that it is being saved, or is saved."""
        self._kept = state
        self.refresh()

    def work(self, under_way: str) -> None:
        """Show what is going on in the background; an empty text when nothing is."""
        self._under_way = under_way
        self.refresh()

    def count(self, counts: Mapping[str, int]) -> None:
        """Show how many claims there are of each kind."""
        self._counts = counts
        self.refresh()

    def _right(self, width: int) -> str:
        """What stands at the right: as much as leaves room for the message, the last first."""
        facts = self._by_weight()
        room = width - 4 - cell_len(self.message)
        while len(facts) > 1 and cell_len(_BETWEEN.join(facts)) > room:
            del facts[0]
        right = _BETWEEN.join(facts)
        # What goes on in the background is told even if that cuts the message.
        return right if cell_len(right) <= room or self._under_way else ""

    def _by_weight(self) -> list[str]:
        """The facts, from the one that can be done without first to what goes on now."""
        counts = self._counts
        facts = [f"{counts.get('unrated', 0):,} unrated"] if counts else []
        if counts.get("stale"):
            facts.append(f"{counts['stale']:,} stale")
        if counts.get("conflict"):
            facts.append(f"{counts['conflict']:,} in conflict")
        facts += [self._kept] if self._kept else []
        facts += [self.place] if self.place else []
        facts += self._standing
        facts += [self._under_way] if self._under_way else []
        return facts

    def render_line(self, y: int) -> Strip:
        """The one line."""
        del y
        width = self.size.width
        right = self._right(width)
        room = max(width - cell_len(right) - 4, 1)
        style = self.rich_style
        said = style + self.get_component_rich_style(f"status--{self.tone}") if self.tone else style
        return Strip(
            [
                Segment(" ", style),
                Segment(literal_cell(self.message, room), said),
                Segment("  " + right, style),
            ]
        ).adjust_cell_length(width, style)
