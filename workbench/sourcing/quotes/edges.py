"""The edges of a found quote: where exactly it begins and ends, and what stands right beside it."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import Levenshtein

from workbench.model import QuoteSelector
from workbench.sourcing.quotes.tokens import Token, tokens
from workbench.sourcing.quotes.vocabulary import figure_words

__all__ = ["fitted", "neighbours_changed"]

_REACH: Final = 48
_STRAY_WORDS: Final = 2
_STRAY_GAP: Final = 4
_SENTENCE_MARKS: Final = frozenset('.!?;:"“”«»()')
_SENTENCE_ENDS: Final = _SENTENCE_MARKS | {"\n"}


def fitted(
    exact: str, old: Sequence[Token], text: str, left: int, right: int, reach: int = _REACH
) -> tuple[int, int] | None:
    """The span of whole words near ``text[left:right]`` that fits the words ``old`` best.

    ``old`` are the words of ``exact``; ``reach`` is how far beyond the stretch to look.
    """
    if not old:
        return None
    begin = _word_start(text, max(left - reach, 0))
    new = tokens(text, begin, min(right + reach, len(text)))
    old_keys, new_keys = [token.key for token in old], [token.key for token in new]
    blocks = [
        (block.a, block.b, block.size)
        for block in Levenshtein.opcodes(old_keys, new_keys).as_matching_blocks()
        if block.size
    ]
    blocks = _without_strays(_drawn_in(blocks, new_keys))
    if not blocks:
        return None
    first, last = blocks[0], blocks[-1]
    begin_at = max(first[1] - first[0], 0)
    end_at = min(last[1] + last[2] + len(old) - last[0] - last[2], len(new))
    if not _ends(exact[old[0].start : old[first[0]].start]):
        begin_at = _same_sentence(new, text, first[1], begin_at, step=-1)
    if not _ends(exact[old[last[0] + last[2] - 1].end : old[-1].end]):
        end_at = _same_sentence(new, text, last[1] + last[2] - 1, end_at - 1, step=1) + 1
    return new[begin_at].start, new[end_at - 1].end


def _word_start(text: str, place: int) -> int:
    """Move into no word: on to the next space, if one is near."""
    if not 0 < place < len(text) or not text[place - 1].isalnum():
        return place
    for ahead in range(place, min(place + _REACH, len(text))):
        if not text[ahead].isalnum():
            return ahead
    return place


def _drawn_in(blocks: list[tuple[int, int, int]], new: list[str]) -> list[tuple[int, int, int]]:
    """Move an outer match next to the rest of the quote where the same words stand there too."""
    if len(blocks) > 1:
        (a, b, size), (next_a, next_b, next_size) = blocks[0], blocks[1]
        if next_a == a + size and new[next_b - size : next_b] == new[b : b + size]:
            blocks = [(a, next_b - size, size + next_size), *blocks[2:]]
    if len(blocks) > 1:
        (last_a, last_b, last_size), (a, b, size) = blocks[-2], blocks[-1]
        end = last_b + last_size
        if a == last_a + last_size and new[end : end + size] == new[b : b + size]:
            blocks = [*blocks[:-2], (last_a, last_b, last_size + size)]
    return blocks


def _without_strays(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Drop small matches far out on either side, such as a "the" of the sentence before."""
    while len(blocks) > 1 and _stray(blocks[0], blocks[1], blocks[0][2]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _stray(blocks[-2], blocks[-1], blocks[-1][2]):
        blocks = blocks[:-1]
    return blocks


def _stray(left: tuple[int, int, int], right: tuple[int, int, int], size: int) -> bool:
    gap_old = right[0] - left[0] - left[2]
    gap_new = right[1] - left[1] - left[2]
    return size <= _STRAY_WORDS and gap_new > gap_old + _STRAY_GAP


def _same_sentence(words: Sequence[Token], text: str, sure: int, wanted: int, *, step: int) -> int:
    """Go from a sure word towards the wanted one, but not over the end of a sentence."""
    at = sure
    while at != wanted:
        following = at + step
        left, right = sorted((at, following))
        if _ends(text[words[left].end : words[right].start]):
            return at
        at = following
    return at


def _ends(between: str) -> bool:
    return any(mark in between for mark in ".!?\n")


def neighbours_changed(selector: QuoteSelector, text: str, start: int, end: int) -> tuple[str, ...]:
    """What changed right beside the quote, if it is a number, unit, date or negation.

    Only words of the same sentence count: what comes before a full stop does not turn a quote. A
    line break is no change by itself, and ends a sentence only where the words are others anyway.
    """
    before, after = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
    found: list[str] = []
    for side, neighbour, old, new in (
        ("before", _last, selector.prefix, before),
        ("after", _first, selector.suffix, after),
    ):
        if neighbour(old, _SENTENCE_MARKS) == neighbour(new, _SENTENCE_MARKS):
            continue
        left, right = neighbour(old, _SENTENCE_ENDS), neighbour(new, _SENTENCE_ENDS)
        if left == right or not (_turns(left) or _turns(right)):
            continue
        if not left:
            found.append(f"{right} added {side} the quote")
        elif not right:
            found.append(f"{left} left out {side} the quote")
        else:
            found.append(f"{side} the quote, {left} became {right}")
    return tuple(found)


def _turns(word: str) -> bool:
    return bool(word) and (not word[0].isalpha() or word in figure_words())


def _last(context: str, ends: frozenset[str]) -> str:
    words = [word for word in tokens(context) if not word.residue]
    if not words or ends & set(context[words[-1].end :]):
        return ""
    return words[-1].key


def _first(context: str, ends: frozenset[str]) -> str:
    words = [word for word in tokens(context) if not word.residue]
    if not words or ends & set(context[: words[0].start]):
        return ""
    return words[0].key
