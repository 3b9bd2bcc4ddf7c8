"""The verdict form: a rating, the reason for it, and the evidence it rests on."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from workbench.desk.drafts import Draft, DraftBox
from workbench.errors import UsageError, WorkbenchError
from workbench.model import Claim, Evidence
from workbench.tui.literal import literal_line
from workbench.tui.screens.form import Done, FormScreen, Job, label
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.words import host_in_words
from workbench.tui.widgets.choice import AnyOf, Choice, OneOf, Option
from workbench.tui.widgets.fields import TextField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_UNSOURCED = "unsourced"
_MOST_PRECEDENTS = 2


class VerdictScreen(FormScreen):
    """Rate a claim. Whatever is typed is kept as a draft at once, also across sittings."""

    NAME = "verdict"
    KEEPS_TYPED = False

    def __init__(
        self,
        session: Session,
        claim: Claim,
        ratings: Sequence[Option],
        precedents: Sequence[str] = (),
    ) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._ratings = ratings
        self._precedents = precedents
        self._pieces = claim.evidence
        self._claimant = claim.reading.claimant
        self._rating = OneOf(ratings, id="rating")
        self._because = TextField(id="because", compact=True)
        self._evidence = AnyOf([_option(piece) for piece in claim.evidence], id="evidence")
        self._unsourced = AnyOf(
            [Option(_UNSOURCED, "Unsourced", "I give this verdict without evidence.")],
            id="unsourced",
        )
        self._untouched = Draft()
        self._last_draft: Future[None] | None = None

    def title_words(self) -> str:
        """The title."""
        return "Verdict"

    def claim_sheet(self) -> SheetBuilder:
        """The statement, what was checked before of what it says, and who makes it."""
        sheet = super().claim_sheet()
        for words in self._precedents[:_MOST_PRECEDENTS]:
            sheet.line(words, Tone.KEY, hang=2)
        if self._claimant:
            sheet.line(f"said by {self._claimant}", Tone.MUTED)
        return sheet

    def compose_fields(self) -> ComposeResult:
        """Rating, reason, evidence, and the switch for having none."""
        yield label("Rating")
        yield self._rating
        yield Static(classes="meaning", id="rating-means")
        yield label("Because")
        yield self._because
        if self._pieces:
            yield label("It rests on")
            yield self._evidence
            yield Static(classes="meaning", id="evidence-says")
        else:
            yield Static(
                literal_line(
                    "No evidence is cited yet: leave with Esc and cite with c; this draft is kept."
                ),
                classes="label",
            )
        yield self._unsourced

    def on_mount(self) -> None:
        """Begin with all evidence ticked, then put the draft back."""
        self._evidence.choose(piece.id for piece in self._pieces)
        self._untouched = self.draft()
        self._rating.focus()
        self._load_draft()

    @work(group="draft", exit_on_error=False)
    async def _load_draft(self) -> None:
        project, claim = self.session.project.id, self.claim
        draft = await self.session.drafts.run(lambda box: box.load(project, claim))
        if draft is None or self.draft() != self._untouched:
            return
        if draft.rating:
            self._rating.choose([draft.rating])
        self._because.text = draft.because
        self._because.move_cursor(self._because.document.end)
        if draft.evidence or draft.unsourced:
            self._evidence.choose(draft.evidence)
        self._unsourced.choose([_UNSOURCED] if draft.unsourced else [])
        self.say("Your draft is back as you left it.")

    def draft(self) -> Draft:
        """What the form holds."""
        return Draft(
            rating=next(iter(self._rating.chosen), None),
            because=self._because.text,
            evidence=self._evidence.chosen,
            unsourced=bool(self._unsourced.chosen),
        )

    @on(TextArea.Changed)
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

    def job(self) -> Job:
        """Give the verdict."""
        draft = self.draft()
        if draft.rating is None:
            self._rating.focus()
            raise UsageError("choose a rating first: press its number, or Space on it")
        rating, claim = draft.rating, self.claim

        def decide(ledger: "Ledger") -> Done:
            from workbench.desk.verdicts import decide

            decide(
                ledger,
                claim,
                rating,
                draft.because,
                evidence=draft.evidence,
                unsourced=draft.unsourced,
            )
            return Done(f"Saved: {rating}", claim)

        return decide

    async def saved(self) -> None:
        """The draft has become a verdict."""
        project, claim = self.session.project.id, self.claim
        await self.session.drafts.run(lambda box: box.discard(project, claim))

    def action_form_leave(self) -> None:
        """Close; the draft is kept already."""
        untouched = self.draft() == self._untouched
        self.dismiss(None if untouched else "The draft is kept; v goes on with it.")


def _option(piece: Evidence) -> Option:
    return Option(piece.id, f"{piece.stance.value} {host_in_words(piece.source.url)}", piece.quote)
