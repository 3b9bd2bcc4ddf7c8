"""What is asked of words again and again, as a set of bits for each spelling.

Some bits tell what a word is made of, some which of the words that decide how a statement is meant
it is. The bits of all words of a statement together tell which questions need to be asked of its
words one by one; most need not.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets

__all__ = [
    "CAUSAL",
    "COMPARING",
    "CONDITIONAL",
    "FIRST_PERSON",
    "LEGAL",
    "MAY_OPEN_NAME",
    "NEGATIVE",
    "OPINION",
    "OUGHT",
    "POSSIBLE",
    "RESULT",
    "VAGUE",
    "marks_of",
    "of_all",
    "of_plain",
]

NEGATIVE: Final = 1
CONDITIONAL: Final = 2
OUGHT: Final = 4
OPINION: Final = 8
POSSIBLE: Final = 16
CAUSAL: Final = 32
RESULT: Final = 64
LEGAL: Final = 128
COMPARING: Final = 256
VAGUE: Final = 512
FIRST_PERSON: Final = 1024
MAY_OPEN_NAME: Final = 2048

_MARKS_OF_PREFIXES: Final = frozenset("-’'")

_CONDITIONAL_WORDS: Final = ("would", "could", "might", "if", "unless")
_OUGHT_WORDS: Final = ("should", "ought", "shouldn't", "shouldn’t")
_CONTRACTED: Final = re.compile(r"n['’]t|cannot")


def marks_of(text: str, word: str) -> int:
    """The bits of a word as it is written, ``word`` being the same in small letters."""
    marks = _table().get(word, 0)
    if text[0].isupper() or not _MARKS_OF_PREFIXES.isdisjoint(text):
        marks |= MAY_OPEN_NAME
    if word.endswith("est"):
        marks |= COMPARING
    if _CONTRACTED.search(word) is not None:
        marks |= NEGATIVE
    return marks


def of_all(words: Iterable[Token]) -> int:
    """The bits that any of the words has."""
    marks = 0
    for word in words:
        marks |= word.marks
    return marks


def of_plain(words: Iterable[Token]) -> int:
    """The bits that any of the words has that is no part of a name; a court is none."""
    marks = 0
    for word in words:
        if word.marks and (word.tag != "NAME" or word.text == "Court"):
            marks |= word.marks
    return marks


@cache
def _table() -> dict[str, int]:
    statements = word_sets("statements")
    table: dict[str, int] = {}
    for mark, words in (
        (NEGATIVE, word_sets("words")["negations"]),
        (CONDITIONAL, _CONDITIONAL_WORDS),
        (OUGHT, _OUGHT_WORDS),
        (OPINION, statements["opinion"]),
        (POSSIBLE, ("may", *statements["possible"])),
        (CAUSAL, statements["causal"]),
        (RESULT, statements["result_verbs"]),
        (LEGAL, statements["legal"]),
        (COMPARING, statements["comparatives"]),
        (COMPARING, statements["superlatives"]),
        (VAGUE, statements["vague"]),
        (FIRST_PERSON, statements["first_person"]),
    ):
        for word in words:
            table[word] = table.get(word, 0) | mark
    return table
