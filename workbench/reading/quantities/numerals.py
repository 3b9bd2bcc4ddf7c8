"""One number, in digits or in words, read at a place in the text.

Numbers are read exactly, as :class:`decimal.Decimal`. What the number is of, and whether it
is one of two, is not decided here.
"""

import re
from dataclasses import replace
from decimal import Decimal

from workbench.reading.language import made_once
from workbench.reading.quantities.digits import VULGAR, digits_at
from workbench.reading.quantities.numbers import Number, share, tidy
from workbench.reading.quantities.spelled import words_at
from workbench.reading.quantities.vocabulary import SPACE, any_of, number_words, word_classes

SMALLEST_DIVISIBLE_MAGNITUDE = 1000


def number_at(small: str, position: int) -> Number | None:
    """Read a number in digits or words, with a share after it: "two and a half"."""
    first = small[position : position + 1]
    if first.isdecimal() or first in VULGAR or first == ".":
        number = digits_at(small, position)
    else:
        number = words_at(small, position)
    if number is None or number.is_share:
        return number
    return _with_share(small, number)


@made_once
def _share_after() -> re.Pattern[str]:
    known, words = number_words(), word_classes()
    return re.compile(
        rf"""
        (?:-|{SPACE}){words["and"]}(?:-|{SPACE})(?P<over>{words["article"]}|{any_of(known.ones)})
        [\s-](?P<under>{any_of(known.shares)})
        (?:{SPACE}(?P<large>{any_of(known.magnitudes)}))?(?!\w)
        """,
        re.VERBOSE,
    )


def _with_share(small: str, number: Number) -> Number:
    """Add a share to a number.

    The share is of the number's own magnitude ("three million and a half"), unless a
    magnitude follows it: that one is the share's ("a billion and a half million"), or of
    both where the number has none ("two and a half million").
    """
    found = _share_after().match(small, number.end)
    if found is None:
        return number
    known = number_words()
    over = known.ones.get(found["over"], 1)
    part = share(over, known.shares[found["under"]])
    large = Decimal(known.magnitudes[found["large"]]) if found["large"] else Decimal(1)
    if number.magnitude == 1:
        value = (number.value + part) * large
        return replace(number, end=found.end(), value=tidy(value), base=number.value + part)
    if not found["large"] and number.magnitude >= SMALLEST_DIVISIBLE_MAGNITUDE:
        large = number.magnitude
    value = tidy(number.value + part * large)
    return replace(number, end=found.end(), value=value, base=value / number.magnitude)
