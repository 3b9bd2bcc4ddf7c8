"""The desk's dealings with sources: reading them beside claims, re-checking, recording."""

import gc
from collections.abc import Callable
from typing import Any

from textual import on, work

from workbench.errors import WorkbenchError
from workbench.model import Claim
from workbench.text import squeeze
from workbench.tui.lanes.claim_sources import read_sources, to_recheck
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.source_reading import SourceWish
from workbench.tui.lanes.watching import reviewer_here
from workbench.tui.lanes.wishes import Errand, Kind
from workbench.tui.messages import Failed, SourcesRead
from workbench.tui.screens.desk.bringing import BringingScreen
from workbench.tui.session import Session
from workbench.tui.sheets.claim import OtherClaims, claim_sheet
from workbench.tui.sheets.sheet import LaidOut, Sheet

SETTLED_SECONDS = 1.0


class SourcingScreen(BringingScreen):
    """Claims with their sources."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self.sources: SourcesRead | None = None
        self._read_before = False

    # ------------------------------------------------------------------------- showing

    def claim_arrived(self, claim: Claim) -> None:
        """Read its sources as well."""
        if self.sources is not None and self.sources.claim != claim.id:
            self.sources = None
        self._read_sources(claim)

    def show_claim(self, *, keep_place: bool = True) -> None:
        """The claim with its sources and what is under way for it."""
        claim, known = self.claim, self.sources
        if claim is None:
            return
        if known is not None and known.claim != claim.id:
            known = None
        self.claim_pane.show(
            claim_sheet(
                claim,
                known.sources if known else None,
                self.errands.of_claim(claim.id),
                known.left_out if known else (),
                self.other_claims(claim),
            ),
            keep_place=keep_place,
        )

    def other_claims(self, claim: Claim) -> OtherClaims | None:
        """What is known of the claim and others; a screen that knows tells it."""
        del claim
        return None

    @work(group="sources", exclusive=True, exit_on_error=False)
    async def _read_sources(self, claim: Claim) -> None:
        """The sources come a moment after the claim: their texts are compared with each other."""
        try:
            found = await self.session.reading.run(lambda ledger: read_sources(ledger, claim))
        except WorkbenchError as error:
            self.post_message(Failed(str(error)))
        else:
            self.post_message(found or SourcesRead(claim.id, None, frozenset()))

    @on(SourcesRead)
    def _sources_read(self, event: SourcesRead) -> None:
        if self.claim is None or event.claim != self.claim.id:
            return
        shown = self.sources
        self.sources = event
        if event.sources is not None or (shown is not None and shown.sources is not None):
            self.show_claim()

    # ------------------------------------------------------------------------- results

    def show_result(self, errand: Errand) -> None:
        """Show what a re-check or a search found."""
        if errand.kind is Kind.RECHECK:
            from workbench.tui.sheets.findings import findings_sheet

            self.show_sheet("Re-check", findings_sheet(errand.result))
        elif errand.name == "published fact-checks":
            from workbench.tui.sheets.fact_checks import fact_checks_sheet

            self.show_sheet("Published fact-checks", fact_checks_sheet(errand.result))

    def show_sheet(self, title: str, sheet: Sheet | LaidOut) -> None:
        """Show something to read over whatever is shown."""
        from workbench.tui.screens.help.sheet import SheetScreen

        self.app.push_screen(SheetScreen(title, sheet))

    def ask(self, title: str, words: str, then: Callable[[], None]) -> None:
        """Ask before something that cannot be taken back."""
        from workbench.tui.screens.forms.question import QuestionScreen

        def answered(yes: bool | None) -> None:
            if yes:
                then()
            else:
                self.say("Nothing was sent.")

        self.app.push_screen(QuestionScreen(title, words), answered)

    # ------------------------------------------------------------------------- sources

    def action_claim_sources(self) -> None:
        """Read the sources beside the claim."""
        if not self.cannot("claim.sources"):
            self.with_claim(self._read_beside)

    def _read_beside(self, claim: Claim) -> None:
        from workbench.tui.screens.sources.source_acts import SourceScreen

        if not self._read_before:
            # All that reading sources needs has been loaded a moment from now.
            self._read_before = True
            self.set_timer(SETTLED_SECONDS, gc.freeze)
        newest = self._newest.get(claim.id)
        wish = SourceWish(claim.id, newest)
        screen = SourceScreen(self.session, self.errands, wish, self.read_only)

        def closed(said: str | None) -> None:
            if screen.redacted:
                self.begin_anew(said or "")
                return
            self.say(said or "")
            self.rows.forget_rows()
            self.follow()
            self.read_counts()

        self.app.push_screen(screen, closed)

    def begin_anew(self, said: str) -> None:
        """Keep nothing in sight of a file that lost some, in which claims may be renumbered."""
        self.take_changes_as_known()
        self.show_nothing()
        self.session.follow_rules()
        self.rows.forget_rows()
        self.list_claims(quietly=True)
        self.read_counts()
        self.say(said, "good")

    def action_claim_record(self) -> None:
        """Record what never was a page."""
        from workbench.tui.screens.sources.record import RecordScreen

        if not self.cannot("claim.record"):
            self.open_form(lambda claim: RecordScreen(self.session, claim))

    def action_claim_withdraw(self) -> None:
        """Take back evidence or a verdict."""
        if not self.cannot("claim.withdraw"):
            self.with_claim(self._withdraw)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _withdraw(self, claim: Claim) -> None:
        from workbench.tui.screens.verdicts.withdraw import WithdrawScreen

        try:
            reviewer = await self.session.reading.run(reviewer_here)
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        form = WithdrawScreen(self.session, claim, reviewer)
        if form.nothing:
            self.say("There is nothing of yours on this claim to withdraw", "warning")
        else:
            self.push_form(form, claim.number)

    def action_claim_note(self) -> None:
        """A note that stays on this computer."""
        from workbench.tui.screens.verdicts.withdraw import NoteScreen

        if not self.cannot("claim.note"):
            self.open_form(lambda claim: NoteScreen(self.session, claim))

    # ------------------------------------------------------------------------- re-checking

    def action_claim_recheck(self) -> None:
        """Fetch the claim's pages again."""
        if not self.cannot("claim.recheck"):
            self._recheck(whole=False)

    def action_desk_recheck(self) -> None:
        """Fetch all pages that something was quoted from."""
        if not self.cannot("desk.recheck"):
            self._recheck(whole=True)

    @work(group="recheck", exclusive=True, exit_on_error=False)
    async def _recheck(self, *, whole: bool) -> None:
        row = self.rows.row_at_cursor()
        claim = "" if whole or row is None else row.id
        try:
            ids, private = await self.session.reading.run(
                lambda ledger: to_recheck(ledger, claim or None)
            )
        except WorkbenchError as error:
            self.say(str(error), "bad")
            return
        if not ids:
            self.say("There is no page to check; files and what was said stay as they were kept")
            return
        name = "the quoted pages" if whole else "the claim's pages"
        if not private:
            self.errands.recheck(claim, name, ids, private=False)
            return
        self.ask(
            "Go inside this network again?",
            f"{private} of {len(ids)} pages were fetched from inside this network, as you "
            "allowed then. Yes lets all these pages reach this computer and the network around "
            "it; no leaves everything as it is.",
            lambda: self.errands.recheck(claim, name, ids, private=True),
        )

    # ------------------------------------------------------------------------- fact-checks

    def action_claim_fact_checks(self) -> None:
        """Ask what others have found."""
        if not self.cannot("claim.fact_checks"):
            self.with_claim(self._ask_fact_checks)

    def _ask_fact_checks(self, claim: Claim) -> None:
        from workbench.desk.sourcing.fact_checks import WHERE, fact_check_key

        try:
            fact_check_key()
        except WorkbenchError as error:
            self.say(str(error), "warning")
            return
        words = squeeze(claim.statement)

        async def question(web: Any) -> Any:
            from workbench.desk.sourcing.fact_checks import published_fact_checks

            return await published_fact_checks(words, web)

        self.ask(
            "Search published fact-checks?",
            f"These words are sent to {WHERE}: “{words}”. Nothing of the answer is kept.",
            lambda: self.errands.ask(claim.id, "published fact-checks", question),
        )
