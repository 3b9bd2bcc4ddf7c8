"""What a report is made from, whatever its format."""

from dataclasses import dataclass
from datetime import datetime

from workbench.model import Claim, ClaimStatus, Document, Verdict


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One rating and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """The claims of a report by document, with the scale they were rated on.

    ``undecided`` counts the claims that were left out because nobody has decided them.
    ``selection`` is what was typed to choose the claims.
    """

    project: str
    made_at: datetime
    scale_name: str
    scale: tuple[ScaleStep, ...]
    documents: tuple[tuple[Document, tuple[Claim, ...]], ...]
    selection: str = ""
    undecided: int = 0
    dismissed: int = 0

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims in order."""
        return tuple(claim for _, claims in self.documents for claim in claims)


def live_verdicts(claim: Claim) -> tuple[Verdict, ...]:
    """The verdicts on a claim that stand."""
    return tuple(verdict for verdict in claim.verdicts if verdict.live)


def outcome(claim: Claim) -> str:
    """A claim's result in one phrase."""
    if claim.status is ClaimStatus.UNRATED:
        return "Not decided"
    if claim.status is ClaimStatus.CONFLICT:
        return "Reviewers disagree"
    return claim.rating or "Not decided"
