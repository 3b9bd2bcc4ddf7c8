"""The tables ``attachment``, ``evidence`` and ``anchoring`` of claims that are in the tables."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.decisions import ClaimEntry
from workbench.ledger.folding.readings import Readings
from workbench.ledger.identifiers import source_key
from workbench.ledger.values import AnchoringValue, AttachmentValue, EvidenceValue
from workbench.model import QuoteDetails


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
    connection.execute(
        "INSERT OR IGNORE INTO source(id, key, kind, url, captures) VALUES (?, ?, '', '', 0)",
        (source, source_key(source)),
    )
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
    for one in claims:
        _write_attachments(connection, one, readings)
        _write_evidence(connection, one, readings)
        _write_anchorings(connection, one, readings)
    return {key for key, _ in before ^ _uses_of(connection, numbers)}


def _uses_of(connection: sqlite3.Connection, claims: str) -> set[tuple[str, str]]:
    """The keys of the sources that claims use, each with the event by which they do."""
    used = " UNION ALL ".join(
        f"SELECT source.key, {table}.id FROM {table} JOIN source ON source.number = {table}.source"
        f" WHERE {table}.claim IN (SELECT value FROM json_each(?1))"
        for table in ("attachment", "evidence")
    )
    return {(key, event) for key, event in connection.execute(used, (claims,)).fetchall()}


def _write_attachments(
    connection: sqlite3.Connection, about: OnSources, readings: Readings
) -> None:
    for entry in about.attachments:
        value = readings[entry.number]
        if isinstance(value, AttachmentValue):
            connection.execute(
                "INSERT INTO attachment VALUES (?,?,?,?,?,?,?)",
                (
                    entry.number,
                    entry.event.hex(),
                    about.claim,
                    place_source(connection, value.source),
                    value.url,
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                ),
            )


def _write_evidence(connection: sqlite3.Connection, about: OnSources, readings: Readings) -> None:
    findings = about.findings or {}
    for entry in about.evidence:
        value = readings[entry.number]
        if isinstance(value, EvidenceValue):
            connection.execute(
                "INSERT INTO evidence VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    entry.number,
                    entry.event.hex(),
                    about.claim,
                    place_source(connection, value.source),
                    value.url,
                    value.quote,
                    value.stance,
                    value.seen_on.isoformat(),
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                    *_details(value.details),
                    *_standing(findings.get(entry.event), readings),
                ),
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


def _write_anchorings(connection: sqlite3.Connection, about: OnSources, readings: Readings) -> None:
    for entry in about.anchorings:
        value = readings[entry.number]
        if isinstance(value, AnchoringValue):
            found = value.anchoring
            connection.execute(
                "INSERT INTO anchoring VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (
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
                ),
            )
