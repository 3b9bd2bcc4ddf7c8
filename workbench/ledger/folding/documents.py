"""The table ``document``: what is known of each text that was read.

The earliest live reading is the one shown. A document stays in the table when its reading is
undone, marked as withdrawn, because a claim that somebody else added may still need it.
"""

import json
import sqlite3
from collections.abc import Iterable
from itertools import groupby
from typing import Final, NamedTuple

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import DocumentValue
from workbench.plain import check_value

_ENTRIES: Final = (
    "SELECT entry.entity, entry.number, entry.event, entry.reviewer, entry.live, act.undone"
    " FROM entry JOIN act ON act.number = entry.act"
    " WHERE entry.entity IN (SELECT value FROM json_each(?)) AND entry.kind = 'document'"
    " AND entry.understood = 1 AND entry.withdraws = 0 ORDER BY entry.entity, entry.event"
)
_UPSERT: Final = (
    "INSERT INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
    " ON CONFLICT(number) DO UPDATE SET title = excluded.title, address = excluded.address,"
    " encoding = excluded.encoding, language = excluded.language,"
    " characters = excluded.characters, document_date = excluded.document_date,"
    " document_date_basis = excluded.document_date_basis, notes = excluded.notes,"
    " bytes = excluded.bytes, added_at = excluded.added_at, reviewer = excluded.reviewer,"
    " added = excluded.added, withdrawn = excluded.withdrawn,"
    " checks = excluded.checks"
)


class _Entry(NamedTuple):
    document: str
    number: int
    event: bytes
    reviewer: int
    live: int
    undone: int


def refresh_documents(
    connection: sqlite3.Connection, ids: Iterable[str], readings: Readings
) -> set[str]:
    """Work out documents anew; returns the claims that had to wait for one of them."""
    wanted = json.dumps(sorted(ids))
    entries = [_Entry(*row) for row in connection.execute(_ENTRIES, (wanted,)).fetchall()]
    rows = []
    shown = []
    for document, group in groupby(entries, key=lambda entry: entry.document):
        found = list(group)
        chosen = next((entry for entry in found if entry.live), found[0])
        first = next((entry for entry in found if not entry.undone), found[0])
        number = min(entry.number for entry in found)
        rows.append((document, number, chosen, first))
        shown.append(chosen.number)
    readings.load(shown)
    for document, number, chosen, first in rows:
        value = readings[chosen.number]
        if isinstance(value, DocumentValue):
            _write(connection, document, number, chosen, first, value)
    return {
        row[0]
        for row in connection.execute(
            "SELECT claim FROM waiting WHERE document IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
    }


def _write(
    connection: sqlite3.Connection,
    document: str,
    number: int,
    chosen: _Entry,
    first: _Entry,
    value: DocumentValue,
) -> None:
    added = tick_of_event(first.event)
    before = connection.execute("SELECT added FROM document WHERE number = ?", (number,)).fetchone()
    connection.execute(
        _UPSERT,
        (
            number,
            document,
            value.title,
            value.address,
            value.encoding,
            value.language,
            value.characters,
            value.document_date.isoformat() if value.document_date else None,
            value.document_date_basis,
            json.dumps(value.notes, ensure_ascii=False),
            value.data,
            written(added),
            first.reviewer,
            added,
            not chosen.live,
            json.dumps([check_value(check) for check in value.checks], ensure_ascii=False),
        ),
    )
    if before is not None and before[0] != added:
        connection.execute(
            "UPDATE claim SET document_added = ? WHERE document_added = ? AND document = ?",
            (added, before[0], number),
        )
