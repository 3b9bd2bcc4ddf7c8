"""The word lists of this package, read from the data file beside it."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

__all__ = ["figure_words", "opposed", "ordinary_words"]

_PREFIXES: Final = ("un", "in", "im", "il", "ir", "dis", "non", "mis")


@cache
def _tables() -> dict[str, dict[str, Any]]:
    source = files("workbench.sourcing.quotes") / "words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def figure_words() -> frozenset[str]:
    """Words for numbers, units, dates and negations."""
    return frozenset(" ".join(_tables()["figures"].values()).split())


@cache
def ordinary_words() -> frozenset[str]:
    """Function words, which are no names however they are written."""
    return frozenset(_tables()["ordinary"]["function"].split())


@cache
def _sides() -> dict[str, frozenset[str]]:
    return {word: frozenset(others) for word, others in _opposites().items()}


def _opposites() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word, others in _pairs():
        found.setdefault(word, set()).update(others)
    return found


def _pairs() -> Iterator[tuple[str, list[str]]]:
    for left, right in _tables()["opposites"].values():
        for ours, theirs in ((left.split(), right.split()), (right.split(), left.split())):
            for word in ours:
                yield word, theirs


def opposed(old: str, new: str) -> bool:
    """Whether two words are contraries ("rose" and "fell", "legal" and "illegal")."""
    if new in _sides().get(old, ()):
        return True
    longer, shorter = (old, new) if len(old) > len(new) else (new, old)
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in _PREFIXES)
