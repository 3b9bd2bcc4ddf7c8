"""Selecting a quote: from a span, or from words that a person typed."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from workbench.errors import UsageError
from workbench.model import PageText, QuoteSelector
from workbench.sourcing.quotes.folding import exact_places
from workbench.text import surrounding_words

__all__ = ["CONTEXT_CHARACTERS", "anchor_exact", "select"]

CONTEXT_CHARACTERS: Final = 32
MOST_CANDIDATES: Final = 50
_LONGEST_OMISSION: Final = 500
_OMISSION: Final = re.compile(r"\s*[\[(]?(?:…|\.\s?\.\s?\.)[\])]?\s*")
_MARKS_AROUND: Final = "\"“”„«»‘’'"


def select(
    text: str,
    start: int,
    end: int,
    *,
    text_kind: PageText = PageText.MAIN,
    pages: Sequence[tuple[int, int]] = (),
) -> QuoteSelector:
    """Make a selector of ``text[start:end]``, with 32 characters of context on either side.

    ``pages`` are the spans of the pages of a paged text; the page is the one the quote begins on.
    """
    if not 0 <= start < end <= len(text):
        raise UsageError(f"No quote lies between {start} and {end}: the text ends at {len(text)}.")
    exact = text[start:end]
    if not any(character.isalnum() for character in exact):
        raise UsageError("A quote needs at least one letter or digit: choose some words.")
    prefix, suffix = surrounding_words(text, start, end, CONTEXT_CHARACTERS)
    return QuoteSelector(exact, prefix, suffix, start, end, text_kind, _page(start, end, pages))


def anchor_exact(
    text: str,
    words: str,
    *,
    near: int | None = None,
    text_kind: PageText = PageText.MAIN,
    pages: Sequence[tuple[int, int]] = (),
) -> tuple[QuoteSelector, ...]:
    """Find typed words in a text; what is selected is always the page's own characters.

    Quotation marks, dashes, spaces and ellipses may differ; failing that, capitals; and an
    ellipsis may stand for words left out, which the selection then has. The places come in the
    order of the text, at most fifty, or nearest to ``near`` first. None means that the words are
    not there.
    """
    places = list(islice(_places(words, text), MOST_CANDIDATES if near is None else None))
    if near is not None:
        places.sort(key=lambda place: abs(place[0] - near))
    return tuple(
        select(text, start, end, text_kind=text_kind, pages=pages)
        for start, end in places[:MOST_CANDIDATES]
        if any(character.isalnum() for character in text[start:end])
    )


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    for wanted in dict.fromkeys((words.strip(), words.strip().strip(_MARKS_AROUND))):
        for any_case in (False, True):
            found = exact_places(wanted, text, any_case=any_case)
            first = next(found, None)
            if first is not None:
                yield first
                yield from found
                return
    yield from _with_omissions([part for part in _OMISSION.split(words.strip()) if part], text)


def _with_omissions(parts: list[str], text: str) -> Iterator[tuple[int, int]]:
    """Parts of a quote one after the other, with at most 500 characters between two."""
    if len(parts) < 2:
        return
    for start, first_end in exact_places(parts[0], text):
        end = first_end
        for part in parts[1:]:
            limit = min(end + _LONGEST_OMISSION + 2 * len(part), len(text))
            following = next(exact_places(part, text, end, limit), None)
            if following is None:
                break
            end = following[1]
        else:
            yield start, end


def _page(start: int, end: int, pages: Sequence[tuple[int, int]]) -> int | None:
    if not pages:
        return None
    place = bisect_right(pages, start, key=lambda page: page[0])
    if place < len(pages) and pages[max(place - 1, 0)][1] <= start and end > pages[place][0]:
        place += 1
    return max(place, 1)
