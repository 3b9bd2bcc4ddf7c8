"""Word tables of a language, kept as data in one folder a language.

A table is a TOML file in which a list of words is one string of words separated by white
space, or by line ends where an entry has spaces. No grammar lives here, only its words.
``speaking`` says which language the grammar of dates and quantities is to use.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from re import escape
from typing import Any, Final, TypeAlias, TypeVar

DEFAULT_LANGUAGE: Final = "en"
SPACE: Final = r"\s{1,4}+"
NEVER: Final = r"(?!)"

Made = TypeVar("Made")

_spoken: ContextVar[str | Path] = ContextVar("spoken", default=DEFAULT_LANGUAGE)


@contextmanager
def speaking(language: str | Path) -> Iterator[None]:
    """Use the tables of a language: a folder beside this module by its name, or any folder."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def made_once(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what ``make`` gives, once for each language that is spoken."""
    kept: dict[str | Path, Made] = {}

    def give() -> Made:
        language = _spoken.get()
        try:
            return kept[language]
        except KeyError:
            return kept.setdefault(language, make())

    return give


@cache
def table(name: str, language: str | Path = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """Load the table ``name`` of ``language``, once."""
    source = _folder(language) / f"{name}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def spoken_table(name: str) -> dict[str, Any]:
    """Load the table ``name`` of the language that is spoken; entries it leaves out are empty."""
    return _completed(name, _spoken.get())


def spoken_table_or_english(name: str) -> dict[str, Any]:
    """The same, but the English table for a language that has no such table at all."""
    language = _spoken.get()
    if (_folder(language) / f"{name}.toml").is_file():
        return _completed(name, language)
    return table(name)


@cache
def _completed(name: str, language: str | Path) -> dict[str, Any]:
    given, whole = table(name, language), table(name)
    if given is whole:
        return whole
    return _filled(given, whole)


def _filled(given: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    made = dict(given)
    for key, entry in whole.items():
        if isinstance(entry, dict):
            made[key] = _filled(given.get(key, {}), entry)
        elif key not in made:
            made[key] = ""
    return made


@cache
def has_tables(language: str, *names: str) -> bool:
    """Say whether there is a folder of this language with these tables."""
    return all((_folder(language) / f"{name}.toml").is_file() for name in names)


def _folder(language: str | Path) -> Path:
    return Path(__file__).with_name(language) if isinstance(language, str) else language


def words(entry: str) -> tuple[str, ...]:
    """Split a table entry into its words."""
    return tuple(entry.split())


def phrases(entry: str) -> tuple[str, ...]:
    """Split a table entry into its lines, for entries that contain spaces."""
    return tuple(line.strip() for line in entry.splitlines() if line.strip())


def numbered(entry: str) -> dict[str, int]:
    """Read entries such as ``noon=12``, one a word."""
    pairs = (word.rpartition("=") for word in words(entry))
    return {name: int(number) for name, _, number in pairs}


def numbered_phrases(entry: str) -> dict[str, int]:
    """Read entries such as ``a couple of=2``, one a line."""
    pairs = (line.rpartition("=") for line in phrases(entry))
    return {name: int(number) for name, _, number in pairs}


def any_of(choices: Iterable[str]) -> str:
    """Make a pattern that matches any of the words or phrases, the longest first.

    It is written as a tree of letters, so that of a hundred words those with another letter
    are left behind at once. Of no words at all it makes a pattern that never matches.
    """
    tree: _Tree = {}
    for choice in choices:
        branch = tree
        for letter in choice:
            branch = branch.setdefault(letter, {})
        branch[_END] = {}
    return "|".join(_branches(tree)) or NEVER


_Tree: TypeAlias = dict[str, "_Tree"]
_END: Final = ""


def _branches(tree: _Tree) -> list[str]:
    """What goes on from here, a pattern for each letter; last that nothing goes on."""
    found: list[str] = []
    letters = sorted(letter for letter in tree if letter != _END)
    for letter in letters:
        written = SPACE if letter == " " else escape(letter)
        further = _branches(tree[letter])
        found.append(written + (further[0] if len(further) == 1 else f"(?:{'|'.join(further)})"))
    return [*found, ""] if _END in tree else found


class Classes:
    """Classes of words by name, as sets and as pieces of patterns."""

    def __init__(self, entries: dict[str, str]) -> None:
        self._members = {
            name: (phrases if "\n" in entry else words)(entry) for name, entry in entries.items()
        }
        self._sets = {name: frozenset(members) for name, members in self._members.items()}

    def __getitem__(self, name: str) -> str:
        """Give a pattern that matches the words of a class; one that never does if it has none."""
        return f"(?:{any_of(self._members.get(name, ()))})"

    def of(self, name: str) -> frozenset[str]:
        """Give the words of a class."""
        return self._sets.get(name, frozenset())

    def ending(self, name: str) -> tuple[str, ...]:
        """Give the words of a class for use with ``str.endswith``."""
        return self._members.get(name, ())
