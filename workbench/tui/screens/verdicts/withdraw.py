"""Short forms about one claim: withdraw evidence or a verdict, and the private note."""

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from workbench.errors import UsageError, WorkbenchError
from workbench.model import Claim
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.looks.signs import STANCE_SIGNS
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.words import host_in_words
from workbench.tui.widgets.choice import OneOf, Option
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_VERDICT = "verdict"


class WithdrawScreen(FormScreen):
    """Take back evidence, a verdict, a comment, a question or an answer. The history keeps it."""

    NAME: ClassVar[str] = "withdraw"
    SAVE: ClassVar[str] = "Withdraw"

    def __init__(self, session: Session, claim: Claim, reviewer: str) -> None:
        """Offer what this reviewer said: nobody can take back what others did."""
        super().__init__(session, claim=claim.id, statement=claim.statement)
        options = [
            Option(
                piece.id,
                f"{STANCE_SIGNS[piece.stance]} {piece.stance.value} "
                f"{host_in_words(piece.source.url)}",
                clean_line(squeeze(piece.quote), 200),
            )
            for piece in claim.evidence
            if piece.added_by.id == reviewer
        ]
        options += [
            Option(
                _VERDICT,
                "my verdict",
                f"{verdict.rating}: {clean_line(squeeze(verdict.because), 200)}",
            )
            for verdict in claim.verdicts
            if verdict.live and verdict.given_by.id == reviewer
        ]
        options += said_options(claim, reviewer)
        self._options = options
        self._what = OneOf(options, id="what")

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to withdraw."""
        return not self._options

    def title_words(self) -> str:
        """The title."""
        return "Withdraw what you said"

    def compose_fields(self) -> ComposeResult:
        """What there is."""
        yield label(f"What you said; {key('desk.undo')} brings it back")
        yield self._what

    def on_mount(self) -> None:
        """Begin with the choice."""
        self._what.focus()

    def job(self) -> Job:
        """Withdraw."""
        if not self._what.chosen:
            raise UsageError("choose what to take back first: press its number")
        chosen, claim = self._what.chosen[0], self.claim

        def withdraw(ledger: "Ledger") -> Done:
            from workbench.desk.deciding.verdicts import withdraw_verdict
            from workbench.desk.sourcing.sources import withdraw_evidence

            kind, _, name = chosen.partition(" ")
            if name:
                withdraw_said(ledger, claim, kind, name)
                return Done(f"Withdrew the {kind}; {key('desk.undo')} brings it back", claim)
            if chosen == _VERDICT:
                withdraw_verdict(ledger, claim)
                return Done(f"Withdrew your verdict; {key('desk.undo')} brings it back", claim)
            withdraw_evidence(ledger, claim, chosen)
            return Done(f"Withdrew the evidence; {key('desk.undo')} brings it back", claim)

        return withdraw


def said_options(claim: Claim, reviewer: str) -> list[Option]:
    """The comments, questions and answers of a reviewer, each named by its kind and id."""
    said = [("comment", one.id, one.written_by, one.text) for one in claim.comments]
    for question in claim.questions:
        said.append(("question", question.id, question.asked_by, question.text))
        said += [("answer", one.id, one.given_by, one.text) for one in question.answers]
    return [
        Option(f"{kind} {name}", f"my {kind}", clean_line(squeeze(text), 200))
        for kind, name, who, text in said
        if who.id == reviewer
    ]


def withdraw_said(ledger: "Ledger", claim: str, kind: str, name: str) -> None:
    """Take back one's own comment, question or answer."""
    from workbench.desk.working.commenting import withdraw_comment
    from workbench.desk.working.questions import withdraw_answer, withdraw_question

    acts = {
        "comment": withdraw_comment,
        "question": withdraw_question,
        "answer": withdraw_answer,
    }
    acts[kind](ledger, claim, name)


class NoteScreen(FormScreen):
    """A note on the claim for oneself. It stays on this computer; undo does not touch it."""

    NAME: ClassVar[str] = "note"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._field = TextField(id="private-note", compact=True)
        self._kept = ""

    def title_words(self) -> str:
        """The title."""
        return "Private note"

    def claim_sheet(self) -> SheetBuilder:
        """The claim, and where the note stays."""
        words = (
            "Stays on this computer, never in the database or a report; "
            f"{key('desk.undo')} does not touch it."
        )
        return super().claim_sheet().line(words, Tone.MUTED)

    def compose_fields(self) -> ComposeResult:
        """The note."""
        yield label("Note; an empty one is removed")
        yield self._field

    def on_mount(self) -> None:
        """Put the note that is there into the field."""
        self._field.focus()
        self._load()

    @work(group="note", exit_on_error=False)
    async def _load(self) -> None:
        project, claim = self.session.project.id, self.claim

        def read(_: object) -> str:
            from workbench.desk.working.notes import NoteBox

            return NoteBox(project).note(claim)

        try:
            self._kept = await self.session.drafts.run(read)
        except WorkbenchError as error:
            self.say(str(error), wrong=True)
            return
        if not self._field.text:
            self._field.text = self._kept
            self._field.move_cursor(self._field.document.end)

    def values(self) -> dict[str, str]:
        """The note as typed, if it differs from what is kept."""
        text = self._field.text
        return {} if text == self._kept else {"note": text}

    def restore(self, values: dict[str, str]) -> None:
        """Put it back."""
        self._field.text = values["note"]

    def job(self) -> Job:
        """Keep the note."""
        text, claim, project = self._field.text, self.claim, self.session.project.id

        def keep(ledger: "Ledger") -> Done:
            from workbench.desk.working.notes import NoteBox

            del ledger
            NoteBox(project).write_note(claim, text)
            said = "The note is kept on this computer" if text.strip() else "There is no note now"
            return Done(said, claim, note_changed=True)

        return keep
