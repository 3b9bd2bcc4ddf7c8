"""Forms about links: carry a verdict to the duplicates, take back what was said of two claims."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import Claim, PairState
from workbench.text import clean_line, counted, squeeze
from workbench.tui.keys.told import key
from workbench.tui.lanes.claim_matches import CarryPlan, ClaimLinks, Neighbour
from workbench.tui.looks.signs import STATE_SIGNS, STATE_WORDS
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import OneOf, Option
from workbench.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_OUT = "out"
_STATEMENT = 300


class CarryScreen(FormScreen):
    """Shows to which claims a verdict will be given, and gives it to them."""

    NAME = "carry"
    SAVE = "Carry"

    def __init__(self, session: Session, claim: Claim, plan: CarryPlan) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        self._rating = claim.rating or ""
        self._plan = plan

    def title_words(self) -> str:
        """The title."""
        return "Carry the verdict to duplicates"

    def claim_sheet(self) -> SheetBuilder:
        """The claim with its rating."""
        return super().claim_sheet().line(self._rating, Tone.KEY)

    def compose_fields(self) -> ComposeResult:
        """What will happen."""
        yield ReadingPane(id="plan")

    def on_mount(self) -> None:
        """Show the plan; there is nothing to type."""
        sheet = SheetBuilder()
        sheet.line(
            f"{key('form.save')} gives “{self._rating}” to "
            f"{counted(len(self._plan.wanting), 'claim')}:"
        )
        for other in self._plan.wanting:
            _listed(sheet, "→ ", other, "")
        if self._plan.left:
            sheet.heading("Left as they are")
            for other, why in self._plan.left:
                _listed(sheet, "· ", other, why)
        sheet.line()
        sheet.line(
            "Each names this claim as its ground, and goes stale when this verdict is changed or"
            f" the two are no longer duplicates. {key('desk.undo')} takes them all back.",
            Tone.MUTED,
        )
        plan = self.query_one("#plan", ReadingPane)
        plan.show(sheet.build())
        plan.focus()

    def job(self) -> Job:
        """Carry."""
        claim = self.claim

        def carry(ledger: "Ledger") -> Done:
            from workbench.desk.deciding.carrying import carry_verdict

            carried = carry_verdict(ledger, claim)
            number = counted(len(carried.claims), "duplicate")
            rating = clean_line(carried.origin.rating, 40)
            return Done(f"Carried {rating} to {number}; {key('desk.undo')} takes it back", claim)

        return carry


class UnlinkScreen(FormScreen):
    """Take back what was said of this claim and another, or take it out of its group."""

    NAME = "unlink"
    SAVE = "Take back"

    def __init__(
        self,
        session: Session,
        claim: Claim,
        links: ClaimLinks,
        spoken: Sequence[tuple[PairState, Neighbour]],
    ) -> None:
        super().__init__(session, claim=claim.id, statement=claim.statement)
        options = [
            Option(other.id, f"{STATE_SIGNS[state]} {STATE_WORDS[state]}", _short(other))
            for state, other in spoken
        ]
        if links.group > 2:
            options.append(
                Option(
                    _OUT,
                    f"leave its group of {links.group}",
                    "the others stay together; this one is told apart from them",
                )
            )
        self._links = OneOf(options, id="links")

    def title_words(self) -> str:
        """The title."""
        return "Take back a link"

    def compose_fields(self) -> ComposeResult:
        """What was said."""
        yield label("What is to be taken back? What was unlinked may be suggested again.")
        yield self._links

    def on_mount(self) -> None:
        """Begin with the links."""
        self._links.focus()

    def job(self) -> Job:
        """Unlink, or take out of the group."""
        if not self._links.chosen:
            self._links.focus()
            raise UsageError(
                f"choose what to take back: press its number, or {key('choice.pick')} on it"
            )
        claim, other = self.claim, self._links.chosen[0]

        def take_back(ledger: "Ledger") -> Done:
            from workbench.desk.matching.linking import exclude, unlink

            if other == _OUT:
                exclude(ledger, claim)
                return Done(f"Taken out of its group; {key('desk.undo')} takes it back", claim)
            unlink(ledger, claim, other)
            return Done(f"Unlinked; {key('desk.undo')} takes it back", claim)

        return take_back


def _listed(sheet: SheetBuilder, sign: str, other: Neighbour, why: str) -> None:
    sheet.line(sign, Tone.KEY, hang=2).add(_short(other))
    sheet.add(f"  {clean_line(other.document, 60)}", Tone.MUTED)
    if why:
        sheet.add(f"  {why}", Tone.WARNING)


def _short(other: Neighbour) -> str:
    return clean_line(squeeze(other.statement), _STATEMENT)
