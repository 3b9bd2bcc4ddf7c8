"""Whether a verdict that was carried from a duplicate still holds.

It rests on the verdict it was carried from and on nothing else. It is stale unless that verdict
is live, was given there itself, says the same, holds, and is not contradicted there; and unless
both claims are in one group of duplicates that does not contradict itself.
"""

import json
import sqlite3
from collections.abc import Set
from typing import Final

_ANY: Final = "SELECT 1 FROM verdict WHERE carried_claim IS NOT NULL LIMIT 1"
_CARRIERS: Final = (
    "SELECT claim FROM verdict WHERE carried_claim IN (SELECT value FROM json_each(?1))"
    " UNION SELECT verdict.claim FROM json_each(?1) AS one"
    " JOIN entry ON entry.entity = one.value AND entry.kind = 'verdict'"
    " JOIN verdict ON verdict.number = entry.number AND verdict.carried_claim IS NOT NULL"
)
_ALL_CARRIERS: Final = "SELECT DISTINCT claim FROM verdict WHERE carried_claim IS NOT NULL"
_GIVEN_THERE: Final = (
    "SELECT 1 FROM entry JOIN verdict AS origin ON origin.number = entry.number"
    " JOIN claim AS there ON there.number = origin.claim"
    " WHERE entry.entity = verdict.carried_claim AND entry.kind = 'verdict'"
    " AND origin.id = verdict.carried_verdict AND origin.live = 1 AND origin.stale = 0"
    " AND origin.carried_claim IS NULL AND origin.rating = verdict.rating"
    " AND origin.scale = verdict.scale AND there.status <> 'conflict'"
)
_IN_ONE_GROUP: Final = (
    "SELECT 1 FROM claim AS here JOIN duplicate_member AS mine ON mine.claim = here.id"
    " JOIN duplicate_member AS other ON other.head = mine.head"
    " WHERE here.number = verdict.claim AND other.claim = verdict.carried_claim"
    " AND mine.at_odds = 0"
)
_SETTLE: Final = (
    f"UPDATE verdict SET stale = NOT (EXISTS ({_GIVEN_THERE}) AND EXISTS ({_IN_ONE_GROUP}))"
    " WHERE claim IN (SELECT value FROM json_each(?)) AND carried_claim IS NOT NULL AND live = 1"
)
_SUM_UP: Final = (
    "UPDATE claim SET stale = EXISTS (SELECT 1 FROM verdict WHERE verdict.claim = claim.number"
    " AND verdict.live = 1 AND verdict.stale = 1)"
    " WHERE number IN (SELECT value FROM json_each(?))"
)


def settle_all_carried(connection: sqlite3.Connection) -> None:
    """Work out anew whether carried verdicts hold, all of them."""
    if connection.execute(_ANY).fetchone() is None:
        return
    found = connection.execute(_ALL_CARRIERS).fetchall()
    carriers = json.dumps([row[0] for row in found])
    connection.execute(_SETTLE, (carriers,))
    connection.execute(_SUM_UP, (carriers,))


def settle_carried(connection: sqlite3.Connection, claims: Set[str]) -> None:
    """Work out anew whether verdicts hold that were carried to or from these claims."""
    if not claims or connection.execute(_ANY).fetchone() is None:
        return
    given = json.dumps(sorted(claims))
    carriers = json.dumps([row[0] for row in connection.execute(_CARRIERS, (given,)).fetchall()])
    connection.execute(_SETTLE, (carriers,))
    connection.execute(_SUM_UP, (carriers,))
