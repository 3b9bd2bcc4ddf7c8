"""The article in the page's own words.

The extractor says which paragraphs are the article; they are looked up among the blocks of the
page, so that the article quotes the page word for word. Then what belongs to it by its place is
added, and what is none of it by its looks is left out.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from workbench.sourcing.pages.child.chosen import Chosen
from workbench.sourcing.pages.child.folding import Block
from workbench.sourcing.pages.child.furniture import without_furniture
from workbench.sourcing.pages.child.marks import PARAGRAPH

_SPACE: Final = re.compile(r"\s+")
_MOST_OF_BLOCK: Final = 0.5
_FEWEST_ALIKE: Final = 2
_PROSE_CHARACTERS: Final = 60
_SENTENCE_END: Final = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_MOST_LINKED: Final = 0.5


def quoted_from(blocks: Sequence[Block], article: str, titles: Sequence[str]) -> tuple[str, bool]:
    """The article's paragraphs in the words and the order of the page; and whether it shows them.

    A page may carry its article in data that only scripts show. Where most of the article is such,
    it is given as the extractor found it.
    """
    shown, absent = _looked_up(blocks, article.split(PARAGRAPH))
    if sum(map(len, absent)) > sum(len(one.text) for one in shown):
        return article, False
    chosen = _with_continuations(blocks, shown)
    return PARAGRAPH.join(one.text for one in without_furniture(chosen, titles)), True


def _looked_up(
    blocks: Sequence[Block], paragraphs: Sequence[str]
) -> tuple[list[Chosen], list[str]]:
    compact = [_SPACE.sub("", block.text) for block in blocks]
    starts: list[int] = []
    length = 0
    for text in compact:
        starts.append(length)
        length += len(text)
    joined = "".join(compact)
    chosen: dict[int, Chosen] = {}
    loose: list[Chosen] = []
    absent: list[str] = []
    place = 0
    for paragraph in paragraphs:
        words = _SPACE.sub("", paragraph)
        if not words:
            continue
        found = joined.find(words, place)
        if found < 0:
            found = joined.find(words)
        if found < 0:
            absent.append(paragraph)
            continue
        end = found + len(words)
        first = bisect_right(starts, found) - 1
        last = bisect_right(starts, end - 1) - 1
        whole = [
            number
            for number in range(first, last + 1)
            if _covered(starts[number], len(compact[number]), found, end) >= _MOST_OF_BLOCK
        ]
        if not whole:
            loose.append(Chosen(paragraph, last))
        for number in whole:
            block = blocks[number]
            chosen[number] = Chosen(block.text, number, block.linked, block.tag)
        place = end if found >= place else place
    return sorted((*chosen.values(), *loose), key=lambda one: one.block), absent


def _covered(start: int, length: int, found: int, end: int) -> float:
    shared = min(start + length, end) - max(start, found)
    return shared / length if length else 0.0


def _with_continuations(blocks: Sequence[Block], chosen: list[Chosen]) -> list[Chosen]:
    """Add prose that stands in the same kind of place as the article's own paragraphs.

    Pages cut an article in parts to put advertisements between, and the extractor may have taken
    one part for the whole.
    """
    taken = {one.block for one in chosen}
    places: dict[str, int] = {}
    for number in taken:
        if number >= 0 and _is_prose(blocks[number]):
            places[blocks[number].place] = places.get(blocks[number].place, 0) + 1
    known = {_folded(one.text) for one in chosen}
    first, last = min(taken, default=0), max(taken, default=0)
    added = [
        Chosen(block.text, number, block.linked, block.tag)
        for number, block in enumerate(blocks)
        if number not in taken
        and (
            (places.get(block.place, 0) >= _FEWEST_ALIKE and _is_prose(block))
            or (first < number < last and "blockquote" in block.place)
        )
        and _folded(block.text) not in known
    ]
    return sorted((*chosen, *added), key=lambda one: one.block)


def _is_prose(block: Block) -> bool:
    return (
        len(block.text) >= _PROSE_CHARACTERS
        and block.linked < _MOST_LINKED
        and block.tag in ("p", "div", "section", "article")
        and _SENTENCE_END.search(block.text) is not None
    )


def _folded(text: str) -> str:
    return _SPACE.sub("", text).casefold()
