"""The tables ``link``, ``claim_pair`` and ``duplicate_member``: pairs of claims, and groups.

A pair is what all live words on it agree in; words that differ leave it disputed. Groups are the
connected components of pairs that are duplicates. A group is at odds with itself if two of its
members were linked as anything else. All of it is about ids of claims, whether or not the claims
are in the tables.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Final

from workbench.ledger.clock import tick_of_event, written
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import LinkValue
from workbench.model import LinkRelation, PairState

_CHUNK: Final = 1_000
_ENTRIES: Final = (
    "SELECT entity, number, event, reviewer, live FROM entry"
    " WHERE entity IN (SELECT value FROM json_each(?)) AND kind = 'link'"
    " AND understood = 1 AND withdraws = 0 ORDER BY entity, event"
)
_JOINED: Final = (
    "SELECT a, b FROM claim_pair WHERE a IN (SELECT value FROM json_each(?1))"
    " AND state = 'duplicate' UNION SELECT a, b FROM claim_pair"
    " WHERE b IN (SELECT value FROM json_each(?1)) AND state = 'duplicate'"
)
_ODDS: Final = (
    "SELECT a, b FROM claim_pair WHERE a IN (SELECT value FROM json_each(?1))"
    " AND b IN (SELECT value FROM json_each(?1)) AND state <> 'duplicate'"
)
_GROUPED: Final = (
    "SELECT claim FROM duplicate_member WHERE head IN (SELECT head FROM duplicate_member"
    " WHERE claim IN (SELECT value FROM json_each(?)))"
)


def refresh_links(
    connection: sqlite3.Connection, pairs: Iterable[str], readings: Readings
) -> set[str]:
    """Work out pairs, and the groups they make, anew; returns the claims whose group it is."""
    ends: set[str] = set()
    rest = iter(sorted(pairs))
    while chunk := list(islice(rest, _CHUNK)):
        ends |= _refresh_pairs(connection, chunk, readings)
    return _refresh_groups(connection, ends) if ends else set()


def state_of(relations: Iterable[LinkRelation]) -> PairState | None:
    """What the live words on a pair amount to; ``None`` where there is none."""
    said = set(relations)
    if not said:
        return None
    return PairState.DISPUTED if len(said) > 1 else PairState(said.pop().value)


def _refresh_pairs(
    connection: sqlite3.Connection, pairs: list[str], readings: Readings
) -> set[str]:
    wanted = json.dumps(pairs)
    entries = connection.execute(_ENTRIES, (wanted,)).fetchall()
    readings.load([row[1] for row in entries])
    ends: dict[str, tuple[str, str]] = {}
    said: defaultdict[str, list[LinkRelation]] = defaultdict(list)
    rows: list[tuple[object, ...]] = []
    for pair, number, event, reviewer, live in entries:
        value = readings[number]
        if not isinstance(value, LinkValue):
            continue
        ends[pair] = (value.a, value.b)
        if live:
            said[pair].append(value.relation)
            rows.append(
                (
                    number,
                    event.hex(),
                    pair,
                    value.a,
                    value.b,
                    value.relation,
                    value.because,
                    written(tick_of_event(event)),
                    reviewer,
                )
            )
    connection.execute("DELETE FROM link WHERE pair IN (SELECT value FROM json_each(?))", (wanted,))
    connection.executemany("INSERT INTO link VALUES (?,?,?,?,?,?,?,?,?)", rows)
    connection.executemany(
        "INSERT OR REPLACE INTO claim_pair VALUES (?,?,?,?)",
        [(pair, a, b, state_of(said[pair])) for pair, (a, b) in ends.items()],
    )
    return {claim for both in ends.values() for claim in both}


def _refresh_groups(connection: sqlite3.Connection, ends: set[str]) -> set[str]:
    """Find the groups of these claims anew, and of all that were in one group with them."""
    known = ends | {
        row[0] for row in connection.execute(_GROUPED, (json.dumps(sorted(ends)),)).fetchall()
    }
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    frontier = known
    while frontier:
        given = json.dumps(sorted(frontier))
        found: set[str] = set()
        for a, b in connection.execute(_JOINED, (given,)).fetchall():
            neighbours[a].add(b)
            neighbours[b].add(a)
            found |= {a, b}
        frontier = found - known
        known = known | found
    connection.execute(
        "DELETE FROM duplicate_member WHERE claim IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(known)),),
    )
    for group in _components(neighbours):
        members = json.dumps(sorted(group))
        odds = connection.execute(f"{_ODDS} LIMIT 1", (members,)).fetchone() is not None
        head = min(group)
        connection.executemany(
            "INSERT INTO duplicate_member VALUES (?,?,?)",
            [(claim, head, odds) for claim in sorted(group)],
        )
    return known


def _components(neighbours: dict[str, set[str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    seen: set[str] = set()
    for start in neighbours:
        if start in seen:
            continue
        group: set[str] = set()
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if one not in group:
                group.add(one)
                waiting.extend(neighbours[one] - group)
        seen |= group
        groups.append(group)
    return groups
