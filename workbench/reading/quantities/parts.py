"""Amounts that are no plain number: vague words, a couple, shares and ratios."""

import re
from decimal import Decimal
from typing import NamedTuple

from workbench.reading.language import made_once
from workbench.reading.quantities.numbers import share, tidy
from workbench.reading.quantities.numerals import number_at
from workbench.reading.quantities.spelled import words_at
from workbench.reading.quantities.vocabulary import (
    SPACE,
    any_of,
    context_words,
    number_words,
    word_classes,
)

LOOK_BACK = 24

_NEXT_WORD = re.compile(r"[\s-]{1,3}([^\W\d_]+)")
_PLACES = Decimal("1e-10")


class Part(NamedTuple):
    """A value and where the words for it end; for a vague amount the least it means."""

    value: Decimal
    end: int


@made_once
def _couple() -> re.Pattern[str]:
    known = number_words()
    magnitude = any_of(known.magnitudes)
    return re.compile(
        rf"(?:{any_of(known.couple)})\b(?:{SPACE}(?P<of>{magnitude})\b)?(?!\w)", re.VERBOSE
    )


def couple_at(small: str, position: int, end: int) -> Part | None:
    """Read "a couple of" and "a couple of hundred"."""
    found = _couple().match(small, position, end)
    if found is None:
        return None
    return Part(2 * _magnitude(found["of"]), found.end())


@made_once
def _vague() -> re.Pattern[str]:
    known = number_words()
    plurals, of = any_of(known.vague_plurals), word_classes()["of"]
    return re.compile(
        rf"""
        (?: (?P<few>{any_of(known.few)})\b(?:{SPACE}(?P<few_of>{any_of(known.magnitudes)})\b)?
          | (?P<plural>{plurals})\b(?:{SPACE}{of}{SPACE}(?P<of>{plurals})\b)? )(?!\w)
        """,
        re.VERBOSE,
    )


def vague_at(small: str, position: int, end: int) -> Part | None:
    """Read "several", "dozens", "tens of thousands" and give the least they mean."""
    found = _vague().match(small, position, end)
    if found is None:
        return None
    known = number_words()
    if found["few"]:
        least = Decimal(known.few[" ".join(found["few"].split())])
        return Part(tidy(least * _magnitude(found["few_of"])), found.end())
    low = Decimal(known.vague_plurals[found["plural"]])
    return Part(tidy(low * _magnitude(found["of"])), found.end())


def _magnitude(word: str | None) -> Decimal:
    if word is None:
        return Decimal(1)
    known = number_words()
    return Decimal(known.magnitudes.get(word) or known.magnitudes[word.removesuffix("s")])


@made_once
def _ratio() -> re.Pattern[str]:
    known = number_words()
    words = word_classes()
    small = any_of((*known.ones, *known.tens, *words.of("hundred")))
    of = rf"(?:{words['in']}|{words['out_of']})"
    every = rf"(?:{words['every']}{SPACE})?"
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})?|(?:{small})\b)"
    return re.compile(
        rf"""(?P<part>{number}){SPACE}{of}{SPACE}{every}
        (?P<whole>{number})(?![\w,.]*\d|\w|%)""",
        re.VERBOSE,
    )


def ratio_at(small: str, position: int, end: int) -> Part | None:
    """Read "one in five" and "3 out of 10" as a share of one."""
    found = _ratio().match(small, position, end)
    if found is None:
        return None
    part = number_at(small, found.start("part"))
    whole = number_at(small, found.start("whole"))
    if part is None or whole is None or not 0 < part.value < whole.value:
        return None
    value = tidy((part.value / whole.value).quantize(_PLACES))
    return Part(value, max(whole.end, found.end()))


@made_once
def _share() -> re.Pattern[str]:
    known = number_words()
    words = word_classes()
    count = rf"{words['article']}|(?:(?:{any_of(known.tens)})-)?(?:{any_of(known.ones)})|\d{{1,2}}"
    return re.compile(
        rf"""(?: (?P<over>{count})(?:-|{SPACE})(?P<under>{any_of(known.shares)})
        | (?P<half>{words["half"]}) )(?![\w-])""",
        re.VERBOSE,
    )


def share_at(small: str, position: int, end: int) -> Part | None:
    """Read "half" and "two-thirds"; what follows must be able to follow a share."""
    found = _share().match(small, position, end)
    if found is None or not _share_may_end(small, found, end):
        return None
    if found["half"]:
        return None if words_at(small, position) is not None else Part(share(1, 2), found.end())
    count = Decimal(1)
    if found["over"] not in word_classes().of("article"):
        number = number_at(small, found.start("over"))
        if number is None:
            return None
        count = number.value
    return Part(share(count, number_words().shares[found["under"]]), found.end())


def _share_may_end(small: str, found: re.Match[str], end: int) -> bool:
    following = _NEXT_WORD.match(small, found.end(), end)
    before = small[max(0, found.start() - LOOK_BACK) : found.start()].split()
    if found["half"] and before and before[-1] in context_words().half_of_a_time:
        return False
    if following is None or following[1] in number_words().after_share:
        return True
    return bool(found["half"]) and bool(before) and before[-1] in context_words().before_half
