"""Regions of a very long text in which the rarer words of a claim stand together."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

__all__ = ["likely_regions"]

REGION_CHARACTERS: Final = 1_000
MOST_REGIONS: Final = 300
_MOST_NEEDLES: Final = 24
_MOST_PLACES: Final = 5_000
_KEPT_OF_A_WORD: Final = 3
"""How many letters of a longer word may change with its ending."""


def likely_regions(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """At most 300 stretches of about a thousand characters, in the order of the text."""
    scores: defaultdict[int, float] = defaultdict(float)
    needles = sorted({_needle(word) for word in words}, key=lambda needle: (-len(needle), needle))
    for needle in needles[:_MOST_NEEDLES]:
        slots = {place // REGION_CHARACTERS for place in _places(text, needle)}
        for slot in slots:
            scores[slot] += 1 / math.log(2 + len(slots))
    best = sorted(scores, key=lambda slot: (-scores[slot], slot))[:MOST_REGIONS]
    return _merged(text, sorted(best))


def _needle(word: str) -> str:
    return word[: max(len(word) - _KEPT_OF_A_WORD, 4)] if word.isalpha() else word


def _places(text: str, needle: str) -> Iterator[int]:
    """Places of a word as it is, small and capitalised, up to a number."""
    for form in dict.fromkeys((needle, needle.lower(), needle[:1].upper() + needle[1:])):
        place = text.find(form)
        for _ in range(_MOST_PLACES):
            if place < 0:
                break
            yield place
            place = text.find(form, place + 1)


def _merged(text: str, slots: list[int]) -> list[tuple[int, int]]:
    """Make the regions whole: from a break in the text to a break, without overlaps."""
    regions: list[tuple[int, int]] = []
    for slot in slots:
        start = _break_before(text, slot * REGION_CHARACTERS)
        end = _break_after(text, (slot + 1) * REGION_CHARACTERS)
        if regions and start <= regions[-1][1]:
            regions[-1] = regions[-1][0], max(end, regions[-1][1])
        else:
            regions.append((start, end))
    return regions


def _break_before(text: str, place: int) -> int:
    least = max(place - REGION_CHARACTERS // 2, 0)
    line, sentence = text.rfind("\n", least, place), text.rfind(". ", least, place)
    found = max(line + 1 if line >= 0 else -1, sentence + 2 if sentence >= 0 else -1)
    return found if found >= 0 else least


def _break_after(text: str, place: int) -> int:
    most = min(place + REGION_CHARACTERS // 2, len(text))
    ends = [
        at + 1 for at in (text.find("\n", place, most), text.find(". ", place, most)) if at >= 0
    ]
    return min(ends, default=most)
