"""The form for the verdict that takes the place of all others on a claim."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.model import Claim, Confidence
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.session import Session
from workbench.tui.widgets.choice import Option

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class AdjudicateScreen(VerdictScreen):
    """The verdict form, saving as an adjudication; ``chosen`` is the rating to begin with."""

    SAVE = "Settle"

    def __init__(
        self, session: Session, claim: Claim, ratings: Sequence[Option], chosen: str | None
    ) -> None:
        super().__init__(session, claim, ratings)
        self._chosen = chosen

    def title_words(self) -> str:
        """The title."""
        return "Verdict in the place of all"

    def on_mount(self) -> None:
        """Begin with the side that was chosen, once the form is ready."""
        if self._chosen is not None:
            self.call_after_refresh(self._rating.choose, [self._chosen])

    def job(self) -> Job:
        """Adjudicate."""
        draft, rating, as_of = self.draft(), self.chosen_rating(), self.day_it_holds()
        claim = self.claim

        def settle(ledger: "Ledger") -> Done:
            from workbench.desk.deciding.adjudicating import adjudicate

            adjudicate(
                ledger,
                claim,
                rating,
                draft.because,
                evidence=draft.evidence,
                unsourced=draft.unsourced,
                confidence=Confidence(draft.confidence) if draft.confidence else None,
                as_of=as_of,
                conditions=draft.conditions,
            )
            return Done(f"Settled: {rating}; {key('desk.undo')} brings all sides back", claim)

        return settle
