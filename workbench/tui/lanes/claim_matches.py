"""Reading what reviewers have said of a claim and others, in a lane."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Claim, PairState
from workbench.tui.keys.told import key

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MOST_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another claim, as far as a line about it needs."""

    id: str
    statement: str
    document: str


@dataclass(frozen=True, slots=True)
class ClaimLinks:
    """The group of a claim, others first, and the claims it was linked with otherwise.

    ``group`` counts the members, the claim included; ``odds`` say why a group contradicts itself.
    """

    group: int = 0
    odds: str = ""
    members: tuple[Neighbour, ...] = ()
    pairs: tuple[tuple[PairState, Neighbour], ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class CarryPlan:
    """Where a verdict would be carried: ``wanting`` are undecided, ``left`` say why they are not.

    ``refused`` says why it cannot be carried at all.
    """

    wanting: tuple[Neighbour, ...] = ()
    left: tuple[tuple[Neighbour, str], ...] = ()
    refused: str = ""


def read_links(ledger: "Ledger", claim: str) -> ClaimLinks | None:
    """What was said of a claim and others; ``None`` if nothing was."""
    from workbench.ledger.queries import group_of, pairs_of_claim

    spoken = pairs_of_claim(ledger, claim)
    group = group_of(ledger, claim)
    if not spoken and group is None:
        return None
    from workbench.desk.matching.linking import describe_odds

    inside = group.claims if group else ()
    others = [one for one in inside if one != claim]
    pairs = [
        pair
        for pair in spoken
        if pair.other(claim) not in inside or pair.state.value != "duplicate"
    ]
    return ClaimLinks(
        len(inside),
        describe_odds(group.odds) if group else "",
        tuple(neighbour(ledger, one) for one in others[:MOST_NEIGHBOURS]),
        tuple(
            (pair.state, neighbour(ledger, pair.other(claim))) for pair in pairs[:MOST_NEIGHBOURS]
        ),
        max(len(others) - MOST_NEIGHBOURS, 0) + max(len(pairs) - MOST_NEIGHBOURS, 0),
    )


def neighbour(ledger: "Ledger", claim: str) -> Neighbour:
    """A claim as far as a line about it needs."""
    from workbench.ledger.queries import claim as get_claim

    found = get_claim(ledger, claim)
    return Neighbour(found.id, found.statement, found.document.title)


def spoken_pairs(ledger: "Ledger", claim: str) -> list[tuple[PairState, Neighbour]]:
    """Every claim of which something was said together with this one."""
    from workbench.ledger.queries import pairs_of_claim

    return [
        (pair.state, neighbour(ledger, pair.other(claim))) for pair in pairs_of_claim(ledger, claim)
    ]


def plan_carrying(ledger: "Ledger", claim: Claim) -> CarryPlan:
    """Which duplicates of a claim its verdict would be given to."""
    from workbench.desk.matching.linking import describe_odds
    from workbench.ledger.queries import claim as get_claim
    from workbench.ledger.queries import group_of

    group = group_of(ledger, claim.id)
    if group is None:
        return CarryPlan(
            refused=f"The claim has no duplicates; {key('claim.matches')} shows what looks like it"
        )
    if group.at_odds:
        why = describe_odds(group.odds)
        return CarryPlan(
            refused=f"The group contradicts itself and carries no verdict: {why}; "
            f"{key('claim.unlink')} takes a link back"
        )
    if not any(verdict.live for verdict in claim.verdicts):
        return CarryPlan(
            refused=f"The claim has no verdict to carry; {key('claim.verdict')} gives one"
        )
    wanting: list[Neighbour] = []
    left: list[tuple[Neighbour, str]] = []
    for one in group.claims:
        if one == claim.id:
            continue
        other = get_claim(ledger, one)
        shown = Neighbour(other.id, other.statement, other.document.title)
        if other.dismissed is not None:
            left.append((shown, "dismissed"))
        elif any(verdict.live for verdict in other.verdicts):
            left.append((shown, other.rating or "verdicts in conflict"))
        else:
            wanting.append(shown)
    refused = "" if wanting else "Every duplicate is decided or dismissed already"
    return CarryPlan(tuple(wanting), tuple(left), refused)
