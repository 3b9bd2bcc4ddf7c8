"""The words by which places of a text are compared, in the shapes their users need."""

import re
from functools import cache
from typing import Any

from workbench.reading.language import phrases, table, words

__all__ = [
    "any_phrase",
    "any_word",
    "approximating",
    "phrase_set",
    "single_form",
    "word_list",
    "word_map",
    "word_set",
]

_SHORTEST_PLURAL = 4


def _entry(path: str) -> str:
    found: Any = table("checks")
    for name in path.split("."):
        found = found[name]
    return str(found)


@cache
def word_list(path: str) -> tuple[str, ...]:
    """The words of an entry such as "sums.partial", in order."""
    return words(_entry(path))


@cache
def word_set(path: str) -> frozenset[str]:
    """The words of an entry."""
    return frozenset(word_list(path))


@cache
def phrase_set(path: str) -> frozenset[str]:
    """The lines of an entry."""
    return frozenset(phrases(_entry(path)))


@cache
def word_map(path: str) -> dict[str, str]:
    """An entry whose words are pairs "form=value"."""
    found: dict[str, str] = {}
    for word in word_list(path):
        form, _, value = word.partition("=")
        found[form] = value
    return found


def any_word(path: str) -> str:
    """An alternation of the words of an entry, longest first."""
    return "|".join(re.escape(word) for word in sorted(word_list(path), key=len, reverse=True))


def any_phrase(path: str) -> str:
    """An alternation of the lines of an entry, longest first."""
    return "|".join(re.escape(line) for line in sorted(phrase_set(path), key=len, reverse=True))


@cache
def approximating() -> str:
    """An alternation of what may stand before a number to say how exactly it is meant."""
    return any_phrase("approximators")


def single_form(noun: str) -> str:
    """A noun without its plural ending, so that "votes" and "vote" compare equal."""
    if len(noun) < _SHORTEST_PLURAL or noun.endswith(("ss", "us", "is")):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    return noun.removesuffix("s")
