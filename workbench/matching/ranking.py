"""Which of the candidates a claim or a post repeats: the best first, each with its relation."""

import math
from collections.abc import Iterable
from functools import cache
from typing import Final, TypeVar

from workbench.matching.comparing import compare
from workbench.matching.facts import Facts
from workbench.matching.fitted import fitted
from workbench.matching.likeness import Query
from workbench.matching.weights import TermWeights
from workbench.model import Match, Relation

__all__ = ["rank"]

Key = TypeVar("Key")
COMPARED_AT_MOST: Final = 50


def rank(
    query: Facts,
    candidates: Iterable[tuple[Key, Facts]],
    weights: TermWeights,
    limit: int = 10,
) -> list[Match[Key]]:
    """The best ``limit`` of the candidates, with scores that fall.

    Candidates in the same words are one hit, for which the first that came stands; what has
    nothing in common with the query is left out.
    """
    asked = Query.of(query, weights)
    scored: list[tuple[float, int, Key, Facts]] = []
    seen: set[str] = set()
    for number, (key, facts) in enumerate(candidates):
        if not facts.terms or facts.wording in seen:
            continue
        seen.add(facts.wording)
        likeness = asked.likeness(facts)
        if likeness is not None:
            scored.append((likeness, number, key, facts))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return [
        _match(query, key, facts, likeness, weights)
        for likeness, _, key, facts in scored[: max(limit, 0)]
    ]


def _match(
    query: Facts, key: Key, facts: Facts, likeness: float, weights: TermWeights
) -> Match[Key]:
    compared = compare(query, facts, weights)
    constant, slope = _calibration()
    score = 1 / (1 + math.exp(-(constant + slope * likeness)))
    relation, words = compared.relation, compared.words
    if relation is Relation.UNRELATED and score >= _related():
        relation, words = Relation.RELATED, "some of it in common"
    return Match(key, score, relation, compared.differences, words)


@cache
def _calibration() -> tuple[float, float]:
    table = fitted()["ranking"]
    return float(table["constant"]), float(table["slope"])


@cache
def _related() -> float:
    return float(fitted()["ranking"]["related"])
