"""Names known beforehand: countries and their people, regions, cities, bodies, given names.

A name is looked up by its words; what is found has a kind and a key that is the same for all
names of the same thing ("Türkiye" and "Turkey", "NATO" and "North Atlantic Alliance").
"""

from functools import cache, lru_cache
from typing import Final, NamedTuple

from workbench.model import NameKind
from workbench.reading.grammar.tokens import LONGEST_KEPT, Token
from workbench.reading.language.lexicon import lines, word_sets

__all__ = ["Entry", "given_names", "is_meant_by", "longest_at", "lookup"]

_OPENINGS_KEPT: Final = 8_000


class Entry(NamedTuple):
    """What a known name names. ``key`` is the first form in its table."""

    kind: NameKind
    key: str


@cache
def _entries() -> dict[str, Entry]:
    words = word_sets("names")
    table = {word: Entry(NameKind.GROUP, word) for word in words["group_words"]}
    table.update((word, Entry(NameKind.EVENT, word)) for word in words["event_names"])
    for line in lines("regions"):
        table.update((place, Entry(NameKind.PLACE, place)) for place in line.split(";"))
    for line in lines("organisations"):
        forms = line.split(";")
        table.update((form, Entry(NameKind.ORGANISATION, forms[0])) for form in forms)
    table.update(_countries())
    return table


@cache
def _cities() -> frozenset[str]:
    """Some six thousand cities, kept as bare words; their entries are made when asked for."""
    return frozenset([city for line in lines("cities") for city in line.split(";")])


def _countries() -> dict[str, Entry]:
    """Countries under all their names, their people, and their capitals."""
    table: dict[str, Entry] = {}
    for line in lines("countries"):
        country, others, people, capital = line.split("|")
        if capital:
            table[capital] = Entry(NameKind.PLACE, capital)
        for demonym in _demonyms(people):
            table[demonym] = Entry(NameKind.GROUP, f"people of {country}")
    for line in lines("countries"):
        country, others, _, _ = line.split("|")
        for form in (country, *filter(None, others.split(";"))):
            table[form] = Entry(NameKind.PLACE, country)
    return table


def _demonyms(people: str) -> list[str]:
    """Split a list of demonyms; "North Koreans" stays together."""
    words = people.split()
    halves = word_sets("names")["first_halves"]
    found: list[str] = []
    for index, word in enumerate(words):
        if word in halves and index + 1 < len(words):
            continue
        before = words[index - 1] if index else ""
        found.append(f"{before} {word}" if before in halves else word)
    return found


@cache
def _longest() -> dict[str, int]:
    """For each first word, how many words the longest known name has."""
    longest: dict[str, int] = {}
    several = [form for form in _cities() if " " in form]
    for form in (*_entries(), *several):
        words = form.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def given_names() -> frozenset[str]:
    """Given names that mark a person."""
    return frozenset(word for line in lines("given_names") for word in line.split())


@cache
def _borne_by(whose: str) -> frozenset[str]:
    return frozenset(word for line in lines(f"names_of_{whose}") for word in line.split())


def is_meant_by(pronoun: str, person: str) -> bool:
    """Whether "he" or "she" may mean a person: "he" is no Mary, "she" no Oliver."""
    others = {"he": "women", "she": "men"}.get(pronoun)
    return others is None or person.split()[0] not in _borne_by(others)


@lru_cache(maxsize=4096)
def lookup(form: str) -> Entry | None:
    """What is known of a name, by its exact form."""
    entry = _entries().get(form)
    if entry is None and form in _cities():
        return Entry(NameKind.PLACE, form)
    return entry


class _Openings(dict[str, tuple[int, Entry | None]]):
    """For each first word, how many words a known name that begins with it may have.

    And what the word names alone, so that most words are done with after one look.
    """

    def __missing__(self, first: str) -> tuple[int, Entry | None]:
        known = _longest().get(first, 1), lookup(first)
        if len(first) <= LONGEST_KEPT:
            if len(self) >= _OPENINGS_KEPT:
                self.clear()
            self[first] = known
        return known


_OPENINGS: Final = _Openings()


def longest_at(tokens: list[Token], index: int, stop: int) -> tuple[int, Entry] | None:
    """The longest known name that starts at ``index``: where it ends, and what it is."""
    reach, alone = _OPENINGS[tokens[index].text]
    if reach > 1:
        for size in range(min(reach, stop - index), 1, -1):
            form = " ".join([token.text for token in tokens[index : index + size]])
            entry = lookup(form)
            if entry is not None:
                return index + size, entry
    return None if alone is None or index >= stop else (index + 1, alone)
