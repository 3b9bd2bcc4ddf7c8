"""The form for following what colleagues propose to redact, after saying what would go."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from workbench.errors import UsageError, WorkbenchError
from workbench.text import clean_line, counted, squeeze
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.sharing.redacting import ALSO, CONFIRMED, and_backups
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from workbench.desk.safekeeping.proposed_redactions import Standing
    from workbench.ledger.database import Ledger


def standing_words(standing: "Standing") -> str:
    """In a line, how the file stands."""
    if not standing.events and not standing.texts:
        return "Nothing was redacted from this file"
    events, texts = counted(standing.events, "event"), counted(standing.texts, "kept text")
    return f"{events} and {texts} were redacted from this file"


class RedactionsScreen(FormScreen):
    """Which proposal, and the word that says it is meant."""

    NAME: ClassVar[str] = "redactions"
    SAVE: ClassVar[str] = "Redact for good"

    def __init__(self, session: Session, standing: "Standing") -> None:
        super().__init__(session, claim="", statement="")
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
        self._also = AnyOf(ALSO, id="also")
        self._word = LineField(placeholder=CONFIRMED, compact=True)

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
        self._look()

    @on(Choice.Changed, "#proposals")
    def _chosen(self) -> None:
        self._look()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        (event,) = self._which.chosen

        def plan(ledger: "Ledger") -> tuple[str, ...]:
            from workbench.desk.safekeeping.proposed_redactions import plan_proposed

            return plan_proposed(ledger, event).lines

        try:
            lines = await self.session.reading.run(plan)
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
            return
        sheet = self.claim_sheet()
        for line in lines:
            sheet.line(line, Tone.WARNING)
        self.query_one("#form-claim", ReadingPane).show(sheet.build())

    def job(self) -> Job:
        """Redact as was proposed, if it is meant."""
        if self._word.value.strip().lower() != CONFIRMED:
            raise UsageError(f"type {CONFIRMED} if it is to go for good; there is no undo")
        (event,), also = self._which.chosen, bool(self._also.chosen)

        def redact(ledger: "Ledger") -> Done:
            from workbench.desk.safekeeping.proposed_redactions import (
                finish_what_was_cut_short,
                plan_proposed,
            )
            from workbench.desk.safekeeping.redacting import carry_out

            finish_what_was_cut_short(ledger)
            plan = plan_proposed(ledger, event)
            carry_out(ledger, plan, "as was proposed", propose=False)
            return Done(f"Redacted as was proposed{and_backups(plan.backups, also=also)}", "")

        return redact
