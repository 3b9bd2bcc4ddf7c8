"""The words that matching knows of a language, kept as data in one folder a language.

What is dropped, what says the same, what is the opposite, what a country and its people are
called. No rule of matching lives here, only its words. ``data_version`` changes with them, so that
what was kept of earlier terms is known to be old.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

__all__ = ["DEFAULT_LANGUAGE", "Lexicon", "data_version", "lexicon"]

DEFAULT_LANGUAGE: Final = "en"
_TABLES: Final = ("terms", "synonyms", "directions", "numbers", "aliases", "measures", "stand_ins")
_COUNTRIES: Final = "countries.txt"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word tables of one language. Words are in lower case.

    ``named`` gives for every spelling of a known name, as a tuple of its words, the one name that
    stands for all. ``opposites`` gives for a word its pairs and sides: bit ``2n`` for the left
    side of pair ``n``, bit ``2n + 1`` for the right one.
    """

    language: str
    function: frozenset[str]
    dropped: frozenset[str]
    titles: frozenset[str]
    synonyms: dict[str, str]
    opposites: dict[str, int]
    named: dict[tuple[str, ...], str]
    initials: frozenset[str]
    """Names that are ordinary words unless they are written in capitals: "us", "who"."""
    units: dict[str, int]
    scales: dict[str, int]
    unit_words: dict[str, str]
    """Words that are the unit of the number before them, each with the unit's name."""
    months: dict[str, int]
    weekdays: frozenset[str]
    measures: frozenset[str]
    """Nouns of what is measured again and again: another period is another fact."""
    stand_ins: dict[str, frozenset[str]]
    """The nouns that stand for a body whose name was given before: "alliance" for NATO."""


@cache
def lexicon(language: str = DEFAULT_LANGUAGE) -> Lexicon:
    """Load the tables of ``language``, once."""
    tables = {name: _table(language, name) for name in _TABLES}
    words = {name: frozenset(listed.split()) for name, listed in tables["terms"].items()}
    numbers = tables["numbers"]
    named = _named(tables["aliases"]["groups"], _text(language, _COUNTRIES))
    return Lexicon(
        language=language,
        function=words["function"],
        dropped=words["function"] | words["reporting"] | words["hedges"],
        titles=words["titles"],
        synonyms=_synonyms(tables["synonyms"]["groups"]),
        opposites=_opposites(tables["directions"]["pairs"]),
        named=named,
        initials=frozenset(name[0] for name in named if len(name) == 1 and len(name[0]) <= 3),
        units={word: int(value) for word, value in numbers["units"].items()},
        scales={word: int(value) for word, value in numbers["scales"].items()},
        unit_words={
            word: unit for unit, listed in numbers["measures"].items() for word in listed.split()
        },
        months=_months(numbers["months"]),
        weekdays=frozenset(numbers["weekdays"]["names"].split()),
        measures=frozenset(tables["measures"]["nouns"].split()),
        stand_ins=_stand_ins(tables["stand_ins"]["bodies"]),
    )


@cache
def data_version(language: str = DEFAULT_LANGUAGE) -> str:
    """A short digest of the tables of ``language``."""
    kept = "".join(_text(language, f"{name}.toml") for name in _TABLES)
    kept += _text(language, _COUNTRIES)
    return sha256(kept.encode()).hexdigest()[:12]


def _text(language: str, name: str) -> str:
    source = files("workbench.matching.language") / language / name
    return source.read_text(encoding="utf-8")


def _table(language: str, name: str) -> dict[str, Any]:
    return tomllib.loads(_text(language, f"{name}.toml"))


def _lines(listed: str) -> list[str]:
    return [line.strip() for line in listed.splitlines() if line.strip()]


def _synonyms(groups: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _lines(groups):
        first, *others = line.split()
        for word in (first, *others):
            found.setdefault(word, first)
    return found


def _stand_ins(bodies: str) -> dict[str, frozenset[str]]:
    split = [line.partition(":") for line in _lines(bodies)]
    return {name: frozenset(nouns.split()) for name, _, nouns in split}


def _opposites(pairs: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(_lines(pairs)):
        left, _, right = line.partition("|")
        for side, listed in enumerate((left, right)):
            for word in listed.split():
                found[word] = found.get(word, 0) | 1 << (2 * number + side)
    return found


def _named(aliases: str, countries: str) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for line in _lines(countries):
        if line.startswith("#"):
            continue
        name, others, people = (*line.split("|"), "", "")[:3]
        spellings = [name, *others.split(";"), *_peoples(people)]
        for spelling in filter(None, spellings):
            found.setdefault(_split(spelling), _joined(name))
    for line in _lines(aliases):
        names = line.split(";")
        for spelling in names:
            found.setdefault(_split(spelling), _joined(names[0]))
    return found


def _peoples(listed: str) -> list[str]:
    """Names of peoples; "South Korean South Koreans" has two of two words."""
    words = listed.split()
    if len(words) >= 4 and len(words) % 2 == 0 and words[0] == words[2]:
        return [f"{words[at]} {words[at + 1]}" for at in range(0, len(words), 2)]
    return words


def _split(spelling: str) -> tuple[str, ...]:
    return tuple(spelling.lower().rstrip(".").replace("-", " ").split())


def _joined(name: str) -> str:
    return "_".join(_split(name))


def _months(table: dict[str, str]) -> dict[str, int]:
    return {
        name: number
        for listed in table.values()
        for number, name in enumerate(listed.split(), start=1)
        if name != "-"
    }
