"""Which of very many pairs of claims are worth comparing, told from their terms alone."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from workbench.indexing.claims_at_hand import Claims, Terms
from workbench.matching import Namings, TermWeights, named_apart

if TYPE_CHECKING:
    from array import array

LEAST_SHARED: Final = 0.55
"""The share of a claim's weight that must be in the other one, of the two that weighs less.

Its numbers do not weigh; those that both have are shared.
"""


class Near:
    """Pairs that share enough; with ``weights`` also those are left out whose names differ."""

    def __init__(self, claims: Claims, terms: Terms, weights: TermWeights | None) -> None:
        self._claims = claims
        self._terms = terms
        self._weights = weights

    def of(self, together: Iterable[int], bits: int) -> Iterator[tuple[int, int]]:
        """Of pairs in order, each a number of two places, those that are worth comparing."""
        claims, weights = self._claims, self._terms.weights
        totals, terms_of = claims.totals, claims.terms
        mask = (1 << bits) - 1
        at = -1
        held: frozenset[int] = frozenset()
        total = 0.0
        for entry in together:
            a, b = entry >> bits, entry & mask
            if a != at:
                at = a
                held = frozenset(terms_of(a))
                total = totals[a]
            there = totals[b]
            shared = held.intersection(terms_of(b))
            if sum([weights[term] for term in shared]) >= LEAST_SHARED * min(total, there) and not (
                self._weights is not None and self._apart(a, b, shared, self._weights)
            ):
                yield a, b

    def _apart(self, a: int, b: int, shared: frozenset[int], weights: TermWeights) -> bool:
        claims = self._claims
        names = self._said(claims.names(a), shared)
        names_there = self._said(claims.names(b), shared) if names else []
        if not names or not names_there:
            return False
        ours = Namings(names, self._said(claims.terms(a), shared), claims.widest[a])
        theirs = Namings(names_there, self._said(claims.terms(b), shared), claims.widest[b])
        return named_apart(ours, theirs, weights)

    def _said(self, terms: "array[int]", shared: frozenset[int]) -> list[str]:
        said = self._terms.said
        return [said[term] for term in terms if term not in shared and said[term][0] not in "#@"]
