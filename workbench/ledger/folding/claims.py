"""The table ``claim`` and what hangs on it, worked out anew for each claim touched.

A claim is in the tables while a reading of it is live and its document is known. The earliest
live reading is shown; of live corrections and dismissals the latest is.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from workbench.ledger.folding.about import About
from workbench.ledger.folding.additions import Lot, gathered
from workbench.ledger.folding.afresh import Afresh, documents_in, work_out
from workbench.ledger.folding.claim_rows import ROWS, write_claims
from workbench.ledger.folding.decisions import ClaimEntry, refresh_verdicts
from workbench.ledger.folding.entities import numbers_of
from workbench.ledger.folding.evidence import OnSources, refresh_evidence
from workbench.ledger.folding.held import hold
from workbench.ledger.folding.readings import Readings, note_misfits
from workbench.ledger.folding.slots import replace_slots
from workbench.ledger.folding.work import refresh_work
from workbench.ledger.folding.worked_out import WorkedOut
from workbench.ledger.values import ClaimValue

CHUNK: Final = 1_000
_OF_CLAIMS: Final = (
    " FROM entered WHERE entity IN (SELECT value FROM json_each(?)) AND understood = 1"
    " AND kind IN ('claim', 'verdict', 'evidence', 'attachment', 'anchoring',"
    " 'tag', 'comment', 'question', 'answer')"
)
_ENTRY: Final = "entity, number, event, kind, field, reviewer, adjudicates, withdraws, live"
_IDS: Final = "SELECT number, id FROM entity WHERE number IN (SELECT value FROM json_each(?))"
_ENTRIES: Final = f"SELECT {_ENTRY} {_OF_CLAIMS}"
_WITH_BODIES: Final = (
    # In the order of events, so that what is looked up in the log lies ever further on.
    f"WITH one AS MATERIALIZED (SELECT {_ENTRY} {_OF_CLAIMS} ORDER BY event)"
    " SELECT one.*, CASE WHEN number >= ? THEN"
    " (SELECT body FROM event WHERE event.id = one.event) END FROM one"
)
_entry: Final = ClaimEntry._make
_by_event: Final = attrgetter("event")


def refresh_claims(
    connection: sqlite3.Connection, ids: Iterable[str], readings: Readings
) -> set[str]:
    """Work out claims, and all that hangs on them, anew; returns the keys of their sources."""
    keys: set[str] = set()
    rest = iter(sorted(numbers_of(connection, ids).values()))
    while chunk := list(islice(rest, CHUNK)):
        keys.update(refresh_some(connection, chunk, readings))
    return keys


def refresh_some(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    readings: Readings,
    late_from: int | None = None,
) -> set[str]:
    """Work out so many claims as fit in memory, by number; returns the keys of their sources.

    The values of entries from ``late_from`` on were left for now to be read. What the tables hold
    already is then taken from there.
    """
    wanted = json.dumps(numbers)
    ids = dict(connection.execute(_IDS, (wanted,)).fetchall())
    if late_from is None:
        entries = [_entry(row) for row in connection.execute(_ENTRIES, (wanted,)).fetchall()]
    else:
        entries = _read_late(connection, wanted, readings, late_from, ids)
    entries.sort(key=_by_event)
    claims = {number: About(number) for number in numbers}
    for entry in entries:
        claims[entry.claim].take(entry)
    present = _present(connection, claims.values())
    held = None
    if late_from is not None:
        held = hold(connection, ROWS, present)
        readings.lean_on(held)
        for about in claims.values():
            if about.read:
                about.take_row(held, present)
    readings.load([n for about in claims.values() if about.reading for n in about.shown(held)])
    rows = WorkedOut()
    documents = _documents(connection, claims.values(), readings)
    for number, about in claims.items():
        if about.read:
            rows.take(ids[number], about, documents, present, readings)
    connection.execute(
        "DELETE FROM waiting WHERE claim IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids.values())),),
    )
    connection.executemany("INSERT INTO waiting VALUES (?,?)", rows.waiting)
    keys = refresh_evidence(connection, [OnSources(number) for number in rows.gone], readings)
    connection.executemany("DELETE FROM claim WHERE number = ?", [(one,) for one in rows.gone])
    write_claims(connection, rows.claims, present, held.claims if held else None)
    replace_slots(connection, rows.reread, present.keys())
    keys |= refresh_evidence(connection, rows.on_sources, readings, held)
    refresh_verdicts(connection, rows.verdicts, readings, held)
    refresh_work(connection, rows.work, readings)
    return keys


def _read_late(
    connection: sqlite3.Connection,
    wanted: str,
    readings: Readings,
    late_from: int,
    ids: Mapping[int, str],
) -> list[ClaimEntry]:
    """The entries of claims that are understood, once the late ones among them are read."""
    rows = connection.execute(_WITH_BODIES, (wanted, late_from)).fetchall()
    misfits = readings.take_late(
        [(row[1], row[3], ids[row[0]], row[4], row[9]) for row in rows if row[9] is not None]
    )
    note_misfits(connection, misfits)
    return [_entry(row[:9]) for row in rows if row[1] not in misfits]


def work_out_some(connection: sqlite3.Connection, numbers: Sequence[int]) -> Afresh:
    """Work out claims, by number, of which the tables have nothing yet."""
    wanted = json.dumps(numbers)
    ids = dict(connection.execute(_IDS, (wanted,)).fetchall())
    rows = connection.execute(_WITH_BODIES, (wanted, 0)).fetchall()
    return work_out(connection, rows, ids, documents_in(connection))


def lot_of(connection: sqlite3.Connection, numbers: Sequence[int], first: int) -> Lot:
    """Claims by number, with all that is needed to work out what entries from ``first`` on add."""
    wanted = json.dumps(numbers)
    ids = connection.execute(_IDS, (wanted,)).fetchall()
    entries = connection.execute(_WITH_BODIES, (wanted, first)).fetchall()
    return gathered(connection, ids, entries, first)


def entries_of(connection: sqlite3.Connection, claims: str) -> list[Any]:
    """All that is understood about claims, given by a list of numbers in JSON."""
    return connection.execute(_ENTRIES, (claims,)).fetchall()


def said_of(
    connection: sqlite3.Connection, numbers: Sequence[int]
) -> tuple[list[tuple[int, str]], list[tuple[Any, ...]]]:
    """The ids of claims by their numbers, and all entries about them, for working them out."""
    wanted = json.dumps(numbers)
    ids = connection.execute(_IDS, (wanted,)).fetchall()
    return ids, entries_of(connection, wanted)


def _documents(
    connection: sqlite3.Connection, claims: Iterable[About], readings: Readings
) -> dict[str, tuple[int, int]]:
    wanted: set[str] = set()
    for about in claims:
        value = readings[about.reading.number] if about.reading and about.row is None else None
        if isinstance(value, ClaimValue):
            wanted.add(value.document)
    return {
        document: (number, added)
        for document, number, added in connection.execute(
            "SELECT id, number, added FROM document WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(wanted)),),
        )
    }


def _present(connection: sqlite3.Connection, claims: Iterable[About]) -> dict[int, int]:
    """The claims that have a row already, each with the entry of the reading it shows."""
    numbers = [about.number for about in claims if about.read]
    return dict(
        connection.execute(
            "SELECT number, reading FROM claim WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
    )
