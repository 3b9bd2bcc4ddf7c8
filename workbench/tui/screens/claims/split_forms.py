"""Forms that make several claims of one, or one of several."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from workbench.model import Claim, ClaimRow
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.forms.wording_form import WordingForm
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SHOWN = 4


class SplitScreen(FormScreen):
    """Make several claims of one, a line each."""

    NAME: ClassVar[str] = "split"
    SAVE: ClassVar[str] = "Split"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._span = squeeze(claim.reading.span)
        self._field = TextField(f"{claim.statement}\n", id="parts", compact=True)
        self._untouched = self._field.text

    def title_words(self) -> str:
        """The title."""
        return "Split the claim"

    def claim_sheet(self) -> SheetBuilder:
        """The words of the article."""
        sheet = super().claim_sheet()
        sheet.field("In the text", f"“{self._span}”", Tone.QUOTE, width=13)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """The parts."""
        yield label("A line for each new claim; words of the text keep their place in it")
        yield self._field

    def on_mount(self) -> None:
        """Begin on the second line."""
        self._field.focus()
        self._field.move_cursor(self._field.document.end)

    def values(self) -> dict[str, str]:
        """The parts as typed."""
        text = self._field.text
        return {"parts": "" if text == self._untouched else text}

    def restore(self, values: dict[str, str]) -> None:
        """Put them back."""
        self._field.text = values["parts"]

    def job(self) -> Job:
        """Split."""
        parts = [line for line in self._field.text.splitlines() if line.strip()]
        claim = self.claim

        def split(ledger: "Ledger") -> Done:
            from workbench.desk.working.splitting import split_claim

            made = split_claim(ledger, claim, parts)
            words = f"Split into {len(made)}; {key('desk.undo')} puts them together again"
            return Done(words, made[0], listing_changed=True)

        return split


class JoinScreen(WordingForm):
    """Make one claim of all that are marked."""

    NAME: ClassVar[str] = "join"
    SAVE: ClassVar[str] = "Join"
    ASKED: ClassVar[str] = "What the new claim says"

    def __init__(self, session: Session, rows: Sequence[ClaimRow]) -> None:
        self._ids = tuple(row.id for row in rows)
        self._rows = rows
        said = (squeeze(row.statement) for row in rows)
        joined = " ".join(one if one.endswith((".", "!", "?")) else f"{one}." for one in said)
        marked = f"{len(rows)} marked claims"
        super().__init__(session, claim="+".join(self._ids), statement=marked, wording=joined)

    def title_words(self) -> str:
        """The title."""
        return "Join the marked claims"

    def claim_sheet(self) -> SheetBuilder:
        """The claims."""
        sheet = super().claim_sheet()
        for row in self._rows[:_SHOWN]:
            sheet.line(f"  {clean_line(squeeze(row.statement), 200)}", Tone.MUTED, hang=2)
        return sheet

    def job(self) -> Job:
        """Join."""
        text, ids = self.wording, self._ids

        def join(ledger: "Ledger") -> Done:
            from workbench.desk.working.splitting import join_claims

            made = join_claims(ledger, ids, text)
            words = f"Joined {len(ids)} claims; {key('desk.undo')} takes them apart again"
            return Done(words, made, listing_changed=True)

        return join
