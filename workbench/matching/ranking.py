"""Which of the candidates a claim or a post repeats: the best first, each with its relation."""

import math
from collections.abc import Iterable
from functools import cache
from typing import Final, TypeVar

from workbench.matching.comparing import compare
from workbench.matching.facts import Facts
from workbench.matching.fitted import fitted
from workbench.matching.likeness import Likeness, likenesses
from workbench.matching.weights import TermWeights
from workbench.model import Match, Relation

__all__ = ["rank"]

Key = TypeVar("Key")
_CONTAINED_TOLD: Final = "some of it in common"


def rank(
    query: Facts,
    candidates: Iterable[tuple[Key, Facts]],
    weights: TermWeights,
    limit: int = 10,
) -> list[Match[Key]]:
    """The best ``limit`` of the candidates, with scores that never rise.

    Candidates in the same words are one hit, for which the first that came stands; what has
    nothing in common with the query is left out. A few hundred candidates are a good number: the
    runs of letters are weighed by how they are spread over them.
    """
    keys: list[Key] = []
    pool: list[Facts] = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for key, facts in candidates:
        told = facts.wording, facts.terms
        if facts.terms and told not in seen:
            seen.add(told)
            keys.append(key)
            pool.append(facts)
    scored = [
        (likeness.order, -at, likeness)
        for at, likeness in enumerate(likenesses(query, pool, weights))
        if likeness is not None
    ]
    scored.sort(key=lambda one: one[:2], reverse=True)
    found: list[Match[Key]] = []
    for _, behind, likeness in scored[: max(limit, 0)]:
        made = _match(query, keys[-behind], pool[-behind], likeness, weights)
        ceiling = found[-1].score if found else 1.0
        if made.score > ceiling:
            made = Match(made.claim, ceiling, made.relation, made.differences, made.words)
        found.append(made)
    return found


def _match(
    query: Facts, key: Key, facts: Facts, likeness: Likeness, weights: TermWeights
) -> Match[Key]:
    compared = compare(query, facts, weights)
    score = max(compared.score, _chance(likeness))
    relation, words = compared.relation, compared.words
    if relation is Relation.UNRELATED and score >= _related():
        relation, words = Relation.RELATED, _CONTAINED_TOLD
    return Match(key, score, relation, compared.differences, words)


def _chance(likeness: Likeness) -> float:
    """The chance that the query holds the candidate among other things."""
    constant, contained, met = _holding()
    return 1 / (1 + math.exp(-(constant + contained * likeness.contained + met * likeness.met)))


@cache
def _holding() -> tuple[float, float, float]:
    table = fitted()["holding"]
    return float(table["constant"]), float(table["contained"]), float(table["met"])


@cache
def _related() -> float:
    return float(fitted()["limits"]["held"])
