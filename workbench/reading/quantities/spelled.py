"""A number in words: "twenty-one thousand three hundred and five", "half a million"."""

import re
from decimal import Decimal

from workbench.reading.language import made_once
from workbench.reading.quantities.numbers import Number, share, tidy
from workbench.reading.quantities.vocabulary import SPACE, any_of, number_words, word_classes

MOST_WORDS = 24

_HUNDRED = 100
_TOKEN = re.compile(r"[^\W\d_]+|,")


@made_once
def _words() -> re.Pattern[str]:
    known = number_words()
    small = any_of((*known.ones, *known.tens))
    large = any_of(known.magnitudes)
    word = rf"(?:{any_of((*known.ones, *known.tens, *known.magnitudes))})\b"
    shares = any_of(known.shares)
    words = word_classes()
    an, of, and_ = words["article"], words["of"], words["and"]
    return re.compile(
        rf"""
        (?: (?P<scale>(?:{an}{SPACE})?(?P<share>{words["large_shares"]})
            (?:{SPACE}(?:{of}{SPACE})?{an})?)
            (?=(?:-|{SPACE})(?:{large})\b)
          | {an}(?=(?:-|{SPACE})(?:{large})\b)
          | (?:{small})(?:\b|(?={words["fold"]}\b)) )
        (?: (?:-|{SPACE}|,{SPACE}){word} | ,?{SPACE}{and_}{SPACE}{word}(?!{SPACE}(?:{shares})\b)
        ){{0,{MOST_WORDS}}}+
        """,
        re.VERBOSE,
    )


def words_at(small: str, position: int) -> Number | None:
    """Read a number in words; of a row of words, as many as make up one number."""
    found = _words().match(small, position)
    if found is None:
        return None
    scale = Decimal(1)
    begin = found.start()
    if found["scale"]:
        scale = share(1, number_words().shares[found["share"]])
        begin = found.end("scale")
    reader = _Reader()
    joints, articles = word_classes().of("and"), word_classes().of("article")
    end = begin
    for token in _TOKEN.finditer(small, begin, found.end()):
        if token[0] == "," or token[0] in joints:
            reader.hear_joint(token[0])
        elif token[0] in articles:
            continue
        elif reader.hear(token[0]):
            end = token.end()
        else:
            break
    value = reader.value()
    if value is None:
        return None
    return Number(
        found.start(), end, tidy(value * scale), tidy(reader.base() * scale), in_words=True
    )


class _Reader:
    """Adds up number words in order and refuses a word that cannot follow.

    ``_room`` is what a word must stay under to follow: after "twenty" ten, after "hundred"
    a hundred, after "thousand" a thousand.
    """

    def __init__(self) -> None:
        self._known = number_words()
        self._total = Decimal(0)
        self._group = Decimal(0)
        self._started = False
        self._last_magnitude = Decimal(1)
        self._room = Decimal("Infinity")
        self._joint = ""
        self._after_magnitude = False

    def hear_joint(self, word: str) -> None:
        """Take in "and" or a comma."""
        self._joint = word

    def hear(self, word: str) -> bool:
        """Take in a number word; say whether it could follow."""
        joint, self._joint = self._joint, ""
        if word in self._known.magnitudes:
            return not joint and self._hear_magnitude(Decimal(self._known.magnitudes[word]))
        if joint and not self._after_magnitude:
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

    def _hear_magnitude(self, magnitude: Decimal) -> bool:
        if magnitude == _HUNDRED:
            if self._group >= _HUNDRED:
                return False
            self._group = (self._group or 1) * magnitude
        elif self._total and not self._group:
            self._total *= magnitude
            self._last_magnitude *= magnitude
        elif self._total and magnitude >= self._last_magnitude:
            return False
        else:
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
        """Give the number without the magnitude at its end."""
        value = self._total + self._group
        return value if self._group else value / self._last_magnitude
