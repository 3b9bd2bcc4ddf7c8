"""Negations in the words of a statement, counted so that two of them cancel."""

import re
from typing import Final

from workbench.matching.slots.vocabulary import words

__all__ = ["negation_differs", "negation_words"]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_NOT_A_NEGATION: Final = re.compile(
    r"\bnot only\b|\bno fewer than\b|\bno less than\b|\bno more than\b|\bnot least\b"
    r"|\bno\. ?\d|\bno one else\b|\bif not\b|\bno matter\b|\bno doubt\b",
    re.IGNORECASE,
)


def negation_words(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the words in ``text`` that negate.

    "Not only", "no fewer than" and their like negate nothing.
    """
    harmless = [found.span() for found in _NOT_A_NEGATION.finditer(text)]
    return tuple(
        found.span()
        for found in _WORD.finditer(text)
        if _negates(found[0].lower().replace("’", "'").replace("ʼ", "'"))
        and not any(start <= found.start() < end for start, end in harmless)
    )


def _negates(word: str) -> bool:
    return word.endswith("n't") or any(
        word in words("negation", kind) for kind in ("words", "verbs")
    )


def negation_differs(ours: str, theirs: str) -> bool:
    """Whether exactly one of two wordings is negated.

    Two negations in one wording cancel: "did not deny" says what "confirmed" says.
    """
    return len(negation_words(ours)) % 2 != len(negation_words(theirs)) % 2
