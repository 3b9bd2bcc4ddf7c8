"""Carry a verdict to the duplicates of a claim, and take it back.

A carried verdict is a verdict of its own that names the claim and the verdict it comes from, so
everybody sees what it rests on. It is never withdrawn behind anybody's back: when the original is
replaced, withdrawn or contradicted, or the two claims are no longer duplicates, it is marked
stale, and a person decides.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.desk.deciding.second_reader import is_hidden
from workbench.desk.matching.linking import describe_odds
from workbench.errors import NotSo
from workbench.ledger.queries import carried_to, group_of
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.recording.linking import record_carried_verdict
from workbench.model import Claim, ClaimStatus, Verdict
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


@dataclass(frozen=True, slots=True)
class Carried:
    """What was carried where; ``left`` are members that have that rating or were dismissed."""

    origin: Verdict
    verdicts: tuple[str, ...]
    claims: tuple[str, ...]
    left: tuple[str, ...]


def carry_verdict(ledger: "Ledger", claim_id: str) -> Carried:
    """Give the undecided duplicates of a claim the verdict that it has, as one act.

    Raises:
        NotSo: The claim has no undisputed verdict of its own that holds; or it has no duplicates;
            or its group contradicts itself, by a link or by another rating; or all have it.
    """
    claim = get_claim(ledger, claim_id)
    group = group_of(ledger, claim.id)
    if group is None:
        raise NotSo(f"claim {claim.id[:8]} has no duplicates to carry a verdict to")
    if group.at_odds:
        raise NotSo(
            f"the group of claim {claim.id[:8]} contradicts itself and carries no verdict: "
            f"{describe_odds(group.odds)}"
        )
    origin = _origin(ledger, claim)
    others = [get_claim(ledger, one) for one in group.claims if one != claim.id]
    _check_ratings(others, origin)
    wanting = [one for one in others if not _live(one) and one.dismissed is None]
    if not wanting:
        raise NotSo("there is no undecided duplicate to carry the verdict to")
    label = f"Carry verdict {clean_line(origin.rating, 60)} to {_count(len(wanting))}"
    with ledger.act(label, claims=(claim.id, *(one.id for one in wanting))[:1_000]) as act:
        verdicts = [
            record_carried_verdict(act, one.id, origin, _because(claim, origin)) for one in wanting
        ]
    claims = tuple(one.id for one in wanting)
    left = tuple(one.id for one in others if one.id not in claims)
    return Carried(origin, tuple(verdicts), claims, left)


def take_back(ledger: "Ledger", claim_id: str) -> tuple[str, ...]:
    """Withdraw one's own verdicts that were carried from a claim; returns the claims.

    Raises:
        NotSo: There are none.
    """
    claim = get_claim(ledger, claim_id)
    found = carried_to(ledger, claim.id, by=ledger.reviewer.id)
    if not found:
        raise NotSo(f"you have carried no verdict from claim {claim.id[:8]}")
    label = f"Take back the verdict carried to {_count(len(found))}"
    with ledger.act(label, claims=(claim.id, *found)[:1_000]) as act:
        for one in found:
            act.record("verdict", one, "rating", None)
    return found


def _origin(ledger: "Ledger", claim: Claim) -> Verdict:
    """The verdict to carry: one's own if one has one, else the first that was given."""
    if claim.status is ClaimStatus.CONFLICT:
        raise NotSo(f"the verdicts on claim {claim.id[:8]} disagree; settle that first")
    if is_hidden(ledger, claim):
        raise NotSo(
            f"the verdict on claim {claim.id[:8]} waits for you as its second reader; give yours"
        )
    own = [one for one in _live(claim) if one.carried_from is None]
    if not own and _live(claim):
        origin = _live(claim)[0].carried_from or ""
        raise NotSo(
            f"the verdict on claim {claim.id[:8]} was itself carried from {origin[:8]}; "
            "carry it from there"
        )
    if not own:
        raise NotSo(f"claim {claim.id[:8]} has no verdict to carry")
    sound = [one for one in own if not one.stale]
    if not sound:
        raise NotSo(f"the verdict on claim {claim.id[:8]} is stale; look and decide again first")
    mine = [one for one in sound if one.given_by.id == ledger.reviewer.id]
    return (mine or sound)[0]


def _check_ratings(others: list[Claim], origin: Verdict) -> None:
    for one in others:
        different = [v.rating for v in _live(one) if v.rating != origin.rating]
        if different:
            raise NotSo(
                f"the duplicate {one.id[:8]} is rated {clean_line(different[0], 60)}, which "
                f"contradicts {clean_line(origin.rating, 60)}; settle that first"
            )


def _live(claim: Claim) -> list[Verdict]:
    return [one for one in claim.verdicts if one.live]


def _because(claim: Claim, origin: Verdict) -> str:
    who = clean_line(origin.given_by.name, 60)
    return (
        f"Carried from the duplicate claim {claim.id[:8]}, decided by {who} on "
        f"{origin.given_at:%Y-%m-%d}: {origin.because}"
    )


def _count(number: int) -> str:
    return "1 duplicate" if number == 1 else f"{number} duplicates"
