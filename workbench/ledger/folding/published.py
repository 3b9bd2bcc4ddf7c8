"""The table ``published``: reviews of others. Of several live words on one the latest counts."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.slots import numeric
from workbench.ledger.values import ReviewValue
from workbench.model import PublishedReview

_CHUNK: Final = 1_000
_LATEST: Final = (
    "SELECT entity, number, event, reviewer, withdraws, (SELECT min(number) FROM entry AS first"
    " WHERE first.entity = entry.entity AND first.kind = 'published' AND first.understood = 1"
    " AND first.withdraws = 0) FROM entry"
    " WHERE entity IN (SELECT value FROM json_each(?)) AND kind = 'published'"
    " AND live = 1 AND understood = 1 ORDER BY event"
)


def refresh_published(
    connection: sqlite3.Connection, ids: Iterable[str], readings: Readings
) -> None:
    """Work out the rows of published reviews anew. Each keeps the number it first had."""
    rest = iter(sorted(ids))
    while chunk := list(islice(rest, _CHUNK)):
        wanted = json.dumps(chunk)
        latest = {row[0]: row for row in connection.execute(_LATEST, (wanted,)).fetchall()}
        shown = [row for row in latest.values() if not row[4]]
        readings.load([row[1] for row in shown])
        connection.execute(
            "DELETE FROM published WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        )
        connection.executemany(
            "INSERT INTO published VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            _rows(shown, readings),
        )


def _rows(shown: Iterable[Sequence[Any]], readings: Readings) -> Iterator[tuple[object, ...]]:
    for review_id, entry, event, reviewer, _, number in shown:
        value = readings[entry]
        if isinstance(value, ReviewValue):
            about = (written(tick_of_event(event)), reviewer, event.hex())
            yield (number, review_id, *_columns(value.review), *about)


def _columns(found: PublishedReview) -> tuple[object, ...]:
    return (
        found.text,
        found.url,
        found.rating,
        found.publisher,
        found.site,
        found.title,
        found.reviewed_on,
        found.claimant,
        found.claimant_kind,
        found.claimed_on,
        json.dumps(found.appearances, ensure_ascii=False),
        found.first_appearance,
        numeric(found.rating_number),
        numeric(found.best),
        numeric(found.worst),
        found.language,
        found.imported_from,
    )
