"""How exactly a number is meant: "about", "at least", "or more" and the like."""

import re

from workbench.model import Approximator
from workbench.reading.language import made_once
from workbench.reading.quantities.forms import approximator_before
from workbench.reading.quantities.vocabulary import any_of, context_words, word_classes

LOOK_BACK = 40
LOOK_AHEAD = 32


@made_once
def _after() -> re.Pattern[str]:
    phrases = any_of(context_words().approximators_after)
    return re.compile(rf"\s{{0,2}}(?P<word>{phrases})(?!\w)")


def approximator(
    small: str, start: int, end: int, sentence_start: int, *, is_time: bool
) -> Approximator | None:
    """Find the words that say how exactly the number from ``start`` to ``end`` is meant."""
    known = context_words()
    after = _after().match(small, end, end + LOOK_AHEAD)
    if after is not None:
        return known.approximators_after[" ".join(after["word"].split())]
    found = approximator_before(small[max(sentence_start, start - LOOK_BACK) : start])
    if found is None:
        return None
    phrase, before = found
    if is_time and phrase in word_classes().of("over") and not _lasts(before):
        return None
    return known.approximators[phrase]


def end_after(small: str, end: int) -> int:
    """Give where words such as "or more" after a number end; ``end`` if there are none."""
    found = _after().match(small, end, end + LOOK_AHEAD)
    return found.end() if found else end


def _lasts(before: str) -> bool:
    words = before.split()
    return not words or words[-1].strip("(,") in context_words().over_a_time
