"""The queue of conflicts: both sides beside each other, settled with one key.

Verdicts that differ come first, in the order of the text, then other words. A conflict is read
when its turn comes, so a long queue opens as fast as a short one.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.dom import DOMNode

from workbench.desk.deciding.conflicts import Conflict, other_conflicts, verdict_conflict
from workbench.errors import NotSo, WorkbenchError
from workbench.ledger.queries import claim_by_number, claim_numbers
from workbench.model import ClaimFilter, ClaimStatus
from workbench.text import counted
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.screens.desk.desk_jobs import redo_job, undo_job
from workbench.tui.screens.desk.panes import WIDE
from workbench.tui.screens.forms.results import Done, Job, Result
from workbench.tui.screens.quiet import QuietScreen
from workbench.tui.screens.verdicts.opening import adjudicating_form
from workbench.tui.session import Session
from workbench.tui.sheets.conflict import about_sheet, none_sheet, sides_sheet
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.key_line import KeyLine
from workbench.tui.widgets.reading_pane import ReadingPane
from workbench.tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SIDES = ("conflicts_first", "conflicts_second", "conflicts_third")
_ABOUT_ONE = frozenset({*_SIDES, "conflicts_verdict"})
_IN_CONFLICT = ClaimFilter(statuses=frozenset({ClaimStatus.CONFLICT}))


class ConflictsScreen(Placed, QuietScreen[str | None]):
    """The queue. It closes with a word on what was settled."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.CONFLICTS)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.CONFLICTS, Where.READING)

    def __init__(self, session: Session, read_only: str = "") -> None:
        super().__init__(classes="pairs")
        self.session = session
        self.read_only = read_only
        self.queue: list[int | Conflict] = []
        self.at = 0
        self.shown: Conflict | None = None
        self.busy = True
        self._settled_at: list[int] = []
        self.standing = ReadingPane(id="standing")
        self.sides = (ReadingPane(id="one"), ReadingPane(id="other"))
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """What it is about, both sides, status and footer."""
        yield self.standing
        with Container(id="sides"):
            yield from self.sides
        yield self.status
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for what there is."""
        self.standing.can_focus = False
        self._arrange()
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

    def say(self, message: str, tone: str = "") -> None:
        """Say what has happened."""
        self.status.say(message, tone)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the sides that there are can be taken."""
        del parameters
        if action not in _ABOUT_ONE:
            return True
        if self.shown is None:
            return False
        if action == "conflicts_verdict":
            return self.shown.is_verdict
        return _SIDES.index(action) < len(self.shown.sides)

    def is_pointless(self, action: Action) -> bool:
        """Without a conflict there is nothing to skip, nor to undo unless it was settled here."""
        nothing = self.shown is None
        return nothing and (
            action.id == "conflicts.skip" or (action.id == "conflicts.undo" and not self.settled)
        )

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.CONFLICTS:
            return ""
        if self.check_action(action.method, ()) is False:
            return "Nothing is shown that it could settle."
        if action.writes and self.read_only:
            return self.read_only
        return ""

    def node_for(self, where: Where) -> DOMNode | None:
        """The side that is scrolled, or the screen."""
        if where is Where.READING:
            return self.sides[1] if self.focused is self.sides[1] else self.sides[0]
        return self

    @property
    def settled(self) -> int:
        """How many were settled here."""
        return len(self._settled_at)

    @property
    def idle(self) -> bool:
        """Whether a conflict, or that there is none, is shown and nothing is being written."""
        return not self.busy

    # ------------------------------------------------------------------------- showing

    @work(group="conflicts", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        """Find all conflicts; each is read when its turn comes."""
        try:
            self.queue = await self.session.reading.run(_all_of_them)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        await self._read()

    @work(group="conflicts", exclusive=True, exit_on_error=False)
    async def load(self) -> None:
        """Show the conflict that is looked at, or the next one that still is one."""
        await self._read()

    async def _read(self) -> None:
        self.busy = True
        self.shown = None
        while self.at < len(self.queue):
            item = self.queue[self.at]
            try:
                found = await self.session.reading.run(_reading(item))
            except NotSo:
                found = None
            except WorkbenchError as error:
                self.say(str(error), "bad")
                break
            if found is not None:
                self.shown = found
                break
            self.at += 1
        self._show()
        self.busy = False

    def _show(self) -> None:
        found = self.shown
        for side in self.sides:
            side.display = found is not None
        if found is None:
            self.standing.show(none_sheet(self.settled))
            self.standing.border_title = "Conflicts"
        else:
            numbered = list(enumerate(found.sides, 1))
            self.standing.show(about_sheet(found))
            self.sides[0].show(sides_sheet(numbered[:1]))
            self.sides[1].show(sides_sheet(numbered[1:]))
            for pane, (_, shown) in zip(self.sides, numbered[:2], strict=True):
                pane.border_title = literal_line(shown.given_by.name, 40)
            self.sides[0].focus()
            place = f"{self.at + 1:,} of {len(self.queue):,}"
            self.standing.border_title = literal_line(f"Conflicts: {found.what}  {place}")
        self.status.place = f"{self.settled:,} settled" if self.settled else ""
        self.refresh_bindings()

    # ------------------------------------------------------------------------- settling

    def action_conflicts_first(self) -> None:
        """Take the first side."""
        self._take(0)

    def action_conflicts_second(self) -> None:
        """Take the second."""
        self._take(1)

    def action_conflicts_third(self) -> None:
        """Take the third."""
        self._take(2)

    def action_conflicts_verdict(self) -> None:
        """Give another verdict."""
        if self.shown is not None and not self._hindered():
            self._open_form(self.shown, None)

    def _hindered(self) -> bool:
        if self.read_only:
            self.say(self.read_only, "warning")
        return self.busy or bool(self.read_only)

    def _take(self, number: int) -> None:
        found = self.shown
        if found is None or number >= len(found.sides) or self._hindered():
            return
        if found.is_verdict:
            self._open_form(found, found.sides[number].says)
        else:
            self.busy = True
            self._write(_keeping(found.sides[number].event), settles=True)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_form(self, found: Conflict, rating: str | None) -> None:
        try:
            form = await adjudicating_form(self.session, found.entity, rating)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self._settled(result.said)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form, closed)

    @work(group="write", exit_on_error=False)
    async def _write(self, job: Job, *, settles: bool) -> None:
        try:
            done = await self.session.writing.run(job)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            self.busy = False
        else:
            if settles:
                self._settled(done.said)
            else:
                self.say(done.said, "good")
                self._go_back()

    def _settled(self, said: str) -> None:
        self._settled_at.append(self.at)
        self.at += 1
        self.say(said, "good")
        self.load()

    def _go_back(self) -> None:
        """After an undo: to what was settled last, or to the first of all there are now."""
        if self._settled_at:
            self.at = self._settled_at.pop()
            self.load()
        else:
            self.at = 0
            self._look()

    def action_conflicts_undo(self) -> None:
        """Take back the latest act."""
        if not self._hindered():
            self.busy = True
            self._write(undo_job, settles=False)

    def action_conflicts_redo(self) -> None:
        """Do it again."""
        if not self._hindered():
            self.busy = True
            self._write(redo_job, settles=False)

    # ------------------------------------------------------------------------- moving

    def action_conflicts_skip(self) -> None:
        """The next one."""
        if not self.busy and self.shown is not None:
            self.say("")
            self.at += 1
            self.load()

    def action_conflicts_back(self) -> None:
        """The one before."""
        if self.busy:
            return
        if self.at == 0:
            self.say("This is the first conflict")
            return
        self.say("")
        self.at -= 1
        self.load()

    def action_conflicts_other_side(self) -> None:
        """To the other side."""
        one, other = self.sides
        (one if self.focused is other else other).focus()

    def action_conflicts_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(f"{counted(self.settled, 'conflict')} settled" if self.settled else None)


def _all_of_them(ledger: "Ledger") -> list[int | Conflict]:
    return [*claim_numbers(ledger, _IN_CONFLICT), *other_conflicts(ledger)]


def _reading(item: int | Conflict) -> "Callable[[Ledger], Conflict | None]":
    """Read one as it is now; ``None`` if it is settled by now."""

    def read(ledger: "Ledger") -> Conflict | None:
        if isinstance(item, int):
            claim = claim_by_number(ledger, item)
            in_conflict = claim.status is ClaimStatus.CONFLICT
            return verdict_conflict(claim) if in_conflict else None
        place = (item.kind, item.entity, item.what)
        return next(
            (one for one in other_conflicts(ledger) if (one.kind, one.entity, one.what) == place),
            None,
        )

    return read


def _keeping(event: str) -> Job:
    def keep(ledger: "Ledger") -> Done:
        from workbench.desk.deciding.adjudicating import keep_side

        settled = keep_side(ledger, event)
        return Done(
            f"Settled: the {settled.what}; {key('desk.undo')} brings all sides back", settled.entity
        )

    return keep
