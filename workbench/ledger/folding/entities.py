"""The numbers of what events are about: each that of the first entry about it.

An id is long and comes again with each event about the same claim; tables and indexes hold the
number. It stays as long as the tables are not made anew, and is never used again.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Final

from workbench.ledger.events import Event

_NUMBERS: Final = "SELECT id, number FROM entity WHERE id IN (SELECT value FROM json_each(?))"
_NUMBER: Final = "SELECT id, number FROM entity WHERE id = ?"


class Entities:
    """Numbers by id, remembered as long as entries are made.

    Where the table is empty at first, nothing is looked up in it, and it needs no index until all
    is entered.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, int] = {}
        self._all = connection.execute("SELECT 1 FROM entity LIMIT 1").fetchone() is None

    def numbered(self, events: Sequence[Event], first: int) -> list[int]:
        """The number of what each event is about; new ones are kept. Entries begin at ``first``."""
        known = self._known
        if not self._all:
            missing = {event.entity for event in events} - known.keys()
            known.update(numbers_of(self._connection, missing))
        new: list[tuple[int, str]] = []
        found: list[int] = []
        for entry, event in enumerate(events, first):
            number = known.setdefault(event.entity, entry)
            found.append(number)
            if number == entry:
                new.append((entry, event.entity))
        self._connection.executemany("INSERT INTO entity VALUES (?,?)", new)
        return found


def numbers_of(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of those of these ids that anything was ever said about."""
    given = list(ids)
    found = dict(connection.execute(_NUMBERS, (json.dumps(given),)).fetchall())
    # SQLite ends a text taken from JSON at a NUL, which the id of a strange event may hold.
    for strange in [one for one in given if "\0" in one]:
        found.update(connection.execute(_NUMBER, (strange,)).fetchall())
    return found
