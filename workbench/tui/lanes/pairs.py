"""Pairs of claims to decide on, one after the other, and reading a pair. No Textual."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.model import Claim, Difference, LinkRelation, PairState, Relation

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

AROUND_CHARACTERS = 300
MOST_CHARACTERS = 2_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims by id, and how the engine finds that they stand to each other."""

    a: str
    b: str
    relation: Relation
    score: float
    words: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of a claim in its article, with some of what stands before and after them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a pair. ``group`` counts the claims of its group, 0 where it is in none."""

    claim: Claim
    group: int
    article: Surroundings


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair as it is read from the database; ``state`` is what was said of the two before."""

    pair: Pair
    sides: tuple[Side, Side]
    state: PairState | None


@dataclass(frozen=True, slots=True)
class WholeGroup:
    """All pairs that can be decided at once, by their places and claims.

    ``against`` are pairs among these claims that seem to conflict.
    """

    places: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]
    against: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """How many claims these are."""
        return len({one for pair in self.pairs for one in pair})


class PairQueue:
    """Pairs in the order they were found, and how far the decisions on them are.

    ``at`` is the place of the pair that is looked at; at the length of the queue there is none.
    """

    def __init__(self) -> None:
        self.pairs: list[Pair] = []
        self.decisions: dict[int, LinkRelation] = {}
        self.settled: set[int] = set()
        self.at = 0
        self._known: set[frozenset[str]] = set()
        self._taken_back: dict[int, LinkRelation] = {}
        self._of_claim: defaultdict[str, list[int]] = defaultdict(list)
        self._at_once: list[tuple[frozenset[str], frozenset[int]]] = []
        """What was decided at once: the claims that the act names, and the places of the pairs."""

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def current(self) -> Pair | None:
        """The pair that is looked at."""
        return self.pairs[self.at] if self.at < len(self.pairs) else None

    @property
    def open(self) -> int:
        """How many pairs wait for a word."""
        return len(self.pairs) - len(self.decisions) - len(self.settled)

    def add(self, pairs: Iterable[Pair]) -> None:
        """Take in pairs at the end; one that is there already is not taken in again."""
        for pair in pairs:
            ends = frozenset((pair.a, pair.b))
            if ends not in self._known:
                self._known.add(ends)
                for one in ends:
                    self._of_claim[one].append(len(self.pairs))
                self.pairs.append(pair)

    def decide(self, relation: LinkRelation) -> None:
        """Note what was said of the pair that is looked at."""
        self.decisions[self.at] = relation
        self._taken_back.pop(self.at, None)

    def alike(self) -> "WholeGroup | None":
        """All that open pairs connect with the pair that is looked at by seeming to say the same.

        ``None`` if this pair does not seem to say the same, or waits for no word.
        """
        first = self.current
        if first is None or first.relation is not Relation.DUPLICATE or not self._waits(self.at):
            return None
        places: dict[int, None] = {self.at: None}
        against: dict[int, None] = {}
        reached = {first.a, first.b}
        to_visit = [first.a, first.b]
        while to_visit:
            for place in self._of_claim[to_visit.pop()]:
                pair = self.pairs[place]
                if pair.relation is Relation.CONFLICT:
                    against[place] = None
                elif pair.relation is Relation.DUPLICATE and self._waits(place):
                    places[place] = None
                    fresh = {pair.a, pair.b} - reached
                    reached |= fresh
                    to_visit.extend(fresh)
        ends = [(self.pairs[place].a, self.pairs[place].b) for place in against]
        return WholeGroup(
            tuple(places),
            tuple((self.pairs[place].a, self.pairs[place].b) for place in places),
            tuple((a, b) for a, b in ends if a in reached and b in reached),
        )

    def decide_all(
        self, places: Iterable[int], relation: LinkRelation, named: Iterable[str]
    ) -> None:
        """Note what was said of several pairs at once, by an act that names these claims."""
        at_once = frozenset(places)
        self._at_once.append((frozenset(named), at_once))
        for place in at_once:
            self.decisions[place] = relation
            self._taken_back.pop(place, None)

    def settle(self) -> None:
        """Note that the pair that is looked at needs no word any more."""
        self.settled.add(self.at)

    def step(self) -> bool:
        """Go to the next pair that waits; past the end if there is none behind this one."""
        self.at = self._next(self.at + 1)
        return self.at < len(self.pairs)

    def again(self) -> bool:
        """From the end, go to the first pair that was skipped; whether there is one."""
        self.at = self._next(0)
        return self.at < len(self.pairs)

    def back(self) -> bool:
        """Go to the pair before, decided or not; whether there is one."""
        place = self.at - 1
        while place >= 0 and place in self.settled:
            place -= 1
        if place < 0:
            return False
        self.at = place
        return True

    def undone(self, claims: Iterable[str]) -> bool:
        """The act on these claims was taken back: go back to its pair, if it is one of these."""
        named = set(claims)
        for whole, places in self._at_once:
            if whole == named and places <= self.decisions.keys():
                for place in places:
                    self._taken_back[place] = self.decisions.pop(place)
                self.settled.clear()
                self.at = min(places)
                return True
        for place in sorted(self.decisions, reverse=True):
            pair = self.pairs[place]
            if {pair.a, pair.b} <= named:
                self._taken_back[place] = self.decisions.pop(place)
                # What followed from that word may be open again.
                self.settled.clear()
                self.at = place
                return True
        return False

    def redone(self, claims: Iterable[str]) -> bool:
        """The act on these claims was done again: its pair is decided, if it is one of these."""
        named = set(claims)
        for whole, places in self._at_once:
            if whole == named and places <= self._taken_back.keys():
                for place in places:
                    self.decisions[place] = self._taken_back.pop(place)
                if self.at in places:
                    self.step()
                return True
        for place in sorted(self._taken_back):
            pair = self.pairs[place]
            if named == {pair.a, pair.b}:
                self.decisions[place] = self._taken_back.pop(place)
                if self.at == place:
                    self.step()
                return True
        return False

    def _next(self, start: int) -> int:
        waiting = (place for place in range(start, len(self.pairs)) if self._waits(place))
        return next(waiting, len(self.pairs))

    def _waits(self, place: int) -> bool:
        return place not in self.decisions and place not in self.settled


def read_pair(ledger: "Ledger", pair: Pair, *, decided: bool) -> PairView | None:
    """Both claims; ``None`` if nothing is left to say: settled meanwhile, or one dismissed."""
    from workbench.ledger.queries import claim, group_of, pair_state

    one, other = claim(ledger, pair.a), claim(ledger, pair.b)
    groups = group_of(ledger, pair.a), group_of(ledger, pair.b)
    state = pair_state(ledger, pair.a, pair.b)
    if not decided:
        heads = tuple(
            group.claims[0] if group else name
            for group, name in zip(groups, (pair.a, pair.b), strict=True)
        )
        settled = (
            state is not None
            or heads[0] == heads[1]
            or pair_state(ledger, *heads) is not None
            or one.dismissed is not None
            or other.dismissed is not None
        )
        if settled:
            return None
    first, second = (len(group.claims) if group else 0 for group in groups)
    return PairView(
        pair,
        (
            Side(one, first, _surroundings(ledger, one)),
            Side(other, second, _surroundings(ledger, other)),
        ),
        state,
    )


def _surroundings(ledger: "Ledger", claim: Claim) -> Surroundings:
    from workbench.ledger.queries import document_text

    text = document_text(ledger, claim.document.id)
    start, end = claim.reading.start, claim.reading.end
    before = text[max(start - AROUND_CHARACTERS, 0) : start]
    after = text[end : end + AROUND_CHARACTERS]
    if start > AROUND_CHARACTERS:
        before = "…" + before.partition(" ")[2]
    if end + AROUND_CHARACTERS < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Surroundings(before, text[start:end][:MOST_CHARACTERS], after)
