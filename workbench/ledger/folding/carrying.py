"""Whether a verdict that was carried from a duplicate still holds.

It rests on the verdict it was carried from and on nothing else. It is stale unless that verdict
is live, was given there itself, says the same, holds, and is not contradicted there; and unless
both claims are in one group of duplicates that does not contradict itself.
"""

import json
import sqlite3
from collections.abc import Set
from typing import Final

_ANY: Final = "SELECT 1 FROM rated WHERE carried_claim IS NOT NULL LIMIT 1"
_CARRIERS: Final = (
    "SELECT claim FROM rated WHERE carried_claim IN (SELECT value FROM json_each(?1))"
    " UNION SELECT rated.claim FROM json_each(?1) AS one JOIN entity ON entity.id = one.value"
    " JOIN rated ON rated.claim = entity.number AND rated.carried_claim IS NOT NULL"
)
_ALL_CARRIERS: Final = "SELECT DISTINCT claim FROM rated WHERE carried_claim IS NOT NULL"
_SCALE: Final = (
    "(SELECT json_extract(event.body, '$.value.scale') FROM entered JOIN event"
    " ON event.id = entered.event WHERE entered.number = {}.number)"
)
_GIVEN_THERE: Final = (
    "SELECT 1 FROM entity JOIN claim AS there ON there.number = entity.number"
    " JOIN rated AS origin ON origin.claim = there.number"
    " JOIN entered AS given ON given.number = origin.number"
    " WHERE entity.id = rated.carried_claim AND lower(hex(given.event)) = rated.carried_verdict"
    " AND given.live = 1 AND origin.stale = 0 AND origin.carried_claim IS NULL"
    " AND origin.rating = rated.rating AND there.status <> 'conflict'"
    f" AND {_SCALE.format('origin')} = {_SCALE.format('rated')}"
)
_IN_ONE_GROUP: Final = (
    "SELECT 1 FROM claim AS here JOIN duplicate_member AS mine ON mine.claim = here.id"
    " JOIN duplicate_member AS other ON other.head = mine.head"
    " WHERE here.number = rated.claim AND other.claim = rated.carried_claim"
    " AND mine.at_odds = 0"
)
_LIVE: Final = "(SELECT live FROM entered WHERE entered.number = rated.number) = 1"
_SETTLE: Final = (
    f"UPDATE rated SET stale = NOT (EXISTS ({_GIVEN_THERE}) AND EXISTS ({_IN_ONE_GROUP}))"
    f" WHERE claim IN (SELECT value FROM json_each(?)) AND carried_claim IS NOT NULL AND {_LIVE}"
)
_SUM_UP: Final = (
    "UPDATE claim SET stale = EXISTS (SELECT 1 FROM rated WHERE rated.claim = claim.number"
    f" AND rated.stale = 1 AND {_LIVE}) WHERE number IN (SELECT value FROM json_each(?))"
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
