"""How like a query the candidates are: shared terms by their weight, and shared runs of letters.

A query may be a long post that holds the claim among other things, so what counts is how much of
a candidate it meets. Terms say what a claim is about; runs of letters forgive compounds, endings
and slips. Each is put beside the best of the pool, so that neither outweighs the other. A month
that both name helps; so does what the first few say beyond the query, as it tells of the subject.
Where a model has given nearness of meaning, that is one more sign.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from heapq import nlargest
from typing import Final

from workbench.matching.facts import Facts
from workbench.matching.fitted import fitted
from workbench.matching.weights import TermWeights

__all__ = ["Likeness", "likenesses"]

_RUN: Final = 4
_LONGER_RUN: Final = 5
_LENGTH: Final = 0.45
"""How much the length of a candidate is held against it, from 0 to 1 (b of BM25)."""
_LENGTH_IN_RUNS: Final = 0.4
_SATURATION: Final = 1.2
_REPEATS_AT_MOST: Final = 3
_MONTH: Final = len("@2023-06")
_FIRST_FEW: Final = 5
_ECHOED_TERMS: Final = 15


class Likeness:
    """What one candidate shares with the query.

    ``contained`` is the share of the candidate's own weight, ``met`` the shared weight itself;
    ``order`` ranks it in its pool and means nothing beside another pool.
    """

    __slots__ = ("contained", "met", "month", "order", "runs", "terms", "titled")

    def __init__(self, terms: float, contained: float, titled: float, met: float) -> None:
        self.terms = terms
        self.contained = contained
        self.titled = titled
        self.met = met
        self.month = False
        self.runs = 0.0
        self.order = 0.0


@cache
def _part(name: str) -> float:
    return float(fitted()["ranking"][name])


def likenesses(
    query: Facts,
    pool: Sequence[Facts],
    weights: TermWeights,
    nearness: Sequence[float | None] | None = None,
) -> list[Likeness | None]:
    """How like the query each of the pool is; ``None`` for what shares nothing with it.

    ``nearness`` is the likeness of meaning of each, as far as it is known; what has one is never
    left out.
    """
    found = _by_terms(query, pool, weights)
    if nearness is not None:
        for at, near in enumerate(nearness):
            if near is not None and found[at] is None:
                found[at] = Likeness(0.0, 0.0, 0.0, 0.0)
    present = [(at, one) for at, one in enumerate(found) if one is not None]
    if not present:
        return found
    present.sort(key=lambda one: -one[1].terms)
    near_ones = present[: int(_part("runs_for"))]
    _by_runs(query, [(pool[at], one) for at, one in near_ones])
    most_terms = max(one.terms for _, one in present) or 1.0
    most_runs = max(one.runs for _, one in near_ones) or 1.0
    for _, one in present:
        one.order = (
            _part("terms") * one.terms / most_terms
            + _part("runs") * one.runs / most_runs
            + _part("contained") * one.contained
            + _part("titled") * one.titled
            + _part("month") * one.month
        )
    _by_echo(query, [(pool[at], one) for at, one in present], weights)
    if nearness is not None:
        _by_meaning([(nearness[at], one) for at, one in present])
    return found


def _by_terms(query: Facts, pool: Sequence[Facts], weights: TermWeights) -> list[Likeness | None]:
    weight = weights.weight
    asked = {term: weight(term) for term in (*query.terms, *query.title)}
    mean = sum([len(facts.terms) + len(facts.title) for facts in pool]) / (len(pool) or 1) or 1.0
    months = _months(asked)
    found: list[Likeness | None] = []
    for facts in pool:
        own = [asked[term] for term in facts.terms if term in asked]
        above = [asked[term] for term in facts.title if term in asked]
        if not own and not above:
            found.append(None)
            continue
        length = len(facts.terms) + len(facts.title)
        held = _SATURATION * (1 - _LENGTH + _LENGTH * length / mean)
        once = (_SATURATION + 1) / (1 + held)
        total = once * (sum(own) + sum(above))
        if own and above:
            both = [asked[term] for term in facts.title if term in asked and term in facts.terms]
            total -= sum(both) * (2 * once - 2 * (_SATURATION + 1) / (2 + held))
        shared = sum(own)
        likeness = Likeness(
            total,
            shared / (sum([weight(term) for term in facts.terms]) or 1.0),
            sum(above) / (sum([weight(term) for term in facts.title]) or 1.0),
            shared,
        )
        if months:
            likeness.month = not months.isdisjoint(_months((*facts.terms, *facts.title)))
        found.append(likeness)
    return found


def _months(terms: Iterable[str]) -> set[str]:
    """The months that terms of dates name or lie in."""
    return {term[:_MONTH] for term in terms if term[0] == "@" and len(term) >= _MONTH}


def _by_echo(query: Facts, pool: Sequence[tuple[Facts, Likeness]], weights: TermWeights) -> None:
    """Raise what shares, beyond the query's own terms, what the first few have in common."""
    first = sorted(pool, key=lambda one: -one[1].order)[:_FIRST_FEW]
    asked = {*query.terms, *query.title}
    said: dict[str, float] = {}
    for facts, likeness in first:
        for term in {*facts.terms, *facts.title} - asked:
            said[term] = said.get(term, 0.0) + likeness.order * weights.weight(term)
    echoed = dict(nlargest(_ECHOED_TERMS, sorted(said.items()), key=lambda one: one[1]))
    most = sum(echoed.values())
    if not most:
        return
    share = _part("echo") / most
    for facts, likeness in pool:
        held = echoed.keys() & {*facts.terms, *facts.title}
        likeness.order += share * sum([echoed[term] for term in held])


def _by_meaning(pool: Sequence[tuple[float | None, Likeness]]) -> None:
    """Add the nearness of meaning; where it is not known, the mean of the others stands for it."""
    known = [near for near, _ in pool if near is not None]
    if not known:
        return
    mean = sum(known) / len(known)
    for near, likeness in pool:
        likeness.order += _part("meaning") * (mean if near is None else near)


def _by_runs(query: Facts, pool: Sequence[tuple[Facts, Likeness]]) -> None:
    """Weigh shared runs of letters, short and long ones alike.

    The short ones forgive more. The long ones are those of the query's own words, without what it
    stands under.
    """
    likenesses = [likeness for _, likeness in pool]
    claims = [(facts.wording, facts.heading) for facts, _ in pool]
    for length, asked in (
        (_RUN, (query.wording, query.heading)),
        (_LONGER_RUN, (query.wording,)),
    ):
        weighed = _weighed_runs(_runs(asked, length), [_runs(one, length) for one in claims])
        most = max(weighed, default=0.0) or 1.0
        for one, likeness in zip(weighed, likenesses, strict=True):
            likeness.runs += one / most / 2


def _weighed_runs(query: Sequence[str], pool: Sequence[Sequence[str]]) -> list[float]:
    """What each of a pool shares with the query, by how few of the pool have it."""
    asked = Counter(query)
    rows = [Counter([run for run in runs if run in asked]) for runs in pool]
    spread = Counter([run for shared in rows for run in shared])
    count = len(rows)
    mean = sum(map(len, pool)) / (count or 1) or 1.0
    told = {
        run: math.log(1 + (count - among + 0.5) / (among + 0.5))
        * math.sqrt(min(asked[run], _REPEATS_AT_MOST))
        for run, among in spread.items()
    }
    found: list[float] = []
    for runs, shared in zip(pool, rows, strict=True):
        held = _SATURATION * (1 - _LENGTH_IN_RUNS + _LENGTH_IN_RUNS * len(runs) / mean)
        found.append(
            sum(
                [
                    told[run] * times * (_SATURATION + 1) / (times + held)
                    for run, times in shared.items()
                ]
            )
        )
    return found


def _runs(wordings: Iterable[str], length: int) -> list[str]:
    """The runs of so many letters of some wordings; the ends count as spaces."""
    return [
        text[at : at + length]
        for wording in wordings
        if wording and (text := f" {wording} ")
        for at in range(len(text) - length + 1)
    ]
