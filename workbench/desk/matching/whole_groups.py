"""Decide at once on all claims that seem to say the same: one group of duplicates, or all apart.

A group may hold thousands of claims, so all is asked of the database for all of them together.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.matching.linking import describe_odds
from workbench.errors import NotSo
from workbench.ledger.queries import decided_pairs, heads_of_claims, odds_among, rows_of_claims
from workbench.ledger.recording.linking import record_link
from workbench.model import LinkRelation
from workbench.text import counted

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

ClaimIds = tuple[str, str]
_NAMED_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Alike:
    """Claims that pairs connect of which each seems to say the same.

    ``against`` are pairs among these claims that seem to conflict.
    """

    pairs: Sequence[ClaimIds]
    against: Sequence[ClaimIds] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """All of them, those of the first pair first."""
        return tuple(dict.fromkeys(one for pair in self.pairs for one in pair))


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What deciding on all of them would do: the links it makes, or tells apart."""

    claims: tuple[str, ...]
    links: tuple[ClaimIds, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The claims that the act names, which are not all where they are very many."""
        return self.claims[:_NAMED_AT_MOST]


def plan_accepting(ledger: "Ledger", alike: Alike) -> GroupPlan:
    """What makes all of them one group, with the groups they are in.

    Raises:
        NotSo: Two of them conflict or were told apart, or they are one group already.
    """
    claims = _present(ledger, alike)
    there = set(claims)
    for one, other in alike.against:
        if one in there and other in there:
            raise NotSo(
                f"{one[:8]} and {other[:8]} of these {counted(len(claims), 'claim')} seem to "
                "conflict, so they are not one group; decide on these pair by pair"
            )
    heads = heads_of_claims(ledger, claims)
    odds = odds_among(ledger, claims, set(heads.values()))
    if odds:
        raise NotSo(
            f"of these {counted(len(claims), 'claim')} {describe_odds(odds[:1])}, so they are not "
            "one group; decide on these pair by pair"
        )
    first = claims[0]
    joined = {heads.get(first, first)}
    links: list[ClaimIds] = []
    for one in claims[1:]:
        head = heads.get(one, one)
        if head not in joined:
            joined.add(head)
            links.append((first, one))
    if not links:
        raise NotSo(f"these {counted(len(claims), 'claim')} are one group already")
    return GroupPlan(claims, tuple(links))


def plan_rejecting(ledger: "Ledger", alike: Alike) -> GroupPlan:
    """What tells all pairs apart on which nobody has a word yet.

    Raises:
        NotSo: Nothing is left to be told apart.
    """
    claims = _present(ledger, alike)
    heads = heads_of_claims(ledger, claims)
    settled = decided_pairs(ledger, alike.pairs)
    there: Collection[str] = set(claims)
    links = tuple(
        (one, other)
        for one, other in alike.pairs
        if (one, other) not in settled
        and one in there
        and other in there
        and heads.get(one, one) != heads.get(other, other)
    )
    if not links:
        raise NotSo("all these pairs are decided already")
    return GroupPlan(claims, links)


def accept_all(ledger: "Ledger", alike: Alike) -> GroupPlan:
    """Make all of them one group of duplicates, as one act.

    Raises:
        NotSo: As for its plan.
    """
    plan = plan_accepting(ledger, alike)
    label = f"Join {counted(len(plan.claims), 'claim')} into a group"
    return _recorded(ledger, plan, label, LinkRelation.DUPLICATE)


def reject_all(ledger: "Ledger", alike: Alike) -> GroupPlan:
    """Tell all pairs apart on which nobody has a word yet, as one act.

    Raises:
        NotSo: As for its plan.
    """
    plan = plan_rejecting(ledger, alike)
    label = f"Tell {counted(len(plan.links), 'pair')} of claims apart"
    return _recorded(ledger, plan, label, LinkRelation.DISTINCT)


def _recorded(ledger: "Ledger", plan: GroupPlan, label: str, relation: LinkRelation) -> GroupPlan:
    with ledger.act(label, claims=plan.named) as act:
        for one, other in plan.links:
            record_link(act, one, other, relation)
    return plan


def _present(ledger: "Ledger", alike: Alike) -> tuple[str, ...]:
    """Those that are there and not dismissed."""
    there = {row.id for row in rows_of_claims(ledger, alike.claims) if not row.dismissed}
    claims = tuple(one for one in alike.claims if one in there)
    if len(claims) < 2:
        raise NotSo("fewer than two of these claims are left")
    return claims
