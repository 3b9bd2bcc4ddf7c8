"""The figures that were given for one event, over time and by outlet: "41 to 52 injured".

The claims are those that say the same as the one asked for, conflict with it or are near it; the
figures are set side by side where they count the same thing. Nothing is decided here.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.desk.matching.indexes import Index
from workbench.desk.matching.matching import text_facts
from workbench.errors import NotSo
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import claim_by_number, comparable_claims, published_reviews
from workbench.matching import ONE_EVENT_DAYS, Facts, facts_of, rank
from workbench.matching.facts import Amount
from workbench.matching.heads import counted_term
from workbench.matching.words import words_of
from workbench.model import Claim, ClaimSlot, KnownReview, Match, Relation, Statement
from workbench.sourcing.addresses import host_of

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

CANDIDATES: Final = 200
LEAST_SCORE: Final = 0.5
"""The least chance of speaking of the same thing at which a related claim is taken in."""
LEAST_SCORE_COUNTED: Final = 0.05
"""The same for the figures of a claim that counts what is asked for: "52 Serbs", "41 Serbs"."""
_FIGURE: Final = re.compile(r"\d")
_AFTER_FIGURES: Final = re.compile(r"[^\d]*$")
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: how it was said, between which numbers it lies, who gave it and when."""

    said: str
    low: float
    high: float
    centre: float | None
    day: str | None
    outlet: str
    statement: str
    claim: str | None = None
    review: KnownReview | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """What was said: the number itself, or the ends of a range."""
        return (self.low, self.high) if self.centre is None else (self.centre, self.centre)


@dataclass(frozen=True, slots=True)
class Series:
    """The figures for one thing that is counted, the earliest first; undated ones come last."""

    counted: str
    figures: tuple[Figure, ...]

    @property
    def span(self) -> tuple[float, float] | None:
        """The least and the greatest number that was given, as far as they have ends."""
        ends = [end for one in self.figures for end in one.ends if math.isfinite(end)]
        return (min(ends), max(ends)) if ends else None

    @property
    def words(self) -> str:
        """The span with what is counted, as in "41 to 52 injured"."""
        span = self.span
        if span is None:
            return self.counted
        low, high = map(plain_number, span)
        return f"{low if low == high else f'{low} to {high}'} {self.counted}".strip()


def figures_of_text(ledger: "Ledger", index: Index, text: str) -> tuple[Series, ...]:
    """The figures for the event that a text tells of.

    Raises:
        NotSo: No figures are found.
    """
    return _figures(ledger, index, text_facts(text), None)


def figures_of_claim(ledger: "Ledger", index: Index, claim_id: str) -> tuple[Series, ...]:
    """The figures for the event that a claim tells of, its own among them.

    Raises:
        NotSo: There is no such claim, or no figures are found.
    """
    claim = get_claim(ledger, claim_id)
    found = comparable_claims(ledger, [claim.number])
    facts = facts_of(found[0].statement if found else claim.reading)
    return _figures(ledger, index, facts, claim.number)


def series_of_claims(claims: "Iterable[tuple[Claim, Statement]]") -> tuple[Series, ...]:
    """The figures that some claims give, by what they count; each comes with its slots."""
    gathered = [
        (amount, _of_claim(amount, claim))
        for claim, statement in claims
        for amount in facts_of(statement).amounts
    ]
    return tuple(_series((), gathered))


def plain_number(number: float) -> str:
    """A number as people write it."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.10g}"


def _figures(ledger: "Ledger", index: Index, facts: Facts, own: int | None) -> tuple[Series, ...]:
    numbers = index.candidates(facts, CANDIDATES)
    candidates = [one for one in index.facts(numbers) if one[0] != own]
    about = dict(candidates)
    least = {
        number: LEAST_SCORE_COUNTED if _counts_what_is_asked(other, facts) else LEAST_SCORE
        for number, other in candidates
    }
    near = [
        match.claim
        for match in rank(facts, candidates, index.weights, CANDIDATES)
        if match.relation in (Relation.DUPLICATE, Relation.CONFLICT)
        or (
            match.relation is Relation.RELATED
            and match.score >= least[match.claim]
            and not _of_another_event(match, facts, about[match.claim])
        )
    ]
    gathered: list[tuple[Amount, Figure]] = []
    reviews = {one.number: one for one in published_reviews(ledger, near)}
    known = {number: about[number] for number in near}
    if own is not None:
        known[own] = facts
    for number, said in known.items():
        review = reviews.get(number)
        claim = None if review else claim_by_number(ledger, number)
        for amount in said.amounts:
            figure = _of_review(amount, review) if review else None
            if claim is not None:
                figure = _of_claim(amount, claim)
            if figure is not None:
                gathered.append((amount, figure))
    series = tuple(_series(facts.amounts, gathered))
    if not series:
        if own is not None and facts.amounts:
            raise NotSo("no other claim that is near gives a figure for what this one counts")
        raise NotSo("no figures were found for this; a figure needs what it counts")
    return series


def _of_another_event(match: Match[int], asked: Facts, about: Facts) -> bool:
    """Whether a related claim names somebody or a place instead of another, or another time."""
    if any(one.slot is ClaimSlot.NAME and one.ours and one.theirs for one in match.differences):
        return True
    within = 0 if asked.measured or about.measured else ONE_EVENT_DAYS
    return bool(asked.days and about.days) and not any(
        one.first - within <= other.last and other.first <= one.last + within
        for one in asked.days
        for other in about.days
    )


def _series(asked: Sequence[Amount], gathered: list[tuple[Amount, Figure]]) -> Iterable[Series]:
    """The figures that count the same; those that were asked for first."""
    open_ones = list(gathered)
    leaders = [*asked, *(amount for amount, _ in gathered)]
    for leader in leaders:
        alike = [one for one in open_ones if _counts_the_same(leader, one[0])]
        if len({figure.claim or id(figure) for _, figure in alike}) > 1 or (alike and not asked):
            taken = {id(one) for one in alike}
            open_ones = [one for one in open_ones if id(one) not in taken]
            figures = sorted((figure for _, figure in alike), key=_order)
            yield Series(_counted(leader), tuple(figures))


def _counts_what_is_asked(about: Facts, asked: Facts) -> bool:
    """Whether a claim counts what the asked one does, or, if that counts nothing, speaks of."""
    if not asked.amounts:
        spoken_of = {counted_term(word, words_of()) for word in asked.wording.split()}
        return any(one.head in spoken_of for one in about.amounts)
    return any(_counts_the_same(one, two) for one in asked.amounts for two in about.amounts)


def _counts_the_same(one: Amount, other: Amount) -> bool:
    if one.unit != other.unit:
        return False
    if one.head == other.head:
        return bool(one.head or one.unit)
    return bool(one.head and other.head) and (
        one.head in _words(other.said) or other.head in _words(one.said)
    )


def _words(said: str) -> set[str]:
    words = {word.lower() for word in _WORD.findall(said)}
    return words | {word.removesuffix("s") for word in words}


def _counted(amount: Amount) -> str:
    """What is counted, in the words that follow the figure."""
    after = _AFTER_FIGURES.search(amount.said) if _FIGURE.search(amount.said) else None
    return (after[0].strip(" ,.-") if after else "") or amount.head or amount.unit


def _order(figure: Figure) -> tuple[bool, str, float]:
    return figure.day is None, figure.day or "", figure.low


def _of_claim(amount: Amount, claim: Claim) -> Figure:
    document = claim.document
    day = document.document_date.isoformat() if document.document_date else None
    outlet = host_of(document.address) or document.title
    return _figure(amount, day, claim.reading.claimant or outlet, claim.statement, claim.id)


def _of_review(amount: Amount, known: KnownReview) -> Figure:
    review = known.review
    outlet = review.claimant or review.publisher or review.site or "published review"
    day = review.claimed_on or review.reviewed_on
    return _figure(amount, day, outlet, review.text, None, known)


def _figure(
    amount: Amount,
    day: str | None,
    outlet: str,
    statement: str,
    claim: str | None,
    review: KnownReview | None = None,
) -> Figure:
    return Figure(
        amount.said, amount.low, amount.high, amount.centre, day, outlet, statement, claim, review
    )
