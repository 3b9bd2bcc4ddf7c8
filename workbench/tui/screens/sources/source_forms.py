"""Forms about a source that is shown: remarks on a quote, corrections of what a page says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Self

from textual import on
from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import Claim, Evidence, PageText, Stance
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.kept_fields import KeptField
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.desk.sourcing.source_view import SourceView
    from workbench.ledger.database import Ledger

STANCES = (
    Option(Stance.SUPPORTS.value, "supports", "the words speak for the claim"),
    Option(Stance.REFUTES.value, "refutes", "the words speak against it"),
    Option(Stance.CONTEXT.value, "context", "the words help to judge it"),
)
_SHOWN_CHARACTERS = 300


class QuoteScreen(FormScreen):
    """What quoted words do to the claim, with a note, a date of their own, a translation."""

    NAME: ClassVar[str] = "quote"

    def __init__(self, session: Session, claim: Claim, words: str, key: str) -> None:
        super().__init__(session, claim=f"{claim.id}:{key}", statement=claim.statement)
        self._claim = claim.id
        self._words = words
        self._piece: Evidence | None = None
        self._capture = ""
        self._span = (0, 0)
        self._kind = PageText.MAIN
        self._stance = OneOf(STANCES, id="stance")
        self._note = TextField(id="note", compact=True)
        self._dated = LineField(
            placeholder="YYYY-MM-DD, if not the page's", id="dated", compact=True
        )
        self._translation = TextField(id="translation", compact=True)
        self._language = LineField(
            placeholder="language of the quote, for example sr", id="language", compact=True
        )

    @classmethod
    def of_words(
        cls, session: Session, claim: Claim, view: "SourceView", span: tuple[int, int]
    ) -> Self:
        """The form for words that are to be quoted."""
        form = cls(session, claim, view.text[slice(*span)], f"{view.capture.id}:{span}")
        form._capture, form._span, form._kind = view.capture.id, span, view.text_kind
        return form

    @classmethod
    def of_evidence(cls, session: Session, claim: Claim, piece: Evidence) -> Self:
        """The form for a piece of evidence that is to be changed."""
        form = cls(session, claim, piece.quote, piece.id)
        form._piece = piece
        return form

    def title_words(self) -> str:
        """The title."""
        return "Change the quote" if self._piece else "Quote with remarks"

    def claim_sheet(self) -> SheetBuilder:
        """The claim, and the words."""
        sheet = super().claim_sheet()
        return sheet.line(f"“{clean_line(squeeze(self._words), _SHOWN_CHARACTERS)}”", Tone.QUOTE)

    def compose_fields(self) -> ComposeResult:
        """Stance and remarks."""
        yield label("What the words do to the claim")
        yield self._stance
        yield label("Note, for whoever reads the evidence")
        yield self._note
        yield label("The evidence's own date")
        yield self._dated
        yield label("Translation, marked as ours")
        yield self._translation
        yield self._language

    def on_mount(self) -> None:
        """Begin with what is known."""
        piece = self._piece
        if piece is not None:
            self._stance.choose([piece.stance.value])
            details = piece.details
            if details is not None and not self.session.unsaved.get((self.NAME, self.claim)):
                self._note.text = details.note or ""
                self._dated.value = details.dated or ""
                self._translation.text = details.translation or ""
                self._language.value = details.translation_language or ""
        self._stance.focus()

    @on(Choice.Changed, "#stance")
    def _decided(self) -> None:
        self._note.focus()

    def values(self) -> dict[str, str]:
        """Everything as typed, unless it is as it was."""
        details = self._piece.details if self._piece else None
        typed = {
            "note": self._note.text,
            "dated": self._dated.value,
            "translation": self._translation.text,
            "language": self._language.value,
        }
        before = {
            "note": details.note if details else None,
            "dated": details.dated if details else None,
            "translation": details.translation if details else None,
            "language": details.translation_language if details else None,
        }
        return {} if all(typed[name] == (before[name] or "") for name in typed) else typed

    def restore(self, values: dict[str, str]) -> None:
        """Put everything back."""
        self._note.text = values["note"]
        self._dated.value = values["dated"]
        self._translation.text = values["translation"]
        self._language.value = values["language"]

    def job(self) -> Job:
        """Quote, or change the quote."""
        if not self._stance.chosen:
            self._stance.focus()
            raise UsageError("say what the words do to the claim: press 1, 2 or 3")
        stance = Stance(self._stance.chosen[0])
        note, dated = self._note.text, self._dated.value.strip() or None
        translation = self._translation.text
        language = self._language.value.strip() or None
        claim, piece = self._claim, self._piece
        capture, span, kind = self._capture, self._span, self._kind
        plain = not (note or dated or translation or language)

        def save(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.quoting import Remarks, change_evidence, quote

            if piece is not None:
                remarks = Remarks(note, dated, translation, language)
                bare = piece.details is None and plain
                change_evidence(
                    ledger, claim, piece.id, stance=stance, remarks=None if bare else remarks
                )
                return Done(f"Changed; {key('source.undo')} takes it back", claim)
            given = Remarks(note or None, dated, translation or None, language)
            quote(ledger, claim, capture, span, stance=stance, text=kind, remarks=given)
            return Done(f"Evidence: {stance.value}. {key('source.undo')} takes it back", claim)

        return save


class CorrectMetadataScreen(FormScreen):
    """Correct what a page says of itself; what it said stays beside the correction."""

    NAME: ClassVar[str] = "metadata"

    def __init__(self, session: Session, claim: Claim, view: "SourceView") -> None:
        super().__init__(session, claim=view.source.id, statement=claim.statement)
        from workbench.desk.sourcing.attaching import METADATA_FIELDS

        self._claim = claim.id
        self._view = view
        self._field = OneOf(
            [Option(name, name, self._known(name)) for name in METADATA_FIELDS], id="field"
        )
        self._value = LineField(
            placeholder="the right value; empty: the page gives none", id="value", compact=True
        )
        self._reason = LineField(placeholder="how you know", id="reason", compact=True)
        self._given = OneOf(
            [
                Option("correct", "correct it", "with the value above"),
                Option("withdraw", "withdraw a correction", "the page's own word counts again"),
            ],
            id="given",
        )

    def _known(self, name: str) -> str:
        found = self._view.metadata.get(name)
        if found is None:
            return "not given"
        origin = "corrected" if found.corrected else found.metadatum.basis
        return f"{squeeze(found.metadatum.value)} ({origin})"

    def title_words(self) -> str:
        """The title."""
        return "Correct what the page says of itself"

    def claim_sheet(self) -> SheetBuilder:
        """The values that the page gives and that clash."""
        sheet = SheetBuilder().line(self._view.source.url, Tone.MUTED)
        for clash in self._view.conflicts:
            values = "; ".join(f"{squeeze(one.value)} ({one.basis})" for one in clash.values)
            sheet.line(f"{clash.field}: {values}", Tone.WARNING, hang=2)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """Which field, what it should be, and why."""
        yield label("Which")
        yield self._field
        yield label("Should be")
        yield self._value
        yield self._given
        yield label("Because")
        yield self._reason

    def on_mount(self) -> None:
        """Begin with the fields."""
        self._given.choose(["correct"])
        self._field.focus()

    @on(Choice.Changed, "#field")
    def _field_chosen(self) -> None:
        found = self._view.metadata.get(self._field.chosen[0])
        self._value.value = clean_line(squeeze(found.metadatum.value)) if found else ""
        self._value.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """What is corrected, its value, how it is known, and why."""
        return {
            "field": self._field,
            "value": self._value,
            "given": self._given,
            "reason": self._reason,
        }

    def job(self) -> Job:
        """Correct."""
        if not self._field.chosen:
            self._field.focus()
            raise UsageError("choose what is to be corrected first")
        field, reason, claim = self._field.chosen[0], self._reason.value, self._claim
        value = None if self._given.chosen == ("withdraw",) else self._value.value
        source = self._view.source.id

        def correct(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.attaching import correct_metadata

            correct_metadata(ledger, source, field, value, because=reason)
            what = "withdrawn" if value is None else "corrected"
            return Done(f"{field.capitalize()} {what}; {key('source.undo')} takes it back", claim)

        return correct


class EncodingScreen(FormScreen):
    """Read the kept bytes again with an encoding that a person names."""

    NAME: ClassVar[str] = "encoding"
    SAVE: ClassVar[str] = "Read"

    def __init__(self, session: Session, claim: Claim, view: "SourceView") -> None:
        super().__init__(session, claim=view.source.id, statement=claim.statement)
        self._claim = claim.id
        self._view = view
        self._encoding = LineField(
            placeholder="windows-1251, koi8-r, shift_jis …", id="encoding", compact=True
        )

    def title_words(self) -> str:
        """The title."""
        return "Read with another encoding"

    def claim_sheet(self) -> SheetBuilder:
        """How it was read."""
        capture = self._view.capture
        known = f"read as {capture.encoding} ({capture.encoding_basis})"
        sheet = SheetBuilder().line(self._view.source.url, Tone.MUTED)
        return sheet.line(known if capture.encoding else "it has no encoding", hang=2)

    def compose_fields(self) -> ComposeResult:
        """Its name."""
        yield label("Encoding; nothing is fetched, the bytes that are kept are read again")
        yield self._encoding

    def on_mount(self) -> None:
        """Begin with the name."""
        self._encoding.focus()

    def kept_fields(self) -> Mapping[str, KeptField]:
        """The name of the encoding."""
        return {"encoding": self._encoding}

    def job(self) -> Job:
        """Read and keep."""
        encoding, source, claim = self._encoding.value.strip(), self._view.source.id, self._claim
        if not encoding:
            raise UsageError("name an encoding first")

        def read(ledger: "Ledger") -> Done:
            from workbench.desk.sourcing.decoding import read_again

            kept = read_again(ledger, source, encoding)
            return Done(f"Read again as {kept.encoding}; {key('source.undo')} takes it back", claim)

        return read
