"""The tables ``attachment``, ``evidence`` and ``anchoring`` of claims that are in the tables."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.decisions import ClaimEntry
from workbench.ledger.folding.readings import Readings
from workbench.ledger.identifiers import source_key
from workbench.ledger.values import AnchoringValue, AttachmentValue, EvidenceValue
from workbench.model import QuoteDetails

_PLACE: Final = (
    "INSERT OR IGNORE INTO source(id, key, kind, url, captures) VALUES (?, ?, '', '', 0)"
)
# By key: SQLite ends a text taken from JSON at a NUL, which the id of a source may hold.
_NUMBERS: Final = "SELECT key, number FROM source WHERE key IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class OnSources:
    """What a claim has to do with sources: live attachments, evidence and re-checks."""

    claim: int
    attachments: Sequence[ClaimEntry] = ()
    evidence: Sequence[ClaimEntry] = ()
    anchorings: Sequence[ClaimEntry] = ()
    findings: Mapping[bytes, ClaimEntry] | None = None


def place_source(connection: sqlite3.Connection, source: str) -> int:
    """The number of a source, which gets a row for now if it has none."""
    connection.execute(_PLACE, (source, source_key(source)))
    number: int = connection.execute(
        "SELECT number FROM source WHERE id = ?", (source,)
    ).fetchone()[0]
    return number


def refresh_evidence(
    connection: sqlite3.Connection, claims: Sequence[OnSources], readings: Readings
) -> set[str]:
    """Write what claims have to do with sources anew; returns the keys of sources used otherwise.

    A source that the same events use as before stays as it was summed up, so that attaching the
    two hundredth source of a claim is no slower than the first few.
    """
    if not claims:
        return set()
    numbers = json.dumps([one.claim for one in claims])
    before = _uses_of(connection, numbers)
    for table in ("attachment", "evidence", "anchoring"):
        connection.execute(
            f"DELETE FROM {table} WHERE claim IN (SELECT value FROM json_each(?))", (numbers,)
        )
    places = _placed(connection, claims, readings)
    _insert(connection, "attachment", 7, _attachments(claims, places, readings))
    _insert(connection, "evidence", 26, _evidence(claims, places, readings))
    _insert(connection, "anchoring", 12, _anchorings(claims, readings))
    return {key for key, _ in before ^ _uses_of(connection, numbers)}


def _uses_of(connection: sqlite3.Connection, claims: str) -> set[tuple[str, str]]:
    """The keys of the sources that claims use, each with the event by which they do."""
    used = " UNION ALL ".join(
        f"SELECT source.key, {table}.id FROM {table} JOIN source ON source.number = {table}.source"
        f" WHERE {table}.claim IN (SELECT value FROM json_each(?1))"
        for table in ("attachment", "evidence")
    )
    return {(key, event) for key, event in connection.execute(used, (claims,)).fetchall()}


def _insert(
    connection: sqlite3.Connection, table: str, columns: int, rows: Iterable[tuple[object, ...]]
) -> None:
    marks = ",".join("?" * columns)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _placed(
    connection: sqlite3.Connection, claims: Sequence[OnSources], readings: Readings
) -> dict[str, int]:
    """The numbers of all sources that claims use, each with a row for now if it has none."""
    wanted: dict[str, str] = {}
    for about in claims:
        for entry in (*about.attachments, *about.evidence):
            value = readings[entry.number]
            if isinstance(value, AttachmentValue | EvidenceValue):
                wanted[value.source] = source_key(value.source)
    if not wanted:
        return {}
    keys = json.dumps(list(wanted.values()))
    known = dict(connection.execute(_NUMBERS, (keys,)).fetchall())
    missing = [(source, key) for source, key in wanted.items() if key not in known]
    if missing:
        connection.executemany(_PLACE, missing)
        known = dict(connection.execute(_NUMBERS, (keys,)).fetchall())
    return {source: known[key] for source, key in wanted.items()}


def _attachments(
    claims: Sequence[OnSources], places: Mapping[str, int], readings: Readings
) -> Iterator[tuple[object, ...]]:
    for about in claims:
        for entry in about.attachments:
            value = readings[entry.number]
            if isinstance(value, AttachmentValue):
                yield (
                    entry.number,
                    entry.event.hex(),
                    about.claim,
                    places[value.source],
                    value.url,
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                )


def _evidence(
    claims: Sequence[OnSources], places: Mapping[str, int], readings: Readings
) -> Iterator[tuple[object, ...]]:
    for about in claims:
        findings = about.findings or {}
        for entry in about.evidence:
            value = readings[entry.number]
            if isinstance(value, EvidenceValue):
                yield (
                    entry.number,
                    entry.event.hex(),
                    about.claim,
                    places[value.source],
                    value.url,
                    value.quote,
                    value.stance,
                    value.seen_on.isoformat(),
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                    *_details(value.details),
                    *_standing(findings.get(entry.event), readings),
                )


def _details(details: QuoteDetails | None) -> tuple[object, ...]:
    if details is None:
        return (None,) * 13
    selector = details.selector
    return (
        details.capture,
        selector.text,
        selector.start,
        selector.end,
        selector.prefix,
        selector.suffix,
        selector.page,
        details.extractor,
        details.note,
        details.dated,
        details.younger,
        details.translation,
        details.translation_language,
    )


def _standing(finding: ClaimEntry | None, readings: Readings) -> tuple[object, ...]:
    value = readings[finding.number] if finding is not None else None
    if finding is None or not isinstance(value, AnchoringValue):
        return None, None, None
    return (
        value.anchoring.state,
        written(tick_of_event(finding.event)),
        json.dumps(value.anchoring.differences, ensure_ascii=False),
    )


def _anchorings(claims: Sequence[OnSources], readings: Readings) -> Iterator[tuple[object, ...]]:
    for about in claims:
        for entry in about.anchorings:
            value = readings[entry.number]
            if isinstance(value, AnchoringValue):
                found = value.anchoring
                yield (
                    entry.number,
                    entry.event.hex(),
                    about.claim,
                    value.evidence,
                    value.capture,
                    found.state,
                    found.start,
                    found.end,
                    found.similarity,
                    json.dumps(found.differences, ensure_ascii=False),
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                )
