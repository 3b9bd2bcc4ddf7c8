"""The tables ``setting``, ``scale`` and ``saved_view``: what is agreed for a whole project.

Every live word is in them; of several on the same thing the latest counts. So are signatures and
proposals to redact, all of which count.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from typing import Final

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.events import canonical, plain
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import (
    RedactionValue,
    ScaleChoice,
    SignatureValue,
    Value,
    ViewValue,
)
from workbench.ledger.values.settings import scale_value
from workbench.model import Publisher, RatingScale, SecondReader

_LIVE: Final = (
    "SELECT number, event, entity, field, reviewer FROM entry"
    " WHERE entity IN (SELECT value FROM json_each(?)) AND kind = ?"
    " AND live = 1 AND understood = 1 AND withdraws = 0 ORDER BY event"
)
_TABLES: Final = {
    "project": ("setting", "project"),
    "scale": ("scale", "definition"),
    "view": ("saved_view", "id"),
    "signature": ("signature", "writer"),
    "redaction": ("redaction_proposal", "id"),
}
"""For each kind of event its table, and the column with the entity."""


def refresh_agreed(
    connection: sqlite3.Connection, kind: str, entities: Iterable[str], readings: Readings
) -> None:
    """Work out anew what is agreed: settings of projects, rating scales or saved views."""
    table, column = _TABLES[kind]
    wanted = json.dumps(sorted(entities))
    found = connection.execute(_LIVE, (wanted, kind)).fetchall()
    readings.load([row[0] for row in found])
    rows: list[tuple[object, ...]] = []
    for number, event, entity, field, reviewer in found:
        said = _columns(entity, field, readings[number])
        if said is not None:
            rows.append(
                (number, event.hex(), *said, written(tick_of_event(event)), reviewer),
            )
    connection.execute(
        f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))", (wanted,)
    )
    if rows:
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _columns(entity: str, field: str, value: Value) -> tuple[object, ...] | None:
    match value:
        case Publisher() | SecondReader():
            return entity, field, canonical(plain(asdict(value)))
        case ScaleChoice():
            return entity, field, value.scale
        case RatingScale():
            ratings = scale_value(value)["ratings"]
            return entity, value.id, value.name, canonical(ratings)
        case ViewValue():
            return entity, value.name, value.query, value.order
        case SignatureValue():
            return entity, value.key, value.seq, value.head, value.signature
        case RedactionValue():
            listed = [canonical(list(one)) for one in (value.events, value.kept, value.claims)]
            return entity, *listed, value.because
    return None
