"""One number in digits or words, read at a place in the text.

Numbers are read exactly, as :class:`decimal.Decimal`. What the number is of, and whether it
is one of two, is not decided here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from workbench.reading.quantities.vocabulary import any_of, number_words

MOST_DIGITS = 24
USUAL_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 1000})
PLACES_OF_A_SHARE = Decimal("1e-10")

VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip

_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from the text; ``base`` is its value before the word of magnitude."""

    start: int
    end: int
    value: Decimal
    base: Decimal
    in_words: bool = False
    is_share: bool = False

    @property
    def magnitude(self) -> Decimal:
        """What the base was multiplied by."""
        return self.value / self.base if self.base else Decimal(1)


def tidy(value: Decimal) -> Decimal:
    """Drop an exponent and needless zeros: 1.50E+6 becomes 1500000."""
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()


@cache
def _digits() -> re.Pattern[str]:
    vulgar = "".join(VULGAR)
    known = number_words()
    long = any_of(known.magnitudes)
    short = any_of(known.short_magnitudes)
    return re.compile(
        rf"""
        (?: (?P<whole>\d{{1,6}})[-\s](?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})
          | (?P<plain_over>\d{{1,3}})/(?P<plain_under>\d{{1,3}})
          | (?P<before_vulgar>\d{{0,6}})\s?(?P<vulgar>[{vulgar}])
          | (?P<digits>
                \d{{1,3}}(?:,\d{{3}})++(?:\.\d++)?
              | \d{{1,2}}(?:,\d{{2}}){{1,6}},\d{{3}}(?!\d)
              | \d{{1,3}}(?:[\u00a0\u202f\ ]\d{{3}})++(?![\d,])(?:\.\d++)?
              | \d++(?:\.\d++)?
              | \.\d++ )
            (?: (?:e|\s?[x×]\s?10\^)(?P<exponent>[-+−]?\d{{1,2}}) )?
        )
        (?![\d/])
        (?: (?:[-\s]{{0,2}}(?P<long>(?:{long})(?:\s(?:{long}))?)|\s?(?P<short>{short}))(?![\w/]) )?
        """,
        re.VERBOSE,
    )


def digits_at(small: str, position: int) -> Number | None:
    """Read a number in digits, with its word or letter of magnitude."""
    found = _digits().match(small, position)
    if found is None:
        return None
    base = _value_of_digits(found)
    if base is None:
        return None
    known = number_words()
    value, end = base, found.end()
    if found["long"]:
        for word in found["long"].split():
            value *= known.magnitudes[word]
    elif found["short"]:
        value *= known.short_magnitudes[found["short"]]
    is_share = found["plain_over"] is not None
    return Number(found.start(), end, tidy(value), base, is_share=is_share)


def _value_of_digits(found: re.Match[str]) -> Decimal | None:
    if found["vulgar"]:
        over, under = VULGAR[found["vulgar"]]
        return _mixed(found["before_vulgar"] or "0", over, under)
    if found["whole"]:
        return _mixed(found["whole"], int(found["over"]), int(found["under"]))
    if found["plain_over"]:
        if int(found["plain_under"]) not in USUAL_DENOMINATORS:
            return None
        return _mixed("0", int(found["plain_over"]), int(found["plain_under"]))
    digits = re.sub(r"[,\s\u00a0\u202f]", "", found["digits"])
    if len(digits) > MOST_DIGITS:
        return None
    value = Decimal(digits)
    if found["exponent"]:
        value = value.scaleb(int(found["exponent"].replace("−", "-")))
    return value


def _mixed(whole: str, over: int, under: int) -> Decimal | None:
    if under == 0:
        return None
    return int(whole) + share(over, under)


def share(over: int | Decimal, under: int) -> Decimal:
    """Divide, to ten places."""
    return tidy((Decimal(over) / under).quantize(PLACES_OF_A_SHARE))


@cache
def _words() -> re.Pattern[str]:
    known = number_words()
    small = any_of((*known.ones, *known.tens))
    large = any_of(known.magnitudes)
    any_word = rf"(?:{any_of((*known.ones, *known.tens, *known.magnitudes))})"
    return re.compile(
        rf"""
        (?: (?:an?\s)?(?P<half>half|quarter)(?:\s(?:of\s)?an?)?(?=[\s-](?:{large})\b)
          | an?(?=[\s-](?:{large})\b) | {small} )(?:\b|(?=fold\b))
        (?: (?:[-\s]|,?\sand\s|,\s){any_word}\b )*+
        (?: \sand\sa\s(?P<part>half|quarter)(?:\s(?P<after>{large})\b)? )?
        """,
        re.VERBOSE,
    )


_JOINED = re.compile(r"[a-z]+|,")


def words_at(small: str, position: int) -> Number | None:
    """Read a number in words; of a row of words, as many as make up one number."""
    found = _words().match(small, position)
    if found is None:
        return None
    known = number_words()
    scale = Decimal(1)
    if found["half"]:
        scale = share(1, known.shares[found["half"]])
    reader = _WordReader()
    end = found.start()
    limit = found.start("part") if found["part"] else found.end()
    begin = found.end("half") if found["half"] else found.start()
    for token in _JOINED.finditer(small, begin, limit):
        word = token[0]
        if word in {"and", ",", "a", "an", "of"}:
            reader.hear_joint(word)
        elif reader.hear(word):
            end = token.end()
        else:
            break
    value = reader.value()
    if value is None:
        return None
    base = value * scale
    total = base
    if found["part"] and not small[end:limit].strip(" and"):
        total += share(1, known.shares[found["part"]])
        end = found.end("part")
        if found["after"]:
            total *= known.magnitudes[found["after"]]
            end = found.end()
    total = tidy(total)
    return Number(found.start(), end, total, tidy(reader.base() * scale), in_words=True)


class _WordReader:
    """Adds up number words in order and refuses a word that cannot follow."""

    def __init__(self) -> None:
        self._known = number_words()
        self._total = Decimal(0)
        self._group = Decimal(0)
        self._started = False
        self._last_magnitude = Decimal("Infinity")
        self._room = Decimal("Infinity")
        self._joint = ""
        self._after_magnitude = False

    def hear_joint(self, word: str) -> None:
        """Take in "and", a comma or "a"."""
        if word in {"a", "an"}:
            self._joint = "a"
        else:
            self._joint = word

    def hear(self, word: str) -> bool:
        """Take in a number word; say whether it could follow."""
        joint, self._joint = self._joint, ""
        if word in self._known.magnitudes:
            return joint not in {"and", ","} and self._hear_magnitude(word)
        if joint in {"and", ","} and not self._after_magnitude:
            return False
        if joint == "," and self._group:
            return False
        value = self._known.ones.get(word, self._known.tens.get(word, 0))
        if value >= self._room:
            return False
        self._group += value
        self._started = True
        self._after_magnitude = False
        self._room = Decimal(10) if word in self._known.tens else Decimal(0)
        return True

    def _hear_magnitude(self, word: str) -> bool:
        magnitude = Decimal(self._known.magnitudes[word])
        if magnitude == _HUNDRED:
            if self._group >= _HUNDRED:
                return False
            self._group = (self._group or 1) * magnitude
            self._room = magnitude
        else:
            if magnitude >= self._last_magnitude:
                return False
            self._total += (self._group or 1) * magnitude
            self._group = Decimal(0)
            self._last_magnitude = magnitude
            self._room = magnitude
        self._started = True
        self._after_magnitude = True
        return True

    def value(self) -> Decimal | None:
        """Give the number heard, if any."""
        return self._total + self._group if self._started else None

    def base(self) -> Decimal:
        """Give the number without a single magnitude at its end."""
        value = self._total + self._group
        if self._group or self._last_magnitude.is_infinite():
            return value
        return value / self._last_magnitude


def number_at(small: str, position: int) -> Number | None:
    """Read a number in digits or words."""
    if position < len(small) and (small[position].isdecimal() or small[position] in _OPENERS):
        return (
            digits_at(small, position)
            if small[position].isascii() or (small[position] in VULGAR)
            else None
        )
    return words_at(small, position)


_OPENERS = frozenset({".", *VULGAR})
