"""The wording of an accepted statement: the text's words, added ones in square brackets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workbench.proposing.guard.alignment import Alignment
from workbench.proposing.proposals import Insertion
from workbench.text import clean_line, squeeze

_DOUBLE_QUOTE: Final = re.compile('["“”„«»]')
_BRACKET: Final = re.compile(r"[\[\]]")
_NEAR: Final = 3
_TIGHT: Final = re.compile(r"\s*([,;:])\s*")


@dataclass(frozen=True, slots=True)
class Wording:
    """The statement on one line, and the place of every word in brackets."""

    text: str
    insertions: tuple[Insertion, ...]


def word_statement(alignment: Alignment, added: Mapping[int, tuple[int, int]]) -> Wording:
    """Put the statement together. ``added`` places the words that the sentence does not have.

    A word of the sentence outside the quoted words is bracketed like any other added word.
    """
    origins = {**_from_sentence(alignment), **added}
    balanced = _quotes_balanced(alignment)
    text = ""
    insertions: list[Insertion] = []
    opened = 0
    for index in range(len(alignment.words)):
        gap = _gap(alignment, index, balanced=balanced) if index else ""
        joined = index > 0 and index in origins and index - 1 in origins
        if not joined and index - 1 in origins:
            text += "]"
        text += gap
        if index in origins and not joined:
            text += "["
            opened = len(text)
        text += _shown(alignment, index)
        if index in origins:
            start, end = origins[index]
            if joined and _adjoins(insertions[-1], start):
                start, end = insertions[-1].origin_start, max(end, insertions[-1].origin_end)
                insertions.pop()
            elif joined:
                opened = len(text) - len(_shown(alignment, index))
            insertions.append(Insertion(text[opened:], opened, len(text), start, end))
    if len(alignment.words) - 1 in origins:
        text += "]"
    return Wording(text + _closing(alignment), tuple(insertions))


def _adjoins(insertion: Insertion, start: int) -> bool:
    """Whether the word at ``start`` goes on where an insertion was taken from."""
    return insertion.origin_start <= start <= insertion.origin_end + _NEAR


def _from_sentence(alignment: Alignment) -> dict[int, tuple[int, int]]:
    return {
        index: (alignment.context[link].start, alignment.context[link].end)
        for index, link in enumerate(alignment.links)
        if link is not None and (not alignment.inside(link) or alignment.context[link].editorial)
    }


def _shown(alignment: Alignment, index: int) -> str:
    word = alignment.words[index]
    return squeeze(clean_line(alignment.statement[word.start : word.end]))


def _gap(alignment: Alignment, index: int, *, balanced: bool) -> str:
    left, right = alignment.links[index - 1], alignment.links[index]
    if left is not None and right == left + 1:
        gap = alignment.between(left, right)
    else:
        before, after = alignment.words[index - 1], alignment.words[index]
        gap = alignment.statement[before.end : after.start]
        tight = _TIGHT.search(gap)
        return f"{tight[1]} " if tight else " " if gap else ""
    gap = _BRACKET.sub("", gap)
    if not balanced:
        gap = _DOUBLE_QUOTE.sub("", gap)
    lead = " " if gap[:1].isspace() else ""
    tail = " " if gap[-1:].isspace() and gap.strip() else ""
    return clean_line(lead + squeeze(gap) + tail)


def _quotes_balanced(alignment: Alignment) -> bool:
    """Whether the quotation marks between the kept neighbours come in pairs."""
    gaps = "".join(
        alignment.between(left, right)
        for left, right in pairwise(alignment.links)
        if left is not None and right == left + 1
    )
    return gaps.count("“") == gaps.count("”") and gaps.count('"') % 2 == 0


def _closing(alignment: Alignment) -> str:
    end = alignment.words[-1].end
    return "?" if "?" in alignment.statement[end:] else "."
