"""An index in memory that is made anew each time: for small projects, and where no cache can be.

It looks at every claim that shares a term with the one asked for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from workbench.matching import Compared, Facts, TermWeights, compare, pair_keys
from workbench.model import Relation


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Two claims by number that were compared, and the part of the work they came from."""

    a: int
    b: int
    compared: Compared
    shard: int = 0


class PlainIndex:
    """Facts by number, and which numbers have which term."""

    def __init__(self) -> None:
        self._facts: dict[int, Facts] = {}
        self._having: defaultdict[str, set[int]] = defaultdict(set)
        self._stamp = ""
        self._weights: TermWeights | None = None

    @property
    def stamp(self) -> str:
        """What of the ledger it has seen."""
        return self._stamp

    @property
    def weights(self) -> TermWeights:
        """How much each term tells, by what it holds."""
        if self._weights is None:
            self._weights = TermWeights(
                lambda term: len(self._having.get(term, ())), len(self._facts)
            )
        return self._weights

    def update(self, changes: Iterable[tuple[int, Facts]], *, stamp: str | None = None) -> int:
        """Take in facts; those of a known number are replaced."""
        done = 0
        for number, facts in changes:
            self.forget((number,))
            self._facts[number] = facts
            for term in _terms(facts):
                self._having[term].add(number)
            done += 1
        self._stamp = self._stamp if stamp is None else stamp
        self._weights = None
        return done

    def forget(self, keys: Iterable[int], *, stamp: str | None = None) -> int:
        """Drop numbers."""
        gone = [number for number in keys if number in self._facts]
        for number in gone:
            for term in _terms(self._facts.pop(number)):
                self._having[term].discard(number)
        self._stamp = self._stamp if stamp is None else stamp
        self._weights = None
        return len(gone)

    def clear(self) -> None:
        """Drop everything, the stamp too."""
        self._facts.clear()
        self._having.clear()
        self._stamp, self._weights = "", None

    def candidates(self, facts: Facts, limit: int = 200) -> list[int]:
        """The numbers that share most with these facts, the best first."""
        scores: defaultdict[int, float] = defaultdict(float)
        for term in _terms(facts):
            weight = self.weights.weight(term)
            for number in self._having.get(term, ()):
                scores[number] += weight
        return sorted(scores, key=lambda number: (-scores[number], number))[:limit]

    def facts(self, keys: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """The facts of numbers, in the order asked; unknown ones are left out."""
        return ((number, self._facts[number]) for number in keys if number in self._facts)

    def numbers(self) -> list[int]:
        """All numbers in order."""
        return sorted(self._facts)


def compared_pairs(
    index: PlainIndex, *, cancelled: Callable[[], bool] | None = None
) -> Iterator[ComparedPair]:
    """All pairs that say the same, conflict or are related, each once, the smaller number first."""
    together: defaultdict[int, list[int]] = defaultdict(list)
    for number, facts in index.facts(index.numbers()):
        for key in pair_keys(facts, index.weights):
            together[key].append(number)
    seen: set[tuple[int, int]] = set()
    for numbers in together.values():
        if cancelled is not None and cancelled():
            return
        for a, b in combinations(numbers, 2):
            if (a, b) not in seen:
                seen.add((a, b))
                pair = _compared(index, a, b)
                if pair is not None:
                    yield pair


def _compared(index: PlainIndex, a: int, b: int) -> ComparedPair | None:
    (_, ours), (_, theirs) = index.facts((a, b))
    compared = compare(ours, theirs, index.weights)
    return None if compared.relation is Relation.UNRELATED else ComparedPair(a, b, compared)


def _terms(facts: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*facts.terms, *facts.title)))
