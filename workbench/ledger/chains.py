"""Whether each event names the one before it of its writer, and which events are not here.

Nearly always all events of each writer come in their order, one after the other from the first on;
then there is nothing to find. Only else are the places of all events put into a table.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from workbench.ledger.events import Event

_CHAIN: Final = (
    "CREATE TEMP TABLE chain(writer TEXT, seq INTEGER, event BLOB PRIMARY KEY, previous BLOB)"
    " WITHOUT ROWID"
)
_LINK: Final = "INSERT INTO chain VALUES (?,?,?,?)"
_PLACES: Final = (
    "CREATE TEMP TABLE place(writer TEXT, seq INTEGER, PRIMARY KEY(writer, seq)) WITHOUT ROWID"
)


@dataclass(slots=True)
class Chains:
    """The last event of each writer so far, as long as every one follows the one before."""

    in_order: bool = True
    _last: dict[str, tuple[int, bytes | None]] = field(default_factory=dict)

    def take(self, events: Iterable[Event]) -> None:
        """Look at further events."""
        if not self.in_order:
            return
        last = self._last
        for event in events:
            seq, head = last.get(event.writer, (-1, None))
            if event.seq != seq + 1 or event.previous != head:
                self.in_order = False
                return
            last[event.writer] = (event.seq, event.id)


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong with chains, and what is merely worth saying."""

    problems: tuple[list[str], ...]
    remarks: tuple[list[str], ...]


def look_closely(connection: sqlite3.Connection, events: Iterable[Iterable[Event]]) -> Broken:
    """Look at the chains of all events, which come in any order, with the help of two tables."""
    connection.execute(_CHAIN)
    for some in events:
        connection.executemany(_LINK, [_link(one) for one in some])
    connection.execute(_PLACES)
    connection.execute("INSERT OR IGNORE INTO place SELECT writer, seq FROM chain")
    return Broken(
        (list(_strangers(connection)), list(_others(connection))),
        (list(_forks(connection)), list(_gaps(connection))),
    )


def _link(event: Event) -> tuple[str, int, bytes, bytes | None]:
    return event.writer, event.seq, event.id, event.previous


def _strangers(connection: sqlite3.Connection) -> Iterator[str]:
    for writer, seq in connection.execute(
        "SELECT chain.writer, chain.seq FROM chain"
        " JOIN chain AS before ON before.event = chain.previous"
        " WHERE before.writer <> chain.writer OR before.seq <> chain.seq - 1"
        " ORDER BY 1, 2"
    ):
        yield f"writer {writer[:8]}: event {seq} does not follow the event that it names"


def _others(connection: sqlite3.Connection) -> Iterator[str]:
    for writer, seq in connection.execute(
        "SELECT chain.writer, chain.seq FROM chain WHERE chain.previous IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM chain AS named"
        " WHERE named.event = chain.previous)"
        " AND EXISTS (SELECT 1 FROM place WHERE place.writer = chain.writer"
        " AND place.seq = chain.seq - 1) ORDER BY 1, 2"
    ):
        yield f"writer {writer[:8]}: the event before number {seq} is not the one it names"


def _forks(connection: sqlite3.Connection) -> Iterator[str]:
    for writer, seq, count in connection.execute(
        "SELECT writer, seq, count(*) FROM chain GROUP BY writer, seq"
        " HAVING count(*) > 1 ORDER BY 1, 2"
    ):
        yield (
            f"writer {writer[:8]} forks at event {seq}: {count} events have this number; "
            "all of them are kept"
        )


def _gaps(connection: sqlite3.Connection) -> Iterator[str]:
    for writer, missing, expected in connection.execute(
        "SELECT writer, max(seq) + 1 - count(*), max(seq) + 1 FROM place"
        " GROUP BY writer HAVING count(*) <= max(seq) ORDER BY 1"
    ):
        yield (
            f"writer {writer[:8]}: {missing} of {expected} events are not here; "
            "merge another copy, which may have them"
        )
