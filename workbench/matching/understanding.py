"""Words of a query that no claim has, or few, read as words that claims have.

Posts run words together ("#poisonwaterbottles", "cornflakes"), take them apart ("Direct TV"), and
misspell names. What is read so helps to find, and is no fact of the query: it is put beside its
title.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_lowercase
from typing import Final

from workbench.matching.facts import Facts
from workbench.matching.words import words_of

__all__ = ["understood"]

Frequencies = Callable[[Iterable[str]], Mapping[str, int]]
"""How many claims hold each of some terms; those that none holds are left out."""
Neighbours = Callable[[str, str], bool]
"""Whether two words, as they are written, stand side by side in a claim."""

_UNKNOWN_AT_MOST: Final = 12
_SHORTEST_SPLIT: Final = 6
_SHORTEST_OF_MANY: Final = 7
_LONGEST_SPLIT: Final = 24
_SHORTEST_PART: Final = 3
_FEWEST_CLAIMS: Final = 3
"""So many claims have a word, before it is believed to be a part of another one."""
_EACH_PART: Final = 2.0
"""What a further part must be worth: of two readings, that of fewer words is the better one."""
_SHORTEST_MISSPELT: Final = 6
_SELDOM: Final = 20
"""A word that no more claims have may be written apart in others."""


def understood(
    facts: Facts, frequencies: Frequencies, claims: int, neighbours: Neighbours
) -> Facts:
    """Facts that are found by what their unknown and seldom words may stand for, too.

    ``claims`` is the number of claims that ``frequencies`` and ``neighbours`` tell of.
    """
    words = [term for term in (*facts.terms, *facts.title) if _is_word(term)]
    joined = [
        f"{one}{other}" for one, other in pairwise(facts.terms) if _is_word(one) and _is_word(other)
    ]
    held = frequencies([*words, *joined])
    found = {word: None for word in joined if word in held}
    seldom = [word for word in dict.fromkeys(words) if held.get(word, 0) <= _SELDOM]
    written = _as_written(facts, seldom)
    for word in sorted(seldom, key=lambda one: held.get(one, 0))[:_UNKNOWN_AT_MOST]:
        read = _taken_apart(written.get(word, word), frequencies, neighbours)
        if not read and word not in held:
            read = _parts(word, frequencies, claims) or _respelt(word, frequencies)
        found.update(dict.fromkeys(read))
    added = tuple([term for term in found if term not in facts.terms and term not in facts.title])
    return replace(facts, title=facts.title + added) if added else facts


def _as_written(facts: Facts, terms: Sequence[str]) -> dict[str, str]:
    """Each of some terms as the text writes it: a word is taken apart before its ending is cut."""
    words = words_of()
    wanted = set(terms)
    found: dict[str, str] = {}
    for token in f"{facts.wording} {facts.heading}".split():
        term = words.of(token).term
        if term in wanted:
            found.setdefault(term, token)
    return found


def _taken_apart(word: str, frequencies: Frequencies, neighbours: Neighbours) -> Sequence[str]:
    """The terms of the two words that a claim writes apart, and the query as one."""
    if not _SHORTEST_SPLIT <= len(word) <= _LONGEST_SPLIT or not _is_word(word):
        return ()
    words = words_of()
    halves = [
        (word[:at], word[at:]) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    ]
    terms = {half: words.of(half).term for pair in halves for half in pair}
    held = frequencies([term for term in terms.values() if term])
    for one, other in halves:
        if terms[one] in held and terms[other] in held and neighbours(one, other):
            return terms[one], terms[other]
    return ()


def _is_word(term: str) -> bool:
    return term.isalpha() and term.isascii()


def _parts(word: str, frequencies: Frequencies, claims: int) -> Sequence[str]:
    """The terms of the words that a word may be run together from; none, if it is not."""
    length = len(word)
    if not _SHORTEST_OF_MANY <= length <= _LONGEST_SPLIT:
        return ()
    words = words_of()
    terms = {
        (start, end): words.of(word[start:end]).term
        for end in range(_SHORTEST_PART, length + 1)
        for start in range(end - _SHORTEST_PART + 1)
        if end - start < length
    }
    held = frequencies([term for term in dict.fromkeys(terms.values()) if term])
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for (start, end), term in terms.items():
        if start not in best or (term and held.get(term, 0) < _FEWEST_CLAIMS):
            continue
        before, told = best[start]
        worth = before - _EACH_PART + (math.log(held[term] / claims) if term else 0.0)
        if end not in best or best[end][0] < worth:
            best[end] = worth, ((*told, term) if term else told)
    return best[length][1] if length in best else ()


def _respelt(word: str, frequencies: Frequencies) -> Sequence[str]:
    """The most frequent term that is one slip of the pen away."""
    if len(word) < _SHORTEST_MISSPELT:
        return ()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    slips = {head + tail[1:] for head, tail in cuts if tail}
    slips |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    slips |= {head + one + tail[1:] for head, tail in cuts if tail for one in ascii_lowercase}
    slips |= {head + one + tail for head, tail in cuts for one in ascii_lowercase}
    held = frequencies(slips)
    most = max(held, key=lambda slip: (held[slip], slip), default=None)
    return () if most is None else (most,)
