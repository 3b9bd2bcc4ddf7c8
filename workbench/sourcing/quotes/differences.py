"""What differs between two wordings, word by word, and whether it touches a figure.

A figure is a number, unit, date, name or negation, or a word turned into its contrary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Levenshtein

from workbench.sourcing.quotes.tokens import Token, tokens
from workbench.sourcing.quotes.vocabulary import figure_words, opposed, ordinary_words

__all__ = ["Difference", "differences", "is_figure", "touches_figure", "word_differences"]

_CASED_FIGURES: Final = frozenset({"may", "march", "august", "us", "it", "who"})


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that stand in the place of other words; either side may be empty."""

    old: tuple[Token, ...]
    new: tuple[Token, ...]

    def __str__(self) -> str:
        old, new = _said(self.old), _said(self.new)
        if not old:
            return f"{new} added"
        return f"{old} became {new}" if new else f"{old} left out"


def _said(words: Sequence[Token]) -> str:
    said: list[str] = []
    last = -1
    for word in words:
        if word.start != last:
            said.append(word.text)
        last = word.start
    return " ".join(said)


def word_differences(old: str, new: str) -> tuple[str, ...]:
    """Say what became of the words of ``old`` in ``new`` ("500 became 700", "not added")."""
    return tuple(str(found) for found in differences(tokens(old), tokens(new)))


def differences(old: Sequence[Token], new: Sequence[Token]) -> list[Difference]:
    """Compare two wordings; leftovers of markup on one side only are no difference."""
    old = [token for token in old if not token.residue]
    new = [token for token in new if not token.residue]
    found: list[Difference] = []
    end = (0, 0)
    for block in Levenshtein.opcodes(
        [token.key for token in old], [token.key for token in new]
    ).as_matching_blocks():
        if (block.a, block.b) > end:
            found.append(Difference(tuple(old[end[0] : block.a]), tuple(new[end[1] : block.b])))
        found.extend(
            Difference((left,), (right,))
            for left, right in zip(
                old[block.a : block.a + block.size],
                new[block.b : block.b + block.size],
                strict=True,
            )
            if _case_matters(left, right)
        )
        end = (block.a + block.size, block.b + block.size)
    return [one for one in found if one.old or one.new]


def _case_matters(old: Token, new: Token) -> bool:
    """Whether a change of capitals makes another word of it ("May" and "may", "US" and "us")."""
    if old.text == new.text or old.key not in _CASED_FIGURES or old.first or new.first:
        return False
    return old.text[:1].isupper() != new.text[:1].isupper()


def touches_figure(difference: Difference, known: frozenset[str]) -> bool:
    """Whether a difference touches a figure. ``known`` are words that stand in small letters."""
    if any(is_figure(word, known) for word in (*difference.old, *difference.new)):
        return True
    return any(
        opposed(old.key.removesuffix("'s"), new.key.removesuffix("'s"))
        for old in difference.old
        for new in difference.new
    )


def is_figure(word: Token, known: frozenset[str]) -> bool:
    """Whether a word is a number, unit, date, negation, name or the mark of a number.

    A capital at the beginning of a sentence makes a name only of a word that stands nowhere in
    small letters. A script without capitals hides its names, so each of its words may be one.
    """
    key = word.key.removesuffix("'s")
    if not key[0].isalpha() or any(character.isdigit() for character in key):
        return True
    if key in figure_words() or any(character.isnumeric() for character in key):
        return True
    if key in ordinary_words():
        return word.text in ("US", "IT", "WHO")
    if not word.text[0].isupper():
        inner = any(character.isupper() for character in word.text)
        return inner or not any(character.islower() for character in word.text)
    return not (word.first and key in known)
