"""Keys under which claims that may say the same come together, for looking at all pairs.

A key is a hash of two rare terms of a claim. Two claims that share two of their rarest terms
share a key; so pairs are found by sorting keys, in shards and without an index.
"""

from hashlib import blake2b
from typing import Final

from workbench.matching.facts import Facts
from workbench.matching.weights import TermWeights

__all__ = ["RARE_TERMS", "pair_keys", "rarest_terms"]

RARE_TERMS: Final = 8
_NUMBERS_AMONG_THEM: Final = 3
"""Numbers and dates are rare and often shared by chance; so many may stand among the rare terms."""


def rarest_terms(facts: Facts, weights: TermWeights, limit: int = RARE_TERMS) -> tuple[str, ...]:
    """The terms of a claim that tell most, the rarest first; few of them numbers or dates."""
    ordered = sorted(facts.terms, key=lambda term: (-weights.weight(term), term))
    kept: list[str] = []
    numbers = 0
    for term in ordered:
        if term[0] in "#@":
            if numbers == _NUMBERS_AMONG_THEM:
                continue
            numbers += 1
        kept.append(term)
        if len(kept) == limit:
            break
    return tuple(kept)


def pair_keys(
    facts: Facts, weights: TermWeights, *, rare_terms: int = RARE_TERMS
) -> tuple[int, ...]:
    """The keys of a claim: 63-bit numbers, one for each pair of its rarest terms.

    They are the same in every run and on every machine. A claim of one term has the key of that
    term alone; a pair of which both are numbers has none.
    """
    hashes = [(_hash(term), term[0] in "#@") for term in rarest_terms(facts, weights, rare_terms)]
    if len(hashes) == 1:
        return (hashes[0][0],)
    return tuple(
        [
            (one ^ other) * _MIX & _BITS
            for at, (one, number) in enumerate(hashes)
            for other, number_too in hashes[at + 1 :]
            if not (number and number_too)
        ]
    )


_BITS: Final = (1 << 63) - 1
_MIX: Final = 0x9E3779B97F4A7C15
_KEPT: Final = 500_000
_hashes: dict[str, int] = {}


def _hash(term: str) -> int:
    found = _hashes.get(term)
    if found is None:
        if len(_hashes) >= _KEPT:
            _hashes.clear()
        digest = blake2b(term.encode("utf-8", "replace"), digest_size=8).digest()
        found = _hashes[term] = int.from_bytes(digest, "big") & _BITS
    return found
