"""The form for the verdict that takes the place of all others on a claim."""

from typing import TYPE_CHECKING

from workbench.model import Confidence
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.screens.verdicts.verdict import VerdictScreen

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


class AdjudicateScreen(VerdictScreen):
    """The verdict form, saving as an adjudication; it begins with the rating of a side."""

    SAVE = "Settle"

    def title_words(self) -> str:
        """The title."""
        return "Verdict in the place of all"

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
