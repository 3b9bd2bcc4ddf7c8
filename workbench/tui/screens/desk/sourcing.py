"""The desk's dealings with sources: attaching in the background, re-checking, recording.

What is fetched goes on while other claims are worked on; this screen shows how far it is and
says what came of it.
"""

import gc
from collections.abc import Callable
from typing import Any

from textual import events, on, work

from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.model import Claim
from workbench.text import squeeze
from workbench.tui.keys.told import key
from workbench.tui.lanes.claim_sources import read_sources, to_recheck
from workbench.tui.lanes.errands import Errand, Errands, Kind, Stage, ToAttach, Wanted
from workbench.tui.lanes.source_reading import SourceWish
from workbench.tui.messages import ErrandMoved, Failed, SourcesRead
from workbench.tui.screens.desk.acting import ActingScreen
from workbench.tui.screens.forms.results import Result
from workbench.tui.session import Session
from workbench.tui.sheets.claim import OtherClaims, claim_sheet
from workbench.tui.sheets.sheet import Sheet
from workbench.tui.terminal.pasting import addresses_in

SETTLED_SECONDS = 1.0
TONES = {Stage.DONE: "good", Stage.FAILED: "bad", Stage.REFUSED: "warning"}


class SourcingScreen(ActingScreen):
    """Claims with their sources."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self.sources: SourcesRead | None = None
        self._cancel_asked = False
        self._newest: dict[str, str] = {}
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

    def work_words(self) -> str:
        """What goes on in the background."""
        return self.errands.words

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

    # ------------------------------------------------------------------------- attaching

    def action_claim_attach(self) -> None:
        """Attach a source."""
        if not self.cannot("claim.attach"):
            self._attach_form("")

    def on_paste(self, event: events.Paste) -> None:
        """An address that is pasted anywhere at the desk is about to be attached."""
        if self.focused is self.filter_bar.field:
            return
        event.stop()
        if not event.text.strip() or self.cannot("claim.attach"):
            return
        if addresses_in(event.text):
            self._attach_form(event.text)
        else:
            self.say(
                f"No web address was pasted; {key('claim.attach')} opens a form that takes a text",
                "warning",
            )

    def _attach_form(self, pasted: str) -> None:
        from workbench.tui.screens.sources.attach import AttachScreen

        def open_it(claim: Claim) -> None:
            self.app.push_screen(AttachScreen(self.session, claim, pasted), self._attach_wished)

        self._with_claim(open_it)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _with_claim(self, then: Callable[[Claim], None]) -> None:
        """Do something with the claim under the cursor, as it is in the database now."""
        row = self.rows.row_at_cursor()
        if row is None:
            return
        try:
            claim = await self.session.reading.run(lambda ledger: get_claim(ledger, row.id))
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            then(claim)

    def _attach_wished(self, wish: Result) -> None:
        if isinstance(wish, ToAttach):
            self.errands.attach(wish)
        elif isinstance(wish, str):
            self.say(wish)

    # ------------------------------------------------------------------------- errands

    @on(ErrandMoved)
    def _errand_moved(self, event: ErrandMoved) -> None:
        errand = event.errand
        self.status.work(self.work_words())
        if errand.ended:
            self._errand_ended(errand)
        if self.claim is not None and errand.claim == self.claim.id:
            self.show_claim()

    def _errand_ended(self, errand: Errand) -> None:
        from workbench.tui.screens.sources.attach import AttachScreen

        self._cancel_asked = False
        if errand.stage is Stage.REFUSED and isinstance(errand.result, Wanted):
            AttachScreen.keep_refused(self.session, errand)
            self.say(
                f"Refused: {errand.said}. {key('claim.attach')} opens the form again", "warning"
            )
            return
        said = errand.said
        if errand.kind is Kind.ATTACH and errand.result is not None:
            self._newest[errand.claim] = errand.result.source
            if errand.stage is Stage.DONE and errand.result.outcome is not None:
                said += f"; {key('claim.sources')} reads it beside the claim"
        self.say(said, TONES.get(errand.stage, ""))
        if errand.result is None:
            return
        if self.app.screen is self:
            self._show_result(errand)
        self.rows.forget_rows()
        self.follow()
        self.read_counts()

    def _show_result(self, errand: Errand) -> None:
        if errand.kind is Kind.RECHECK:
            from workbench.tui.sheets.findings import findings_sheet

            self.show_sheet("Re-check", findings_sheet(errand.result))
        elif errand.name == "published fact-checks":
            from workbench.tui.sheets.fact_checks import fact_checks_sheet

            self.show_sheet("Published fact-checks", fact_checks_sheet(errand.result))

    def action_desk_cancel(self) -> None:
        """Stop what is under way."""
        if not self.cannot("desk.cancel"):
            stopped = self.errands.cancel()
            self.say(f"Cancelled {stopped}; what was kept before stays")

    def ask_to_cancel(self) -> bool:
        """Escape once says that Escape again cancels; whether there was something to cancel."""
        if not self.errands.under_way:
            return False
        if self._cancel_asked:
            self._cancel_asked = False
            self.action_desk_cancel()
        else:
            self._cancel_asked = True
            self.say(
                f"Under way: {self.errands.words}. {key('desk.back')} again cancels it", "warning"
            )
        return True

    def show_sheet(self, title: str, sheet: Sheet) -> None:
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
            self._with_claim(self._read_beside)

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
            self.say(said or "")
            self.rows.forget_rows()
            self.follow()
            self.read_counts()

        self.app.push_screen(screen, closed)

    def action_claim_record(self) -> None:
        """Record what never was a page."""
        from workbench.tui.screens.sources.record import RecordScreen

        if not self.cannot("claim.record"):
            self.open_form(lambda claim: RecordScreen(self.session, claim))

    def action_claim_withdraw(self) -> None:
        """Take back evidence or a verdict."""
        if not self.cannot("claim.withdraw"):
            self._with_claim(self._withdraw)

    def _withdraw(self, claim: Claim) -> None:
        from workbench.tui.screens.verdicts.withdraw import WithdrawScreen

        form = WithdrawScreen(self.session, claim)
        if form.nothing:
            self.say("There is no evidence and no verdict to withdraw", "warning")
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
            self._with_claim(self._ask_fact_checks)

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
