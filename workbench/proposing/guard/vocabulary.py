"""The guard's word tables, kept as data beside this module and loaded once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGE: Final = "en"
"""The one language whose negations and attributions the guard knows."""


@cache
def _tables() -> dict[str, frozenset[str]]:
    source = files(__package__).joinpath(f"{LANGUAGE}.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {heading: frozenset(words.split()) for heading, words in tables.items()}


def words_of(heading: str) -> frozenset[str]:
    """The words under a heading of the table, in lower case."""
    return _tables()[heading]
