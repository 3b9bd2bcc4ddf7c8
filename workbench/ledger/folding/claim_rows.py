"""The rows of the table ``claim``: what they are made of, and how those that are there change."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from workbench.ledger.folding.inserting import Row
from workbench.ledger.values import ClaimValue

_COLUMNS: Final = (
    *("number", "id", "document", "document_added", "start", "end", "statement", "claimant"),
    *("status", "rating", "worth", "dismissed", "dismissed_because", "evidence_count", "types"),
    *("negated", "modality", "by_hand", "stale", "reading", "verdict_count", "claimant_kind"),
    *("claimed_on", "place", "first_appearance", "priority", "assignee", "taken_over"),
)
_INSERT: Final = (
    f"INSERT INTO claim({', '.join(_COLUMNS)}) VALUES ({','.join('?' * len(_COLUMNS))})"
)
ROWS: Final = (
    f"SELECT {', '.join(_COLUMNS)} FROM claim WHERE number IN (SELECT value FROM json_each(?))"
)


class Read(NamedTuple):
    """What the row of a claim has of its reading."""

    claim: str
    document: int
    document_added: int
    start: int
    end: int
    text: str
    claimant: str | None
    worth: int
    types: str
    negated: bool
    modality: str
    by_hand: bool


def read_now(claim: str, value: ClaimValue, document: tuple[int, int]) -> Read:
    """What a reading puts into the row of its claim."""
    found = value.statement
    return Read(
        claim,
        *document,
        found.start,
        found.end,
        found.text,
        found.claimant,
        found.worth,
        _types(found.types),
        found.negated,
        found.modality.value,
        value.by_hand,
    )


def read_in(row: Row) -> Read:
    """What a row has of its reading, if nobody put other words into it."""
    return Read._make((*row[1:8], row[10], *row[14:18]))


@lru_cache(maxsize=1_000)
def _types(types: tuple[str, ...]) -> str:
    return json.dumps(types)


def write_claims(
    connection: sqlite3.Connection,
    rows: Sequence[Row],
    present: Mapping[int, int],
    there: Mapping[int, Row] | None,
) -> None:
    """Write claims; of those that have a row, only the columns that are other ones by now.

    ``there`` are the rows that are there. SQLite takes a row out of each index that has one of the
    columns named, and puts it in again.
    """
    connection.executemany(_INSERT, [row for row in rows if row[0] not in present])
    if there is None:
        given = json.dumps([row[0] for row in rows if row[0] in present])
        there = {row[0]: row for row in connection.execute(ROWS, (given,)).fetchall()}
    changes: defaultdict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        if row[0] in there:
            old = there[row[0]]
            places = [one for one, now in enumerate(row) if now != old[one]]
            if places:
                names = tuple([_COLUMNS[one] for one in places])
                changes[names].append((*[row[one] for one in places], row[0]))
    for names, changed in changes.items():
        assigned = ", ".join(f"{name} = ?" for name in names)
        connection.executemany(f"UPDATE claim SET {assigned} WHERE number = ?", changed)
