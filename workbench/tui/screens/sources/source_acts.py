"""What can be done with a source that is shown: quote it, change quotes, take it off the claim.

Each act goes straight to the writing lane or opens a form, and says afterwards what was done.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work

from workbench.errors import WorkbenchError
from workbench.model import Evidence, Stance
from workbench.tui.keys.told import key
from workbench.tui.lanes.source_reading import SourceWish
from workbench.tui.lanes.wishes import Kind, Stage, ToAttach
from workbench.tui.messages import ErrandMoved
from workbench.tui.screens.desk.desk_jobs import redo_job, undo_job
from workbench.tui.screens.forms.form import FormScreen
from workbench.tui.screens.forms.results import Done, Job, Result
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.sources.attach import AttachScreen
from workbench.tui.screens.sources.source_forms import (
    CorrectMetadataScreen,
    EncodingScreen,
    QuoteScreen,
)
from workbench.tui.screens.sources.source_web import SourceWebScreen
from workbench.tui.screens.verdicts.opening import verdict_form
from workbench.tui.sheets.capture import capture_sheet
from workbench.tui.sheets.findings import findings_sheet
from workbench.tui.widgets.selecting_pane import SelectingPane
from workbench.tui.widgets.source_pane import SourcePane

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_TONES = {Stage.DONE: "good", Stage.FAILED: "bad", Stage.REFUSED: "warning"}


class SourceScreen(SourceWebScreen):
    """A source beside the claim, to be worked with."""

    redacted = False
    """Whether something was redacted from here, so that nothing in sight below is sure."""

    # ---------------------------------------------------------------------- quoting

    def action_source_supports(self) -> None:
        """The words speak for the claim."""
        self._take(Stance.SUPPORTS, "source.supports")

    def action_source_refutes(self) -> None:
        """The words speak against it."""
        self._take(Stance.REFUTES, "source.refutes")

    def action_source_context(self) -> None:
        """The words help to judge it."""
        self._take(Stance.CONTEXT, "source.context")

    def _take(self, stance: Stance, identifier: str) -> None:
        if self.cannot(identifier) or self.loaded is None or self.loaded.view is None:
            return
        if self.page.selecting:
            start, end = self.page.selection
            if not self.loaded.text[start:end].strip():
                self.say(
                    f"No words are chosen yet: {key('select.mark')} starts, the arrows extend",
                    "warning",
                )
                return
            self.page.stop_selecting()
            self._write(self._quoting(start, end, stance))
            return
        place = self.place
        if place is None:
            self.say("No passage bears on the claim; a chooses words by hand", "warning")
            return
        if not self.page.in_sight(place.start, place.end):
            self.page.scroll_to_text(place.start, place.end)
            self.say("The marked passage was out of sight; press the key again to quote it")
            return
        if place.evidence is not None:
            self._write(self._restancing(place.evidence, stance))
        else:
            self._write(self._quoting(place.start, place.end, stance))

    def _quoting(self, start: int, end: int, stance: Stance) -> Job:
        view = self.loaded.view if self.loaded else None
        if view is None:
            raise RuntimeError("there is no text to quote from")
        claim, capture, kind = self.wish.claim, view.capture.id, view.text_kind

        def quote(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.quoting import quote

            quote(ledger, claim, capture, (start, end), stance=stance, text=kind)
            return Done(f"Evidence: it {_SAYS[stance]}. {key('source.undo')} takes it back", claim)

        return quote

    def _restancing(self, piece: Evidence, stance: Stance) -> Job:
        claim = self.wish.claim

        def change(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.quoting import change_stance

            change_stance(ledger, claim, piece.id, stance)
            return Done(f"Changed: it {_SAYS[stance]}. {key('source.undo')} takes it back", claim)

        return change

    def action_source_select(self) -> None:
        """Choose exact words."""
        if not self.cannot("source.select"):
            self.page.start_selecting()

    @on(SelectingPane.SelectionChanged)
    def _selection_changed(self, event: SelectingPane.SelectionChanged) -> None:
        if event.characters is None:
            self.say("")
        elif event.characters:
            self.say(f"{event.characters} characters chosen; 1 supports, 2 refutes, 3 context")
        else:
            self.say(
                f"Go to the first word and press {key('select.mark')}; "
                f"{key('select.sentence')} takes the sentence"
            )

    @on(SourcePane.Chosen)
    def _chosen(self, event: SourcePane.Chosen) -> None:
        if self.cannot("quoting.form") or self.loaded is None or self.loaded.view is None:
            return
        self._push(
            QuoteScreen.of_words(
                self.session, self.loaded.claim, self.loaded.view, (event.start, event.end)
            )
        )

    def action_source_edit(self) -> None:
        """Change the quote that is marked."""
        if not self.cannot("source.edit") and self.loaded and self.quote_here:
            self._push(QuoteScreen.of_evidence(self.session, self.loaded.claim, self.quote_here))

    def action_source_withdraw(self) -> None:
        """Take the marked quote back."""
        piece, claim = self.quote_here, self.wish.claim
        if self.cannot("source.withdraw") or piece is None:
            return
        identifier = piece.id

        def withdraw(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.sources import withdraw_evidence

            withdraw_evidence(ledger, claim, identifier)
            return Done(f"Withdrawn; {key('source.undo')} takes that back", claim)

        self._write(withdraw)

    # ---------------------------------------------------------------------- other acts

    def action_source_verdict(self) -> None:
        """Rate the claim."""
        if not self.cannot("source.verdict"):
            self._open_verdict()

    @work(group="form", exclusive=True, exit_on_error=False)
    async def _open_verdict(self) -> None:
        """Open the form with the claim as it is now: what was quoted last may not be shown yet."""
        try:
            form = await verdict_form(self.session, self.wish.claim)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self._push(form)

    def action_source_correct(self) -> None:
        """Correct what the page says of itself."""
        if not self.cannot("source.correct") and self.loaded and self.loaded.view:
            self._push(CorrectMetadataScreen(self.session, self.loaded.claim, self.loaded.view))

    def action_source_encoding(self) -> None:
        """Read the kept bytes with another encoding."""
        if not self.cannot("source.encoding") and self.loaded and self.loaded.view:
            form = EncodingScreen(self.session, self.loaded.claim, self.loaded.view)
            self._push(form, newest=True)

    def action_source_redact(self) -> None:
        """Remove what is shown, a quote or anything else of the claim for good, after a warning."""
        from workbench.tui.screens.sharing.redacting import (
            RedactScreen,
            Target,
            targets_among_sources,
        )

        if self.cannot("source.redact") or self.loaded is None:
            return
        claim, view, row = self.loaded.claim, self.loaded.view, self.loaded.row
        copy = None
        if view is not None:
            copy = Target(view.capture.id, "the page copy", f"The copy of {row.url}")
        form = RedactScreen(self.session, targets_among_sources(claim, row.id, copy), claim.id)

        def closed(result: Result) -> None:
            if isinstance(result, str):
                self.say(result)
            elif isinstance(result, Done):
                self.redacted = True
                if form.target.id in (claim.id, claim.document.id):
                    self.dismiss(result.said)
                else:
                    self.page.stop_selecting()
                    self._done(result, newest=True)

        self.app.push_screen(form, closed)

    def action_source_detach(self) -> None:
        """Take the source off the claim."""
        if self.cannot("source.detach") or self.loaded is None:
            return
        claim, source = self.wish.claim, self.loaded.row.id

        def take_off(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.attaching import detach

            detach(ledger, claim, source)
            return Done(f"Taken off the claim; {key('source.undo')} brings it back", claim)

        self._write(take_off)

    def action_source_undo(self) -> None:
        """Take back the latest act."""
        if not self.cannot("source.undo"):
            self._write(undo_job)

    def action_source_redo(self) -> None:
        """Do it again."""
        if not self.cannot("source.redo"):
            self._write(redo_job)

    def _push(self, form: FormScreen, *, newest: bool = False) -> None:
        def closed(result: Result) -> None:
            if isinstance(result, Done):
                self.page.stop_selecting()
                self._done(result, newest=newest)
            elif isinstance(result, str):
                self.say(result)

        self.app.push_screen(form, closed)

    @work(group="save", exit_on_error=False)
    async def _write(self, job: Job) -> None:
        self.say("Saving…")
        try:
            done = await self.session.writing.run(job)
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self._done(done)

    def _done(self, done: Done, *, newest: bool = False) -> None:
        self.say(done.said, "good")
        self._load_again(newest=newest)

    def _load_again(self, *, newest: bool) -> None:
        wish = SourceWish(self.wish.claim, self.wish.source) if newest else self.wish
        self.load(replace(wish, sources=None), stay=True)

    # ---------------------------------------------------------------------- details, web

    def action_source_details(self) -> None:
        """How it was fetched, what it says of itself, what the hash proves."""
        if not self.cannot("source.details") and self.loaded is not None:
            self.app.push_screen(SheetScreen("This capture", capture_sheet(self.loaded)))

    def action_source_attach(self) -> None:
        """Attach another source."""
        if not self.cannot("source.attach") and self.loaded:
            self.app.push_screen(AttachScreen(self.session, self.loaded.claim), self._attach_wished)

    def _attach_wished(self, wish: Result) -> None:
        if isinstance(wish, ToAttach):
            self.errands.attach(wish)
        elif isinstance(wish, str):
            self.say(wish)

    @on(ErrandMoved)
    def _errand_moved(self, event: ErrandMoved) -> None:
        errand = event.errand
        self.status.work(self.errands.words)
        if not errand.ended or errand.claim != self.wish.claim:
            return
        self.say(errand.said, _TONES.get(errand.stage, ""))
        if errand.result is None:
            return
        self._load_again(newest=errand.kind in (Kind.RECHECK, Kind.REPLAY))
        if errand.kind is Kind.RECHECK and self.app.screen is self:
            self.app.push_screen(SheetScreen("Re-check", findings_sheet(errand.result)))


_SAYS = {
    Stance.SUPPORTS: "supports the claim",
    Stance.REFUTES: "refutes the claim",
    Stance.CONTEXT: "is context",
}
