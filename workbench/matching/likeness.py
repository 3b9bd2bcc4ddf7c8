"""How like a query a candidate is: shared terms by their weight, and shared runs of letters.

A query may be a long post that holds the claim among other things, so that what counts is how
much of the candidate it contains, and how much of its own weight is met.
"""

from collections.abc import Iterable
from typing import Final

from workbench.matching.facts import Facts
from workbench.matching.weights import TermWeights

__all__ = ["Query"]

_RUN: Final = 4


class Query:
    """A query prepared for many candidates."""

    __slots__ = ("_runs", "_total", "_weighed", "_weights")

    def __init__(
        self, weighed: dict[str, float], runs: frozenset[str], weights: TermWeights
    ) -> None:
        self._weighed = weighed
        self._runs = runs
        self._weights = weights
        self._total = sum(weighed.values()) or 1.0

    @classmethod
    def of(cls, facts: Facts, weights: TermWeights) -> "Query":
        """Prepare a query."""
        terms = dict.fromkeys((*facts.terms, *facts.title))
        weighed = {term: weights.weight(term) for term in terms}
        return cls(weighed, runs_of(weighed), weights)

    def likeness(self, facts: Facts) -> float | None:
        """How like the query a candidate is; ``None`` if they share nothing."""
        weight = self._weights.weight
        weighed = self._weighed
        shared = sum([weighed[term] for term in facts.terms if term in weighed])
        titled = sum([weighed[term] for term in facts.title if term in weighed])
        runs = runs_of(facts.terms)
        common = len(runs & self._runs)
        if not (shared or titled or common):
            return None
        own = sum([weight(term) for term in facts.terms]) or 1.0
        met = shared / self._total
        return 2 * shared / own + 2 * met + 2 * titled / self._total + 2 * common / (len(runs) or 1)


def runs_of(terms: Iterable[str]) -> frozenset[str]:
    """The runs of four letters of terms that stand beside each other."""
    text = f" {' '.join(terms)} "
    return frozenset([text[at : at + _RUN] for at in range(len(text) - _RUN + 1)])
