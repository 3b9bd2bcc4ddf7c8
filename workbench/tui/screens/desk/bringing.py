"""What the desk brings from outside: sources for claims, texts to read, and what is under way.

Fetching goes on while other claims are worked on; this screen starts it, shows how far it is and
says what came of it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on, work

from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import claim_spans
from workbench.model import Claim
from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.lanes.wishes import Errand, Kind, Stage, ToAttach, ToRead, Wanted
from workbench.tui.messages import ErrandMoved
from workbench.tui.screens.desk.acting import ActingScreen
from workbench.tui.screens.forms.results import Result
from workbench.tui.session import Session
from workbench.tui.terminal.pasting import addresses_in

if TYPE_CHECKING:
    from workbench.desk.reading.documents import AddedDocument

TONES = {Stage.DONE: "good", Stage.FAILED: "bad", Stage.REFUSED: "warning"}


class BringingScreen(ActingScreen):
    """Claims for which something is on its way."""

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._cancel_asked = False
        self._newest: dict[str, str] = {}
        self._read_at: int | None = None
        self._added: list[AddedDocument] = []

    def work_words(self) -> str:
        """What goes on in the background."""
        return self.errands.words

    def show_result(self, errand: Errand) -> None:
        """Show what came of an errand; a screen that knows more of it shows more."""

    # ------------------------------------------------------------------------- attaching

    def action_claim_attach(self) -> None:
        """Attach a source."""
        if not self.cannot("claim.attach"):
            self._attach_form("")

    def on_paste(self, event: events.Paste) -> None:
        """An address that is pasted at the desk is about to be attached; without claims, read."""
        if self.focused is self.filter_bar.field:
            return
        event.stop()
        if not event.text.strip():
            return
        if self.rows.current is None and not self.cannot("desk.read"):
            self._read_form(event.text)
        elif addresses_in(event.text) and not self.cannot("claim.attach"):
            self._attach_form(event.text)
        elif not addresses_in(event.text):
            self.say(
                f"No web address was pasted; {key('desk.read')} reads a text into claims, "
                f"{key('claim.attach')} makes it a source",
                "warning",
            )

    def _attach_form(self, pasted: str) -> None:
        from workbench.tui.screens.sources.attach import AttachScreen

        def open_it(claim: Claim) -> None:
            self.app.push_screen(AttachScreen(self.session, claim, pasted), self._attach_wished)

        self.with_claim(open_it)

    @work(group="form", exclusive=True, exit_on_error=False)
    async def with_claim(self, then: Callable[[Claim], None]) -> None:
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

    # ------------------------------------------------------------------------- reading

    def action_desk_read(self) -> None:
        """Read texts into claims."""
        if not self.cannot("desk.read"):
            self._read_form("")

    def _read_form(self, pasted: str) -> None:
        from workbench.tui.screens.claims.read_form import ReadScreen

        self.app.push_screen(ReadScreen(self.session, pasted), self._read_wished)

    def _read_wished(self, wish: Result) -> None:
        if isinstance(wish, ToRead):
            self._read_at = self.rows.current
            self.errands.read(wish)
        elif isinstance(wish, str):
            self.say(wish)

    def _document_read(self, added: "AddedDocument") -> None:
        """Go to the claims once all is read, unless the reviewer has gone on meanwhile."""
        self._added.append(added)
        if any(one.kind is Kind.READ for one in self.errands.under_way):
            self.refresh_all()
            return
        texts, self._added = self._added, []
        if len(texts) > 1:
            claims = sum(one.claims for one in texts)
            self.say(f"Read: {len(texts)} texts, {counted(claims, 'claim')}", "good")
        stayed = self.app.screen is self and self.rows.current == self._read_at
        first = next((one.document.id for one in texts if one.claims), None)
        if stayed and first is not None:
            self._go_to_first(first)
        else:
            self.refresh_all()

    @work(group="find", exclusive=True, exit_on_error=False)
    async def _go_to_first(self, document: str) -> None:
        try:
            spans = await self.session.reading.run(lambda ledger: claim_spans(ledger, document))
        except WorkbenchError as error:
            self.say(str(error), "bad")
        else:
            self.refresh_all(want=spans[0].number if spans else None)

    # ------------------------------------------------------------------------- errands

    @on(ErrandMoved)
    def _errand_moved(self, event: ErrandMoved) -> None:
        errand = event.errand
        self.status.work(self.work_words())
        if errand.ended:
            self.errand_ended(errand)
        if self.claim is not None and errand.claim == self.claim.id:
            self.show_claim()

    def errand_ended(self, errand: Errand) -> None:
        """Say what came of an errand, and show it."""
        self._cancel_asked = False
        if errand.stage is Stage.REFUSED and isinstance(errand.result, Wanted):
            self._refused(errand)
            return
        said = errand.said
        if errand.kind is Kind.ATTACH and errand.result is not None:
            self._newest[errand.claim] = errand.result.source
            if errand.stage is Stage.DONE and errand.result.outcome is not None:
                said += f"; {key('claim.sources')} reads it beside the claim"
        self.say(said, TONES.get(errand.stage, ""))
        if errand.result is None:
            return
        if errand.kind is Kind.READ:
            self._document_read(errand.result)
            return
        if self.app.screen is self:
            self.show_result(errand)
        self.rows.forget_rows()
        self.follow()
        self.read_counts()

    def _refused(self, errand: Errand) -> None:
        from workbench.tui.screens.claims.read_form import ReadScreen
        from workbench.tui.screens.sources.attach import AttachScreen

        reads = errand.kind is Kind.READ
        form, again = (ReadScreen, "desk.read") if reads else (AttachScreen, "claim.attach")
        form.keep_refused(self.session, errand)
        self.say(f"Refused: {errand.said}. {key(again)} opens the form again", "warning")

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
