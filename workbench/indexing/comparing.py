"""Pairs of claims with what they have to do with each other, from the facts in the index."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.indexing.claim_index import ClaimIndex
from workbench.indexing.near import LEAST_SHARED
from workbench.indexing.pairing import Pair, PairProgress, all_pairs
from workbench.indexing.stored_facts import indexed_terms
from workbench.matching import Compared, Facts, TermWeights, compare
from workbench.model import Relation

FACTS_AT_HAND: Final = 8_192
NEAREST: Final = 30
_CLAIMS_A_STEP: Final = 64


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two claims by their keys, ``a`` before ``b``, and how they stand.

    ``shard`` is where to resume from.
    """

    a: int
    b: int
    compared: Compared
    shard: int


def compared_pairs(
    index: ClaimIndex,
    *,
    related: bool = True,
    on_progress: Callable[[PairProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    resume_from: int = 0,
) -> Iterator[ComparedPair]:
    """All pairs of claims that have something to do with each other, as they are found.

    Without ``related`` those that are only related are for the most part not looked at.
    """
    pairs = all_pairs(
        index,
        related=related,
        on_progress=on_progress,
        cancelled=cancelled,
        resume_from=resume_from,
    )
    return _compared(index, pairs, cancelled)


def new_pairs(
    index: ClaimIndex,
    keys: Iterable[int],
    *,
    on_progress: Callable[[PairProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    nearest: int = NEAREST,
) -> Iterator[ComparedPair]:
    """The pairs that some claims make with any others: what is new after claims were added."""
    return _compared(index, _nearest(index, list(keys), on_progress, nearest), cancelled)


def _nearest(
    index: ClaimIndex,
    keys: list[int],
    on_progress: Callable[[PairProgress], None] | None,
    nearest: int,
) -> Iterator[Pair]:
    earlier: set[int] = set()
    weights = index.weights
    for done, (key, ours) in enumerate(index.facts(keys)):
        if on_progress is not None and not done % _CLAIMS_A_STEP:
            on_progress(PairProgress("comparing claims", done, len(keys)))
        earlier.add(key)
        for other, theirs in index.facts(index.candidates(ours, nearest + 1)):
            if other not in earlier and _share_enough(ours, theirs, weights):
                yield Pair(min(key, other), max(key, other), 0)


def _share_enough(ours: Facts, theirs: Facts, weights: TermWeights) -> bool:
    had, has = set(indexed_terms(ours)), set(indexed_terms(theirs))
    one, other = ({term for term in terms if term[0] != "#"} for terms in (had, has))
    shared, total, total_there = (
        sum([weights.weight(term) for term in terms]) for terms in (had & has, one, other)
    )
    return shared >= LEAST_SHARED * min(total, total_there)


def _compared(
    index: ClaimIndex, pairs: Iterable[Pair], cancelled: Callable[[], bool] | None
) -> Iterator[ComparedPair]:
    weights = index.weights

    @lru_cache(FACTS_AT_HAND)
    def facts_of(key: int) -> Facts | None:
        return next((facts for _, facts in index.facts((key,))), None)

    for done, pair in enumerate(pairs):
        if not done % _CLAIMS_A_STEP and cancelled is not None and cancelled():
            return
        ours, theirs = facts_of(pair.a), facts_of(pair.b)
        if ours is None or theirs is None:
            continue
        compared = compare(ours, theirs, weights)
        if compared.relation is not Relation.UNRELATED:
            yield ComparedPair(pair.a, pair.b, compared, pair.shard)
