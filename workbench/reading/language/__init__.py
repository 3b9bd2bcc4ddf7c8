"""Word tables of a language, kept as data in one folder a language.

A table is a TOML file in which a list of words is one string of words separated by white
space, or by line ends where an entry has spaces. No grammar lives here, only its words.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT_LANGUAGE = "en"


@cache
def table(name: str, language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Load the table ``name`` of ``language``, once."""
    source = Path(__file__).with_name(language) / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def words(entry: str) -> tuple[str, ...]:
    """Split a table entry into its words."""
    return tuple(entry.split())


def phrases(entry: str) -> tuple[str, ...]:
    """Split a table entry into its lines, for entries that contain spaces."""
    return tuple(line.strip() for line in entry.splitlines() if line.strip())
