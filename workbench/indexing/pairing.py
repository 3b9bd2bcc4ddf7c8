"""All pairs of claims that may say the same, without comparing every claim with every other.

Each claim is known by the pairs of its rarest terms; claims that share such a pair of terms come
together, unless very many share it. This is done shard by shard, so that memory stays small
whatever the number of claims. What the pairs are is decided by comparing their facts.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from tempfile import TemporaryFile
from typing import Final

from workbench.collecting import seldom_collecting
from workbench.indexing.claim_index import ClaimIndex
from workbench.indexing.claims_at_hand import Claims, Terms
from workbench.indexing.near import Near
from workbench.indexing.spool import Spool
from workbench.indexing.stored_facts import indexed_terms
from workbench.matching import Facts

RARE_TERMS: Final = 8
LARGEST_GROUP: Final = 40
"""So many claims may share a pair of terms before it tells nothing."""
LARGEST_WHOLE_GROUP: Final = 16
"""Of so many each is paired with each other one; this and what follows is for ``related=False``."""
LARGEST_DATED_GROUP: Final = 200
"""Of so many each is then paired with its neighbours in time and figure."""
NEIGHBOURS_IN_TIME: Final = 3
NEIGHBOURS_IN_FIGURE: Final = 1
CLAIMS_A_SHARD: Final = 2_048
"""The pairs of so many claims are put in order at once, and no other thread runs meanwhile."""
_CLAIMS_A_HEAP: Final = 4_096
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


def all_pairs(
    index: ClaimIndex,
    *,
    related: bool = True,
    on_progress: Callable[[PairProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    resume_from: int = 0,
) -> Iterator[Pair]:
    """The pairs of claims that share enough of their rare terms, each once.

    Of claims that have the very same terms, the first is paired with each other one and alone
    stands for them in further pairs. Without ``related`` most pairs are left out that can be
    neither duplicates nor conflicts. The work ends early when it is cancelled; resumed from the
    shard of the last pair that was seen, it gives that shard again from its start.
    """
    watch = Watch(on_progress, cancelled)
    total = index.count
    shards = max(1, -(-total // CLAIMS_A_SHARD))
    bits = max(24, total.bit_length() + 1)
    terms = Terms(index.counts(), total)
    claims = Claims(terms)
    folder = None if index.in_memory else index.path.parent
    # Files without a name: gone when they are closed, or when the program ends however it ends.
    with (
        seldom_collecting(),
        TemporaryFile(buffering=0, dir=folder) as first,
        TemporaryFile(buffering=0, dir=folder) as second,
    ):
        keyed = Spool(first, max(4, total // _CLAIMS_A_HEAP))
        paired = Spool(second, shards)
        if not _put_keys(index.all_facts(), claims, terms, keyed, bits, watch, total):
            return
        claims.end_of_adding()
        together = _all_together if related else _at_one_time
        if not _put_pairs(keyed, paired, bits, watch, lambda group: together(claims, group)):
            return
        near = Near(claims, terms, None if related else index.weights)
        yield from _merged(claims, paired, near, bits, watch, resume_from)


def _put_keys(
    facts: Iterable[tuple[int, Facts]],
    claims: Claims,
    terms: Terms,
    keyed: Spool,
    bits: int,
    watch: Watch,
    total: int,
) -> bool:
    """Put the keys of every claim into shards; false if the work is to end."""
    mask = (1 << 64 - bits) - 1
    heaps = keyed.heaps
    shards = keyed.shards
    span = len(terms) + 1
    for done, (key, one) in enumerate(facts):
        if not done % _CLAIMS_A_STEP:
            keyed.settle()
            if not watch.tell("reading claims", done, total):
                return False
        ranks = terms.ranks(indexed_terms(one))
        place = len(claims.keys)
        if not ranks or not claims.add(key, one, ranks):
            continue
        rare = [rank for rank in ranks if rank >= terms.alone][:RARE_TERMS]
        for rarer, other in combinations(rare, 2):
            together = rarer * span + other
            heaps[together % shards].append((together & mask) << bits | place)
    return True


def _put_pairs(
    keyed: Spool,
    paired: Spool,
    bits: int,
    watch: Watch,
    together: Callable[[list[int]], Sequence[tuple[int, int]]],
) -> bool:
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
            for a, b in together(group):
                heaps[a // CLAIMS_A_SHARD].append(a << bits | b)
        paired.settle()
    return True


def _all_together(_: Claims, group: list[int]) -> Sequence[tuple[int, int]]:
    """The pairs of a group of ascending places, unless it is too large to tell anything."""
    return list(combinations(group, 2)) if len(group) <= LARGEST_GROUP else ()


def _at_one_time(claims: Claims, group: list[int]) -> Sequence[tuple[int, int]]:
    """The pairs of a group that may be of one time; in a large one, only those of neighbours."""
    if len(group) > LARGEST_DATED_GROUP:
        return ()
    if len(group) > LARGEST_WHOLE_GROUP:
        return _of_neighbours(claims, group)
    firsts, lasts = claims.firsts, claims.lasts
    if len(group) == 2:
        a, b = group
        apart = firsts[a] and firsts[b] and (firsts[a] > lasts[b] or firsts[b] > lasts[a])
        return () if apart else ((a, b),)
    timeless = [place for place in group if not firsts[place]]
    found = list(combinations(timeless, 2))
    dated = sorted([(firsts[place], place) for place in group if firsts[place]])
    for at, (_, one) in enumerate(dated):
        last = lasts[one]
        found += [(one, other) if one < other else (other, one) for other in timeless]
        for first, other in islice(dated, at + 1, None):
            if first > last:
                break
            found.append((one, other) if one < other else (other, one))
    return found


def _of_neighbours(claims: Claims, group: list[int]) -> Sequence[tuple[int, int]]:
    """The pairs of those next to each other in time and figure, and in figure alone.

    So the pairs are as many as the claims and not as their squares; tellings of one event are
    next to each other, and so are two figures of one thing, of which no third lies between.
    """
    firsts, lasts, figures = claims.firsts, claims.lasts, claims.figures
    found: list[tuple[int, int]] = []
    in_time = sorted([(firsts[place], figures[place], place) for place in group])
    in_figure = sorted([(figure, first, place) for first, figure, place in in_time])
    for order, neighbours in ((in_time, NEIGHBOURS_IN_TIME), (in_figure, NEIGHBOURS_IN_FIGURE)):
        for at, (_, _, one) in enumerate(order):
            first, last = firsts[one], lasts[one]
            for _, _, other in islice(order, at + 1, at + 1 + neighbours):
                begins = firsts[other]
                if not (first and begins and (begins > last or first > lasts[other])):
                    found.append((one, other) if one < other else (other, one))
    return found


def _merged(
    claims: Claims,
    paired: Spool,
    near: Near,
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
        for a, b in near.of(sorted(together), bits):
            yield Pair(keys[a], keys[b], shard)
