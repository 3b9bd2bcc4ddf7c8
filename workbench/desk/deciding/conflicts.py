"""What reviewers disagree in, with all sides of it: verdicts, and other words on one thing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from workbench.ledger.clashes import VERDICT
from workbench.ledger.queries import claim_numbers, iterate_claims
from workbench.ledger.queries.disagreements import Disagreement, disagreements
from workbench.model import Claim, ClaimFilter, ClaimStatus, Reviewer

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_IN_CONFLICT = ClaimFilter(statuses=frozenset({ClaimStatus.CONFLICT}))


@dataclass(frozen=True, slots=True)
class Side:
    """What one reviewer says and what it rests on; ``event`` names it where one is chosen."""

    event: str
    says: str
    because: str | None
    given_by: Reviewer
    given_at: datetime
    evidence: tuple[str, ...] = ()
    unsourced: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more sides that stand until somebody adjudicates.

    ``what`` is ``verdict``, or what else they differ in; ``kind`` and ``entity`` say of which
    thing, ``about`` that thing's words.
    """

    what: str
    kind: str
    entity: str
    about: str
    sides: tuple[Side, ...]

    @property
    def is_verdict(self) -> bool:
        """Whether it is settled by another verdict, and not by choosing a side."""
        return self.what == VERDICT


def conflicts(ledger: "Ledger") -> Iterator[Conflict]:
    """All conflicts: verdicts in the order of the text, then the rest."""
    for claim in iterate_claims(ledger, _IN_CONFLICT):
        yield verdict_conflict(claim)
    yield from other_conflicts(ledger)


def other_conflicts(ledger: "Ledger") -> Iterator[Conflict]:
    """Those that are not about verdicts."""
    for found in disagreements(ledger):
        yield _other(found)


def count_verdict_conflicts(ledger: "Ledger") -> int:
    """How many claims have verdicts that differ."""
    return len(claim_numbers(ledger, _IN_CONFLICT))


def verdict_conflict(claim: Claim) -> Conflict:
    """The verdicts that stand on a claim, side by side."""
    quotes = {piece.id: piece for piece in claim.evidence}
    sides = [
        Side(
            verdict.id,
            verdict.rating,
            verdict.because,
            verdict.given_by,
            verdict.given_at,
            tuple(
                [
                    f"“{quotes[one].quote}” ({quotes[one].stance}, {quotes[one].source.url})"
                    for one in verdict.evidence
                    if one in quotes
                ]
            ),
            verdict.unsourced,
        )
        for verdict in sorted(claim.verdicts, key=lambda one: one.id)
        if verdict.live
    ]
    return Conflict(VERDICT, "claim", claim.id, claim.statement, tuple(sides))


def _other(found: Disagreement) -> Conflict:
    sides = [
        Side(word.event, word.says, word.because, word.given_by, word.given_at)
        for word in found.words
    ]
    return Conflict(found.what, found.kind, found.entity, found.about, tuple(sides))
