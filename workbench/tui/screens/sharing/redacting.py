"""The form that removes a claim or a page copy for good, after saying what goes and what stays."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from workbench.errors import UsageError, WorkbenchError
from workbench.text import counted
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import AnyOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from workbench.desk.safekeeping.backups import Backup
    from workbench.ledger.database import Ledger

CONFIRMED = "redact"
ALSO = (Option("backups", "remove the backups too", "those of this computer that hold it still"),)


class RedactScreen(FormScreen):
    """Why, and the word that says it is meant."""

    NAME: ClassVar[str] = "redact"
    SAVE: ClassVar[str] = "Redact for good"

    def __init__(self, session: Session, target: str, statement: str) -> None:
        """Redact what has this id: a claim, or a capture."""
        super().__init__(session, claim=target, statement=statement)
        self._because = LineField(placeholder="without the text that is to go", compact=True)
        self._also = AnyOf(ALSO, id="also")
        self._word = LineField(placeholder=CONFIRMED, compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Redact: there is no undo"

    def compose_fields(self) -> ComposeResult:
        """What else goes, the reason, and the word; nobody passes the tick on the way down."""
        yield self._also
        yield label("Why; colleagues see it, and may redact it too")
        yield self._because
        yield label(f"Type {CONFIRMED} to do it")
        yield self._word

    def on_mount(self) -> None:
        """Begin with the reason, and find out what would go."""
        self._because.focus()
        self._look()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The reason; the word that confirms is typed anew each time."""
        return {"because": self._because}

    @work(group="look", exit_on_error=False)
    async def _look(self) -> None:
        claim = self.claim

        def plan(ledger: "Ledger") -> tuple[str, ...]:
            from workbench.desk.safekeeping.redacting import plan_redaction

            return plan_redaction(ledger, claim).lines

        try:
            lines = await self.session.writing.run(plan)
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
            return
        sheet = SheetBuilder().line(self.statement, Tone.STRONG)
        for line in lines:
            sheet.line(line, Tone.WARNING)
        self.query_one("#form-claim", ReadingPane).show(sheet.build())

    def job(self) -> Job:
        """Redact, if it is meant."""
        if self._word.value.strip().lower() != CONFIRMED:
            raise UsageError(f"type {CONFIRMED} if it is to go for good; there is no undo")
        because, claim, also = self._because.value, self.claim, bool(self._also.chosen)

        def redact(ledger: "Ledger") -> Done:
            from workbench.desk.safekeeping.redacting import carry_out, plan_redaction

            plan = plan_redaction(ledger, claim)
            carry_out(ledger, plan, because)
            return Done(f"Redacted for good{and_backups(plan.backups, also=also)}", "")

        return redact


def and_backups(backups: "Sequence[Backup]", *, also: bool) -> str:
    """Remove the backups that hold it ``also``, or count them; as words to add."""
    from workbench.desk.safekeeping.redacting import remove_backups

    if not backups:
        return ""
    if also:
        return f", and {counted(remove_backups(backups), 'backup')} with it"
    many = len(backups)
    return f"; {counted(many, 'backup')} still {'holds' if many == 1 else 'hold'} it"
