"""Forms for what is said about a claim: comments, questions and their answers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import AnswerKind, Claim
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.words import host_in_words
from workbench.tui.widgets.choice import Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_NEW = "new"
_EDIT = "edit "
_NONE = "none"
_SHOWN_CHARACTERS = 200
_KINDS = {
    AnswerKind.EXTRACTIVE: "in the words of a source",
    AnswerKind.ABSTRACTIVE: "in your words",
    AnswerKind.BOOLEAN: "yes or no, with an explanation",
    AnswerKind.UNANSWERABLE: "nothing was found",
}


class CommentScreen(FormScreen):
    """Comment on a claim, reply to a comment, or edit one's own (``me`` is one's id)."""

    NAME: ClassVar[str] = "comment"

    def __init__(self, session: Session, claim: Claim, me: str | None) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._mine = {one.id: one.text for one in claim.comments if one.written_by.id == me}
        options = [Option(_NEW, "a new comment")]
        options += [
            Option(
                one.id,
                f"reply to {clean_line(one.written_by.name, 24)}",
                clean_line(squeeze(one.text), _SHOWN_CHARACTERS),
            )
            for one in reversed(claim.comments)
        ]
        options += [
            Option(f"{_EDIT}{one}", "edit mine", clean_line(squeeze(text), _SHOWN_CHARACTERS))
            for one, text in reversed(self._mine.items())
        ]
        self._replies = len(options) > 1
        self._to = OneOf(options, id="reply-to")
        self._to.choose([_NEW])
        self._field = TextField(id="comment", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Comment"

    def claim_sheet(self) -> SheetBuilder:
        """The claim, and who will read the comment."""
        words = "Everybody who has the file reads it; N writes a note for yourself alone."
        return super().claim_sheet().line(words, Tone.MUTED)

    def compose_fields(self) -> ComposeResult:
        """The words, and what they answer."""
        yield label("Comment")
        yield self._field
        if self._replies:
            yield label("This is")
            yield self._to

    def on_mount(self) -> None:
        """Begin with the words."""
        self._field.focus()

    @on(Choice.Changed, "#reply-to")
    def _chosen(self) -> None:
        """To edit a comment, begin with its words."""
        edited = next(iter(self._to.chosen), "").removeprefix(_EDIT)
        if edited in self._mine and not self._field.text:
            self._field.text = self._mine[edited]
            self._field.focus()
            self._field.move_cursor(self._field.document.end)

    def values(self) -> dict[str, str]:
        """What was typed."""
        text = self._field.text
        return {"text": text, "to": next(iter(self._to.chosen), _NEW)} if text else {}

    def restore(self, values: dict[str, str]) -> None:
        """Put it back."""
        self._field.text = values["text"]
        self._to.choose([values["to"]])

    def job(self) -> Job:
        """Comment."""
        text, claim = self._field.text, self.claim
        chosen = next(iter(self._to.chosen), _NEW)

        def say(ledger: "Ledger") -> Done:
            from workbench.desk.working.commenting import comment, edit_comment

            if chosen.startswith(_EDIT):
                edit_comment(ledger, claim, chosen.removeprefix(_EDIT), text)
                return Done(f"Edited the comment; {key('desk.undo')} takes it back", claim)
            comment(ledger, claim, text, None if chosen == _NEW else chosen)
            return Done(f"Saved the comment; {key('desk.undo')} takes it back", claim)

        return say


class AskScreen(FormScreen):
    """Ask what has to be answered before a claim can be decided."""

    NAME: ClassVar[str] = "ask"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._asked = claim.questions
        self._field = LineField(placeholder="How many …?", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Ask a question"

    def claim_sheet(self) -> SheetBuilder:
        """The claim, and what was asked about it already."""
        sheet = super().claim_sheet()
        for question in self._asked:
            sheet.line(f"asked: {clean_line(squeeze(question.text), 120)}", Tone.MUTED)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """The question."""
        yield label("Question; Enter saves")
        yield self._field

    def on_mount(self) -> None:
        """Begin in the field."""
        self._field.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The question."""
        return {"text": self._field}

    def job(self) -> Job:
        """Ask."""
        text, claim = self._field.value, self.claim

        def put(ledger: "Ledger") -> Done:
            from workbench.desk.working.questions import ask

            ask(ledger, claim, text)
            return Done(
                f"Asked; {key('claim.answer')} answers it, {key('desk.undo')} takes it back", claim
            )

        return put


class AnswerScreen(FormScreen):
    """Answer a question in the form of AVeriTeC."""

    NAME: ClassVar[str] = "answer"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._question = OneOf(
            [
                Option(one.id, clean_line(squeeze(one.text), 60), _answered(len(one.answers)))
                for one in claim.questions
            ],
            id="question",
        )
        open_ones = [one.id for one in claim.questions if not one.answers]
        every = [one.id for one in claim.questions]
        self._question.choose((open_ones or every)[:1])
        self._kind = OneOf(
            [Option(k.value, k.value, words) for k, words in _KINDS.items()], id="as"
        )
        self._text = TextField(id="answer", compact=True)
        pieces = [
            Option(
                one.id,
                host_in_words(one.source.url),
                clean_line(squeeze(one.quote), _SHOWN_CHARACTERS),
            )
            for one in claim.evidence
        ]
        self._evidence = OneOf([*pieces, Option(_NONE, "no evidence of this claim")], id="rests")
        self._evidence.choose([_NONE])
        self._pieces = bool(pieces)
        self._url = LineField(placeholder="https://", compact=True)
        self._because = LineField(placeholder="why yes or no", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Answer a question"

    def compose_fields(self) -> ComposeResult:
        """Question, kind, answer, and what it rests on."""
        yield label("Question")
        yield self._question
        yield label("The answer is")
        yield self._kind
        yield label("Answer")
        yield self._text
        if self._pieces:
            yield label("It rests on")
            yield self._evidence
        yield label("Address that it rests on")
        yield self._url
        yield label("Explanation")
        yield self._because

    def on_mount(self) -> None:
        """Begin with the kind where there is one question only."""
        (self._kind if len(self._question._options) == 1 else self._question).focus()

    def values(self) -> dict[str, str]:
        """What the form holds, once an answer was begun."""
        found = {
            "kind": next(iter(self._kind.chosen), ""),
            "text": self._text.text,
            "url": self._url.value,
            "because": self._because.value,
        }
        if not any(found.values()):
            return {}
        return {
            **found,
            "question": next(iter(self._question.chosen), ""),
            "evidence": next(iter(self._evidence.chosen), _NONE),
        }

    def restore(self, values: dict[str, str]) -> None:
        """Put it back."""
        self._question.choose([values["question"]])
        self._kind.choose([values["kind"]])
        self._text.text = values["text"]
        self._evidence.choose([values["evidence"]])
        self._url.value, self._because.value = values["url"], values["because"]

    def job(self) -> Job:
        """Answer."""
        if not self._question.chosen:
            raise UsageError("choose the question first")
        if not self._kind.chosen:
            raise UsageError("choose what kind of answer it is: press its number")
        question, claim = self._question.chosen[0], self.claim
        kind, text = AnswerKind(self._kind.chosen[0]), self._text.text
        rests = next((one for one in self._evidence.chosen if one != _NONE), None)
        url, because = self._url.value or None, self._because.value or None

        def put(ledger: "Ledger") -> Done:
            from workbench.desk.working.questions import answer

            answer(ledger, claim, question, text, kind, evidence=rests, url=url, because=because)
            return Done(f"Saved the answer; {key('desk.undo')} takes it back", claim)

        return put


def _answered(times: int) -> str:
    return "not answered yet" if not times else f"{times} answer{'s' * (times > 1)}"
