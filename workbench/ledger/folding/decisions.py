"""The tables ``evidence``, ``source`` and ``verdict`` of claims that are in the tables."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import EvidenceValue, VerdictValue


class ClaimEntry(NamedTuple):
    """One understood event about a claim, without its value."""

    claim: str
    number: int
    event: bytes
    kind: str
    field: str
    reviewer: int
    adjudicates: int
    withdraws: int
    live: int


OfClaims = Sequence[tuple[int, Sequence[ClaimEntry]]]
"""Claims by number, each with its entries."""


def refresh_evidence(connection: sqlite3.Connection, claims: OfClaims, readings: Readings) -> None:
    """Write the evidence of claims anew, and the sources that it names."""
    if not claims:
        return
    numbers = json.dumps([number for number, _ in claims])
    sources = {
        row[0]
        for row in connection.execute(
            "SELECT source FROM evidence WHERE claim IN (SELECT value FROM json_each(?))",
            (numbers,),
        )
    }
    connection.execute(
        "DELETE FROM evidence WHERE claim IN (SELECT value FROM json_each(?))", (numbers,)
    )
    for number, entries in claims:
        for entry in entries:
            value = readings[entry.number]
            if isinstance(value, EvidenceValue):
                sources.add(_write_evidence(connection, number, entry, value))
    for source in sources:
        _settle_source(connection, source)


def _write_evidence(
    connection: sqlite3.Connection, claim: int, entry: ClaimEntry, value: EvidenceValue
) -> int:
    connection.execute(
        "INSERT OR IGNORE INTO source(id, url) VALUES (?, ?)", (value.source, value.url)
    )
    source: int = connection.execute(
        "SELECT number FROM source WHERE id = ?", (value.source,)
    ).fetchone()[0]
    connection.execute(
        "INSERT INTO evidence VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            entry.number,
            entry.event.hex(),
            claim,
            source,
            value.url,
            value.quote,
            value.stance,
            value.seen_on.isoformat(),
            written(tick_of_event(entry.event)),
            entry.reviewer,
        ),
    )
    return source


def _settle_source(connection: sqlite3.Connection, source: int) -> None:
    """Show a source's address as it was first given; drop a source that nothing cites."""
    first = connection.execute(
        "SELECT url FROM evidence WHERE source = ? ORDER BY id LIMIT 1", (source,)
    ).fetchone()
    if first is None:
        connection.execute("DELETE FROM source WHERE number = ?", (source,))
    else:
        connection.execute("UPDATE source SET url = ? WHERE number = ?", (first[0], source))


def refresh_verdicts(connection: sqlite3.Connection, claims: OfClaims, readings: Readings) -> None:
    """Write the verdicts on claims anew, the dead ones too."""
    rows: list[tuple[object, ...]] = []
    for claim, entries in claims:
        for entry in entries:
            value = readings[entry.number]
            if isinstance(value, VerdictValue):
                rows.append(
                    (
                        entry.number,
                        entry.event.hex(),
                        claim,
                        value.rating,
                        value.scale,
                        value.because,
                        json.dumps(value.evidence),
                        value.unsourced,
                        entry.adjudicates,
                        written(tick_of_event(entry.event)),
                        entry.reviewer,
                        entry.live,
                    )
                )
    connection.executemany("INSERT OR REPLACE INTO verdict VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
