"""The desk: what can be done to claims, on top of looking at them.

Each act opens a form or goes straight to the writing lane. Sources are in sourcing.py.
"""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from workbench.errors import WorkbenchError
from workbench.ledger.queries import history
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.screens.desk.deciding import DecidingScreen
from workbench.tui.screens.desk.offering import OfferingScreen
from workbench.tui.screens.desk.report_checking import ReportChecksScreen
from workbench.tui.screens.desk.safekeeping import SafekeepingScreen
from workbench.tui.screens.desk.syncing import SyncingScreen
from workbench.tui.screens.forms.results import Done, Job, Result
from workbench.tui.widgets.article_pane import ArticlePane
from workbench.tui.widgets.claim_list import ClaimRows

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class DeskScreen(
    DecidingScreen, SyncingScreen, SafekeepingScreen, OfferingScreen, ReportChecksScreen
):
    """Where the work is done."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.DESK)

    # ---------------------------------------------------------------------- forms

    def action_claim_cite(self) -> None:
        """Cite a source."""
        from workbench.tui.screens.sources.cite import CiteScreen

        if not self.cannot("claim.cite"):
            self.open_form(lambda claim: CiteScreen(self.session, claim))

    def action_claim_correct(self) -> None:
        """Give it a better wording."""
        from workbench.tui.screens.claims.claim_forms import CorrectScreen

        if not self.cannot("claim.correct"):
            self.open_form(lambda claim: CorrectScreen(self.session, claim))

    def action_claim_dismiss(self) -> None:
        """Set it aside, or take it back."""
        from workbench.tui.screens.claims.claim_forms import DismissScreen
        from workbench.tui.screens.verdicts.several_decided import DismissSeveralScreen

        if self.cannot("claim.dismiss"):
            return
        row = self.rows.row_at_cursor()
        if len(self.rows.marks) > 1:
            self.open_on_marked(lambda rows: DismissSeveralScreen(self.session, rows))
        elif row is not None and (row.dismissed or row.taken_over):
            self.write(_restore(row.id), row.number)
        else:
            self.open_form(lambda claim: DismissScreen(self.session, claim))

    # ---------------------------------------------------------------------- history

    def action_claim_history(self) -> None:
        """Show what was done to the claim."""
        if not self.cannot("claim.history"):
            self._show_history()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _show_history(self) -> None:
        from workbench.tui.screens.help.sheet import SheetScreen
        from workbench.tui.sheets.history import history_sheet

        row = self.rows.row_at_cursor()
        if row is None:
            return
        try:
            entries = await self.session.reading.run(lambda ledger: history(ledger, row.id))
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.app.push_screen(SheetScreen("History", history_sheet(row.statement, entries)))

    # ---------------------------------------------------------------------- reports

    def action_desk_report(self) -> None:
        """Write a report of what is marked, in the list, in the document, or in the project."""
        from workbench.tui.screens.reports.choices import Origin
        from workbench.tui.screens.reports.report import ReportScreen

        if self.cannot("desk.report"):
            return
        document = self.claim.document if self.claim is not None else None
        origin = Origin(
            self.rows.marks,
            self.filter_bar.text.strip(),
            document.id if document else None,
            document.title if document else "",
        )

        def closed(result: Result) -> None:
            if isinstance(result, str):
                self.say(result, "good")

        self.app.push_screen(ReportScreen(self.session, origin), closed)

    def action_desk_progress(self) -> None:
        """Show how far the work on what is in the list has come."""
        from workbench.tui.screens.help.progress import ProgressScreen

        self.app.push_screen(ProgressScreen(self.session, self.filter_bar.text.strip()))

    # ---------------------------------------------------------------------- adding

    def action_claim_add(self) -> None:
        """Select words in the article."""
        if not self.cannot("claim.add"):
            self._add()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _add(self) -> None:
        """Begin to select once the article of the claim under the cursor is shown."""
        await self.catch_up()
        self.go_to_pane(self.article)
        self.article.start_selecting()

    @on(ArticlePane.SelectionChanged)
    def _selection_changed(self, event: ArticlePane.SelectionChanged) -> None:
        if event.characters is None:
            self.say("")
            self.go_to_pane(self.rows)
        elif event.characters:
            self.say(
                f"{event.characters} characters selected; {key('select.make')} makes a claim "
                "of them"
            )
        else:
            self.say(
                f"Go to the first word and press {key('select.mark')}; "
                f"{key('select.sentence')} takes the sentence"
            )

    @on(ArticlePane.Selected)
    def _selected(self, event: ArticlePane.Selected) -> None:
        from workbench.tui.screens.claims.claim_forms import AddScreen

        if self.cannot("select.make"):
            return
        form = AddScreen(self.session, event.document, (event.start, event.end), event.words)

        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.article.stop_selecting()
                self.go_to_pane(self.rows)
                self.done(result, None)
            elif isinstance(result, str):
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
        """To the list, with nothing beside it; in the list, clear the filter."""
        if self.focused is not self.rows or self.finding_open:
            self.leave_finding()
        elif self.filter_bar.text:
            self.filter_bar.clear()
        else:
            self.ask_to_cancel()


def _restore(claim: str) -> Job:
    def restore(ledger: "Ledger") -> Done:
        from workbench.desk.working.claims import restore

        restore(ledger, claim)
        return Done("Restored", claim)

    return restore
