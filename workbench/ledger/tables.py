"""The derived tables in a form that is the same in every file with the same events.

Numbers are local to a file; here each is replaced by the identity of what it numbers, so
that two folds of one log can be compared row by row.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

_CLAIM: Final = "(SELECT id FROM claim WHERE number = {}.claim)"
_REVIEWER: Final = "(SELECT id FROM reviewer WHERE number = {}.reviewer)"
_DOCUMENT: Final = "(SELECT id FROM document WHERE number = {}.document)"
_EVENT: Final = "(SELECT hex(event) FROM entry WHERE number = {})"

PORTABLE: Final[dict[str, str]] = {
    "project": "SELECT id, name, sample, started FROM project",
    "reviewer": "SELECT id, name FROM reviewer",
    "document": (
        "SELECT id, title, address, encoding, language, characters, document_date,"
        " document_date_basis, notes, bytes, added_at, added, withdrawn, checks,"
        f" {_REVIEWER.format('document')} FROM document"
    ),
    "claim": (
        f"SELECT id, {_DOCUMENT.format('claim')}, document_added, start, end, statement,"
        " claimant, status, rating, worth, dismissed, dismissed_because, evidence_count,"
        f" types, negated, modality, by_hand, {_EVENT.format('claim.reading')} FROM claim"
    ),
    "appearance": (
        f"SELECT {_CLAIM.format('appearance')}, {_DOCUMENT.format('appearance')}, start, end,"
        " span, read_as, attribution FROM appearance"
    ),
    "quantity": (
        f"SELECT {_CLAIM.format('quantity')}, place, start, end, text, value, low, high,"
        " approximator, unit, counted FROM quantity"
    ),
    "date": (
        f"SELECT {_CLAIM.format('date')}, place, start, end, text, value, granularity, basis,"
        " weekday_agrees FROM date"
    ),
    "name": f"SELECT {_CLAIM.format('name')}, place, start, end, text, kind FROM name",
    "source": "SELECT id, url FROM source",
    "evidence": (
        f"SELECT id, {_CLAIM.format('evidence')}, (SELECT id FROM source WHERE number ="
        " evidence.source), url, quote, stance, seen_on, added_at,"
        f" {_REVIEWER.format('evidence')}, {_EVENT.format('evidence.number')} FROM evidence"
    ),
    "verdict": (
        f"SELECT id, {_CLAIM.format('verdict')}, rating, scale, because, evidence, unsourced,"
        f" adjudicates, given_at, live, {_REVIEWER.format('verdict')},"
        f" {_EVENT.format('verdict.number')} FROM verdict"
    ),
    "act": (
        f"SELECT id, {_REVIEWER.format('act')}, label, at, undone, undoes, steps, started,"
        " hex(labelled) FROM act"
    ),
    "writer": "SELECT id, seq, hex(head), events FROM writer",
    "entry": (
        "SELECT hex(event), kind, entity, field, adjudicates, understood, withdraws, live,"
        f" {_REVIEWER.format('entry')}, (SELECT id FROM act WHERE number = entry.act) FROM entry"
    ),
    "edge": f"SELECT hex(parent), {_EVENT.format('edge.child')} FROM edge",
    "waiting": "SELECT claim, document FROM waiting",
}
"""A query for each derived table that gives its rows without a local number."""


def differences(
    ours: sqlite3.Connection, theirs: sqlite3.Connection
) -> Iterator[tuple[str, int, int]]:
    """Tables that differ, each with how many rows only ours and only theirs have."""
    for table, query in PORTABLE.items():
        mine, other = _fingerprints(ours, query), _fingerprints(theirs, query)
        if mine != other:
            yield (
                table,
                sum(max(0, n - other.get(row, 0)) for row, n in mine.items()),
                sum(max(0, n - mine.get(row, 0)) for row, n in other.items()),
            )


def _fingerprints(connection: sqlite3.Connection, query: str) -> dict[int, int]:
    """How often each row occurs, by its hash: a million rows fit in memory so."""
    found: dict[int, int] = {}
    for row in connection.execute(query):
        key = hash(row)
        found[key] = found.get(key, 0) + 1
    return found
