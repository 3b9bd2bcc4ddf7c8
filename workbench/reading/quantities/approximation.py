"""How exactly a number is meant: "about", "at least", "or more" and the like."""

import re
from functools import cache

from workbench.model import Approximator
from workbench.reading.quantities.vocabulary import any_of, context_words

LOOK_BACK = 32


@cache
def _before() -> re.Pattern[str]:
    phrases = any_of(context_words().approximators)
    return re.compile(
        rf"(?:^|(?<=[\s(“\"‘'—–-]))(?:(?P<word>{phrases})\s{{0,3}}(?:the\s)?(?:just\s)?)$"
    )


@cache
def _after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:\s{{0,2}}(?P<word>{any_of(context_words().approximators_after)}))(?!\w)"
    )


def approximator(
    small: str, start: int, end: int, sentence_start: int, *, is_time: bool
) -> Approximator | None:
    """Find the word that says how exactly the number at ``start`` is meant."""
    known = context_words()
    after = _after().match(small, end, end + LOOK_BACK)
    if after is not None:
        phrase = " ".join(after["word"].split())
        kind = known.approximators_after.get(phrase) or known.approximators_after.get(f" {phrase}")
        if kind is not None:
            return kind
    before = small[max(sentence_start, start - LOOK_BACK) : start]
    found = _before().search(before)
    if found is None:
        return None
    phrase = " ".join(found["word"].split())
    if is_time and phrase == "over" and not _lasts(before[: found.start("word")]):
        return None
    return known.approximators[phrase]


def _lasts(before: str) -> bool:
    words = before.split()
    return not words or words[-1].strip("(,") in context_words().over_a_time
