"""What stands before a number: a sign or code of money, or a minus."""

import re
from typing import NamedTuple

from workbench.reading.language import made_once
from workbench.reading.language.casing import Text
from workbench.reading.quantities.vocabulary import any_of, unit_words, word_classes

LONGEST_LOWER_PREFIX = 2


class Money(NamedTuple):
    """A currency and where the sign or code for it ends."""

    currency: str
    end: int


@made_once
def _money() -> re.Pattern[str]:
    known = unit_words()
    signs = any_of(known.signs)
    letters = any_of((*known.letters, *known.codes))
    return re.compile(
        rf"""(?: (?:(?P<prefix>{any_of(known.dollars)})(?P<gap>\s?)(?=\$))?(?P<sign>{signs})\s?
        | (?P<letters>{letters})\s?(?=\d) )(?=[\d.a-z½¼¾-])""",
        re.VERBOSE,
    )


def money_before(text: Text, position: int, end: int) -> Money | None:
    """Read the money that begins at ``position`` with a number after it."""
    found = _money().match(text.small, position, end)
    if found is None:
        return None
    known = unit_words()
    sign, prefix = found["sign"], found["prefix"]
    if sign is None:
        if not text.original[position : found.end("letters")].rstrip(".")[0].isupper():
            return None
        word = found["letters"]
        return Money(known.letters.get(word) or known.codes[word], found.end())
    if not prefix:
        return Money(known.signs[sign], found.end())
    single = len(prefix) == 1
    if single and (found["gap"] or not text.is_capital(position)) and prefix != "c":
        return None
    return Money(known.dollars[prefix], found.end())


@made_once
def _negative() -> re.Pattern[str]:
    word = word_classes()["negative"]
    return re.compile(rf"(?:[-−–](?=[\d.$£€¥])|{word}\s(?=[\d.]|[^\W\d_]))")


def negative_sign(small: str, position: int, end: int) -> int | None:
    """Give where a minus sign or word ends that belongs to the number after it."""
    found = _negative().match(small, position, end)
    if found is None:
        return None
    before = small[position - 1] if position else " "
    return found.end() if before.isspace() or before in "(“\"'‘[:" else None
