"""What was checked before: claims decided here, and reviews that others have published."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from workbench.desk.matching.indexes import Index, at_hand
from workbench.desk.matching.meaning import found_for, ranked
from workbench.ledger.queries import (
    anything_checked,
    claim_by_number,
    comparable_claims,
    group_of,
    numbers_of_claims,
    pairs_of_claim,
    published_reviews,
    rated_claims,
)
from workbench.ledger.queries import (
    claim as get_claim,
)
from workbench.matching import Facts, facts_of
from workbench.model import (
    Claim,
    ClaimRow,
    ClaimStatus,
    KnownReview,
    LinkRelation,
    Match,
    PairState,
    Relation,
)
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

CANDIDATES: Final = 200
CROWD: Final = 10_000
"""So many candidates are looked through where the first ones all say the same."""
_MEMBERS: Final = 50
_TELLING: Final = frozenset({Relation.DUPLICATE, Relation.CONFLICT})


@dataclass(frozen=True, slots=True)
class Precedent:
    """Something checked before: a decided claim of the project or a published review.

    ``words`` tell what came of it: "checked on 2023-06-07: Supported, 3 sources". ``match`` says
    how it stands to the claim in question; a member of the same group is a duplicate as somebody
    has decided.
    """

    match: Match[int]
    words: str
    statement: str
    claim: str | None = None
    review: KnownReview | None = None

    @property
    def decided_here(self) -> bool:
        """Whether it is a claim of this project."""
        return self.claim is not None


def precedents_of_claim(
    ledger: "Ledger", index: Index, claim: Claim, limit: int = 3
) -> tuple[Precedent, ...]:
    """What was checked before of what a claim says, the best first; itself is left out."""
    found = comparable_claims(ledger, [claim.number])
    if not found:
        return ()
    group = group_of(ledger, claim.id)
    within = {claim.id, *(group.claims if group else ())}
    known = set(numbers_of_claims(ledger, tuple(within)))
    rated = outcomes(ledger, sorted(known), ())
    members = [claim_by_number(ledger, one) for one in islice(rated, _MEMBERS)]
    accepted = [
        Precedent(
            Match(one.number, 1.0, Relation.DUPLICATE, (), "in one group of duplicates"),
            describe_decided(one),
            one.statement,
            one.id,
        )
        for one in members
        if one.id != claim.id and _decided_itself(one, within)
    ]
    apart = {
        pair.other(claim.id)
        for pair in pairs_of_claim(ledger, claim.id)
        if pair.state in (PairState.DISTINCT, PairState.RELATED)
    }
    facts = facts_of(found[0].statement)
    others = precedents(
        ledger, index, facts, claim.statement, leaving_out=known, limit=limit + len(apart)
    )
    return (*accepted, *(one for one in others if one.claim not in apart))[:limit]


def _decided_itself(claim: Claim, group: Set[str]) -> bool:
    """Whether it has a verdict that was not merely carried to it from another of its group."""
    return any(one.live and one.carried_from not in group for one in claim.verdicts)


def known_precedents(
    ledger: "Ledger",
    claim_ids: Iterable[str],
    limit: int = 3,
    on_note: Callable[[str], None] | None = None,
) -> dict[str, tuple[Precedent, ...]]:
    """What was checked before of these claims, as far as it can be told at once.

    Claims of which nothing was checked are left out. Where the index would first have to take in
    very many claims, nothing is told but that.
    """
    if not anything_checked(ledger):
        return {}

    def ask(index: Index) -> dict[str, tuple[Precedent, ...]]:
        found = {
            one: precedents_of_claim(ledger, index, get_claim(ledger, one), limit)
            for one in claim_ids
        }
        return {one: precedents for one, precedents in found.items() if precedents}

    return at_hand(ledger, ask, on_note=on_note) or {}


def precedents(
    ledger: "Ledger",
    index: Index,
    facts: Facts,
    text: str,
    *,
    leaving_out: Set[int] = frozenset(),
    limit: int = 3,
) -> tuple[Precedent, ...]:
    """What was checked before of what these facts say, the best first."""
    numbers = candidates_for(ledger, index, facts, text, leaving_out)
    reviews = {one.number: one for one in published_reviews(ledger, numbers)}
    telling = outcomes(ledger, numbers, reviews.values())
    kept = [one for one in numbers if one in telling]
    matches = [
        one
        for one in ranked(index, facts, text, kept, CANDIDATES, telling)
        if one.relation in _TELLING
    ]
    matches.sort(key=lambda one: (one.relation is not Relation.DUPLICATE, -one.score))
    known: list[Precedent] = []
    for match in matches[:limit]:
        review = reviews.get(match.claim)
        if review is not None:
            known.append(
                Precedent(match, describe_review(review), review.review.text, review=review)
            )
        else:
            claim = claim_by_number(ledger, match.claim)
            known.append(Precedent(match, describe_decided(claim), claim.statement, claim.id))
    return tuple(known)


def candidates_for(
    ledger: "Ledger", index: Index, facts: Facts, text: str, leaving_out: Set[int]
) -> list[int]:
    """The numbers of what may say the same as a text.

    Where very many claims say one thing, those that were checked may lie behind all the others;
    they come first then, one for each outcome.
    """
    found = found_for(index, facts, text, CANDIDATES, leaving_out)
    if len(found) + len(leaving_out) < CANDIDATES or not _alike(index, found):
        return found
    crowd = [one for one in index.candidates(facts, CROWD) if one not in leaving_out]
    checked = outcomes(ledger, crowd, published_reviews(ledger, crowd))
    firsts = {checked[one]: one for one in reversed(crowd) if one in checked}
    return list(dict.fromkeys([*firsts.values(), *found, *crowd]))[:CANDIDATES]


def _alike(index: Index, numbers: Sequence[int]) -> bool:
    """Whether the first and the last of some claims have the same terms, if there are any."""
    ends = [frozenset(facts.terms) for _, facts in index.facts((*numbers[:1], *numbers[-1:]))]
    return len(set(ends)) <= 1


def describe_decided(claim: Claim) -> str:
    """What came of a claim of the project: "checked on 2023-06-07: Supported, 3 sources"."""
    live = [one for one in claim.verdicts if one.live]
    if not live:
        return "not checked"
    day = max(one.given_at for one in live).astimezone().date()
    return f"checked on {day}: {describe_outcome(claim)}"


def describe_outcome(claim: Claim, *, elsewhere: bool = False) -> str:
    """What came of a claim that was decided: "Supported, 3 sources".

    ``elsewhere`` leaves out ids, which name nothing outside the project of the claim.
    """
    live = [one for one in claim.verdicts if one.live]
    ratings = list(dict.fromkeys(clean_line(one.rating, 60) for one in live))
    what = ratings[0] if len(ratings) == 1 else f"reviewers disagree ({', '.join(ratings)})"
    carried = next((one.carried_from for one in live if one.carried_from), None)
    rests_on = {one for verdict in live for one in verdict.evidence}
    sources = {piece.source.id for piece in claim.evidence if piece.id in rests_on}
    if carried:
        ground = ", carried from a duplicate" if elsewhere else f", carried from {carried[:8]}"
    elif sources:
        ground = ", 1 source" if len(sources) == 1 else f", {len(sources)} sources"
    else:
        ground = ", unsourced"
    return f"{what}{ground}{', stale' if claim.stale else ''}"


def describe_review(known: KnownReview) -> str:
    """What came of a published review: "checked on 2023-06-07 by Example Facts: mostly true"."""
    review = known.review
    when = f" on {review.reviewed_on}" if review.reviewed_on else ""
    who = review.publisher or review.site
    by = f" by {clean_line(who, 80)}" if who else " elsewhere"
    if review.rating:
        what = clean_line(review.rating, 120)
    elif review.rating_number is not None:
        best = f" of {review.best}" if review.best is not None else ""
        what = f"{review.rating_number}{best}"
    else:
        what = "no rating given"
    return f"checked{when}{by}: {what}"


def is_decided(row: ClaimRow) -> bool:
    """Whether somebody has given a verdict on a claim that may be seen here."""
    return row.status is not ClaimStatus.UNRATED and not _hidden(row.status, row.rating)


def _hidden(status: ClaimStatus, rating: str | None) -> bool:
    """Whether there is a verdict that may not be seen before one's own."""
    return status is ClaimStatus.SINGLE and rating is None


def outcomes(
    ledger: "Ledger", numbers: Sequence[int], reviews: Iterable[KnownReview]
) -> dict[int, tuple[str, str]]:
    """Who has checked what, and what came of it; claims that nobody has decided are left out.

    Of claims in the very same words each outcome is told once.
    """
    found = {
        number: ("", rating or status.value)
        for number, status, rating in rated_claims(ledger, numbers)
        if not _hidden(status, rating)
    }
    for known in reviews:
        review = known.review
        rating = review.rating or str(review.rating_number)
        found[known.number] = review.publisher or review.site or "elsewhere", rating
    return found


def relation_of(relation: Relation) -> LinkRelation:
    """What a reviewer who agrees with the engine would say of a pair."""
    return LinkRelation(relation.value)
