"""The tables ``attachment``, ``evidence`` and ``anchoring`` of claims that are in the tables."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.decisions import ClaimEntry
from workbench.ledger.folding.held import Held
from workbench.ledger.folding.inserting import Row, insert_rows
from workbench.ledger.folding.readings import Readings
from workbench.ledger.identifiers import source_key
from workbench.ledger.values import AnchoringValue, AttachmentValue, EvidenceValue
from workbench.model import QuoteDetails

PLACE: Final = "INSERT OR IGNORE INTO source(id, key, kind, url, captures) VALUES (?, ?, '', '', 0)"
# By key: SQLite ends a text taken from JSON at a NUL, which the id of a source may hold.
_NUMBERS: Final = "SELECT key, number FROM source WHERE key IN (SELECT value FROM json_each(?))"
_ROWS: Final = "SELECT * FROM {} WHERE claim IN (SELECT value FROM json_each(?))"
_STANDING: Final = 23
"""The column of the table ``evidence`` that tells what the latest re-check found."""
_NOTHING_MORE: Final = (None,) * 16
_KEYS: Final = "SELECT key FROM source WHERE number IN (SELECT value FROM json_each(?))"


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
    connection.execute(PLACE, (source, source_key(source)))
    number: int = connection.execute(
        "SELECT number FROM source WHERE id = ?", (source,)
    ).fetchone()[0]
    return number


def refresh_evidence(
    connection: sqlite3.Connection,
    claims: Sequence[OnSources],
    readings: Readings,
    held: Held | None = None,
) -> set[str]:
    """Write what claims have to do with sources anew; returns the keys of sources used otherwise.

    ``held`` are the rows that are there.

    A source that the same events use as before stays as it was summed up, so that attaching the
    two hundredth source of a claim is no slower than the first few.
    """
    if not claims:
        return set()
    numbers = json.dumps([one.claim for one in claims])
    places = _placed(connection, claims, readings, held)
    uses = _replace(connection, "attachment", numbers, attachments(claims, places, readings))
    here = held.evidence if held is not None else {}
    there = None if held is None else set(here.values())
    rows = evidence_rows(claims, places, readings, here)
    uses ^= _replace(connection, "evidence", numbers, rows, there)
    _replace(connection, "anchoring", numbers, anchorings(claims, readings))
    sources = json.dumps([source for source, _ in uses])
    return {row[0] for row in connection.execute(_KEYS, (sources,))} if uses else set()


def _replace(
    connection: sqlite3.Connection,
    table: str,
    claims: str,
    rows: Iterable[Row],
    there: set[Row] | None = None,
) -> set[tuple[object, object]]:
    """Write rows of claims that are not there yet, and be rid of others.

    Returns what came and went by the fourth column and the id: the source and the event by
    which it is used.
    """
    if there is None:
        there = set(connection.execute(_ROWS.format(table), (claims,)).fetchall())
    wanted = set(rows)
    gone, new = there - wanted, wanted - there
    if gone:
        connection.executemany(f"DELETE FROM {table} WHERE number = ?", [(row[0],) for row in gone])
    insert_rows(connection, table, new)
    return {(row[3], row[1]) for row in gone} ^ {(row[3], row[1]) for row in new}


def _placed(
    connection: sqlite3.Connection,
    claims: Sequence[OnSources],
    readings: Readings,
    held: Held | None,
) -> dict[str, int]:
    """The numbers of all sources that claims use, each with a row for now if it has none."""
    here = {} if held is None else {name: number for number, name in held.names.items()}
    rows = {} if held is None else held.evidence
    wanted: dict[str, str] = {}
    for about in claims:
        for entry in (*about.attachments, *about.evidence):
            value = None if entry.number in rows else readings[entry.number]
            if isinstance(value, AttachmentValue | EvidenceValue) and value.source not in here:
                wanted[value.source] = source_key(value.source)
    if not wanted:
        return here
    keys = json.dumps(list(wanted.values()))
    known = dict(connection.execute(_NUMBERS, (keys,)).fetchall())
    missing = [(source, key) for source, key in wanted.items() if key not in known]
    if missing:
        connection.executemany(PLACE, missing)
        known = dict(connection.execute(_NUMBERS, (keys,)).fetchall())
    return here | {source: known[key] for source, key in wanted.items()}


def attachments(
    claims: Sequence[OnSources], places: Mapping[str, object], readings: Readings
) -> Iterator[Row]:
    """The rows of attachments; ``places`` tell what stands in them for a source."""
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


def evidence_rows(
    claims: Sequence[OnSources],
    places: Mapping[str, object],
    readings: Readings,
    here: Mapping[int, Row],
    bare: Row = _NOTHING_MORE,
) -> Iterator[Row]:
    """The rows of evidence; one that is ``here`` stays unless a re-check has to do with it.

    ``places`` tell what stands in them for a source; ``bare`` is how a row ends of which nothing
    more is known than was typed.
    """
    for about in claims:
        findings = about.findings or {}
        for entry in about.evidence:
            row = here.get(entry.number)
            if row is not None and not about.anchorings and row[_STANDING] is None:
                yield row
                continue
            value = readings[entry.number]
            if isinstance(value, EvidenceValue):
                found = findings.get(entry.event)
                yield (
                    entry.number,
                    entry.event.hex(),
                    about.claim,
                    places[value.source],
                    value.url,
                    value.quote,
                    value.stance.value,
                    value.seen_on.isoformat(),
                    written(tick_of_event(entry.event)),
                    entry.reviewer,
                    *(
                        bare
                        if value.details is None and found is None
                        else (*_details(value.details), *_standing(found, readings))
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


def anchorings(claims: Sequence[OnSources], readings: Readings) -> Iterator[Row]:
    """The rows of what re-checks found."""
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
