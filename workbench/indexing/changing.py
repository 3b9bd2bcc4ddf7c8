"""What a piece of claims changes of the postings, written at once."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from workbench.indexing.giving_way import freed
from workbench.indexing.postings import (
    STRETCH_BITS,
    STRETCH_KEYS,
    container_of,
    number_of,
    place,
    term_numbers,
    with_numbers,
    without_numbers,
)

__all__ = ["Change", "about", "number_about", "set_about"]

_PART_BITS: Final = 27


class Change:
    """What a piece of claims changes of the postings."""

    def __init__(self) -> None:
        self.claims = 0
        self._added: defaultdict[int, list[int]] = defaultdict(list)
        self._removed: defaultdict[int, list[int]] = defaultdict(list)

    def claim(self, key: int, before: Iterable[str], after: Iterable[str]) -> None:
        """One claim had some terms and now has others."""
        low, stretch = key & STRETCH_KEYS - 1, key >> STRETCH_BITS
        had, has = term_numbers(before), term_numbers(after)
        base = place(0, stretch)
        for number in has - had:
            self._added[base | number].append(low)
        for number in had - has:
            self._removed[base | number].append(low)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write it; claims were given in the order of their keys."""
        rows: list[tuple[int, bytes]] = []
        counts: Counter[int] = Counter()
        for found in _in_order(self._added, self._removed):
            added, removed = self._added.get(found, ()), self._removed.get(found, ())
            counts[number_of(found)] += len(added) - len(removed)
            row = connection.execute(
                "SELECT claims FROM posting WHERE place=?", (found,)
            ).fetchone()
            container = b"" if row is None else row[0]
            if removed:
                container = without_numbers(container, removed)
            rows.append(
                (found, with_numbers(container, added) if container else container_of(added))
            )
        connection.executemany("INSERT OR REPLACE INTO posting VALUES(?,?)", rows)
        connection.executemany(
            "INSERT INTO term VALUES(?,?)"
            " ON CONFLICT(number) DO UPDATE SET claims=claims+excluded.claims",
            counts.items(),
        )
        set_about(connection, "claims", number_about(connection, "claims") + self.claims)

    def end(self) -> None:
        """Give back what it holds."""
        freed(self._added)
        freed(self._removed)


def _in_order(*places: Iterable[int]) -> Iterator[int]:
    """Places in order, each once, sorted part by part: no other thread runs during a sort."""
    parts: defaultdict[int, set[int]] = defaultdict(set)
    for some in places:
        for found in some:
            parts[found >> _PART_BITS].add(found)
    for part in sorted(parts):
        yield from sorted(parts[part])


def about(connection: sqlite3.Connection, name: str) -> object:
    """A value of the table of what the file is about; ``None`` if it is not there."""
    row = connection.execute("SELECT value FROM about WHERE name=?", (name,)).fetchone()
    return None if row is None else row[0]


def number_about(connection: sqlite3.Connection, name: str) -> int:
    """A number of that table, 0 if it is not there."""
    found = about(connection, name)
    return found if isinstance(found, int) else 0


def set_about(connection: sqlite3.Connection, name: str, value: object) -> None:
    """Set a value of that table."""
    connection.execute("INSERT OR REPLACE INTO about VALUES(?,?)", (name, value))
