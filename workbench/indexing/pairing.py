"""All pairs of claims that may say the same, without comparing every claim with every other.

Each claim is known by the pairs of its rarest terms; claims that share such a pair of terms come
together, unless very many share it. This is done shard by shard, so that memory stays small
whatever the number of claims. What the pairs are is decided by comparing their facts.
"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from tempfile import TemporaryFile
from typing import Final

from workbench.indexing.claim_index import ClaimIndex
from workbench.indexing.postings import term_numbers
from workbench.indexing.spool import Spool
from workbench.indexing.stored_facts import indexed_terms
from workbench.matching import Facts

RARE_TERMS: Final = 8
LARGEST_GROUP: Final = 40
"""So many claims may share a pair of terms before it tells nothing."""
LEAST_SHARED: Final = 0.55
"""The share of a claim's weight that must be in the other one, of the two that weighs less."""
CLAIMS_A_SHARD: Final = 16_384
_CLAIMS_A_STEP: Final = 2_048


@dataclass(frozen=True, slots=True)
class PairProgress:
    """How far the pairing is, in a phase that words name."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that may say the same, by their keys; ``shard`` is where to resume from."""

    a: int
    b: int
    shard: int


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell how far the work is, and whom to ask whether to go on."""

    on_progress: Callable[[PairProgress], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def tell(self, phase: str, done: int, total: int) -> bool:
        """Tell how far a phase is; false if the work is to end."""
        if self.on_progress is not None:
            self.on_progress(PairProgress(phase, done, total))
        return self.cancelled is None or not self.cancelled()


class Claims:
    """The terms of all claims as numbers: the rarer a term, the smaller its number."""

    def __init__(self) -> None:
        self.keys = array("I")
        self.twins: list[tuple[int, int]] = []
        """Places of claims with the very terms of an earlier one, which stands for them."""
        self._terms = array("I")
        self._ends = array("I", (0,))
        self._firsts: dict[int, int] = {}

    def add(self, key: int, terms: list[int]) -> bool:
        """Take up a claim; false if its terms are those of an earlier one."""
        place = len(self.keys)
        self.keys.append(key)
        self._terms.extend(terms)
        self._ends.append(len(self._terms))
        first = self._firsts.setdefault(hash(tuple(terms)), place)
        if first != place:
            self.twins.append((first, place))
            return False
        return True

    def terms(self, place: int) -> "array[int]":
        """The terms of a claim, the rarest first."""
        return self._terms[self._ends[place] : self._ends[place + 1]]

    def end_of_adding(self) -> None:
        """Give back what only adding needs."""
        self._firsts = {}


def all_pairs(
    index: ClaimIndex,
    *,
    on_progress: Callable[[PairProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    resume_from: int = 0,
) -> Iterator[Pair]:
    """The pairs of claims that share enough of their rare terms, each once.

    Of claims that have the very same terms, the first is paired with each other one and alone
    stands for them in further pairs. The work ends early when it is cancelled; resumed from the
    shard of the last pair that was seen, it gives that shard again from its start.
    """
    watch = Watch(on_progress, cancelled)
    total = index.count
    shards = max(1, -(-total // CLAIMS_A_SHARD))
    bits = max(24, total.bit_length() + 1)
    counts = index.counts()
    order = {number: at for at, number in enumerate(sorted(counts, key=_rarity(counts)))}
    alone = sum(1 for count in counts.values() if count < 2)
    weights = _weights(order, counts, total)
    claims = Claims()
    folder = None if index.in_memory else index.path.parent
    # Files without a name: gone when they are closed, or when the program ends however it ends.
    with (
        TemporaryFile(buffering=0, dir=folder) as first,
        TemporaryFile(buffering=0, dir=folder) as second,
    ):
        keyed, paired = Spool(first, 4 * shards), Spool(second, shards)
        if not _put_keys(index.all_facts(), claims, keyed, (order, alone, bits), watch, total):
            return
        claims.end_of_adding()
        if not _put_pairs(keyed, paired, bits, watch):
            return
        yield from _merged(claims, paired, weights, bits, watch, resume_from)


def _rarity(counts: dict[int, int]) -> Callable[[int], tuple[int, int]]:
    return lambda number: (counts[number], number)


def _weights(order: dict[int, int], counts: dict[int, int], total: int) -> "array[float]":
    return array("d", [math.log(1 + total / counts[number]) for number in order])


def _put_keys(
    facts: Iterable[tuple[int, Facts]],
    claims: Claims,
    keyed: Spool,
    numbering: tuple[dict[int, int], int, int],
    watch: Watch,
    total: int,
) -> bool:
    """Put the keys of every claim into shards; false if the work is to end."""
    order, alone, bits = numbering
    mask = (1 << 64 - bits) - 1
    heaps = keyed.heaps
    shards = keyed.shards
    span = len(order) + 1
    for done, (key, one) in enumerate(facts):
        if not done % _CLAIMS_A_STEP:
            keyed.settle()
            if not watch.tell("reading claims", done, total):
                return False
        terms = sorted(
            [order[number] for number in term_numbers(indexed_terms(one)) if number in order]
        )
        place = len(claims.keys)
        if not terms or not claims.add(key, terms):
            continue
        rare = [term for term in terms if term >= alone][:RARE_TERMS]
        for rarer, other in combinations(rare, 2):
            together = rarer * span + other
            heaps[together % shards].append((together & mask) << bits | place)
    return True


def _put_pairs(keyed: Spool, paired: Spool, bits: int, watch: Watch) -> bool:
    """Put the claims that share a key into shards of pairs; false if the work is to end."""
    places = (1 << bits) - 1
    heaps = paired.heaps
    for shard in range(keyed.shards):
        if not watch.tell("grouping claims", shard, keyed.shards):
            return False
        firsts: dict[int, int] = {}
        groups: dict[int, list[int]] = {}
        for entry in keyed.take(shard):
            key = entry >> bits
            first = firsts.setdefault(key, entry)
            if first != entry:
                group = groups.get(key)
                if group is None:
                    groups[key] = [first & places, entry & places]
                else:
                    group.append(entry & places)
        for group in groups.values():
            if len(group) <= LARGEST_GROUP:
                for a, b in combinations(group, 2):
                    heaps[a // CLAIMS_A_SHARD].append(a << bits | b)
        paired.settle()
    return True


def _merged(
    claims: Claims,
    paired: Spool,
    weights: "array[float]",
    bits: int,
    watch: Watch,
    resume_from: int,
) -> Iterator[Pair]:
    """The pairs of each shard, each once, of those that share enough."""
    keys = claims.keys
    by_first: dict[int, list[tuple[int, int]]] = {}
    for first, other in claims.twins:
        by_first.setdefault(first // CLAIMS_A_SHARD, []).append((first, other))
    for shard in range(paired.shards):
        if not watch.tell("comparing claims", shard, paired.shards):
            return
        together = set(paired.take(shard))
        if shard < resume_from:
            continue
        for first, other in by_first.get(shard, ()):
            yield Pair(keys[first], keys[other], shard)
        for a, b in _near(claims, weights, sorted(together), bits):
            yield Pair(keys[a], keys[b], shard)


def _near(
    claims: Claims, weights: "array[float]", together: Iterable[int], bits: int
) -> Iterator[tuple[int, int]]:
    """Of the pairs in order, those that share enough of their terms by weight."""
    mask = (1 << bits) - 1
    at = -1
    held: frozenset[int] = frozenset()
    weight = 0.0
    for entry in together:
        a, b = entry >> bits, entry & mask
        if a != at:
            at = a
            held = frozenset(claims.terms(a))
            weight = sum([weights[term] for term in held])
        others = claims.terms(b)
        shared = sum([weights[term] for term in held.intersection(others)])
        if shared >= LEAST_SHARED * min(weight, sum([weights[term] for term in others])):
            yield a, b
