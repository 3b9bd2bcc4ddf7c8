"""Numbers spelled out in English, as plain digits: enough to know that a page has a number."""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["spelled_numbers"]

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ORDINALS: Final = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENS: Final = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
_SIZES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_VALUES: Final = (
    {word: value for value, word in enumerate(_ONES)}
    | {word: value for value, word in enumerate(_ORDINALS)}
    | {word: 10 * value for value, word in enumerate(_TENS, 2)}
    | {word[:-1] + "ieth": 10 * value for value, word in enumerate(_TENS, 2)}
    | {"once": 1, "twice": 2, "dozen": 12}
)
_ORDINAL_WORDS: Final = frozenset({*_ORDINALS, *(word[:-1] + "ieth" for word in _TENS)})
_WORD: Final = "|".join(sorted((*_VALUES, *_SIZES), key=len, reverse=True))
_SPELLED: Final = re.compile(rf"(?:{_WORD})(?:(?:[\s-]|\sand\s)(?:{_WORD}))*\b")
_ONE_WORD: Final = re.compile(_WORD)


def spelled_numbers(text: str) -> Iterator[str]:
    """Every number spelled out in a text; an ordinal also as "5th", whatever its ending."""
    text = text.lower()
    for found in _SPELLED.finditer(text):
        if found.start() and text[found.start() - 1].isalnum():
            continue
        words = _ONE_WORD.findall(found[0])
        value = str(_value(words))
        yield value
        if words[-1] in _ORDINAL_WORDS:
            yield f"{value}th"


def _value(words: list[str]) -> int:
    total = current = 0
    for word in words:
        size = _SIZES.get(word)
        if size is None:
            current += _VALUES[word]
        elif size == 100:
            current = max(current, 1) * size
        else:
            total, current = total + max(current, 1) * size, 0
    return total + current
