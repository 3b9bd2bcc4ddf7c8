"""Pairs of claims, one at a time: both side by side, with what differs marked.

The pairs come from a search of the whole database or from the suggestions of one claim; either
goes on in a lane of its own while decisions are made. How they are made is in pairs.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.dom import DOMNode
from textual.message import Message

from workbench.errors import NotSo, WorkbenchError
from workbench.model import Claim
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.lanes.matching import Indexed, Stopped, Watch, pairs_of_claim, search
from workbench.tui.lanes.pairs import Pair, PairQueue, PairView, WholeGroup, read_pair
from workbench.tui.messages import IndexMoved
from workbench.tui.screens.desk.panes import WIDE
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.session import Session
from workbench.tui.sheets.no_pair import NoPair, no_pair_sheet
from workbench.tui.sheets.pairs import side_sheet, standing_sheet
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_DECISIONS = frozenset(
    f"pairs_{relation}"
    for relation in (
        *("duplicate", "conflict", "related", "distinct", "reason", "group"),
        *("all_same", "all_apart"),
    )
)
_WHOLE = frozenset({"pairs.all_same", "pairs.all_apart"})
_LEAST_WHOLE = 3
_LEAST_FOUND = 5
_LEAST_SHARE = 0.05


@dataclass
class PairsCame(Message):
    """Pairs were found."""

    pairs: list[Pair]


@dataclass
class SearchMoved(Message):
    """The search is further."""

    what: str
    done: int
    total: int


class PairsViewScreen(Placed, QuietScreen[str | None]):
    """The queue of pairs, and how they are looked for and shown."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.PAIRS)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.PAIRS, Where.READING)

    def __init__(self, session: Session, claim: Claim | None = None, read_only: str = "") -> None:
        super().__init__(classes="pairs")
        self.session = session
        self.about = claim
        self.read_only = read_only
        self.queue = PairQueue()
        self.view: PairView | None = None
        self.whole: WholeGroup | None = None
        """All that seems to say the same as the pair that is shown."""
        self.searching = True
        self._stop = Event()
        self._stopped_by_hand = False
        self._trouble = ""
        self._share = 0.0
        self._more = False
        self.grouped = 0
        """How often a group was joined or split."""
        self.saving = False
        self.loading = False
        self.standing = ReadingPane(id="standing")
        self.sides = (ReadingPane(id="one"), ReadingPane(id="other"))
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """How they stand, both claims, status and footer."""
        yield self.standing
        with Container(id="sides"):
            yield from self.sides
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin to look."""
        self.standing.can_focus = False
        names = ("First claim", "Second claim")
        if self.about is not None:
            names = ("This claim", "Looks like it")
        for side, name in zip(self.sides, names, strict=True):
            side.border_title = name
        self._arrange()
        self._show_none()
        self.sides[0].focus()
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        """Side by side where there is room, else one over the other."""
        del event
        self._arrange()

    def _arrange(self) -> None:
        wide = self.app.size.width >= WIDE
        self.set_class(wide, "-wide")
        self.set_class(not wide, "-narrow")

    def on_unmount(self) -> None:
        """Nobody waits for more pairs."""
        self._stop.set()

    def say(self, message: str, tone: str = "") -> None:
        """Say what has happened."""
        self.status.say(message, tone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of decisions are those of a pair that is shown."""
        del parameters
        return self.view is not None or action not in _DECISIONS

    def is_pointless(self, action: Action) -> bool:
        """Without a pair there is nothing to skip, unless one was; nor to undo, unless here.

        Two claims are no group to decide on at once.
        """
        if action.id in _WHOLE:
            return self.whole is None or self.whole.size < _LEAST_WHOLE
        if self.view is not None:
            return False
        if action.id == "pairs.skip":
            return not self.queue.open
        return action.id == "pairs.undo" and not self.queue.decisions

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.PAIRS:
            return ""
        if action.method in _DECISIONS and self.view is None:
            return "No pair is shown."
        if action.undo is not action.undo.NOTHING and self.read_only:
            return self.read_only
        if action.id in _WHOLE and self.is_pointless(action):
            return "Fewer than three claims seem to say the same here."
        if action.id == "pairs.cancel" and not self.searching:
            return "No search is under way."
        return ""

    def node_for(self, where: Where) -> DOMNode | None:
        """The claim that is scrolled, or the screen."""
        if where is Where.READING:
            return self.sides[1] if self.focused is self.sides[1] else self.sides[0]
        return self

    @property
    def idle(self) -> bool:
        """Whether a pair, or that there is none, is shown and nothing is being written."""
        return not self.saving and not self.loading

    # ------------------------------------------------------------------------- searching

    def _watch(self) -> Watch:
        closing = (self.session.pairing.closing, self.session.matching.closing)
        return Watch(
            lambda what, done, total: _ignore(self.post_message(SearchMoved(what, done, total))),
            lambda note: _ignore(self.post_message(IndexMoved("", note))),
            lambda: self._stop.is_set() or any(each.is_set() for each in closing),
        )

    @work(group="search", exit_on_error=False)
    async def _look(self) -> None:
        """Look for pairs in a lane; they come as messages."""
        watch, claim = self._watch(), self.about

        def deliver(pairs: list[Pair]) -> None:
            self.post_message(PairsCame(pairs))

        def look(indexed: Indexed) -> None:
            if claim is not None:
                deliver(pairs_of_claim(indexed, claim.id, watch))
            else:
                self._more = not search(indexed, watch, deliver)

        lane = self.session.pairing if claim is None else self.session.matching
        try:
            await lane.run(look)
        except Stopped:
            pass
        except WorkbenchError as error:
            self._trouble = str(error)
            self.say(self._trouble, "bad")
        self.searching = False
        self.status.work("")
        self.call_later(self._found_all)

    def _found_all(self) -> None:
        self._entitle()
        if self.view is None:
            self.load()

    @on(SearchMoved)
    def _moved(self, event: SearchMoved) -> None:
        if not self.searching:
            return
        self._share = event.done / event.total if event.total else 0.0
        what = event.what or "searching"
        share = f" {self._share:.0%}" if event.total else f" {event.done:,}" if event.done else ""
        self.status.work(f"{what[:1].lower()}{what[1:]}{share}")
        self._entitle()

    @on(IndexMoved)
    def _noted(self, event: IndexMoved) -> None:
        self.say(event.note, "warning")

    @on(PairsCame)
    def _came(self, event: PairsCame) -> None:
        waiting = self.queue.current is None
        self.queue.add(event.pairs)
        self._entitle()
        if waiting and self.view is None:
            self.load()
        elif self.view is not None:
            before = self._alike
            self._take_whole()
            if before != self._alike:
                decided = self.queue.decisions.get(self.queue.at)
                self.standing.show(standing_sheet(self.view, decided, self._alike))
                self.refresh_bindings()

    def action_pairs_cancel(self) -> None:
        """Stop the search."""
        if not self.searching:
            self.say("No search is under way")
            return
        self._stopped_by_hand = True
        self._stop.set()
        self.say(
            f"The search is stopped; what was found stays, and {key('desk.pairs')} goes on later"
        )

    # ------------------------------------------------------------------------- showing

    @work(group="pair", exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """Show the pair that is looked at, or the next one that waits for a word."""
        queue = self.queue
        self.view = None
        self.loading = True
        while (pair := queue.current) is not None:
            decided = queue.at in queue.decisions
            read = _reading(pair, decided=decided)
            try:
                view = await self.session.reading.run(read)
            except NotSo:
                view = None
            except WorkbenchError as error:
                self.say(str(error), "bad")
                self.loading = False
                return
            if view is not None:
                self._show(view)
                return
            queue.settle()
            queue.step()
        self._show_none()

    def _show(self, view: PairView) -> None:
        self.view = view
        self.loading = False
        decided = self.queue.decisions.get(self.queue.at)
        self._take_whole()
        self.standing.show(standing_sheet(view, decided, self._alike))
        self.refresh_bindings()
        for pane, side in zip(self.sides, view.sides, strict=True):
            pane.display = True
            pane.show(side_sheet(side, view.pair.differences, ours=side is view.sides[0]))
        # What had the focus may have been hidden since; a pair is read from its first claim.
        self.sides[0].focus()
        self._entitle()

    def _take_whole(self) -> None:
        self.whole = self.queue.alike() if self.view is not None else None

    @property
    def _alike(self) -> int:
        size = self.whole.size if self.whole is not None else 0
        return size if size >= _LEAST_WHOLE else 0

    def _show_none(self) -> None:
        self.view = self.whole = None
        self.loading = False
        state = NoPair(
            about_claim=self.about is not None,
            decided=len(self.queue.decisions),
            skipped=self.queue.open,
            searching=self.searching,
            stopped=self._stopped_by_hand,
            trouble=self._trouble,
        )
        self.standing.show(no_pair_sheet(state))
        self.refresh_bindings()
        for side in self.sides:
            side.display = False
        self._entitle()

    def _entitle(self) -> None:
        queue = self.queue
        name = "Pairs to decide on" if self.about is None else "What looks like the claim"
        if self.view is not None:
            name += f"  {queue.at + 1:,} of {self._total_words()}"
        self.standing.border_title = literal_line(name)
        self.status.place = f"{len(queue.decisions):,} decided" if queue.decisions else ""

    def _total_words(self) -> str:
        found = len(self.queue)
        if not self.searching:
            return f"{found:,} or more" if self._more else f"{found:,}"
        if self._share >= _LEAST_SHARE and found >= _LEAST_FOUND:
            return f"about {max(round(found / self._share), found):,}"
        return f"{found:,} found so far"


def _ignore(result: object) -> None:
    """Nothing is to be done with what posting returns."""
    del result


def _reading(pair: Pair, *, decided: bool) -> "Callable[[Ledger], PairView | None]":
    return lambda ledger: read_pair(ledger, pair, decided=decided)
