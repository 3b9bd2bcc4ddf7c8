"""Acting on claims: what is possible now, opening forms, writing in the lane, and what follows.

Which acts there are is in desk.py and sourcing.py; this is how they are all done.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import NotSo, WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.model import Claim
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.table import ACTIONS
from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.screens.desk.desk_jobs import redo_job, undo_job
from workbench.tui.screens.desk.finding import FindingScreen
from workbench.tui.screens.forms.results import Done, Job, Result
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.tui.screens.desk.copying import Copyable
    from workbench.tui.screens.forms.form import FormScreen


class ActingScreen(FindingScreen):
    """Claims that things can be done to."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session)
        self.errands = errands

    # ---------------------------------------------------------------------- possibilities

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are selected in the article, its keys are the only ones."""
        del parameters
        return not (self.article.selecting and action.startswith(("claim_", "desk_")))

    def is_pointless(self, action: Action) -> bool:
        """What writes is not offered where nothing can be written."""
        return bool(self.read_only) and action.writes

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.writes and self.read_only:
            return self.read_only
        if action.of_claim and self.rows.current is None:
            return "There is no claim under the cursor."
        if action.id == "desk.cancel" and not self.errands.under_way:
            return "Nothing is under way."
        if action.id == "claim.add" and not self.article.text:
            return "There is no article to select from."
        if action.where in (Where.ADDING, Where.SELECTING) and not self.article.selecting:
            return f"Press {key('claim.add')} first: it starts selecting in the article."
        return ""

    def cannot(self, identifier: str) -> bool:
        """Say why an action cannot be done now, if it cannot."""
        reason = self.why_not(next(a for a in ACTIONS if a.id == identifier))
        if reason:
            self.say(reason, "warning")
        return bool(reason)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def open_form(self, form: "Callable[[Claim], FormScreen]") -> None:
        """Open a form on the claim under the cursor, as it is in the database now."""
        row = self.rows.row_at_cursor()
        if row is None:
            return
        try:
            claim = await self.session.reading.run(lambda ledger: get_claim(ledger, row.id))
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        self.push_form(form(claim), row.number)

    def push_form(self, form: "FormScreen", number: int | None) -> None:
        """Open a form; afterwards show what it did to the claim with this number."""

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.done(result, number)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form, closed)

    def action_claim_copy(self) -> None:
        """Copy something of the claim."""
        if not self.cannot("claim.copy"):
            self._copy()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _copy(self) -> None:
        from workbench.tui.screens.desk.copying import CopyScreen, copyables

        row = self.rows.row_at_cursor()
        if row is None:
            return

        def of(ledger: "Ledger") -> "tuple[Claim, tuple[Copyable, ...]]":
            claim = get_claim(ledger, row.id)
            return claim, copyables(ledger, claim)

        try:
            claim, offered = await self.session.reading.run(of)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.push_form(CopyScreen(self.session, claim, offered), None)

    def action_desk_save_view(self) -> None:
        """Give the present query a name."""
        from workbench.tui.screens.claims.view_form import ViewScreen

        if not self.cannot("desk.save_view"):
            self.push_form(ViewScreen(self.session, self.filter_bar.text.strip(), self.order), None)

    # ---------------------------------------------------------------------- after an act

    def done(self, done: Done, number: int | None = None) -> None:
        """Say what was done and show it."""
        self.say(done.said, "good")
        self.status.keep("saved")
        if done.note_changed and self.filter_bar.text:
            self.list_claims(quietly=True)
        if not done.listing_changed:
            self.rows.forget_rows()
            self.follow()
            self.read_counts()
        elif number is not None and not self.show_dismissed and not self.filter_bar.text:
            self.rows.take_off(number)
            self.rows.forget_rows()
            self.follow()
            self.read_counts()
        else:
            self._find(done.claim)

    @work(group="find", exclusive=True, exit_on_error=False)
    async def _find(self, claim: str) -> None:
        """Read the list again and go to a claim that may be new in it."""
        try:
            found = await self.session.reading.run(lambda ledger: get_claim(ledger, claim))
        except WorkbenchError:
            self.refresh_all()
        else:
            self.refresh_all(want=found.number)

    @work(group="write", exit_on_error=False)
    async def write(self, job: Job, number: int | None = None) -> None:
        """Do a job in the writing lane."""
        self.say("Saving…")
        try:
            done = await self.session.writing.run(job)
        except NotSo as error:
            self.say(str(error), "warning")
        except WorkbenchError as error:
            self.status.keep("not saved")
            self.say(str(error), "bad")
        else:
            self.done(done, number)

    def action_desk_undo(self) -> None:
        """Take back the latest act."""
        if not self.cannot("desk.undo"):
            self.write(undo_job)

    def action_desk_redo(self) -> None:
        """Do it again."""
        if not self.cannot("desk.redo"):
            self.write(redo_job)
