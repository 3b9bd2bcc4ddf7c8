"""What is kept in memory of every claim while all pairs are looked for, in arrays of numbers."""

from array import array
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Final

from workbench.indexing.giving_way import freed
from workbench.indexing.postings import term_number
from workbench.matching import ONE_EVENT_DAYS, Facts, only_time, weight_of, widest_name

_MOST_WIDE: Final = 255
_NO_RANK: Final = -1


class Terms:
    """The terms of an index as numbers: the rarer a term, the smaller its number."""

    def __init__(self, counts: Mapping[int, int], claims: int) -> None:
        # No sorting: with very many terms no other thread would run meanwhile.
        by_count: dict[int, list[int]] = {}
        for number, count in counts.items():
            by_count.setdefault(count, []).append(number)
        ordered = [number for count in sorted(by_count) for number in by_count[count]]
        self._order = {number: at for at, number in enumerate(ordered)}
        self._ranks: dict[str, int] = {}
        self.weights = array("d", [weight_of(counts[number], claims) for number in ordered])
        self.alone = len(by_count.get(1, ()))
        """So many terms, the first ones, are held by a single claim."""
        self.said: list[str] = [""] * len(ordered)
        """The words of each term, once a claim has it."""

    def __len__(self) -> int:
        return len(self.said)

    def ranks(self, terms: Sequence[str]) -> list[int]:
        """The numbers of some terms, ascending, each once; unknown ones are left out."""
        ranks = self._ranks
        found = {ranks[term] if term in ranks else self._rank(term) for term in terms}
        found.discard(_NO_RANK)
        return sorted(found)

    def _rank(self, term: str) -> int:
        rank = self._order.get(term_number(term), _NO_RANK)
        self._ranks[term] = rank
        if rank >= 0:
            self.said[rank] = term
        return rank


class Claims:
    """The terms of all claims, the weight of each claim, its names and its time."""

    def __init__(self, terms: Terms) -> None:
        self.keys = array("I")
        self.totals = array("d")
        """The weight of a claim's words and dates; two figures of one event are never shared."""
        self.twins: list[tuple[int, int]] = []
        """Places of claims that say the very same as an earlier one, which stands for them."""
        self.firsts = array("i")
        """The first day of a claim that tells of one time; 0 where nothing follows from it."""
        self.lasts = array("i")
        """The last day, and so many more as reports of one event may be apart."""
        self.figures = array("d")
        """The first number of a claim; 0 where it has none."""
        self.widest = bytearray()
        self._of = terms
        self._terms = array("I")
        self._ends = array("I", (0,))
        self._names = array("I")
        self._name_ends = array("I", (0,))
        self._seen: dict[int, int] = {}

    def add(self, key: int, facts: Facts, terms: list[int]) -> bool:
        """Take up a claim; false if it says with the same terms what an earlier one does."""
        place = len(self.keys)
        weights = self._of.weights
        self.keys.append(key)
        said = self._of.said
        self.totals.append(sum([weights[term] for term in terms if said[term][0] != "#"]))
        self._terms.extend(terms)
        self._ends.append(len(self._terms))
        time = only_time(facts)
        self.firsts.append(time[0] if time else 0)
        self.lasts.append(time[1] + ONE_EVENT_DAYS if time else 0)
        self.figures.append(_figure(facts))
        for name in facts.names:
            self._names.extend(self._of.ranks(name.terms))
        self._name_ends.append(len(self._names))
        self.widest.append(min(widest_name(facts), _MOST_WIDE))
        first = self._seen.setdefault(_likeness(facts, terms), place)
        if first != place:
            self.twins.append((first, place))
            return False
        return True

    def terms(self, place: int) -> "array[int]":
        """The terms of a claim, the rarest first."""
        return self._terms[self._ends[place] : self._ends[place + 1]]

    def names(self, place: int) -> "array[int]":
        """The terms of the names of a claim."""
        return self._names[self._name_ends[place] : self._name_ends[place + 1]]

    def end_of_adding(self) -> None:
        """Give back what only adding needs."""
        freed(self._seen)


def _figure(facts: Facts) -> float:
    if not facts.amounts:
        return 0.0
    first = facts.amounts[0]
    return first.centre or (first.low if isfinite(first.low) else first.high)


def _likeness(facts: Facts, terms: list[int]) -> int:
    """The same number for claims that are compared with any other to the same effect."""
    return hash(
        (
            facts.negated,
            facts.opposites,
            facts.modality,
            tuple([(one.low, one.high, one.unit, one.head) for one in facts.amounts]),
            tuple([(one.first, one.last) for one in facts.days]),
            tuple(terms),
        )
    )
