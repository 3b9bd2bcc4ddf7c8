"""The order of sentences for a claim: BM25, and what else makes a sentence worth reading first.

The weights were fitted on the claims of the WiCE development data (a softmax over the sentences of
each page, chosen among a few sets of features by tenfold cross-validation over claims); see
``benchmarks/passages.py`` for what they are worth.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.sourcing.passages.index import TextIndex

__all__ = ["Scored", "best_by_words", "rank"]

TERM_SATURATION: Final = 1.2
LENGTH_PULL: Final = 0.5
MOST_CLAIM_TERMS: Final = 200
SHORT_LIST: Final = 400
"""How many sentences are looked at beyond their words."""

_SENTENCE_END: Final = frozenset('.!?"”。！？')
_GOES_ON: Final = re.compile(r"(?:He|She|It|They|His|Her|Their|Its|The)\b")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the score of a sentence."""

    words: float = 0.90
    words_beside_best: float = 4.33
    covered: float = 2.25
    pairs: float = 1.04
    numbers: float = 1.53
    covered_around: float = 2.44
    around_beside_best: float = 2.43
    whole_sentence: float = 1.41
    length: float = 0.65
    lateness: float = -0.364
    density: float = 1.56
    goes_on: float = 0.67


WEIGHTS: Final = Weights()


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence by its number, with its score."""

    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class _Claim:
    """The terms of a claim, how rare each is on the page, and which stand side by side."""

    weights: dict[str, float]
    total: float
    pairs: frozenset[tuple[str, str]]
    pair_total: float
    number_total: float

    @classmethod
    def of(cls, terms: Sequence[str], index: TextIndex) -> "_Claim":
        size = len(index.sentences)
        weights: dict[str, float] = {}
        for term in list(dict.fromkeys(terms))[:MOST_CLAIM_TERMS]:
            held = len(set(index.postings.get(term, ())))
            weights[term] = math.log(1 + (size - held + 0.5) / (held + 0.5))
        pairs = frozenset(
            pair for pair in pairwise(terms) if pair[0] in weights and pair[1] in weights
        )
        return cls(
            weights,
            sum(weights.values()) or 1.0,
            pairs,
            sum(weights[left] + weights[right] for left, right in pairs) or 1.0,
            sum(weight for term, weight in weights.items() if term[0].isdigit()) or 1.0,
        )


def best_by_words(terms: Sequence[str], index: TextIndex) -> list[Scored]:
    """Order the sentences that share a term with the claim by BM25 alone, from 0 to 1."""
    return _by_words(_Claim.of(terms, index), index)


def rank(terms: Sequence[str], index: TextIndex) -> list[Scored]:
    """Order the sentences that share a term with the claim, best first."""
    claim = _Claim.of(terms, index)
    listed = _by_words(claim, index)[:SHORT_LIST]
    if not listed:
        return []
    shared: dict[int, set[str]] = {}
    around = {one.sentence: _covered_around(claim, index, one.sentence, shared) for one in listed}
    best_words, best_around = listed[0].score or 1.0, max(around.values()) or 1.0
    scored = [
        Scored(
            one.sentence,
            WEIGHTS.words * one.score
            + WEIGHTS.words_beside_best * one.score / best_words
            + WEIGHTS.covered_around * around[one.sentence]
            + WEIGHTS.around_beside_best * around[one.sentence] / best_around
            + _own_signs(claim, index, one.sentence, shared[one.sentence]),
        )
        for one in listed
    ]
    return sorted(scored, key=lambda one: (-one.score, one.sentence))


def _by_words(claim: _Claim, index: TextIndex) -> list[Scored]:
    mean = sum(map(len, index.terms)) / len(index.terms) if index.terms else 1.0
    scores: dict[int, float] = {}
    for term, weight in claim.weights.items():
        counts: dict[int, int] = {}
        for place in index.postings.get(term, ()):
            counts[place] = counts.get(place, 0) + 1
        for place, count in counts.items():
            length = LENGTH_PULL * len(index.terms[place]) / (mean or 1.0)
            norm = TERM_SATURATION * (1 - LENGTH_PULL + length)
            scores[place] = scores.get(place, 0.0) + weight * count / (count + norm)
    return sorted(
        (Scored(place, score / claim.total) for place, score in scores.items()),
        key=lambda scored: (-scored.score, scored.sentence),
    )


def _shared(claim: _Claim, index: TextIndex, sentence: int, known: dict[int, set[str]]) -> set[str]:
    found = known.get(sentence)
    if found is None:
        found = known[sentence] = claim.weights.keys() & set(index.terms[sentence])
    return found


def _covered_around(
    claim: _Claim, index: TextIndex, sentence: int, known: dict[int, set[str]]
) -> float:
    """How much of the claim stands in a sentence and its two neighbours together."""
    found = _shared(claim, index, sentence, known)
    if sentence:
        found = found | _shared(claim, index, sentence - 1, known)
    if sentence + 1 < len(index.terms):
        found = found | _shared(claim, index, sentence + 1, known)
    return sum(claim.weights[term] for term in found) / claim.total


def _own_signs(claim: _Claim, index: TextIndex, number: int, shared: set[str]) -> float:
    terms = index.terms[number]
    sentence = index.sentences[number]
    weights = claim.weights
    covered = sum(weights[term] for term in shared) / claim.total
    pairs = claim.pairs.intersection(pairwise(terms))
    numbers = sum(weights[term] for term in shared if term[0].isdigit())
    text = index.text
    return (
        WEIGHTS.covered * covered
        + WEIGHTS.pairs * sum(weights[a] + weights[b] for a, b in pairs) / claim.pair_total
        + WEIGHTS.numbers * numbers / claim.number_total
        + WEIGHTS.whole_sentence * (text[sentence.end - 1] in _SENTENCE_END)
        + WEIGHTS.length * math.log1p(len(terms))
        + WEIGHTS.lateness * math.log1p(number)
        + WEIGHTS.density * len(shared) / (len(set(terms)) + 3)
        + WEIGHTS.goes_on * (_GOES_ON.match(text, sentence.start) is not None)
    )
