"""The desk: what can be done to claims, on top of looking at them.

Each act opens a form or goes straight to the writing lane, and says afterwards what was done.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import history
from workbench.model import Claim
from workbench.tui.action import Action, Where
from workbench.tui.actions import ACTIONS
from workbench.tui.bindings import bindings_for
from workbench.tui.screens.browsing import BrowsingScreen
from workbench.tui.screens.cite import CiteScreen
from workbench.tui.screens.claim_forms import AddScreen, CorrectScreen, DismissScreen
from workbench.tui.screens.form import Done, FormScreen, Job
from workbench.tui.screens.sheet import SheetScreen
from workbench.tui.screens.verdict import VerdictScreen
from workbench.tui.sheets.history import history_sheet
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.widgets.choice import Option
from workbench.tui.widgets.claim_list import ClaimRows

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_WRITING = frozenset(
    {"claim.verdict", "claim.cite", "claim.dismiss", "claim.correct", "claim.add"}
    | {"desk.undo", "desk.redo", "select.make"}
)
_ABOUT_A_CLAIM = frozenset(
    {"claim.verdict", "claim.cite", "claim.dismiss", "claim.correct", "claim.history"}
)


class DeskScreen(BrowsingScreen):
    """Where the work is done."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.DESK)

    # ---------------------------------------------------------------------- possibilities

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are selected in the article, its keys are the only ones."""
        del parameters
        return not (self.article.selecting and action.startswith(("claim_", "desk_")))

    def why_not(self, action: Action) -> str:
        """Why an action cannot be done now."""
        if action.id in _WRITING and self.read_only:
            return self.read_only
        if action.id in _ABOUT_A_CLAIM and self.rows.current is None:
            return "There is no claim under the cursor."
        if action.id == "claim.add" and not self.article.text:
            return "There is no article to select from."
        if action.where is Where.SELECTING and not self.article.selecting:
            return "Press a first: it starts selecting in the article."
        return ""

    def _cannot(self, identifier: str) -> bool:
        reason = self.why_not(next(a for a in ACTIONS if a.id == identifier))
        if reason:
            self.say(reason, "warning")
        return bool(reason)

    # ---------------------------------------------------------------------- forms

    def action_claim_verdict(self) -> None:
        """Rate the claim."""
        if not self._cannot("claim.verdict"):
            self._open(lambda claim: VerdictScreen(self.session, claim, _ratings()))

    def action_claim_cite(self) -> None:
        """Cite a source."""
        if not self._cannot("claim.cite"):
            self._open(lambda claim: CiteScreen(self.session, claim))

    def action_claim_correct(self) -> None:
        """Give it a better wording."""
        if not self._cannot("claim.correct"):
            self._open(lambda claim: CorrectScreen(self.session, claim))

    def action_claim_dismiss(self) -> None:
        """Set it aside, or take it back."""
        if self._cannot("claim.dismiss"):
            return
        row = self.rows.row_at_cursor()
        if row is not None and row.dismissed:
            self._write(_restore(row.id), row.number)
        else:
            self._open(lambda claim: DismissScreen(self.session, claim))

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open(self, form: Callable[[Claim], FormScreen]) -> None:
        """Open a form on the claim under the cursor, as it is in the database now."""
        row = self.rows.row_at_cursor()
        if row is None:
            return
        try:
            claim = await self.session.reading.run(lambda ledger: get_claim(ledger, row.id))
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        self._push(form(claim), row.number)

    def _push(self, form: FormScreen, number: int | None) -> None:
        def closed(result: Done | str | None) -> None:
            if isinstance(result, Done):
                self._done(result, number)
            elif result:
                self.say(result)

        self.app.push_screen(form, closed)

    # ---------------------------------------------------------------------- after an act

    def _done(self, done: Done, number: int | None) -> None:
        self.say(done.said, "good")
        self.expect_own_act()
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
    async def _write(self, job: Job, number: int | None = None) -> None:
        self.say("Saving…")
        try:
            done = await self.session.writing.run(job)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self._done(done, number)

    def action_desk_undo(self) -> None:
        """Take back the latest act."""
        if not self._cannot("desk.undo"):
            self._write(_undo)

    def action_desk_redo(self) -> None:
        """Do it again."""
        if not self._cannot("desk.redo"):
            self._write(_redo)

    # ---------------------------------------------------------------------- history

    def action_claim_history(self) -> None:
        """Show what was done to the claim."""
        if not self._cannot("claim.history"):
            self._show_history()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _show_history(self) -> None:
        row = self.rows.row_at_cursor()
        if row is None:
            return
        try:
            entries = await self.session.reading.run(lambda ledger: history(ledger, row.id))
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.app.push_screen(SheetScreen("History", history_sheet(row.statement, entries)))

    # ---------------------------------------------------------------------- adding

    def action_claim_add(self) -> None:
        """Select words in the article."""
        if not self._cannot("claim.add"):
            self.go_to_pane(self.article)
            self.article.start_selecting()

    @on(ArticlePane.SelectionChanged)
    def _selection_changed(self, event: ArticlePane.SelectionChanged) -> None:
        if event.characters is None:
            self.say("")
            self.go_to_pane(self.rows)
        elif event.characters:
            self.say(f"{event.characters} characters selected; Enter makes a claim of them")
        else:
            self.say("Go to the first word and press Space; s takes the sentence")

    @on(ArticlePane.Selected)
    def _selected(self, event: ArticlePane.Selected) -> None:
        if self._cannot("select.make"):
            return
        form = AddScreen(self.session, event.document, (event.start, event.end), event.words)

        def closed(result: Done | str | None) -> None:
            if isinstance(result, Done):
                self.article.stop_selecting()
                self.go_to_pane(self.rows)
                self._done(result, None)
            elif result:
                self.say(result)

        self.app.push_screen(form, closed)

    @on(ClaimRows.Chosen)
    def _chosen(self) -> None:
        self.go_to_pane(self.claim_pane)

    @on(ArticlePane.ClaimPicked)
    def _claim_picked(self, event: ArticlePane.ClaimPicked) -> None:
        if not self.rows.go_to(event.number):
            self.say("That claim is not in the list as it is filtered now.", "warning")

    def action_desk_back(self) -> None:
        """To the list; in the list, clear the filter."""
        if self.focused is not self.rows:
            self.go_to_pane(self.rows)
        elif self.filter_bar.text:
            self.filter_bar.clear()


def _ratings() -> list[Option]:
    from workbench.desk.verdicts import scale

    return [Option(rating.name, rating.name, rating.meaning) for rating in scale().ratings]


def _restore(claim: str) -> Job:
    def restore(ledger: "Ledger") -> Done:
        from workbench.desk.claims import restore

        restore(ledger, claim)
        return Done("Restored", claim)

    return restore


def _undo(ledger: "Ledger") -> Done:
    from workbench.desk.acts import undo

    act = undo(ledger)
    return Done(f"Undone: {act.label}", next(iter(act.claims), ""), listing_changed=True)


def _redo(ledger: "Ledger") -> Done:
    from workbench.desk.acts import redo

    act = redo(ledger)
    return Done(f"Done again: {act.label}", next(iter(act.claims), ""), listing_changed=True)
