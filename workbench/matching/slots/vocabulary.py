"""The word lists of this package, read from the data file beside it."""

import tomllib
from functools import cache
from importlib.resources import files

__all__ = ["words", "words_by_group"]


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    source = files("workbench.matching.slots") / "words.toml"
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        heading: {group: frozenset(listed.split()) for group, listed in table.items()}
        for heading, table in tables.items()
    }


@cache
def words(heading: str, group: str) -> frozenset[str]:
    """The words of one list."""
    return _tables()[heading][group]


@cache
def words_by_group(heading: str) -> dict[str, str]:
    """Each word of a table with the name of its list."""
    return {word: group for group, listed in _tables()[heading].items() for word in listed}
