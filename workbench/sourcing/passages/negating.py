"""Whether a passage negates what a claim says, told only where both speak of the same thing.

A "not" counts when words that claim and passage share stand beside it in one clause. In a long
sentence a "not" of something else is therefore silent: a false alarm costs more than a miss, for
the reviewer reads the passage anyway.
"""

import re
from collections.abc import Sequence
from typing import Final

from workbench.matching.slots import negation_words
from workbench.model import Agreement, Slot, SlotComparison
from workbench.sourcing.passages.words import Terms

__all__ = ["compare_negation"]

Span = tuple[int, int]

SHORT_WORDS: Final = 12
"""A sentence of so few words says one thing; if that is the claim's, all its negations count."""

_WORDS_AFTER_NOT: Final = 4
_WORDS_AFTER: Final = 8
"""What is denied, or what none of them did, can come later than what was not done."""

_WORDS_BEFORE: Final = 2
_WORD: Final = re.compile(r"[^\W_]+(?:['’ʼ.,][^\W_]+)*")
_CLAUSE_END: Final = re.compile(r"[;:()\[\]—–\n]|,(?!\d)|\b(?:but|while|although|whereas|though)\b")


def compare_negation(ours: str, theirs: str, terms: Terms) -> SlotComparison | None:
    """Compare the negations of a claim and a passage; none where there is nothing to tell."""
    own, other = negation_words(ours), negation_words(theirs)
    if not own and not other:
        return None
    shared = {term for term, _, _ in terms.placed(ours)} & {
        term for term, _, _ in terms.placed(theirs)
    }
    own_near = _near(ours, own, shared, terms)
    other_near = _near(theirs, other, shared, terms)
    said = ours[slice(*own_near[0])] if own_near else "not negated"
    negated = len(own_near) % 2 == 1
    if not other_near:
        if not negated or other:
            return None
        return SlotComparison(Slot.NEGATION, said, Agreement.MISSING)
    opposite = len(other_near) % 2 == 1
    if not negated and not opposite:
        return None
    agreement = Agreement.AGREES if negated == opposite else Agreement.DIFFERS
    start, end = other_near[0]
    return SlotComparison(Slot.NEGATION, said, agreement, theirs[start:end], start, end)


def _near(text: str, negations: Sequence[Span], shared: set[str], terms: Terms) -> tuple[Span, ...]:
    """The negations that stand beside a shared word in their clause."""
    if not negations:
        return ()
    words = [found.span() for found in _WORD.finditer(text)]
    if len(words) <= SHORT_WORDS:
        spoken_of = any(_counts(text, span, shared, terms) for span in words)
        return tuple(negations) if spoken_of else ()
    ends = [found.start() for found in _CLAUSE_END.finditer(text)]
    return tuple(one for one in negations if _touches(text, one, words, ends, shared, terms))


def _touches(
    text: str,
    negation: Span,
    words: Sequence[Span],
    ends: Sequence[int],
    shared: set[str],
    terms: Terms,
) -> bool:
    left = max((end for end in ends if end < negation[0]), default=-1)
    right = min((end for end in ends if end >= negation[1]), default=len(text))
    after = [span for span in words if negation[1] <= span[0] < right]
    before = [span for span in words if left < span[0] and span[1] <= negation[0]]
    word = text[slice(*negation)].lower()
    reach = _WORDS_AFTER_NOT if word.endswith(("not", "n’t", "n't")) else _WORDS_AFTER
    beside = (*before[-_WORDS_BEFORE:], *after[:reach])
    return any(_counts(text, span, shared, terms) for span in beside)


def _counts(text: str, span: Span, shared: set[str], terms: Terms) -> bool:
    """Whether a word is shared; a name or number says what it is about, not what is denied."""
    return text[span[0]].islower() and terms.term(text[slice(*span)]) in shared
