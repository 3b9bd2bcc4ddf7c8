"""Find what says the same as a text or a claim, what conflicts with it, and what is near it.

What is found are suggestions: nothing is linked until a person says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from workbench.desk.matching.indexes import Index
from workbench.desk.matching.linking import settled_with
from workbench.desk.matching.meaning import found_for, ranked
from workbench.desk.matching.precedents import (
    CANDIDATES,
    CROWD,
    candidates_for,
    describe_decided,
    describe_review,
    is_decided,
    outcomes,
)
from workbench.errors import UsageError
from workbench.ledger.queries import (
    claim as get_claim,
)
from workbench.ledger.queries import (
    claim_rows,
    comparable_claims,
    numbers_of_claims,
    pair_state,
    published_reviews,
)
from workbench.matching import Facts, facts_of, facts_of_text
from workbench.model import (
    ClaimRow,
    KnownReview,
    Match,
    PairState,
    Relation,
    Statement,
)

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

LONGEST_READ: Final = 1_000
"""Characters of a text up to which it is read as a claim; a longer one is a post."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A claim or a published review that was found, and how it stands to what was asked.

    ``state`` is what reviewers have said of the pair, if they have; ``checked`` is what came of
    it where it was checked.
    """

    match: Match[int]
    claim: ClaimRow | None = None
    review: KnownReview | None = None
    state: PairState | None = None
    checked: str | None = None

    @property
    def id(self) -> str:
        """The id of the claim, or of the review."""
        if self.claim is not None:
            return self.claim.id
        return self.review.id if self.review is not None else ""

    @property
    def statement(self) -> str:
        """What it says."""
        if self.claim is not None:
            return self.claim.statement
        return self.review.review.text if self.review is not None else ""


def matches_of_text(
    ledger: "Ledger", index: Index, text: str, limit: int = 10
) -> tuple[Matched, ...]:
    """What is found for a text, the best first; what has nothing to do with it is left out.

    Raises:
        UsageError: There is nothing in the text to look for.
    """
    facts = text_facts(text)
    if facts.empty:
        raise UsageError("there are no words to look for")
    facts = index.understood(facts)
    numbers = candidates_for(ledger, index, facts, text, frozenset())
    return _matched(ledger, index, facts, text, limit, None, numbers)


def matches_of_claim(
    ledger: "Ledger", index: Index, claim_id: str, limit: int = 10
) -> tuple[Matched, ...]:
    """What is found for a claim, itself left out, the best first.

    Raises:
        NotSo: There is no such claim.
    """
    claim = get_claim(ledger, claim_id)
    found = comparable_claims(ledger, [claim.number])
    facts = facts_of(found[0].statement if found else claim.reading)
    numbers = candidates_for(ledger, index, facts, claim.statement, {claim.number})
    return _matched(ledger, index, facts, claim.statement, limit, claim.id, numbers)


def suggestions(
    ledger: "Ledger", index: Index, claim_id: str, limit: int = 10
) -> tuple[Matched, ...]:
    """Claims of the project of which it is not settled what they are to this one.

    What was linked, told apart, or is in the group is left out; so are published reviews.

    Raises:
        NotSo: There is no such claim.
    """
    claim = get_claim(ledger, claim_id)
    found = comparable_claims(ledger, [claim.number])
    facts = facts_of(found[0].statement if found else claim.reading)
    settled = set(numbers_of_claims(ledger, tuple(settled_with(ledger, claim.id))))
    numbers: list[int] = []
    for most in (CANDIDATES, CROWD):
        near = found_for(index, facts, claim.statement, most, (claim.number,))
        skipped = settled & set(near)
        skipped.update(one.number for one in published_reviews(ledger, near))
        numbers = [one for one in near if one not in skipped][:CANDIDATES]
        if len(near) < CANDIDATES - 1 or len(numbers) > CANDIDATES // 2:
            break
    return _matched(ledger, index, facts, claim.statement, limit, None, numbers)


def text_facts(text: str) -> Facts:
    """The facts of a text: those of the claim that it is, if it is one; else of a post."""
    if len(text) <= LONGEST_READ:
        statement = _as_statement(text)
        if statement is not None:
            return facts_of(statement)
    return facts_of_text(text)


def _as_statement(text: str) -> Statement | None:
    from workbench.reading import read

    reading = read(text)
    if len(reading.statements) != 1:
        return None
    return replace(
        reading.statements[0],
        text=text,
        quantities=reading.quantities,
        dates=reading.dates,
        names=reading.names,
    )


def _matched(
    ledger: "Ledger",
    index: Index,
    facts: Facts,
    text: str,
    limit: int,
    claim_id: str | None,
    numbers: Sequence[int],
) -> tuple[Matched, ...]:
    reviews = {one.number: one for one in published_reviews(ledger, numbers)}
    kinds = outcomes(ledger, numbers, reviews.values())
    matches = ranked(index, facts, text, numbers, limit, kinds)
    matches = [one for one in matches if one.relation is not Relation.UNRELATED]
    rows = {row.number: row for row in claim_rows(ledger, [one.claim for one in matches])}
    return tuple(
        _one(ledger, match, rows.get(match.claim), reviews.get(match.claim), claim_id)
        for match in matches
        if match.claim in rows or match.claim in reviews
    )


def _one(
    ledger: "Ledger",
    match: Match[int],
    row: ClaimRow | None,
    review: KnownReview | None,
    claim_id: str | None,
) -> Matched:
    if row is None:
        return Matched(match, review=review, checked=describe_review(review) if review else None)
    state = pair_state(ledger, claim_id, row.id) if claim_id is not None else None
    checked = describe_decided(get_claim(ledger, row.id)) if is_decided(row) else None
    return Matched(match, claim=row, state=state, checked=checked)
