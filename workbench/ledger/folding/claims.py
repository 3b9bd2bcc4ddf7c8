"""The table ``claim`` and what hangs on it, worked out anew for each claim touched.

A claim is in the tables while a reading of it is live and its document is known. The earliest
live reading is shown; of live corrections and dismissals the latest is.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice
from operator import attrgetter
from typing import Final

from workbench.ledger.folding.about import NOTHING_DONE, About
from workbench.ledger.folding.additions import add_to_claims
from workbench.ledger.folding.claim_rows import ROWS, Read, read_in, read_now, write_claims
from workbench.ledger.folding.decisions import (
    ClaimEntry,
    refresh_verdicts,
    stale_verdicts,
    status_of,
)
from workbench.ledger.folding.entities import numbers_of
from workbench.ledger.folding.evidence import OnSources, refresh_evidence
from workbench.ledger.folding.held import hold
from workbench.ledger.folding.inserting import Together
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.slots import replace_slots
from workbench.ledger.folding.work import Work, refresh_work
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
    together: Together | None = None,
    doubtful: Set[int] = frozenset(),
) -> set[str]:
    """Work out so many claims as fit in memory, by number; returns the keys of their sources.

    The values of entries from ``late_from`` on were left for now to be read. Where all claims are
    new, and none comes twice, what lies by the number of its event is put ``together``; else what
    the tables hold already is taken from there, and claims that are not ``doubtful``, of which all
    that is old stays as it is, only get what is added to them.
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
    keys: set[str] = set()
    if late_from is not None and together is None:
        sure = [about for number, about in claims.items() if number not in doubtful]
        added, keys = add_to_claims(connection, sure, late_from, readings)
        for number in added:
            del claims[number]
    present = _present(connection, claims.values())
    held = None
    if late_from is not None and together is None:
        held = hold(connection, ROWS, present)
        readings.lean_on(held)
        for about in claims.values():
            if about.read:
                about.take_row(held, present)
    readings.load([n for about in claims.values() if about.reading for n in about.shown(held)])
    rows = _Rows()
    documents = _documents(connection, claims.values(), readings)
    for number, about in claims.items():
        if about.read:
            rows.take(ids[number], about, documents, present, readings)
    connection.execute(
        "DELETE FROM waiting WHERE claim IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids.values())),),
    )
    connection.executemany("INSERT INTO waiting VALUES (?,?)", rows.waiting)
    keys |= refresh_evidence(connection, [OnSources(number) for number in rows.gone], readings)
    connection.executemany("DELETE FROM claim WHERE number = ?", [(one,) for one in rows.gone])
    write_claims(connection, rows.claims, present, held.claims if held else None)
    replace_slots(connection, rows.reread, present.keys())
    keys |= refresh_evidence(connection, rows.on_sources, readings, together, held)
    refresh_verdicts(connection, rows.verdicts, readings, together, held)
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
    return [_entry(row[:9]) for row in rows if row[1] not in misfits]


@dataclass(slots=True)
class _Rows:
    """What is to be written for a number of claims."""

    claims: list[tuple[object, ...]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    waiting: list[tuple[str, str]] = field(default_factory=list)
    reread: list[tuple[int, int, ClaimValue]] = field(default_factory=list)
    on_sources: list[OnSources] = field(default_factory=list)
    verdicts: list[tuple[int, list[ClaimEntry], frozenset[int]]] = field(default_factory=list)
    work: list[tuple[int, Work]] = field(default_factory=list)

    def take(
        self,
        claim: str,
        about: About,
        documents: dict[str, tuple[int, int]],
        present: dict[int, int],
        readings: Readings,
    ) -> None:
        number = about.number
        if about.row is not None:
            self._take(about, read_in(about.row), readings)
            self.on_sources.append(about.on_sources(readings))
            return
        value = readings[about.reading.number] if about.reading else None
        document = documents.get(value.document) if isinstance(value, ClaimValue) else None
        if about.reading is None or not isinstance(value, ClaimValue) or document is None:
            if isinstance(value, ClaimValue):
                self.waiting.append((claim, value.document))
            if number in present:
                self.gone.append(number)
            return
        self._take(about, read_now(claim, value, document), readings)
        if present.get(number) != about.reading.number:
            self.reread.append((number, document[0], value))
        if about.attachments or about.quoted.numbers or number in present:
            self.on_sources.append(about.on_sources(readings))

    def _take(self, about: About, read: Read, readings: Readings) -> None:
        number = about.number
        stale = stale_verdicts(about.verdicts, about.quoted, readings)
        self.claims.append(_row(about, read, readings, stale))
        if about.verdicts:
            self.verdicts.append((number, about.verdicts, stale))
        if about.work is not NOTHING_DONE:
            self.work.append((number, about.work))


def _row(about: About, read: Read, readings: Readings, stale: frozenset[int]) -> tuple[object, ...]:
    wording = about.wording
    wording_shown = wording is not None and not wording.withdraws
    dismissal = about.dismissal
    dismissed = dismissal is not None and not dismissal.withdraws
    status, rating = status_of(about.verdicts, readings)
    return (
        about.number,
        read.claim,
        read.document,
        read.document_added,
        read.start,
        read.end,
        readings[wording.number] if wording is not None and wording_shown else read.text,
        about.work.claimant(read.claimant, readings),
        status.value,
        rating,
        read.worth,
        int(dismissed),
        readings[dismissal.number] if dismissal is not None and dismissed else None,
        len(about.quoted.live),
        read.types,
        int(read.negated),
        read.modality,
        int(read.by_hand),
        int(bool(stale)),
        about.reading.number if about.reading else None,
        sum(one.live for one in about.verdicts),
        *about.work.shown(readings),
    )


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
