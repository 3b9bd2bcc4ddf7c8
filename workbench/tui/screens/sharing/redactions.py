"""The form for following what colleagues propose to redact, after saying what would go."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from workbench.text import clean_line, counted, squeeze
from workbench.tui.screens.forms.form import label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.sharing.redacting import CONFIRMED, RedactingForm, and_backups
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import Choice, OneOf, Option

if TYPE_CHECKING:
    from workbench.desk.safekeeping.proposed_redactions import Standing
    from workbench.desk.safekeeping.redacting import Redaction
    from workbench.ledger.database import Ledger


def standing_words(standing: "Standing") -> str:
    """In a line, how the file stands."""
    if not standing.events and not standing.texts:
        return "Nothing was redacted from this file"
    events, texts = counted(standing.events, "event"), counted(standing.texts, "kept text")
    return f"{events} and {texts} were redacted from this file"


class RedactionsScreen(RedactingForm):
    """Which proposal, and the word that says it is meant."""

    NAME: ClassVar[str] = "redactions"

    def __init__(self, session: Session, standing: "Standing") -> None:
        super().__init__(session)
        self._standing = standing
        self._which = OneOf(
            [
                Option(
                    one.event,
                    f"{squeeze(clean_line(one.by, 40))}, {one.at[:10]}",
                    f"{one.here:,} here; {squeeze(clean_line(one.because, 300))}",
                )
                for one in standing.proposals
            ],
            id="proposals",
        )
        self._which.choose([one.event for one in standing.proposals[:1]])

    def title_words(self) -> str:
        """The title."""
        return "What others redacted: there is no undo"

    def claim_sheet(self) -> SheetBuilder:
        """How the file stands."""
        return SheetBuilder().line(f"{standing_words(self._standing)}.", Tone.MUTED)

    def compose_fields(self) -> ComposeResult:
        """The proposals and the word."""
        yield label("They have redacted this, and propose it to you")
        yield self._which
        yield self._also
        yield label(f"Type {CONFIRMED} to do it here too")
        yield self._word

    def on_mount(self) -> None:
        """Begin with the proposals, and find out what would go."""
        self._which.focus()
        self.show_plan(self._plan())

    @on(Choice.Changed, "#proposals")
    def _chosen(self) -> None:
        if self._which.chosen:
            self.show_plan(self._plan())

    def _plan(self) -> "Callable[[Ledger], Redaction]":
        (event,) = self._which.chosen

        def plan(ledger: "Ledger") -> "Redaction":
            from workbench.desk.safekeeping.proposed_redactions import plan_proposed

            return plan_proposed(ledger, event)

        return plan

    def job(self) -> Job:
        """Redact as was proposed, if it is meant."""
        self.confirm()
        planned, also = self._plan(), self.also

        def redact(ledger: "Ledger") -> Done:
            from workbench.desk.safekeeping.proposed_redactions import finish_what_was_cut_short
            from workbench.desk.safekeeping.redacting import carry_out

            finish_what_was_cut_short(ledger)
            plan = planned(ledger)
            carry_out(ledger, plan, "as was proposed", propose=False)
            return Done(f"Redacted as was proposed{and_backups(plan.backups, also=also)}", "")

        return redact
