"""The tables ``appearance``, ``quantity``, ``date`` and ``name``: what a reading found."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import Decimal
from typing import Final

from workbench.ledger.folding.inserting import Row, insert_rows
from workbench.ledger.values import ClaimValue

_TABLES: Final = ("appearance", "quantity", "date", "name")
_MAX_INTEGER: Final = 1 << 63


def replace_slots(
    connection: sqlite3.Connection,
    claims: Sequence[tuple[int, int, ClaimValue]],
    present: Set[int],
) -> None:
    """Write what the shown readings of claims found. Each is a claim, a document, a reading."""
    old = json.dumps([claim for claim, _, _ in claims if claim in present])
    if old != "[]":
        for table in _TABLES:
            connection.execute(
                f"DELETE FROM {table} WHERE claim IN (SELECT value FROM json_each(?))", (old,)
            )
    for table, rows in slot_rows(claims):
        insert_rows(connection, table, rows)


def slot_rows(claims: Sequence[tuple[int, int, ClaimValue]]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of what readings found, by table."""
    yield "appearance", _appearances(claims)
    yield (
        "quantity",
        [
            (
                claim,
                place,
                found.start,
                found.end,
                found.text,
                numeric(found.value),
                numeric(found.low),
                numeric(found.high),
                found.approximator.value if found.approximator else None,
                found.unit,
                found.counted,
            )
            for claim, _, value in claims
            for place, found in enumerate(value.statement.quantities, 1)
        ],
    )
    yield (
        "date",
        [
            (
                claim,
                place,
                found.start,
                found.end,
                found.text,
                found.value,
                found.granularity.value,
                found.basis.value,
                found.weekday_agrees,
            )
            for claim, _, value in claims
            for place, found in enumerate(value.statement.dates, 1)
        ],
    )
    yield (
        "name",
        [
            (claim, place, found.start, found.end, found.text, found.kind.value)
            for claim, _, value in claims
            for place, found in enumerate(value.statement.names, 1)
        ],
    )


def _appearances(
    claims: Iterable[tuple[int, int, ClaimValue]],
) -> list[Row]:
    rows: list[Row] = []
    for claim, document, value in claims:
        found = value.statement
        words = found.attribution.text if found.attribution else None
        rows.append((claim, document, found.start, found.end, found.span, found.text, words))
    return rows


def numeric(number: Decimal | None) -> int | float | None:
    """A number as SQL can compare it. The exact one is in the log; here it may be rounded."""
    if number is None:
        return None
    if number == number.to_integral_value() and abs(number) < _MAX_INTEGER:
        return int(number)
    return float(number)
