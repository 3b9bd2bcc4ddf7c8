"""The work on claims at the desk: forms on the claim under the cursor, or on all marked ones."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on, work

from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import claim_rows, reviewers
from workbench.model import Claim, ClaimRow
from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.looks.columns import CHOSEN_SIGN
from workbench.tui.screens.desk.importing import ImportingScreen
from workbench.tui.screens.forms.results import Done, Result
from workbench.tui.session import Session
from workbench.tui.widgets.claim_list import ClaimRows

if TYPE_CHECKING:
    from workbench.tui.screens.forms.form import FormScreen


FormOnRows = Callable[[Sequence[ClaimRow]], "FormScreen"]


class WorkingScreen(ImportingScreen):
    """Where claims are tagged, given away, talked about, split and joined."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._remark = ""

    def entitle_list(self, remark: str) -> None:
        """Name the project over its claims, and say how many are marked."""
        self._remark = remark
        marks = len(self.rows.marks)
        marked = f"{CHOSEN_SIGN} {marks:,} marked" if marks else ""
        super().entitle_list(", ".join(one for one in (marked, remark) if one))

    @on(ClaimRows.Marked)
    def _marked(self, event: ClaimRows.Marked) -> None:
        self.entitle_list(self._remark)
        if event.refused:
            self.say(event.refused, "warning")

    # ------------------------------------------------------------------ one claim or many

    def action_claim_tag(self) -> None:
        """Tag."""
        from workbench.tui.screens.claims.work_forms import TagScreen

        if not self.cannot("claim.tag"):
            self.open_on_marked(lambda rows: TagScreen(self.session, rows))

    def action_claim_priority(self) -> None:
        """Say how soon."""
        from workbench.tui.screens.claims.work_forms import PriorityScreen

        if not self.cannot("claim.priority"):
            self.open_on_marked(lambda rows: PriorityScreen(self.session, rows))

    def action_claim_assign(self) -> None:
        """Give to a reviewer."""
        if not self.cannot("claim.assign"):
            self._assign()

    @work(group="talk", exclusive=True, exit_on_error=False)
    async def _assign(self) -> None:
        from workbench.tui.screens.claims.work_forms import AssignScreen

        try:
            me, others = await self.session.reading.run(
                lambda ledger: (ledger.reviewer, reviewers(ledger))
            )
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        self.open_on_marked(lambda rows: AssignScreen(self.session, rows, me, others))

    def action_claim_place(self) -> None:
        """Say who, when, where."""
        from workbench.tui.screens.claims.work_forms import PlaceScreen

        if self.cannot("claim.place"):
            return
        if self.rows.marks:
            self.open_on_marked(lambda rows: PlaceScreen(self.session, rows))
        else:
            self._place()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _place(self) -> None:
        from workbench.tui.screens.claims.work_forms import PlaceScreen

        row = self.rows.row_at_cursor()
        if row is None:
            return
        try:
            claim = await self.session.reading.run(lambda ledger: get_claim(ledger, row.id))
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        from workbench.desk.working.placing import placing_of

        self.push_form(PlaceScreen(self.session, [row], placing_of(claim)), row.number)

    @work(group="marked", exclusive=True, exit_on_error=False)
    async def open_on_marked(self, form: FormOnRows) -> None:
        """Open a form on all marked claims, or on the one under the cursor."""
        numbers = self.rows.meant
        try:
            rows = await self.session.reading.run(lambda ledger: claim_rows(ledger, numbers))
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if not rows:
            self.say("The marked claims are no longer in the database.", "warning")
            return
        marked = bool(self.rows.marks)

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                if marked:
                    self.rows.unmark_all()
                self.done(result, None if len(rows) > 1 else rows[0].number)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form(rows), closed)

    # ------------------------------------------------------------------ talking

    def action_claim_comment(self) -> None:
        """Comment or reply."""
        if not self.cannot("claim.comment"):
            self._comment()

    @work(group="talk", exclusive=True, exit_on_error=False)
    async def _comment(self) -> None:
        from workbench.tui.screens.claims.talk_forms import CommentScreen

        try:
            me = await self.session.reading.run(lambda ledger: ledger.identity.known_reviewer())
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        self.open_form(lambda claim: CommentScreen(self.session, claim, me.id if me else None))

    def action_claim_ask(self) -> None:
        """Ask."""
        from workbench.tui.screens.claims.talk_forms import AskScreen

        if not self.cannot("claim.ask"):
            self.open_form(lambda claim: AskScreen(self.session, claim))

    def action_claim_answer(self) -> None:
        """Answer."""
        from workbench.tui.screens.claims.talk_forms import AnswerScreen

        if self.cannot("claim.answer"):
            return
        if self.claim is not None and not self.claim.questions:
            self.say(
                f"Nothing was asked about this claim yet; {key('claim.ask')} asks a question.",
                "warning",
            )
        else:
            self.open_form(lambda claim: AnswerScreen(self.session, claim))

    # ------------------------------------------------------------------ making claims anew

    def action_claim_split(self) -> None:
        """Make several claims of it."""
        if not self.cannot("claim.split"):
            self.with_claim(self._split)

    def _split(self, claim: Claim) -> None:
        from workbench.tui.screens.claims.split_forms import SplitScreen

        # The parts are new in the list, so it is read again.
        self.push_form(SplitScreen(self.session, claim), None)

    def action_claim_join(self) -> None:
        """Make one claim of those that are marked."""
        from workbench.tui.screens.claims.split_forms import JoinScreen

        if self.cannot("claim.join"):
            return
        if len(self.rows.marks) < 2:
            self.say(
                f"Mark two claims or more with {key('list.mark')} first; {key('claim.join')} "
                "then joins them.",
                "warning",
            )
        else:
            self.open_on_marked(lambda rows: JoinScreen(self.session, rows))
