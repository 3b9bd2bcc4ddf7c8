"""Which texts have one origin: copies and near-copies, such as agency text on many sites.

Two texts belong together when most word sequences of the shorter one stand in the longer one;
groups are what hangs together through such pairs. A shared quotation is not enough.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import Final

__all__ = ["SharedText", "origins", "shared_texts"]

SHINGLE_WORDS: Final = 5
LEAST_CONTAINED: Final = 0.6
"""The share of the shorter text's word sequences that must stand in the longer one."""
LEAST_OF_LONGER: Final = 0.12
"""And of the longer one's: a text is no copy because it quotes a short notice whole."""
LEAST_SHINGLES: Final = 20
MOST_SHINGLES: Final = 20_000
SAMPLED: Final = 16
"""One word sequence in so many is looked at first."""
LEAST_SAMPLE: Final = 200
_WORD: Final = re.compile(r"[^\W_]")
_WORDS: Final = re.compile(r"[^\W_]+")
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class SharedText:
    """Two texts of one origin. ``share`` of the shorter one stands in the other, from 0 to 1."""

    first: str
    second: str
    share: float

    def __str__(self) -> str:
        if self.share >= 1:
            return "the same text"
        return f"{self.share:.0%} of the shorter text stands in the other"


def origins(texts: Mapping[str, str]) -> dict[str, int]:
    """Number the origins of texts from 1, in the order of the ids; the order given is no matter.

    A text without words has an origin of its own.
    """
    leader = {key: key for key in texts}

    def root(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for pair in shared_texts(texts):
        first, second = sorted((root(pair.first), root(pair.second)))
        leader[second] = first
    numbers: dict[str, int] = {}
    for key in sorted(texts):
        numbers.setdefault(root(key), len(numbers) + 1)
    return {key: numbers[root(key)] for key in texts}


def shared_texts(texts: Mapping[str, str]) -> tuple[SharedText, ...]:
    """The pairs of texts that share their origin, each with the share that says so."""
    words = {key: _words(text) for key, text in sorted(texts.items())}
    shingles = {key: _shingles(found) for key, found in words.items()}
    samples = {key: _sample(found) for key, found in shingles.items()}
    found: list[SharedText] = []
    for first, second in combinations(shingles, 2):
        if words[first] and words[first] == words[second]:
            found.append(SharedText(first, second, 1.0))
            continue
        if _surely_apart(samples[first], samples[second]):
            continue
        smaller, larger = sorted((shingles[first], shingles[second]), key=len)
        if len(smaller) < LEAST_SHINGLES or len(smaller) < LEAST_OF_LONGER * len(larger):
            continue
        common = len(smaller & larger)
        share = common / len(smaller)
        if share >= LEAST_CONTAINED:
            found.append(SharedText(first, second, min(share, 0.999)))
    return tuple(found)


def _sample(shingles: frozenset[int]) -> frozenset[int]:
    return frozenset(one for one in shingles if one % SAMPLED == 0)


def _surely_apart(first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether a sample says already that two long texts share far too little."""
    fewer = min(len(first), len(second))
    return fewer >= LEAST_SAMPLE and len(first & second) < fewer * LEAST_CONTAINED / 2


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    if _CJK.search(folded):
        return _WORD.findall(folded)
    return _WORDS.findall(folded)


def _shingles(words: list[str]) -> frozenset[int]:
    """Hashes of word sequences; of a very long text a fixed sample by hash value.

    Each word is hashed once and a sequence by its words' numbers, which are never salted.
    """
    numbers = {
        word: int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=7).digest())
        for word in set(words)
    }
    line = [numbers[word] for word in words]
    hashes = set(map(hash, zip(*(line[shift:] for shift in range(SHINGLE_WORDS)), strict=False)))
    if len(hashes) <= MOST_SHINGLES:
        return frozenset(hashes)
    return frozenset(sorted(hashes)[:MOST_SHINGLES])
