"""The form that removes something for good, after saying what goes and what stays.

What is about a claim is offered together: the claim, its document, and each thing said of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from workbench.errors import UsageError, WorkbenchError
from workbench.model import Claim, Document
from workbench.text import clean_line, counted, squeeze
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from workbench.desk.safekeeping.backups import Backup
    from workbench.desk.safekeeping.redacting import Redaction
    from workbench.ledger.database import Ledger

CONFIRMED = "redact"
_ALSO = (Option("backups", "remove the backups too", "those of this computer that hold it still"),)


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be redacted: its id, what it is called, and what it says."""

    id: str
    name: str
    words: str
    keep_document: bool = False


def targets_of(claim: Claim) -> tuple[Target, ...]:
    """What of a claim can be redacted: itself, its document, and each thing that was said."""
    title = claim.document.title or claim.document.address
    said = [(one.id, "evidence", one.added_by.name, one.quote) for one in claim.evidence]
    said += [
        (one.id, "verdict", one.given_by.name, f"{one.rating}: {one.because}")
        for one in claim.verdicts
        if one.live
    ]
    said += [(one.id, "comment", one.written_by.name, one.text) for one in claim.comments]
    for question in claim.questions:
        said.append((question.id, "question", question.asked_by.name, question.text))
        said += [(one.id, "answer", one.given_by.name, one.text) for one in question.answers]
    return (
        Target(claim.id, "the claim and its text", claim.statement),
        Target(claim.id, "the claim alone", claim.statement, keep_document=True),
        Target(claim.document.id, "the document", title),
        *(Target(one, f"{kind} by {name}", words) for one, kind, name, words in said),
    )


def documents_first(targets: Sequence[Target], document: str) -> list[Target]:
    """The same with the document before all else, as one who reads it means it."""
    return sorted(targets, key=lambda one: one.id != document)


def targets_among_sources(claim: Claim, source: str, copy: Target | None) -> list[Target]:
    """The same beside a source: its page copy, what was quoted from it, and then all else."""
    quoted = {one.id for one in claim.evidence if one.source.id == source}
    whole = {claim.id, claim.document.id}

    def weight(target: Target) -> int:
        return 0 if target.id in quoted else 2 if target.id in whole else 1

    return [*([copy] if copy is not None else []), *sorted(targets_of(claim), key=weight)]


def targets_of_documents(found: Sequence[Document]) -> list[Target]:
    """Documents, where there is no claim to begin with."""
    return [Target(one.id, "the document", one.title or one.address) for one in found]


class RedactingForm(FormScreen):
    """What a form that redacts does: it shows the plan, and wants a word before it is done."""

    SAVE: ClassVar[str] = "Redact for good"

    def __init__(self, session: Session, *, claim: str = "", statement: str = "") -> None:
        super().__init__(session, claim=claim, statement=statement)
        self._also = AnyOf(_ALSO, id="also")
        self._word = LineField(placeholder=CONFIRMED, compact=True)

    @property
    def also(self) -> bool:
        """Whether the backups that hold it go too."""
        return bool(self._also.chosen)

    def confirm(self) -> None:
        """Refuse what was not confirmed by the word.

        Raises:
            UsageError: The word is missing.
        """
        if self._word.value.strip().lower() != CONFIRMED:
            raise UsageError(f"type {CONFIRMED} if it is to go for good; there is no undo")

    @work(group="look", exclusive=True, exit_on_error=False)
    async def show_plan(self, plan: "Callable[[Ledger], Redaction]") -> None:
        """Find out what would go, and show it below what the form is about."""
        try:
            lines = await self.session.reading.run(lambda ledger: plan(ledger).lines)
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
            return
        sheet = self.claim_sheet()
        for line in lines:
            sheet.line(line, Tone.WARNING)
        self.query_one("#form-claim", ReadingPane).show(sheet.build())


class RedactScreen(RedactingForm):
    """What, why, and the word that says it is meant."""

    NAME: ClassVar[str] = "redact"

    def __init__(self, session: Session, targets: Sequence[Target], claim: str) -> None:
        """Redact one of these, of which the first is meant unless another is chosen."""
        super().__init__(session, claim=claim, statement=targets[0].words)
        self._targets = targets
        self._what = OneOf(
            [
                Option(
                    str(number),
                    squeeze(clean_line(one.name, 60)),
                    squeeze(clean_line(one.words, 200)),
                )
                for number, one in enumerate(targets)
            ],
            id="what",
        )
        self._what.choose(["0"])
        self._because = LineField(placeholder="without the text that is to go", compact=True)

    @property
    def target(self) -> Target:
        """What is chosen."""
        return self._targets[int(self._what.chosen[0])]

    def title_words(self) -> str:
        """The title."""
        return "Redact: there is no undo"

    def claim_sheet(self) -> SheetBuilder:
        """The words that would go."""
        return SheetBuilder().line(squeeze(self.target.words), Tone.STRONG)

    def compose_fields(self) -> ComposeResult:
        """What goes, the reason, and the word; nobody passes the choices on the way down."""
        if len(self._targets) > 1:
            yield label("What; Shift+Tab goes up to it, and a number chooses")
            yield self._what
        yield self._also
        yield label("Why; colleagues see it, and may redact it too")
        yield self._because
        yield label(f"Type {CONFIRMED} to do it")
        yield self._word

    def on_mount(self) -> None:
        """Begin with the reason, and find out what would go."""
        self._because.focus()
        self.show_plan(self._plan())

    @on(Choice.Changed, "#what")
    def _chosen(self) -> None:
        if self._what.chosen:
            self.show_plan(self._plan())

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The reason; what goes and the word that confirms are given anew each time."""
        return {"because": self._because}

    def _plan(self) -> "Callable[[Ledger], Redaction]":
        target = self.target

        def plan(ledger: "Ledger") -> "Redaction":
            from workbench.desk.safekeeping.redacting import plan_redaction

            return plan_redaction(ledger, target.id, keep_document=target.keep_document)

        return plan

    def job(self) -> Job:
        """Redact, if it is meant."""
        self.confirm()
        because, also, planned = self._because.value, self.also, self._plan()

        def redact(ledger: "Ledger") -> Done:
            from workbench.desk.safekeeping.redacting import carry_out

            plan = planned(ledger)
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
