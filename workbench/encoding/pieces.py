"""Text as the numbers of word pieces, in the way of BERT models that ignore case.

The words of a vocabulary that begin with ``##`` go on inside a word; each word is covered with the
longest pieces from its start, or is one unknown piece.
"""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final

from workbench.errors import EncoderUnusable

__all__ = ["Pieces"]

_LONGEST_WORD: Final = 100
_WORDS_KEPT: Final = 50_000
_MOST_PIECES: Final = 2_000_000
_IDEOGRAPHS: Final = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
_PLAIN_SIGNS: Final = frozenset("$+<=>^`|~")
"""Signs that Unicode does not count as punctuation, but these models do."""


class Pieces:
    """A vocabulary of word pieces."""

    def __init__(self, vocabulary: Path) -> None:
        try:
            lines = vocabulary.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EncoderUnusable(
                f"{vocabulary} cannot be read as a list of word pieces"
            ) from error
        if lines and not lines[-1]:
            lines.pop()
        self._numbers = {piece.rstrip("\r"): at for at, piece in enumerate(lines[:_MOST_PIECES])}
        try:
            self._begin, self._end, self._unknown = (
                self._numbers[mark] for mark in ("[CLS]", "[SEP]", "[UNK]")
            )
        except KeyError as error:
            raise EncoderUnusable(f"{vocabulary} lacks the piece {error.args[0]}") from error
        self.count = len(lines)
        self._of_word = lru_cache(_WORDS_KEPT)(self._cover)

    def numbers(self, text: str, at_most: int) -> list[int]:
        """The pieces of a text between the marks of its ends, cut to a length."""
        found = [self._begin]
        for word in _words(text):
            found.extend(self._of_word(word))
            if len(found) >= at_most - 1:
                break
        return [*found[: at_most - 1], self._end]

    def _cover(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(mark + word[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return (self._unknown,)
        return tuple(found)


def _words(text: str) -> list[str]:
    """Lower case without accents, cut at spaces and at each sign."""
    lowered = unicodedata.normalize("NFD", text.lower())
    if lowered.isascii() and lowered.isalpha():
        return [lowered]
    made = [_apart(character) for character in lowered]
    return "".join(made).split()


@lru_cache(4096)
def _apart(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Mn" or character in "\0\ufffd":
        return ""
    if character.isspace():
        return " "
    if kind[0] == "C":
        return ""
    if kind[0] == "P" or character in _PLAIN_SIGNS:
        return f" {character} "
    point = ord(character)
    if any(first <= point <= last for first, last in _IDEOGRAPHS):
        return f" {character} "
    return character
