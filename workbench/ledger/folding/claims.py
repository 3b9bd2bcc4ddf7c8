"""The table ``claim`` and what hangs on it, worked out anew for each claim touched.

A claim is in the tables while a reading of it is live and its document is known. The earliest
live reading is shown; of live corrections and dismissals the latest is.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from typing import Final

from workbench.ledger.folding.decisions import (
    ClaimEntry,
    Quoted,
    refresh_verdicts,
    stale_verdicts,
    status_of,
)
from workbench.ledger.folding.evidence import OnSources, refresh_evidence
from workbench.ledger.folding.inserting import Together
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.slots import replace_slots
from workbench.ledger.folding.work import DETAILS, WORK_KINDS, Work, refresh_work
from workbench.ledger.values import ClaimValue

CHUNK: Final = 1_000
_OF_CLAIMS: Final = (
    " FROM entry WHERE entity IN (SELECT value FROM json_each(?)) AND understood = 1"
    " AND kind IN ('claim', 'verdict', 'evidence', 'attachment', 'anchoring',"
    " 'tag', 'comment', 'question', 'answer')"
)
_ENTRY: Final = "entity, number, event, kind, field, reviewer, adjudicates, withdraws, live"
_ENTRIES: Final = f"SELECT {_ENTRY} {_OF_CLAIMS}"
_WITH_BODIES: Final = (
    f"SELECT {_ENTRY}, CASE WHEN number >= ? THEN"
    f" (SELECT body FROM event WHERE event.id = entry.event) END {_OF_CLAIMS}"
)
_COLUMNS: Final = (
    *("number", "id", "document", "document_added", "start", "end", "statement", "claimant"),
    *("status", "rating", "worth", "dismissed", "dismissed_because", "evidence_count", "types"),
    *("negated", "modality", "by_hand", "stale", "reading", "verdict_count", "claimant_kind"),
    *("claimed_on", "place", "first_appearance", "priority", "assignee", "taken_over"),
)
_INSERT: Final = (
    f"INSERT INTO claim({', '.join(_COLUMNS)}) VALUES ({','.join('?' * len(_COLUMNS))})"
)
_BEFORE: Final = (
    f"SELECT {', '.join(_COLUMNS)} FROM claim WHERE number IN (SELECT value FROM json_each(?))"
)
_entry: Final = ClaimEntry._make
_by_event: Final = attrgetter("event")
_NOTHING_QUOTED: Final = Quoted()
_NOTHING_DONE: Final = Work()
"""These two are shared by the many claims on which nothing is quoted or said; never added to."""


@dataclass(slots=True)
class _About:
    """The events about one claim, sorted by what they say, each list in order of event id."""

    numbers: list[int] = field(default_factory=list)
    reading: ClaimEntry | None = None
    wording: ClaimEntry | None = None
    dismissal: ClaimEntry | None = None
    verdicts: list[ClaimEntry] = field(default_factory=list)
    quoted: Quoted = field(default_factory=lambda: _NOTHING_QUOTED)
    attachments: dict[str, ClaimEntry] = field(default_factory=dict)
    work: Work = field(default_factory=lambda: _NOTHING_DONE)

    def take(self, entry: ClaimEntry) -> None:
        if entry.kind == "verdict":
            if not entry.withdraws:
                self.verdicts.append(entry)
        elif entry.kind == "attachment":
            if entry.live and not entry.withdraws:
                self.attachments.setdefault(entry.field, entry)
        elif entry.kind in WORK_KINDS or (entry.kind == "claim" and entry.field in DETAILS):
            if self.work is _NOTHING_DONE:
                self.work = Work()
            self.work.take(entry)
        elif entry.kind == "claim":
            self._take_reading(entry)
        else:
            if self.quoted is _NOTHING_QUOTED:
                self.quoted = Quoted()
            self.quoted.take(entry)

    def _take_reading(self, entry: ClaimEntry) -> None:
        if entry.field == "read":
            self.numbers.append(entry.number)
            if entry.live and not entry.withdraws and self.reading is None:
                self.reading = entry
        elif entry.live:
            if entry.field == "statement":
                self.wording = entry
            else:
                self.dismissal = entry

    def shown(self) -> list[int]:
        """The entries whose values the tables show."""
        found = [one for one in (self.reading, self.wording, self.dismissal) if one is not None]
        found += self.verdicts
        found += self.attachments.values()
        numbers = [one.number for one in found if not one.withdraws]
        return numbers + self.quoted.numbers + self.work.numbers

    def on_sources(self, number: int, readings: Readings) -> OnSources:
        """What the claim has to do with sources."""
        return OnSources(
            number,
            tuple(self.attachments.values()),
            self.quoted.live,
            self.quoted.anchorings,
            self.quoted.findings(readings),
        )


def refresh_claims(
    connection: sqlite3.Connection, ids: Iterable[str], readings: Readings
) -> set[str]:
    """Work out claims, and all that hangs on them, anew; returns the keys of their sources."""
    keys: set[str] = set()
    rest = iter(sorted(ids))
    while chunk := list(islice(rest, CHUNK)):
        keys.update(refresh_some(connection, chunk, readings))
    return keys


def refresh_some(
    connection: sqlite3.Connection,
    ids: Sequence[str],
    readings: Readings,
    late_from: int | None = None,
    together: Together | None = None,
) -> set[str]:
    """Work out so many claims as fit in memory; returns the keys of their sources.

    The values of entries from ``late_from`` on were left for now to be read. Where all claims are
    new, and none comes twice, what lies by the number of its event is put ``together``.
    """
    wanted = json.dumps(ids)
    if late_from is None:
        entries = [_entry(row) for row in connection.execute(_ENTRIES, (wanted,)).fetchall()]
    else:
        entries = _read_late(connection, wanted, readings, late_from)
    entries.sort(key=_by_event)
    claims: defaultdict[str, _About] = defaultdict(_About)
    for entry in entries:
        claims[entry.claim].take(entry)
    readings.load([n for about in claims.values() if about.reading for n in about.shown()])
    present = _present(connection, claims.values())
    rows = _Rows()
    documents = _documents(connection, claims.values(), readings)
    for claim, about in claims.items():
        if about.numbers:
            rows.take(claim, about, documents, present, readings)
    connection.execute(
        "DELETE FROM waiting WHERE claim IN (SELECT value FROM json_each(?))", (wanted,)
    )
    connection.executemany("INSERT INTO waiting VALUES (?,?)", rows.waiting)
    keys = refresh_evidence(connection, [OnSources(number) for number in rows.gone], readings)
    connection.executemany("DELETE FROM claim WHERE number = ?", [(one,) for one in rows.gone])
    _write(connection, rows.claims, present)
    replace_slots(connection, rows.reread, present.keys())
    keys |= refresh_evidence(connection, rows.on_sources, readings, together)
    refresh_verdicts(connection, rows.verdicts, readings, together)
    refresh_work(connection, rows.work, readings)
    return keys


def _read_late(
    connection: sqlite3.Connection, wanted: str, readings: Readings, late_from: int
) -> list[ClaimEntry]:
    """The entries of claims that are understood, once the late ones among them are read."""
    rows = connection.execute(_WITH_BODIES, (late_from, wanted)).fetchall()
    misfits = readings.take_late(
        [(row[1], row[3], row[0], row[4], row[9]) for row in rows if row[9] is not None]
    )
    return [_entry(row[:9]) for row in rows if row[1] not in misfits]


def _write(
    connection: sqlite3.Connection,
    rows: Sequence[tuple[object, ...]],
    present: Mapping[int, int],
) -> None:
    """Write claims; of those that have a row, only the columns that are other ones by now.

    SQLite takes a row out of each index that has one of the columns named, and puts it in again.
    """
    connection.executemany(_INSERT, [row for row in rows if row[0] not in present])
    given = json.dumps([row[0] for row in rows if row[0] in present])
    before = {row[0]: row for row in connection.execute(_BEFORE, (given,)).fetchall()}
    changes: defaultdict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        if row[0] in before:
            old = before[row[0]]
            places = [one for one, now in enumerate(row) if now != old[one]]
            if places:
                names = tuple([_COLUMNS[one] for one in places])
                changes[names].append((*[row[one] for one in places], row[0]))
    for names, changed in changes.items():
        assigned = ", ".join(f"{name} = ?" for name in names)
        connection.executemany(f"UPDATE claim SET {assigned} WHERE number = ?", changed)


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
        about: _About,
        documents: dict[str, tuple[int, int]],
        present: dict[int, int],
        readings: Readings,
    ) -> None:
        number = min(about.numbers)
        value = readings[about.reading.number] if about.reading else None
        document = documents.get(value.document) if isinstance(value, ClaimValue) else None
        if about.reading is None or not isinstance(value, ClaimValue) or document is None:
            if isinstance(value, ClaimValue):
                self.waiting.append((claim, value.document))
            if number in present:
                self.gone.append(number)
            return
        stale = stale_verdicts(about.verdicts, about.quoted, readings)
        self.claims.append(_row(number, claim, about, value, document, readings, stale))
        if present.get(number) != about.reading.number:
            self.reread.append((number, document[0], value))
        if about.attachments or about.quoted.numbers or number in present:
            self.on_sources.append(about.on_sources(number, readings))
        if about.verdicts:
            self.verdicts.append((number, about.verdicts, stale))
        if about.work is not _NOTHING_DONE:
            self.work.append((number, about.work))


def _row(
    number: int,
    claim: str,
    about: _About,
    value: ClaimValue,
    document: tuple[int, int],
    readings: Readings,
    stale: frozenset[int],
) -> tuple[object, ...]:
    statement = value.statement
    wording = about.wording
    wording_shown = wording is not None and not wording.withdraws
    dismissal = about.dismissal
    dismissed = dismissal is not None and not dismissal.withdraws
    status, rating = status_of(about.verdicts, readings)
    return (
        number,
        claim,
        document[0],
        document[1],
        statement.start,
        statement.end,
        readings[wording.number] if wording is not None and wording_shown else statement.text,
        about.work.claimant(statement.claimant, readings),
        status,
        rating,
        statement.worth,
        dismissed,
        readings[dismissal.number] if dismissal is not None and dismissed else None,
        len(about.quoted.live),
        _types(statement.types),
        statement.negated,
        statement.modality,
        value.by_hand,
        bool(stale),
        about.reading.number if about.reading else None,
        sum(one.live for one in about.verdicts),
        *about.work.shown(readings),
    )


@lru_cache(maxsize=1_000)
def _types(types: tuple[str, ...]) -> str:
    return json.dumps(types)


def _documents(
    connection: sqlite3.Connection, claims: Iterable[_About], readings: Readings
) -> dict[str, tuple[int, int]]:
    wanted: set[str] = set()
    for about in claims:
        value = readings[about.reading.number] if about.reading else None
        if isinstance(value, ClaimValue):
            wanted.add(value.document)
    return {
        document: (number, added)
        for document, number, added in connection.execute(
            "SELECT id, number, added FROM document WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(wanted)),),
        )
    }


def _present(connection: sqlite3.Connection, claims: Iterable[_About]) -> dict[int, int]:
    """The claims that have a row already, each with the entry of the reading it shows."""
    numbers = [min(about.numbers) for about in claims if about.numbers]
    return dict(
        connection.execute(
            "SELECT number, reading FROM claim WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
    )
