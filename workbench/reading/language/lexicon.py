"""The word tables of names, speech, statements and worth in the shapes their users need.

The tables are data files beside this module; here they only become sets and lists.
"""

from functools import cache
from pathlib import Path
from typing import Final

from workbench.reading.language import DEFAULT_LANGUAGE, table

ANY_LANGUAGE: Final = "any"
WordSets = dict[str, frozenset[str]]


def lines(name: str, language: str = DEFAULT_LANGUAGE) -> list[str]:
    """The lines of a plain text table without comments and blanks."""
    source = Path(__file__).with_name(language) / f"{name}.txt"
    return [
        line
        for line in source.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]


def learnt(name: str, language: str = DEFAULT_LANGUAGE) -> bytes:
    """The bytes of a model that was trained for a language."""
    return (Path(__file__).with_name(language) / f"{name}.bin").read_bytes()


@cache
def word_sets(name: str, language: str = DEFAULT_LANGUAGE) -> WordSets:
    """A table of word lists, as a set of words under each heading."""
    return {
        heading: frozenset(words.split())
        for heading, words in table(name, language).items()
        if isinstance(words, str)
    }


@cache
def either(name: str, *headings: str) -> frozenset[str]:
    """The words that a table has under any of several headings."""
    return frozenset().union(*(word_sets(name)[heading] for heading in headings))


@cache
def time_words() -> frozenset[str]:
    """Months, days of the week, and other words of time."""
    return word_sets("words")["months_and_days"] | word_sets("speech")["time_words"]
