"""Which of the candidates a claim or a post repeats: the best first, each with its relation."""

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
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
_MEANT_TOLD: Final = "alike in meaning, with other words"


def rank(
    query: Facts,
    candidates: Iterable[tuple[Key, Facts]],
    weights: TermWeights,
    limit: int = 10,
    *,
    nearness: Sequence[float | None] | None = None,
    kind_of: Callable[[Key], Hashable] | None = None,
) -> list[Match[Key]]:
    """The best ``limit`` of the candidates, with scores that never rise.

    Candidates in the same words are one hit, for which the first that came stands, unless
    ``kind_of`` tells them apart; what has nothing in common with the query is left out. A few
    hundred candidates are a good number: the runs of letters are weighed by how they are spread
    over them.

    ``nearness`` is the likeness of meaning of each candidate, as an encoder gives it, as far as it
    is known. It changes the order and the score, and makes of what else would have nothing to do
    with the query something related; never a duplicate or a conflict.
    """
    given = list(candidates)
    near: Sequence[float | None] = nearness if nearness is not None else [None] * len(given)
    kept = [(one, at) for one, at in zip(given, near, strict=True) if one[1].terms]
    known, near = [one for one, _ in kept], [at for _, at in kept]
    likeness = likenesses(query, [facts for _, facts in known], weights, near if nearness else None)
    firsts: dict[tuple[str, Hashable], int] = {}
    best: dict[int, tuple[float, int]] = {}
    for at, one in enumerate(likeness):
        key, facts = known[at]
        first = firsts.setdefault((facts.wording, kind_of(key) if kind_of else None), at)
        if one is not None and (first not in best or best[first][0] < one.order):
            best[first] = one.order, at
    order = sorted(best, key=lambda first: (-best[first][0], first))
    found: list[Match[Key]] = []
    for first in order[: max(limit, 0)]:
        likest = likeness[best[first][1]]
        assert likest is not None
        found.append(_match(query, *known[first], likest, weights, near[best[first][1]]))
    found.sort(key=_tells_less)
    ceiling = 1.0
    for at, made in enumerate(found):
        if made.score > ceiling:
            found[at] = Match(made.claim, ceiling, made.relation, made.differences, made.words)
        ceiling = found[at].score
    return found


def _tells_less(match: Match[Key]) -> bool:
    """What says the same or conflicts stands before what is merely near."""
    return match.relation not in (Relation.DUPLICATE, Relation.CONFLICT)


def _match(
    query: Facts,
    key: Key,
    facts: Facts,
    likeness: Likeness,
    weights: TermWeights,
    near: float | None,
) -> Match[Key]:
    compared = compare(query, facts, weights)
    held, meant = _chance(likeness), 0.0 if near is None else _meant(near)
    score = max(compared.score, held, meant)
    relation, words = compared.relation, compared.words
    if relation is Relation.UNRELATED and score >= _related():
        relation, words = Relation.RELATED, _CONTAINED_TOLD if held >= meant else _MEANT_TOLD
    return Match(key, score, relation, compared.differences, words)


def _chance(likeness: Likeness) -> float:
    """The chance that the query holds the candidate among other things."""
    constant, contained, met = _holding()
    return 1 / (1 + math.exp(-(constant + contained * likeness.contained + met * likeness.met)))


def _meant(near: float) -> float:
    """The chance that both speak of the same thing, from the nearness of meaning alone."""
    table = fitted()["meaning"]
    return 1 / (1 + math.exp(-(float(table["constant"]) + float(table["cosine"]) * near)))


@cache
def _holding() -> tuple[float, float, float]:
    table = fitted()["holding"]
    return float(table["constant"]), float(table["contained"]), float(table["met"])


@cache
def _related() -> float:
    return float(fitted()["limits"]["held"])
