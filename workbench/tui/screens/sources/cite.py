"""The citing form: an address, the exact words, what they do to the claim, the day seen."""

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import Claim, Stance
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.words import host_in_words
from workbench.tui.widgets.choice import OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_STANCES = (
    Option(Stance.SUPPORTS.value, "supports", "the words speak for the claim"),
    Option(Stance.REFUTES.value, "refutes", "the words speak against it"),
    Option(Stance.CONTEXT.value, "context", "the words help to judge it"),
)


class CiteScreen(FormScreen):
    """Attach a quotation from a page that the reviewer has seen; nothing is fetched."""

    NAME = "cite"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._today = session.today().isoformat()
        self._url = LineField(id="url", placeholder="https://…", compact=True)
        self._quote = TextField(id="quote", compact=True)
        self._stance = OneOf(_STANCES, id="stance")
        self._seen = LineField(self._today, id="seen", placeholder="YYYY-MM-DD", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Cite a source"

    def compose_fields(self) -> ComposeResult:
        """Address, words, stance, day."""
        yield label("Web address")
        yield self._url
        yield label("The exact words of the source")
        yield self._quote
        yield label("What they do to the claim")
        yield self._stance
        yield label("Seen on")
        yield self._seen

    def on_mount(self) -> None:
        """Begin with the address."""
        self._url.focus()

    def values(self) -> dict[str, str]:
        """Everything as typed."""
        seen = self._seen.value
        return {
            "url": self._url.value,
            "quote": self._quote.text,
            "stance": next(iter(self._stance.chosen), ""),
            "seen": "" if seen == self._today else seen,
        }

    def restore(self, values: dict[str, str]) -> None:
        """Put everything back."""
        self._url.value = values["url"]
        self._quote.text = values["quote"]
        self._stance.choose([values["stance"]])
        self._seen.value = values["seen"] or self._today

    def job(self) -> Job:
        """Cite."""
        claim, url, quote = self.claim, self._url.value, self._quote.text
        if not self._stance.chosen:
            self._stance.focus()
            raise UsageError("say what the words do to the claim: press 1, 2 or 3")
        stance = Stance(self._stance.chosen[0])
        try:
            seen_on = date.fromisoformat(self._seen.value.strip())
        except ValueError:
            self._seen.focus()
            raise UsageError(
                f"write the day you saw the page like {self._today}: year, month, day"
            ) from None

        def cite(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.sources import cite

            cite(ledger, claim, url, quote, stance=stance, seen_on=seen_on)
            return Done(f"Cited {host_in_words(url)}", claim)

        return cite
