"""Short forms about one claim: dismiss it, correct its statement, add one from the article."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from workbench.model import Claim
from workbench.text import squeeze
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.forms.wording_form import WordingForm
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class DismissScreen(FormScreen):
    """Set a claim aside, with a reason if there is one to give."""

    NAME = "dismiss"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._reason = LineField(placeholder="why it need not be checked", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Dismiss: no claim to check"

    def compose_fields(self) -> ComposeResult:
        """The reason."""
        yield label("Reason, if you like; Enter dismisses")
        yield self._reason

    def on_mount(self) -> None:
        """Begin in the field."""
        self._reason.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The reason."""
        return {"reason": self._reason}

    def job(self) -> Job:
        """Dismiss."""
        reason, claim = self._reason.value, self.claim

        def dismiss(ledger: "Ledger") -> Done:
            from workbench.desk.working.claims import dismiss

            dismiss(ledger, claim, reason)
            return Done(f"Dismissed; {key('desk.undo')} takes it back", claim, listing_changed=True)

        return dismiss


class CorrectScreen(WordingForm):
    """Give a claim a better wording; the words of the article stay in sight."""

    NAME = "correct"

    def __init__(self, session: Session, claim: Claim) -> None:
        said = claim.statement
        super().__init__(session, claim=claim.id, statement=said, wording=said)
        self._span = squeeze(claim.reading.span)
        self._read_as = claim.read_as

    def title_words(self) -> str:
        """The title."""
        return "Correct the statement"

    def claim_sheet(self) -> SheetBuilder:
        """The words of the article, and what the reader made of them."""
        sheet = SheetBuilder()
        sheet.field("In the text", f"“{self._span}”", Tone.QUOTE, width=13)
        if self._read_as not in (self._span, self.statement):
            sheet.field("Read as", self._read_as, width=13)
        return sheet

    def job(self) -> Job:
        """Correct."""
        claim, wording = self.claim, self.statement if self.is_untouched else self.wording

        def correct(ledger: "Ledger") -> Done:
            from workbench.desk.working.claims import correct

            correct(ledger, claim, wording)
            return Done("Saved the new wording", claim)

        return correct


class AddScreen(WordingForm):
    """Make a claim of the words selected in the article."""

    NAME = "add"

    def __init__(self, session: Session, document: str, span: tuple[int, int], words: str) -> None:
        said = squeeze(words)
        super().__init__(session, claim=f"{document}:{span}", statement=said, wording=said)
        self._document = document
        self._span = span

    def title_words(self) -> str:
        """The title."""
        return "Add a claim"

    def claim_sheet(self) -> SheetBuilder:
        """The selected words."""
        sheet = SheetBuilder()
        sheet.field("In the text", f"“{self.statement}”", Tone.QUOTE, width=13)
        return sheet

    def job(self) -> Job:
        """Add."""
        document, (start, end) = self._document, self._span
        wording = None if self.is_untouched else self.wording

        def add(ledger: "Ledger") -> Done:
            from workbench.desk.working.claims import add_claim

            claim = add_claim(ledger, document, start, end, wording)
            return Done("Added the claim", claim, listing_changed=True)

        return add
