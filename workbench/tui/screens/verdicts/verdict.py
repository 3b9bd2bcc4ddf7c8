"""The verdict form: a rating, the reason for it, the evidence it rests on, and what it hangs on."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static, TextArea

from workbench.desk.deciding.drafts import Draft, DraftBox
from workbench.errors import UsageError, WorkbenchError
from workbench.model import Claim, Confidence, Evidence
from workbench.text import clean_line
from workbench.tui.actions.action import Where
from workbench.tui.keys.bindings import bindings_for
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.words import day_in_words, host_in_words
from workbench.tui.terminal.literal import literal_line
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import LineField
from workbench.tui.widgets.preview import Preview
from workbench.tui.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_UNSOURCED = "unsourced"
_MOST_PRECEDENTS = 2
_CONFIDENCES = (
    Option(Confidence.LOW, "low", "Another source could easily change it."),
    Option(Confidence.MEDIUM, "medium", "Good sources, but not all that one would want."),
    Option(Confidence.HIGH, "high", "Nothing that is likely to turn up would change it."),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a verdict form begins with beside the claim.

    ``precedents`` tell what was checked before; ``rating`` was chosen already; ``reviewer`` is
    the id of who decides.
    """

    precedents: tuple[str, ...] = ()
    rating: str | None = None
    reviewer: str | None = None
    draft: Draft | None = None


class VerdictScreen(FormScreen):
    """Rate a claim. Whatever is typed is kept as a draft at once, also across sittings."""

    NAME = "verdict"
    KEEPS_TYPED = False
    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Where.VERDICT)
    PLACES: ClassVar[tuple[Where, ...]] = (Where.VERDICT, Where.FORM, Where.CHOICE)

    def __init__(
        self,
        session: Session,
        claim: Claim,
        ratings: Sequence[Option],
        beginning: Beginning | None = None,
    ) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._beginning = beginning or Beginning()
        self._pieces = claim.evidence
        self._claimant = claim.claimant or claim.reading.claimant
        self._earlier = next(
            (
                verdict
                for verdict in claim.verdicts
                if verdict.live and verdict.given_by.id == self._beginning.reviewer
            ),
            None,
        )
        self._ratings = ratings
        self._rating = OneOf(ratings, id="rating")
        self._because = TextField(id="because", compact=True)
        self._preview = Preview(id="because-preview")
        self._evidence = AnyOf([_option(piece) for piece in claim.evidence], id="evidence")
        self._unsourced = AnyOf(
            [Option(_UNSOURCED, "Unsourced", "I give this verdict without evidence.")],
            id="unsourced",
        )
        self._confidence = OneOf(_CONFIDENCES, id="confidence")
        self._as_of = LineField(placeholder="YYYY-MM-DD", compact=True, id="as-of")
        self._conditions = LineField(placeholder="true only if …", compact=True, id="conditions")
        self._correction = LineField(
            placeholder="why the earlier verdict was wrong", compact=True, id="correction"
        )
        self._untouched = Draft()
        self._last_draft: Future[None] | None = None

    def title_words(self) -> str:
        """The title."""
        return "Verdict"

    def claim_sheet(self) -> SheetBuilder:
        """The statement, what was checked before of what it says, and who makes it."""
        sheet = super().claim_sheet()
        if self._earlier is not None:
            given = day_in_words(self._earlier.given_at.astimezone().date())
            words = f"you said on {given}: {self._earlier.rating}; this takes its place"
            sheet.line(words, Tone.WARNING, hang=2)
        for words in self._beginning.precedents[:_MOST_PRECEDENTS]:
            sheet.line(words, Tone.KEY, hang=2)
        if self._claimant:
            sheet.line(f"said by {self._claimant}", Tone.MUTED)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """Rating, reason, evidence, the switch for having none, and what it hangs on."""
        yield label("Rating")
        yield self._rating
        yield Static(classes="meaning", id="rating-means")
        yield label(f"Because, in Markdown if you like; {key('verdict.preview')} shows it laid out")
        yield self._because
        yield self._preview
        if self._pieces:
            yield label("It rests on")
            yield self._evidence
            yield Static(classes="meaning", id="evidence-says")
        else:
            yield Static(
                literal_line(
                    f"No evidence is cited yet: leave with {key('form.leave')} and cite with "
                    f"{key('claim.cite')}; this draft is kept."
                ),
                classes="label",
            )
        yield self._unsourced
        if self._earlier is not None:
            yield label("Correction, if the earlier verdict was wrong")
            yield self._correction
        yield label("How sure you are, if you like")
        yield self._confidence
        with Horizontal(classes="row"):
            yield Static("It holds as of", classes="beside")
            yield self._as_of
            yield Static("only if", classes="beside")
            yield self._conditions

    def on_mount(self) -> None:
        """Begin with all evidence ticked, then put the draft back."""
        self._preview.display = False
        for meaning in self.query(".meaning"):
            meaning.display = False
        self._evidence.choose(piece.id for piece in self._pieces)
        self._untouched = self.draft()
        chosen, draft = self._beginning.rating, self._beginning.draft
        if draft is not None:
            self._put_back(draft)
        else:
            self._load_draft()
        if chosen is None:
            self._rating.focus()
        else:
            self._rating.choose([chosen])
            self._because.focus()
            self.call_after_refresh(self._tell_meaning, chosen)
            if draft is not None and draft.rating != chosen:
                self._keep_draft()

    @work(group="draft", exit_on_error=False)
    async def _load_draft(self) -> None:
        project, claim = self.session.project.id, self.claim
        draft = await self.session.drafts.run(lambda box: box.load(project, claim))
        if draft is not None and self.draft() == self._untouched:
            self._put_back(draft)

    def _put_back(self, draft: Draft) -> None:
        if draft.rating:
            self._rating.choose([draft.rating])
        self._because.text = draft.because
        self._because.move_cursor(self._because.document.end)
        if draft.evidence or draft.unsourced:
            self._evidence.choose(draft.evidence)
        self._unsourced.choose([_UNSOURCED] if draft.unsourced else [])
        self._confidence.choose([draft.confidence] if draft.confidence else [])
        self._as_of.value = draft.as_of
        self._conditions.value = draft.conditions
        self._correction.value = draft.correction
        self.say("Your draft is back as you left it.")

    def draft(self) -> Draft:
        """What the form holds."""
        return Draft(
            rating=next(iter(self._rating.chosen), None),
            because=self._because.text,
            evidence=self._evidence.chosen,
            unsourced=bool(self._unsourced.chosen),
            confidence=next(iter(self._confidence.chosen), ""),
            as_of=self._as_of.value,
            conditions=self._conditions.value,
            correction=self._correction.value,
        )

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(Choice.Changed)
    def _keep_draft(self) -> None:
        project, claim, draft = self.session.project.id, self.claim, self.draft()
        if self._last_draft is not None:
            self._last_draft.cancel()

        def keep(box: DraftBox) -> None:
            box.save(project, claim, draft)

        self._last_draft = self.session.drafts.submit(keep)
        self._last_draft.add_done_callback(self._draft_kept)

    def _draft_kept(self, kept: "Future[None]") -> None:
        error = None if kept.cancelled() else kept.exception()
        if isinstance(error, WorkbenchError):
            self.app.call_from_thread(self.say, f"The draft is not kept: {error}", wrong=True)

    @on(Choice.Pointed, "#rating")
    def _explain_rating(self, event: Choice.Pointed) -> None:
        self._explain("#rating-means", event)

    @on(Choice.Pointed, "#evidence")
    def _show_quote(self, event: Choice.Pointed) -> None:
        self._explain("#evidence-says", event)

    def _tell_meaning(self, rating: str) -> None:
        meanings = [one.meaning for one in self._ratings if one.value == rating]
        self._explain("#rating-means", Choice.Pointed(self._rating, "".join(meanings)))

    def _explain(self, place: str, event: Choice.Pointed) -> None:
        line = self.query_one(place, Static)
        line.display = event.choice.cuts
        line.update(literal_line(event.meaning, 400))

    @on(Choice.Changed, "#rating")
    def _rated(self) -> None:
        self._because.focus()

    @on(Choice.Changed, "#unsourced")
    def _unsourced_switched(self) -> None:
        if self._unsourced.chosen:
            self._evidence.choose([])

    @on(Choice.Changed, "#evidence")
    def _evidence_ticked(self) -> None:
        if self._evidence.chosen:
            self._unsourced.choose([])

    async def action_verdict_preview(self) -> None:
        """Show the reason as it will be laid out, or go back to typing it."""
        shown = self._preview.display
        if not shown:
            await self._preview.show(self._because.text)
        self._preview.display = not shown
        self._because.display = shown
        (self._because if shown else self._preview).focus()

    # ---------------------------------------------------------------------------- saving

    def chosen_rating(self) -> str:
        """The rating, without which nothing can be saved.

        Raises:
            UsageError: None is chosen.
        """
        rating = self.draft().rating
        if rating is None:
            self._rating.focus()
            raise UsageError(
                f"choose a rating first: press its number, or {key('choice.pick')} on it"
            )
        return rating

    def day_it_holds(self) -> date | None:
        """The day as of which it holds.

        Raises:
            UsageError: What was typed is no day.
        """
        typed = self._as_of.value.strip()
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError:
            self._as_of.focus()
            raise UsageError(f"{clean_line(typed, 40)} is no day; write it as 2023-06-05") from None

    def job(self) -> Job:
        """Give the verdict."""
        draft, rating, as_of = self.draft(), self.chosen_rating(), self.day_it_holds()
        claim = self.claim

        def decide(ledger: "Ledger") -> Done:
            from workbench.desk.deciding.second_reader import outcome_in_words
            from workbench.desk.deciding.verdicts import decide

            decide(
                ledger,
                claim,
                rating,
                draft.because,
                evidence=draft.evidence,
                unsourced=draft.unsourced,
                confidence=Confidence(draft.confidence) if draft.confidence else None,
                as_of=as_of,
                conditions=draft.conditions,
                correction=draft.correction,
            )
            return Done(f"Saved: {rating}{outcome_in_words(ledger, claim)}", claim)

        return decide

    async def saved(self) -> None:
        """The draft has become a verdict."""
        project, claim = self.session.project.id, self.claim
        await self.session.drafts.run(lambda box: box.discard(project, claim))

    def action_form_leave(self) -> None:
        """Close; the draft is kept already."""
        untouched = self.draft() == self._untouched
        self.dismiss(
            None if untouched else f"The draft is kept; {key('claim.verdict')} goes on with it."
        )


def _option(piece: Evidence) -> Option:
    return Option(piece.id, f"{piece.stance.value} {host_in_words(piece.source.url)}", piece.quote)
