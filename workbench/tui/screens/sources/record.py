"""The form for what never was a page: a call, an interview, a mail, a reply, a screenshot."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import Claim, OnRecord, SourceKind, Testimony
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_KINDS = (
    Option(SourceKind.CALL.value, "call", "somebody said it on the telephone"),
    Option(SourceKind.INTERVIEW.value, "interview", "somebody said it to your face"),
    Option(SourceKind.EMAIL.value, "e-mail", "somebody wrote it to you"),
    Option(SourceKind.RECORDS_REPLY.value, "records reply", "an office answered a request"),
    Option(SourceKind.SCREENSHOT.value, "screenshot", "somebody sent or made a picture"),
    Option(SourceKind.RIGHT_OF_REPLY.value, "right of reply", "you asked those it is about"),
)
_TERMS = (
    Option(OnRecord.ON_RECORD.value, "on the record", "may be published with the name"),
    Option(OnRecord.BACKGROUND.value, "background", "may be used, not by name"),
    Option(OnRecord.OFF_RECORD.value, "off the record", "not for publication"),
)
_ASKED = (SourceKind.RIGHT_OF_REPLY.value, SourceKind.RECORDS_REPLY.value)
_HIDDEN = "confidential"


class RecordScreen(FormScreen):
    """Who told what, when and on what terms."""

    NAME: ClassVar[str] = "record"

    def __init__(self, session: Session, claim: Claim) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._today = session.today().isoformat()
        self._kind = OneOf(_KINDS, id="kind")
        self._who = LineField(placeholder="the person, or a description", id="who", compact=True)
        self._on = LineField(self._today, placeholder="YYYY-MM-DD", id="on", compact=True)
        self._terms = OneOf(_TERMS, id="terms")
        self._asked = LineField(placeholder="asked on, YYYY-MM-DD", id="asked", compact=True)
        self._answered = LineField(
            placeholder="answered on, YYYY-MM-DD; empty while there is no answer",
            id="answered",
            compact=True,
        )
        self._words = TextField(id="words", compact=True)
        self._hidden = AnyOf(
            [Option(_HIDDEN, "Confidential", "the name stays on this computer, never in the file")],
            id="hidden",
        )
        self._real_name = LineField(
            placeholder="the name, for your notes on this computer alone", id="name", compact=True
        )
        self._note = LineField(placeholder="note on the circumstances", id="note", compact=True)

    def title_words(self) -> str:
        """The title."""
        return "Record what was said or sent"

    def compose_fields(self) -> ComposeResult:
        """What, who, when, on what terms, the words."""
        yield label("What it was")
        yield self._kind
        yield label("Who, when")
        yield self._who
        yield self._on
        yield self._asked
        yield self._answered
        yield label("The words")
        yield self._words
        yield label("Terms")
        yield self._terms
        yield self._hidden
        yield self._real_name
        yield self._note

    def on_mount(self) -> None:
        """Begin with the kind."""
        self._terms.choose([OnRecord.ON_RECORD.value])
        self._show_what_matters()
        self._kind.focus()

    @on(Choice.Changed, "#kind")
    def _kind_chosen(self) -> None:
        self._show_what_matters()
        self._who.focus()

    @on(Choice.Changed, "#hidden")
    def _hidden_ticked(self) -> None:
        self._show_what_matters()

    def _show_what_matters(self) -> None:
        asked = bool(set(self._kind.chosen) & set(_ASKED))
        self._asked.display = self._answered.display = asked
        self._real_name.display = bool(self._hidden.chosen)

    def values(self) -> dict[str, str]:
        """Everything as typed; the hidden name is not kept aside."""
        return {
            "kind": "".join(self._kind.chosen),
            "on": self._on.value,
            "terms": "".join(self._terms.chosen),
            "who": self._who.value,
            "words": self._words.text,
            "asked": self._asked.value,
            "answered": self._answered.value,
            "note": self._note.value,
        }

    def is_worth_keeping(self, values: dict[str, str]) -> bool:
        """The day and the terms are there from the start."""
        return any(value for name, value in values.items() if name not in ("on", "terms"))

    def restore(self, values: dict[str, str]) -> None:
        """Put everything back."""
        self._kind.choose([values["kind"]])
        self._on.value = values["on"]
        self._terms.choose([values["terms"]])
        self._show_what_matters()
        self._who.value, self._words.text = values["who"], values["words"]
        self._asked.value, self._answered.value = values["asked"], values["answered"]
        self._note.value = values["note"]

    def job(self) -> Job:
        """Record."""
        if not self._kind.chosen:
            self._kind.focus()
            raise UsageError("say what it was: press 1 to 6")
        kind = SourceKind(self._kind.chosen[0])
        asked = kind.value in _ASKED
        testimony = Testimony(
            kind=kind,
            who=self._who.value.strip(),
            on=self._on.value.strip() or self._today,
            terms=OnRecord(next(iter(self._terms.chosen), OnRecord.ON_RECORD.value)),
            asked_on=self._asked.value.strip() or None if asked else None,
            answered_on=self._answered.value.strip() or None if asked else None,
            confidential=bool(self._hidden.chosen),
            note=self._note.value.strip() or None,
        )
        words, claim = self._words.text, self.claim
        name = self._real_name.value if testimony.confidential else ""

        def record(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.testimony import record_testimony

            record_testimony(ledger, claim, testimony, words, name=name)
            return Done(
                f"Recorded as a source; {key('claim.sources')} reads it, {key('desk.undo')} "
                "takes it back",
                claim,
            )

        return record
