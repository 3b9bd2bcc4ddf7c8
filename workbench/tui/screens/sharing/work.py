"""Screens for long work of which nothing is left when it is stopped: checking, copying, proposing.

Each shows a sheet with how far it is, then what came of it, and what Enter does with that.
"""

import asyncio
from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType

from workbench.tui.actions.action import Action, Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.screens.sharing.long_job import LongJobScreen, Outcome
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class WorkScreen(LongJobScreen):
    """Long work, and what came of it. It closes with a word if anything in the file changed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.LONG_WORK)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.LONG_WORK, Where.READING)
    PANE = "work"
    TITLE_WORDS: ClassVar[str]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.changed = ""

    @property
    def can_go(self) -> bool:
        """Whether there is something that Enter does."""
        return False

    @abstractmethod
    def begin(self) -> None:
        """Show what it is about, or start."""

    def go(self) -> None:
        """Do what the sheet says that Enter does."""

    def on_mount(self) -> None:
        """Begin."""
        self.pane.border_title = self.TITLE_WORDS
        self.pane.focus()
        self.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is under way can be stopped, and only what is shown can be done."""
        del parameters
        if action == "work_go":
            return self.can_go and not self.busy
        return self.busy if action == "work_cancel" else True

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.where is not Where.LONG_WORK or self.check_action(action.method, ()):
            return ""
        if action.id == "work.cancel":
            return "Nothing is under way."
        return "It is under way." if self.busy else "There is nothing to be done with this."

    @work(group="work", exclusive=True, exit_on_error=False)
    async def run_aside(self, job: Callable[[], Outcome], then: Callable[[Outcome], None]) -> None:
        """Do a job in a thread of its own, and go on with what came of it."""
        found = await self.followed(asyncio.to_thread(job))
        if found is not None:
            then(found)
            self.refresh_bindings()

    @work(group="work", exclusive=True, exit_on_error=False)
    async def run_in_lane(
        self, job: "Callable[[Ledger], Outcome]", then: Callable[[Outcome], None]
    ) -> None:
        """Do a job in the writing lane, unless it is stopped before its turn comes."""

        def unless_stopped(ledger: "Ledger") -> Outcome:
            self.step("saving", 0)
            return job(ledger)

        done = await self.carry_out(unless_stopped)
        if done is not None:
            then(done)

    def show(self, sheet: Sheet, said: str, tone: str = "") -> None:
        """Show what came of it."""
        self.pane.show(sheet)
        self.say(said, tone)

    def show_waiting(self, words: str) -> None:
        """Show what is being done."""
        self.pane.show(SheetBuilder().line(words, Tone.MUTED).build())

    def action_work_go(self) -> None:
        """Do it."""
        if self.can_go and not self.busy:
            self.go()

    def action_work_cancel(self) -> None:
        """Stop."""
        self.stop()

    def action_work_leave(self) -> None:
        """Back to the desk."""
        self.stop()
        self.dismiss(self.changed or None)
