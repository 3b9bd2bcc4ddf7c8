"""How much a term tells: the rarer it is among the claims at hand, the more."""

import math
from collections.abc import Callable, Iterable
from typing import Final

__all__ = ["TermWeights", "counted_weights", "weight_of"]

PRIOR_DOCUMENTS: Final = 1000
"""Claims that are taken for granted, so that in a small project no term weighs nothing."""
_KEPT: Final = 200_000


class TermWeights:
    """The weight of a term, from the number of claims that have it.

    ``count_of`` may be anything that counts: a dictionary's ``get`` or a look-up in an index. It
    is asked once for each term.
    """

    __slots__ = ("_count_of", "_kept", "documents", "unseen")

    def __init__(self, count_of: Callable[[str], int | None], documents: int) -> None:
        self._count_of = count_of
        self._kept: dict[str, float] = {}
        self.documents = documents
        self.unseen = self._of_count(0)

    def weight(self, term: str) -> float:
        """The weight of a term; a term that was never seen weighs most."""
        try:
            return self._kept[term]
        except KeyError:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            made = self._of_count(self._count_of(term) or 0)
            self._kept[term] = made
            return made

    def count(self, term: str) -> int:
        """The number of claims that have the term."""
        return self._count_of(term) or 0

    def _of_count(self, count: int) -> float:
        return weight_of(count, self.documents)


def weight_of(count: int, documents: int) -> float:
    """The weight of a term that so many of the documents have."""
    return math.log(1 + (documents + PRIOR_DOCUMENTS) / (count + 1))


def counted_weights(claims: Iterable[Iterable[str]] = ()) -> TermWeights:
    """The weights of terms counted over ``claims``, each given as its terms."""
    counts: dict[str, int] = {}
    documents = 0
    for terms in claims:
        documents += 1
        for term in set(terms):
            counts[term] = counts.get(term, 0) + 1
    return TermWeights(counts.get, documents)
