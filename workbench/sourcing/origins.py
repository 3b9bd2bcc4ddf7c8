"""Which texts have one origin: copies and near-copies, such as agency text on many sites.

Two texts belong together when most word sequences of the shorter one stand in the longer one;
groups are what hangs together through such pairs. A shared quotation is not enough.
"""

import re
import unicodedata
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import Final

__all__ = ["SharedText", "Sketch", "origins", "origins_of", "shared_texts", "sketch"]

SHINGLE_WORDS: Final = 5
LEAST_CONTAINED: Final = 0.6
"""The share of the shorter text's word sequences that must stand in the longer one."""
LEAST_OF_LONGER: Final = 0.12
"""And of the longer one's: a text is no copy because it quotes a short notice whole."""
LEAST_SHINGLES: Final = 20
MOST_SHINGLES: Final = 20_000
SAMPLED: Final = 16
"""One word sequence in so many is looked at first."""
LEAST_SAMPLE: Final = 40
"""Of so many sampled sequences, 24 are common to texts of one origin, and hardly ever under 8."""
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


@dataclass(frozen=True, slots=True)
class Sketch:
    """What must be known of a text to compare it with others; it depends on the text alone.

    ``words`` is a digest of the words in their order, empty for a text without any; ``shingles``
    are hashes of word sequences in no order, ``sample`` a few of them to look at first.
    """

    words: bytes
    shingles: "array[int]"
    sample: frozenset[int]


def sketch(text: str) -> Sketch:
    """Work out what comparing a text needs: some 8 ms for 100 KB, and 8 bytes a word to keep."""
    words = _words(text)
    shingles = _shingles(words)
    digest = blake2b("\n".join(words).encode("utf-8", "replace"), digest_size=16).digest()
    return Sketch(
        digest if words else b"",
        array("q", shingles),
        frozenset(one for one in shingles if one % SAMPLED == 0),
    )


def origins(texts: Mapping[str, str]) -> dict[str, int]:
    """Number the origins of texts from 1, in the order of the ids; the order given is no matter.

    A text without words has an origin of its own.
    """
    return origins_of({key: sketch(text) for key, text in texts.items()})


def origins_of(sketches: Mapping[str, Sketch]) -> dict[str, int]:
    """Number the origins of texts by their sketches, as :func:`origins` does."""
    leader = {key: key for key in sketches}

    def root(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for pair in _shared(sketches):
        first, second = sorted((root(pair.first), root(pair.second)))
        leader[second] = first
    numbers: dict[str, int] = {}
    for key in sorted(sketches):
        numbers.setdefault(root(key), len(numbers) + 1)
    return {key: numbers[root(key)] for key in sketches}


def shared_texts(texts: Mapping[str, str]) -> tuple[SharedText, ...]:
    """The pairs of texts that share their origin, each with the share that says so."""
    return tuple(_shared({key: sketch(text) for key, text in texts.items()}))


def _shared(sketches: Mapping[str, Sketch]) -> Iterator[SharedText]:
    for first, second in combinations(sorted(sketches), 2):
        one, other = sketches[first], sketches[second]
        if one.words and one.words == other.words:
            yield SharedText(first, second, 1.0)
            continue
        fewer, more = sorted((len(one.shingles), len(other.shingles)))
        if fewer < LEAST_SHINGLES or fewer < LEAST_OF_LONGER * more:
            continue
        if _surely_apart(one.sample, other.sample):
            continue
        share = len(set(one.shingles).intersection(other.shingles)) / fewer
        if share >= LEAST_CONTAINED:
            yield SharedText(first, second, min(share, 0.999))


def _surely_apart(first: frozenset[int], second: frozenset[int]) -> bool:
    """Whether a sample says already that two texts share far too little."""
    fewer = min(len(first), len(second))
    return fewer >= LEAST_SAMPLE and len(first & second) < fewer * LEAST_CONTAINED / 3


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", text).casefold()
    if _CJK.search(folded):
        return _WORD.findall(folded)
    return _WORDS.findall(folded)


def _shingles(words: list[str]) -> Collection[int]:
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
        return hashes
    return sorted(hashes)[:MOST_SHINGLES]
