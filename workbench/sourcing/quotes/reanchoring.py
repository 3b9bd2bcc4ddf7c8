"""What became of a quote in another text: the states, and the order in which they are tried.

The same words are looked for first, then something like them. The same words count as verbatim
where they stand in their old surroundings, and as moved elsewhere. Whatever was found, a number,
date, name or negation that differs makes it "figure changed"; so does one right beside the quote
("not", "million"), which would turn its sense. A quote is never put elsewhere silently: where its
old surroundings now hold other words, that place is reported, and not a twin of the quote.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from rapidfuzz import fuzz

from workbench.model import Anchoring, AnchorState, QuoteSelector
from workbench.sourcing.quotes.differences import Difference, differences, touches_figure
from workbench.sourcing.quotes.edges import fitted, neighbours_changed
from workbench.sourcing.quotes.folding import exact_places, level
from workbench.sourcing.quotes.searching import likely_windows
from workbench.sourcing.quotes.tokens import Token, tokens

__all__ = ["EDITED_SIMILARITY", "FIGURE_SIMILARITY", "reanchor"]

EDITED_SIMILARITY: Final = 70.0
FIGURE_SIMILARITY: Final = 55.0
_SAME_CONTEXT: Final = 75.0
_UNCHANGED_CONTEXT: Final = 95.0
_CLEARLY: Final = 10.0
_MOST_TWINS: Final = 500
_LONGEST_CONTEXT: Final = 64
_NEARBY: Final = 5_000
_LEAST_CONTEXT: Final = 8
_REACHES: Final = (48, 6)
"""How far beyond a likely stretch a quote may go: where words were put in, and where none were."""
_ONLY_MARKS: Final = "only punctuation or spacing"


def reanchor(selector: QuoteSelector, text: str) -> Anchoring:
    """Find a quote again in ``text`` and say what became of it.

    ``gone`` carries no place. A text without any words cannot hold or lose a quote: ``unknown``.
    """
    if not text.strip():
        return Anchoring(AnchorState.UNKNOWN)
    if _untouched(selector, text):
        return Anchoring(AnchorState.VERBATIM, selector.start, selector.end, 100.0)
    twin = _best_twin(selector, text)
    if twin is None:
        return _something_like_it(selector, text)
    fit = _context_fit(selector, text, *twin)
    if min(fit) < _UNCHANGED_CONTEXT or not _near(twin[0], selector):
        replaced = _in_old_surroundings(selector, text)
        if replaced is not None and _fits_better(selector, text, replaced, twin):
            return replaced
    state = AnchorState.VERBATIM if max(fit) >= _SAME_CONTEXT else AnchorState.MOVED
    return _judged_twin(selector, text, twin, state)


def _untouched(selector: QuoteSelector, text: str) -> bool:
    start, end = selector.start, selector.end
    before = text[max(start - len(selector.prefix), 0) : start]
    after = text[end : end + len(selector.suffix)]
    if text[start:end] != selector.exact:
        return False
    at_edge = len(selector.suffix) or end == len(text)
    return before == selector.prefix and after == selector.suffix and bool(at_edge)


def _best_twin(selector: QuoteSelector, text: str) -> tuple[int, int] | None:
    """The place of the same words whose surroundings fit best, then the nearest."""
    near = max(selector.start - _NEARBY, 0), min(selector.end + _NEARBY, len(text))
    found = dict.fromkeys(
        [
            *islice(exact_places(selector.exact, text, *near), _MOST_TWINS),
            *islice(exact_places(selector.exact, text), _MOST_TWINS),
        ]
    )
    return max(
        found,
        key=lambda place: (
            round(sum(_context_fit(selector, text, *place))),
            -abs(place[0] - selector.start),
        ),
        default=None,
    )


def _fits_better(
    selector: QuoteSelector, text: str, found: Anchoring, twin: tuple[int, int]
) -> bool:
    """Whether what was found stands in the old surroundings more surely than a twin does.

    Where both surroundings are alike, as in a list that repeats itself, the old place decides.
    """
    if found.start is None or found.end is None:
        return False
    ahead = sum(_context_fit(selector, text, found.start, found.end)) - sum(
        _context_fit(selector, text, *twin)
    )
    if _near(found.start, selector) and not _near(twin[0], selector):
        return ahead > -_CLEARLY
    return ahead > _CLEARLY


def _near(place: int, selector: QuoteSelector) -> bool:
    return abs(place - selector.start) <= len(selector.exact) // 2


def _context_fit(selector: QuoteSelector, text: str, start: int, end: int) -> tuple[float, float]:
    """How well the surroundings fit on either side, from 0 to 100."""
    size = _LONGEST_CONTEXT
    before = _plain(text[max(start - size, 0) : start])
    after = _plain(text[end : end + size])
    prefix, suffix = _plain(selector.prefix), _plain(selector.suffix)
    left = fuzz.ratio(prefix, before[-len(prefix) :]) if prefix else 100.0 * (not before)
    right = fuzz.ratio(suffix, after[: len(suffix)]) if suffix else 100.0 * (not after)
    return left, right


def _plain(text: str) -> str:
    return " ".join(level(text).split())


def _judged_twin(
    selector: QuoteSelector, text: str, place: tuple[int, int], state: AnchorState
) -> Anchoring:
    beside = neighbours_changed(selector, text, *place)
    if beside:
        return Anchoring(AnchorState.FIGURE_CHANGED, *place, 100.0, beside)
    return Anchoring(state, *place, 100.0)


def _in_old_surroundings(selector: QuoteSelector, text: str) -> Anchoring | None:
    """What stands where the quote stood, if its surroundings are there and hold other words."""
    size = len(selector.exact)
    found = [
        one
        for place in _between_contexts(selector, text, size + size // 2 + 40)
        for one in _judged(selector, text, place)
        if one.differences != (_ONLY_MARKS,)
    ]
    return max(
        found,
        key=lambda one: (
            sum(_context_fit(selector, text, one.start or 0, one.end or 0)) + one.similarity
        ),
        default=None,
    )


def _between_contexts(selector: QuoteSelector, text: str, size: int) -> Iterator[tuple[int, int]]:
    if selector.start < len(text):
        yield selector.start, min(selector.end, len(text))
    if len(selector.prefix.strip()) >= _LEAST_CONTEXT:
        for _, end in islice(exact_places(selector.prefix, text), 3):
            yield end, min(end + size, len(text))
    if len(selector.suffix.strip()) >= _LEAST_CONTEXT:
        for start, _ in islice(exact_places(selector.suffix, text), 3):
            yield max(start - size, 0), start


def _something_like_it(selector: QuoteSelector, text: str) -> Anchoring:
    found = [
        one
        for window in likely_windows(level(selector.exact), level(text), selector.start)
        for one in _judged(selector, text, window)
    ]
    best = max(found, key=lambda one: one.similarity, default=None)
    if best is None:
        return Anchoring(AnchorState.GONE)
    return _with_doubt(best, found)


def _with_doubt(best: Anchoring, found: list[Anchoring]) -> Anchoring:
    """Where the same place can be read as a changed figure nearly as well, it is one."""
    for other in sorted(found, key=lambda one: -one.similarity):
        if (
            other.state is AnchorState.FIGURE_CHANGED
            and other.similarity >= best.similarity - _CLEARLY
            and (other.start or 0) < (best.end or 0)
            and (best.start or 0) < (other.end or 0)
        ):
            return other
    return best


def _judged(selector: QuoteSelector, text: str, window: tuple[int, int]) -> Iterator[Anchoring]:
    """Fit the quote into a window, loosely and closely, and compare word by word."""
    old = tokens(selector.exact)
    places = {fitted(selector.exact, old, text, *window, reach) for reach in _REACHES}
    for place in sorted(one for one in places if one is not None):
        judged = _compared(selector, old, text, place)
        if judged is not None:
            yield judged


def _compared(
    selector: QuoteSelector, old: list[Token], text: str, place: tuple[int, int]
) -> Anchoring | None:
    similarity = fuzz.ratio(_plain(selector.exact), _plain(text[slice(*place)]))
    if similarity < FIGURE_SIMILARITY:
        return None
    changed = differences(old, tokens(text, *place))
    beside = neighbours_changed(selector, text, *place)
    words = (*map(str, changed), *beside)
    known = _in_small_letters(changed, selector.exact, text)
    if beside or any(touches_figure(one, known) for one in changed):
        return Anchoring(AnchorState.FIGURE_CHANGED, *place, similarity, words)
    if similarity < EDITED_SIMILARITY:
        return None
    return Anchoring(AnchorState.EDITED, *place, similarity, words or (_ONLY_MARKS,))


def _in_small_letters(changed: list[Difference], *texts: str) -> frozenset[str]:
    """Which words that begin a sentence also stand somewhere in small letters."""
    begin: set[str] = {
        word.key for one in changed for word in (*one.old, *one.new) if _begins_with_capital(word)
    }
    return frozenset(
        key
        for key in begin
        if any(re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text) for text in texts)
    )


def _begins_with_capital(word: Token) -> bool:
    return word.first and word.text[:1].isupper()
