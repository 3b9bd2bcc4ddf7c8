"""What one word of a text is to matching: its term, its number, its side of an opposite.

Everything here depends on the word alone, so it is found once and kept. What words mean beside
each other is decided by the scan.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

import Stemmer

from workbench.matching.language import DEFAULT_LANGUAGE, Lexicon, lexicon
from workbench.matching.slots.vocabulary import words as slot_words

__all__ = ["TOKEN", "Word", "Words", "plain", "words_of"]

TOKEN: Final = re.compile(r"[$€£]|[^\W_]+(?:(?:['.]|(?<=\d),(?=\d))[^\W_]+)*|%")
_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_SCALED: Final = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([a-z]{1,2})")
_DATED: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_CONTRACTED: Final = re.compile(r"(?:'(?:s|re|ve|ll|d|m)|(?<=s)')\Z")
_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'})
_KEPT: Final = 100_000
_LONGEST: Final = 60
"""Longer words are cut: they are keys or noise, and a term must stay small."""
_SIGNS: Final = {"$": "USD", "€": "EUR", "£": "GBP", "%": "%"}


def plain(text: str) -> str:
    """A text in one form of Unicode and of its quotation marks."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_QUOTES)


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is. ``term`` is empty for words that are dropped."""

    lower: str
    term: str
    capital: bool = False
    opposites: int = 0
    negates: bool = False
    known: bool = False
    """It may begin a name of the lexicon."""
    value: Decimal | None = None
    """The number it writes, in digits or in a word."""
    scale: int = 0
    month: int = 0
    day: int = 0
    """A number that can be a day of a month: "5", "5th"."""
    figure: bool = False
    """It holds digits and is no plain number: "65th", "b52"."""
    sign: str = ""
    unit: str = ""
    """The unit that it is after a number: "kilometre" for "km"."""
    title: bool = False


class Words:
    """The words of one language, each looked up once."""

    def __init__(self, language: str) -> None:
        self.lexicon: Final[Lexicon] = lexicon(language)
        stemmer = Stemmer.Stemmer("english" if language == DEFAULT_LANGUAGE else language)
        stemmer.maxCacheSize = 0
        self._stem = stemmer.stemWord
        self._synonyms: Final = self._with_stems(self.lexicon.synonyms)
        self._kept: dict[str, Word] = {}
        self._negations: Final = slot_words("negation", "words") | slot_words("negation", "verbs")
        self._openings: Final = frozenset(name[0] for name in self.lexicon.named)
        self.longest_name: Final = max(map(len, self.lexicon.named))

    def stem(self, lower: str) -> str:
        """The stem of a word in lower case; a word that is no Unicode is its own."""
        try:
            return str(self._stem(lower))
        except UnicodeEncodeError:
            return lower

    def of(self, token: str) -> Word:
        """What ``token``, as the text writes it, is."""
        try:
            return self._kept[token]
        except KeyError:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            made = self._kept[token] = self._made(token)
            return made

    def _made(self, token: str) -> Word:
        if token in _SIGNS:
            return Word(token, "", sign=_SIGNS[token])
        lower = _CONTRACTED.sub("", token.lower()[:_LONGEST])
        if _DIGIT.search(lower):
            return self._digits(lower)
        tables = self.lexicon
        capital = token[:1].isupper()
        known = lower in self._openings and (lower not in tables.initials or token.isupper())
        value = tables.units.get(lower)
        dropped = lower in tables.dropped and not (token.isupper() and known)
        dropped = dropped or lower in slot_words("negation", "words")
        month = tables.months.get(lower, 0)
        return Word(
            lower,
            "" if dropped else self._term(lower),
            capital=capital and not dropped,
            opposites=tables.opposites.get(lower, 0),
            negates=lower in self._negations or lower.endswith("n't"),
            known=known,
            value=None if value is None else Decimal(value),
            scale=tables.scales.get(lower, 0),
            month=month if capital or lower not in ("may", "march", "mar", "sep", "dec") else 0,
            unit=tables.unit_words.get(lower, ""),
            title=lower in tables.titles,
        )

    def _term(self, lower: str) -> str:
        if lower.endswith("n't"):
            return ""
        said = self._synonyms.get(lower)
        if said is None:
            stem = self.stem(lower)
            said = self._synonyms.get(stem)
            if said is None:
                return stem
        return self.stem(said)

    def _with_stems(self, synonyms: dict[str, str]) -> dict[str, str]:
        """The synonyms by their stems too, so that every form of a word is found."""
        found = dict(synonyms)
        for word, said in synonyms.items():
            found.setdefault(self.stem(word), said)
        return found

    def _digits(self, lower: str) -> Word:
        if _DIGITS.fullmatch(lower) and lower.isascii():
            value = Decimal(lower.replace(",", ""))
            return Word(lower, "", value=value, day=_day(lower))
        scaled = _SCALED.fullmatch(lower) if lower.isascii() else None
        if scaled is not None and scaled[2] in self.lexicon.scales:
            value = Decimal(scaled[1].replace(",", "")) * self.lexicon.scales[scaled[2]]
            return Word(lower, "", value=value)
        dated = _DATED.fullmatch(lower) if lower.isascii() else None
        return Word(lower, lower, figure=True, day=_day(dated[1]) if dated else 0)


def _day(digits: str) -> int:
    return int(digits) if len(digits) <= 2 and digits.isdecimal() and 1 <= int(digits) <= 31 else 0


@cache
def words_of(language: str = DEFAULT_LANGUAGE) -> Words:
    """The words of a language, kept for the whole run."""
    return Words(language)
