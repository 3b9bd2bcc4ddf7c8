"""What one expects of facts from the words they were made of, so that it need not be kept.

A wrong expectation costs some bytes and is never believed: what is kept is read again when it is
written, and whatever would not come back as it was is written in full.
"""

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from workbench.matching.facts import Amount, Days
from workbench.matching.words import TOKEN, Words, words_of

__all__ = [
    "expected_days",
    "expected_head",
    "expected_name",
    "expected_number",
    "expected_words",
]

_NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")
_YEAR_DIGITS: Final = 4
_KEPT: Final = 100_000
_PERCENT: Final = frozenset({"percent", "per", "cent", "pct"})


_A_NUMBER: Final = ("", 0)


class _Expected(dict[str, tuple[str, int]]):
    """The term of each word that is no number, and its side of opposites; found once."""

    def __missing__(self, token: str) -> tuple[str, int]:
        if token.isdecimal() and token.isascii():
            if len(token) <= _YEAR_DIGITS:
                self[token] = _A_NUMBER
            return _A_NUMBER
        if len(self) >= _KEPT:
            self.clear()
        word = words_of().of(token)
        number = word.value is not None or word.figure or word.sign
        found = self[token] = ("" if number else word.term, word.opposites)
        return found


_expected: Final = _Expected()


def expected_words(
    wording: str, amounts: Iterable[Amount], days: Iterable[Days]
) -> tuple[list[str], int]:
    """The terms of the words of a wording, without numbers and dates; and its opposites."""
    found: dict[str, None] = {}
    opposites = 0
    told: frozenset[str] = frozenset()
    for day in days:
        told |= _words_of_date(day.said)
    for amount in amounts:
        if amount.unit == "%":
            told |= _PERCENT
    for token in wording.split(" "):
        term, sides = _expected[token]
        opposites |= sides
        if term and token not in told:
            found[term] = None
    return list(found), opposites


@lru_cache(maxsize=10_000)
def _words_of_date(said: str) -> frozenset[str]:
    return frozenset(said.lower().split())


def expected_number(said: str) -> str:
    """The number that an amount has, as it is written in it."""
    found = _NUMBER.search(said)
    return found[0].replace(",", "") if found else ""


def expected_head(said: str, words: Words) -> str:
    """What an amount counts: its last word."""
    last = said.rpartition(" ")[2]
    found = words.of(last)
    return "" if found.value is not None else found.term or last


@lru_cache(maxsize=10_000)
def expected_name(said: str, words: Words) -> tuple[str, ...]:
    """The terms of a name."""
    found = [term for token in TOKEN.findall(said) if (term := words.of(token).term)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=10_000)
def expected_days(said: str) -> tuple[int, int, tuple[str, ...]]:
    """The first and last day of a date in words, and its terms."""
    words = words_of()
    year = month = day = 0
    for token in TOKEN.findall(said):
        word = words.of(token)
        if word.month:
            month = word.month
        elif len(token) == _YEAR_DIGITS and token.isdecimal() and token.isascii():
            year = int(token)
        elif word.day:
            day = word.day
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return 0, 0, ()
    if not month:
        return first.toordinal(), date(year, 12, 31).toordinal(), (f"@{year:04}",)
    if not day:
        last = first.replace(day=calendar.monthrange(year, month)[1])
        terms = (f"@{year:04}-{month:02}", f"@{year:04}")
        return first.toordinal(), last.toordinal(), terms
    return first.toordinal(), first.toordinal(), (f"@{first.isoformat()}", f"@{year:04}")
