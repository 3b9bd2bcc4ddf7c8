"""Reading the whole log in order, checking each row; by a second process where there is one."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workbench.ledger.events import Event, EventRefused, read_event
from workbench.ledger.folding.in_turn import Alone
from workbench.ledger.redactions import redacted
from workbench.ledger.second.asking import SecondProcess

_PAGE_EVENTS: Final = 5_000
_PAGE: Final = "SELECT id, CAST(body AS BLOB) FROM event WHERE id > ? ORDER BY id LIMIT ?"
_HERE_AGAIN: Final = "it was redacted and is here again"


@dataclass(frozen=True, slots=True)
class Read:
    """Some rows of the log: the events among them, and why others are none, by their ids."""

    rows: int
    events: list[Event]
    refused: list[tuple[bytes, str]]


def read_log(connection: sqlite3.Connection, second: SecondProcess | None = None) -> Iterator[Read]:
    """Read all rows of the log by their id, some at a time.

    A ``second`` process reads them ahead, and leaves out the values of events about claims.
    """
    gone = redacted(connection).events
    after = b""
    if second is not None:
        try:
            for page, events in second.pages():
                yield _without(Read(page.rows, events, page.refused), gone)
                after = page.last
        except Alone:
            pass
    while page_of_rows := connection.execute(_PAGE, (after, _PAGE_EVENTS)).fetchall():
        yield _without(_checked(page_of_rows), gone)
        after = page_of_rows[-1][0]


def events_before(connection: sqlite3.Connection) -> int:
    """How many events the tables hold, of whatever version, as far as they tell at once."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name IN ('entered', 'entry')"
    ).fetchall()
    try:
        # Never a view: that may say anything.
        found = [
            connection.execute(f"SELECT max(number) FROM {one}").fetchone()[0] for (one,) in tables
        ]
    except sqlite3.OperationalError:
        return 0
    return max((one for one in found if isinstance(one, int)), default=0)


def _checked(rows: list[tuple[bytes, bytes]]) -> Read:
    read = Read(len(rows), [], [])
    for identifier, body in rows:
        try:
            read.events.append(read_event(identifier, body))
        except EventRefused as refusal:
            read.refused.append((identifier, str(refusal)))
    return read


def _without(read: Read, gone: frozenset[bytes]) -> Read:
    if not gone:
        return read
    events = [one for one in read.events if one.id not in gone]
    refused = [one for one in read.refused if one[0] not in gone]
    here = [*(one.id for one in read.events), *(identifier for identifier, _ in read.refused)]
    again = [(identifier, _HERE_AGAIN) for identifier in here if identifier in gone]
    return Read(read.rows, events, [*refused, *again])
