"""The claims with which a claim can make a group, or that can leave its group, read in a lane."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Claim, PairState
from workbench.tui.lanes.claim_matches import Neighbour, neighbour

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Grouping:
    """A claim with the members of its group, itself first, and others that could join it."""

    claim: Claim
    members: tuple[Neighbour, ...]
    others: tuple[Neighbour, ...]
    more: int = 0
    """How many members are not shown."""
    against: frozenset[str] = frozenset()
    """Those of the others that somebody has linked as in conflict with the claim."""


def read_grouping(ledger: "Ledger", claim_id: str, alike: Iterable[str] = ()) -> Grouping:
    """The group of a claim, and of those that look like it the ones outside.

    Claims that were linked with it otherwise than as duplicates can join as well: joining takes the
    place of that word.
    """
    from workbench.ledger.queries import claim as get_claim
    from workbench.ledger.queries import group_of, pairs_of_claim

    claim = get_claim(ledger, claim_id)
    group = group_of(ledger, claim_id)
    inside = list(group.claims) if group else []
    members = [claim_id, *(one for one in inside if one != claim_id)] if inside else []
    pairs = {pair.other(claim_id): pair.state for pair in pairs_of_claim(ledger, claim_id)}
    outside = [one for one in dict.fromkeys([*alike, *pairs]) if one not in {claim_id, *inside}]
    return Grouping(
        claim,
        tuple(neighbour(ledger, one) for one in members[:MOST_SHOWN]),
        tuple(neighbour(ledger, one) for one in outside[:MOST_SHOWN]),
        max(len(members) - MOST_SHOWN, 0),
        frozenset(one for one, state in pairs.items() if state is PairState.CONFLICT),
    )
