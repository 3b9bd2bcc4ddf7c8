"""The order of sentences for a claim: BM25, and what else makes a sentence worth reading first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.sourcing.passages.index import TextIndex

__all__ = ["Scored", "rank"]

TERM_SATURATION: Final = 1.2
LENGTH_PULL: Final = 0.5
MOST_CLAIM_TERMS: Final = 200


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence by its number, with its score."""

    sentence: int
    score: float


def rank(terms: Sequence[str], index: TextIndex) -> list[Scored]:
    """Order the sentences that share a term with the claim, best first."""
    wanted = list(dict.fromkeys(terms))[:MOST_CLAIM_TERMS]
    size = len(index.sentences)
    mean = sum(index.lengths) / size if size else 1.0
    scores: dict[int, float] = {}
    for term in wanted:
        places = index.postings.get(term)
        if not places:
            continue
        counts: dict[int, int] = {}
        for place in places:
            counts[place] = counts.get(place, 0) + 1
        weight = math.log(1 + (size - len(counts) + 0.5) / (len(counts) + 0.5))
        for place, count in counts.items():
            length = index.lengths[place] / (mean or 1.0)
            norm = TERM_SATURATION * (1 - LENGTH_PULL + LENGTH_PULL * length)
            scores[place] = scores.get(place, 0.0) + weight * count * (TERM_SATURATION + 1) / (
                count + norm
            )
    return sorted(
        (Scored(place, score) for place, score in scores.items()),
        key=lambda scored: (-scored.score, scored.sentence),
    )
