"""Words of a text with exact offsets, in the form in which two of them are compared.

A number takes its sign, currency and percent mark with it. A mark that is no plain
punctuation counts as a word, so that nothing but punctuation passes unseen.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.proposing.guard.vocabulary import words_of

_LETTER: Final = r"[\w\u0300-\u036f]"
_JOINT: Final = r"(?:[-‐‑]|['’](?!s\b)|(?<=\d)[.,:/–−\u00a0\u202f](?=\d)|(?<=[^\W\d])\.(?=[^\W\d]))"
_CORE: Final = rf"{_LETTER}+(?:{_JOINT}{_LETTER}+)*"
_PLAIN: Final = r".,;:!?'\"()\[\]{}…—–\-‐‑“”‘’«»‹›„‚"
_WORD: Final = re.compile(
    rf"(?:(?<![\w)])[-−–+±~≈<>≤≥])?[$€£¥₹₽₴₺₩]?(?=\d){_CORE}(?:\s?[%‰°])?"
    rf"|(?<=\w)['’]s\b|{_CORE}|[^\w\s{_PLAIN}]"
)
_EDITORIAL: Final = re.compile(r"\[[^\[\]]{0,200}\]")
_FOLDS: Final = str.maketrans(
    {"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-", "−": "-", "\u00a0": " ", "\u202f": " "}
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word at ``start:end``; ``folded`` is what is compared, ``lower`` its lower case.

    ``editorial`` tells that it stands in square brackets.
    """

    start: int
    end: int
    folded: str
    lower: str
    editorial: bool = False

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.folded[0].isupper()


def words_in(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of ``text[start:end]`` in order."""
    end = len(text) if end is None else end
    aside = [(found.start(), found.end()) for found in _EDITORIAL.finditer(text, start, end)]
    found_words: list[Word] = []
    for found in _WORD.finditer(text, start, end):
        while aside and aside[0][1] <= found.start():
            aside.pop(0)
        editorial = bool(aside) and aside[0][0] <= found.start()
        folded = _folded(found[0])
        found_words.append(Word(found.start(), found.end(), folded, folded.casefold(), editorial))
    return tuple(found_words)


@cache
def _folded(word: str) -> str:
    return unicodedata.normalize("NFC", word.translate(_FOLDS))


def same(proposed: Word, original: Word, *, opening: bool = False) -> bool:
    """Whether a proposed word is that word of the text.

    Case counts, because "US" is not "us"; but a word may lose its capital, and the
    ``opening`` word of a statement may gain one.
    """
    if proposed.folded == original.folded:
        return True
    first, rest = proposed.folded[0], proposed.folded[1:]
    if rest != original.folded[1:] or first.casefold() != original.folded[0].casefold():
        return False
    return opening or first.islower()


def is_number(word: Word) -> bool:
    """Whether the word is a number or part of one, in digits or letters."""
    return has_digit(word.folded) or any(
        part in words_of("numbers") for part in word.lower.split("-")
    )


def has_digit(text: str) -> bool:
    """Whether there is a digit of any script, a fraction or a superscript in it."""
    return any(character.isnumeric() for character in text)


def is_negation(word: Word) -> bool:
    """Whether the word negates."""
    return word.lower in words_of("negations") or word.lower.endswith("n't")


def is_reporting(word: Word) -> bool:
    """Whether the word says that somebody says something. "United States" does not."""
    opens = word.lower in ("according", "reportedly", "allegedly")
    return word.lower in words_of("reporting") and (opens or not word.capital)


def is_weakening(word: Word) -> bool:
    """Whether a claim without the word would say more. The month of May does not weaken."""
    if word.lower == "may" and word.capital:
        return False
    return word.lower in words_of("weakening")
