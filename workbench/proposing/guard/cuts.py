"""What a statement leaves out of its sentence: only clean cuts are let pass.

A cut is clean at the edges of a clause, around an aside between two marks, and between a
subject and the second of two joined verbs. Anything else can turn "critics of the government
attacked" into "the government attacked".
"""

import re
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final

from workbench.model import Reading
from workbench.proposing.guard.alignment import Alignment
from workbench.proposing.guard.vocabulary import words_of
from workbench.proposing.guard.words import Word, is_number, is_reporting
from workbench.proposing.placed import touching
from workbench.reading.grammar.verbs import PAST, THIRD, doubtful, forms

_MARK: Final = re.compile(r"[,;:.!?()\[\]…—–]|(?<=\s)-(?=\s)")
_STRONG_MARK: Final = re.compile(r"[;:.!?()\[\]…—–]|(?<=\s)-(?=\s)")
_QUOTE: Final = re.compile(r"[\"“”„«»]")
_SHOWN_CHARACTERS: Final = 40


def unclean_cuts(alignment: Alignment, kept: AbstractSet[int], reading: Reading) -> list[str]:
    """The reasons why what was left out may not be left out."""
    if not kept:
        return []
    reasons: list[str] = []
    first, last = min(kept), max(kept)
    if first and not _clean_start(alignment, first):
        reasons.append(f"begins in the middle of “{_words(alignment, first - 1, first)}”")
    if last + 1 < len(alignment.context) and not _clean_end(alignment, last, reading):
        reasons.append(f"ends in the middle of “{_words(alignment, last, last + 1)}”")
    ordered = sorted(kept)
    for left, right in pairwise(ordered):
        if right - left > 1 and not _clean_inside(alignment, left, right):
            cut = _words(alignment, left + 1, right - 1)
            reasons.append(f"leaves out “{cut}” from the middle of a clause")
    return reasons


def _clean_start(alignment: Alignment, first: int) -> bool:
    gap = alignment.between(first - 1, first)
    if _QUOTE.search(gap) or _STRONG_MARK.search(gap):
        return True
    if "," in gap:
        return _clause_ends(alignment, first)
    before = alignment.context[first - 1]
    if before.lower == "and":
        after_comma = first > 1 and "," in alignment.between(first - 2, first - 1)
        return is_number(alignment.context[first]) or (
            after_comma and _clause_ends(alignment, first - 1)
        )
    if is_reporting(before) and before.lower != "according":
        return alignment.context[first].lower not in words_of("adverbial_openers")
    return before.lower in words_of("clause_openers") or not before.folded[0].isalnum()


def _clause_ends(alignment: Alignment, index: int) -> bool:
    """Whether a comma before ``index`` ends a clause or an adverbial, and not one of a list.

    "Friends of Alma, Brand and Moor attacked" does not say that Brand and Moor attacked.
    """
    before = alignment.context[:index]
    opening = before[0].lower
    return (
        opening in words_of("adverbial_openers")
        or opening.endswith("ly")
        or any(_is_finite(word) for word in before)
    )


def _is_finite(word: Word) -> bool:
    if word.lower in words_of("finite_auxiliaries"):
        return True
    return bool(forms().get(word.lower, 0) & (PAST | THIRD)) and word.lower not in doubtful()


def _clean_end(alignment: Alignment, last: int, reading: Reading) -> bool:
    if last + 1 >= len(alignment.context):
        return True
    gap = alignment.between(last, last + 1)
    if _MARK.search(gap) or _QUOTE.search(gap):
        return True
    if alignment.context[last].lower in words_of("function") - words_of("pronouns"):
        return False
    after = alignment.context[last + 1].lower
    if after in words_of("clause_closers"):
        return True
    following = _time(alignment, last + 1, reading)
    return following is not None and _clean_end(alignment, following, reading)


def _time(alignment: Alignment, index: int, reading: Reading) -> int | None:
    """The last word of "on Monday" or "yesterday" that begins at ``index``."""
    if alignment.context[index].lower in words_of("date_prepositions"):
        index += 1
    if index >= len(alignment.context):
        return None
    start = alignment.context[index].start
    ends = [one.end for one in touching(reading.dates, start, start + 1)]
    return max(alignment.indices(start, max(ends))) if ends else None


def _clean_inside(alignment: Alignment, left: int, right: int) -> bool:
    if _MARK.search(alignment.between(left, left + 1)) and _MARK.search(
        alignment.between(right - 1, right)
    ):
        return True
    cut = alignment.context[left + 1 : right]
    if cut[-1].lower not in words_of("coordinators"):
        return False
    if any(word.lower in words_of("auxiliaries") for word in cut):
        return alignment.context[right].lower in words_of("finite_auxiliaries")
    return _is_finite(alignment.context[right])


def _words(alignment: Alignment, first: int, last: int) -> str:
    start, end = alignment.context[first].start, alignment.context[last].end
    words = " ".join(alignment.text[start:end].split())
    return words if len(words) <= _SHOWN_CHARACTERS else words[: _SHOWN_CHARACTERS - 1] + "…"
