"""Stretches of a text where a changed quote may stand: few, however long the text is."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz

__all__ = ["likely_windows"]

WHOLE_TEXT_CHARACTERS: Final = 200_000
LEAST_SIMILARITY: Final = 55
_MOST_WINDOWS: Final = 6
_NEEDLES: Final = 16
_PLACES_PER_NEEDLE: Final = 400
_WORD: Final = re.compile(r"[^\W_]{3,}")
_EDGE: Final = 60


def likely_windows(quote: str, text: str, start: int) -> list[tuple[int, int]]:
    """Where something like ``quote`` may stand, best first; both texts are levelled.

    ``start`` is where it once stood. A text of up to 200,000 characters is aligned whole; a
    longer one only around its rare words.
    """
    windows = list(_by_words(quote, text, start))
    if len(text) <= max(WHOLE_TEXT_CHARACTERS, 2 * len(quote)) or not windows:
        stretches = [(0, min(len(text), WHOLE_TEXT_CHARACTERS))]
    else:
        stretches = [
            (max(left - len(quote), 0), min(right + len(quote), len(text)))
            for left, right in windows[:2]
        ]
    for left, right in stretches:
        found = _aligned(quote, text, left, right)
        if found is not None:
            windows.insert(0, found)
    return list(dict.fromkeys(windows))


def _aligned(quote: str, text: str, left: int, right: int) -> tuple[int, int] | None:
    piece = text[left:right]
    if len(piece) <= len(quote):
        return (left, right) if fuzz.ratio(quote, piece) >= LEAST_SIMILARITY else None
    found = fuzz.partial_ratio_alignment(quote, piece, score_cutoff=LEAST_SIMILARITY)
    if found is None:
        return None
    return left + found.dest_start, left + found.dest_end


def _by_words(quote: str, text: str, start: int) -> Iterator[tuple[int, int]]:
    """Windows in which most of the quote's longest words stand, each voting for a beginning."""
    words = sorted(_WORD.finditer(quote), key=lambda word: -len(word[0]))[:_NEEDLES]
    step = max(len(quote) // 2, 40)
    votes: Counter[int] = Counter()
    for word in words:
        voted = {
            (place - word.start()) // step
            for place in _occurrences(word[0], text, start + word.start())
        }
        for slot in voted:
            votes[slot] += len(word[0])
            votes[slot + 1] += len(word[0])
    least = sum(len(word[0]) for word in words) * 0.35
    for slot, weight in votes.most_common(_MOST_WINDOWS):
        if weight >= least:
            left = max(slot * step - step, 0)
            yield min(left, len(text)), min(slot * step + len(quote) + step, len(text))


def _occurrences(word: str, text: str, near: int) -> Iterator[int]:
    """Places of a word: a bounded number from the beginning, and those near its old place."""
    for begin, end in ((max(near - 5_000, 0), near + 5_000), (0, len(text))):
        place = text.find(word, begin, end)
        for _ in range(_PLACES_PER_NEEDLE):
            if place < 0:
                break
            yield place
            place = text.find(word, place + 1, end)
