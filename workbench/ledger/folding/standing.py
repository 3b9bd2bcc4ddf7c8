"""Which acts stand and which events are live.

An act is undone if an undo of it, by the same reviewer, stands; redo is the undo of an undo.
An event is dead if its act is undone, or if an event of an act that stands supersedes it and
has the right to: about the same kind, entity and field, and by the same reviewer or as an
adjudication. Nothing else kills.
"""

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from typing import Final

from workbench.ledger.folding.entries import ActKey, Entered

_CHUNK: Final = 5_000
_UNDOERS: Final = (
    "SELECT act.id FROM entry JOIN act ON act.number = entry.act"
    " WHERE entry.entity = ? AND entry.reviewer = ?"
    " AND entry.kind = 'undo' AND entry.understood = 1"
)
_TARGETS: Final = (
    "SELECT entry.entity FROM act JOIN entry ON entry.act = act.number"
    " WHERE act.id = ? AND act.reviewer = ? AND act.undoes IS NOT NULL"
    " AND entry.kind = 'undo' AND entry.understood = 1"
)
_UNDONE_BEFORE_THEY_CAME: Final = (
    "SELECT act.id, act.reviewer FROM json_each(?) AS one"
    " JOIN act ON act.number = one.value"
    " JOIN entry ON entry.entity = act.id AND entry.reviewer = act.reviewer"
    " WHERE entry.kind = 'undo' AND entry.understood = 1"
)
_SUPERSEDED_BEFORE_THEY_CAME: Final = (
    "SELECT entry.number FROM entry JOIN edge ON edge.parent = entry.event WHERE entry.number >= ?"
)
_SUPERSEDED_BY_THEM: Final = (
    "SELECT entry.number FROM edge JOIN entry ON entry.event = edge.parent WHERE edge.child >= ?"
)
_NEW_IN_UNDONE_ACTS: Final = (
    "SELECT entry.number FROM json_each(?) AS one"
    " JOIN act ON act.number = one.value AND act.undone = 1"
    " JOIN entry ON entry.act = act.number AND entry.number >= ?"
)
_OF_ACTS_AND_WHAT_THEY_SUPERSEDE: Final = (
    "SELECT number FROM entry WHERE act IN (SELECT value FROM json_each(?1))"
    " UNION SELECT parent.number FROM entry AS child"
    " JOIN edge ON edge.child = child.number"
    " JOIN entry AS parent ON parent.event = edge.parent"
    " WHERE child.act IN (SELECT value FROM json_each(?1))"
)
_DECIDE: Final = (
    "UPDATE entry SET live = (SELECT undone = 0 FROM act WHERE act.number = entry.act)"
    # CROSS JOIN: by what supersedes the event, never by all that was said of the same thing.
    " AND NOT EXISTS (SELECT 1 FROM edge"
    " CROSS JOIN entry AS later ON later.number = edge.child"
    " CROSS JOIN act ON act.number = later.act"
    " WHERE edge.parent = entry.event AND act.undone = 0"
    " AND later.kind = entry.kind AND later.entity = entry.entity"
    " AND later.field = entry.field"
    " AND (later.reviewer = entry.reviewer OR later.adjudicates = 1))"
    " WHERE number IN (SELECT value FROM json_each(?))"
)


def decide_acts(connection: sqlite3.Connection, entered: Entered) -> set[int]:
    """Decide which acts stand after new events; returns the numbers of those that changed."""
    acts = json.dumps(sorted(entered.acts))
    affected = set(entered.undone)
    affected.update(connection.execute(_UNDONE_BEFORE_THEY_CAME, (acts,)).fetchall())
    flipped: set[int] = set()
    while affected:
        undoers = _family(connection, affected.pop())
        affected -= undoers.keys()
        undone = _undone_of(undoers)
        for key in undoers:
            row = connection.execute(
                "SELECT number, undone FROM act WHERE id = ? AND reviewer = ?", key
            ).fetchone()
            if row is not None and bool(row[1]) != (key in undone):
                connection.execute("UPDATE act SET undone = NOT undone WHERE number = ?", row[:1])
                flipped.add(row[0])
    return flipped


def decide_entries(connection: sqlite3.Connection, entered: Entered, flipped: set[int]) -> set[int]:
    """Decide which events are live, of all whose fate new events or acts can have changed."""
    acts = json.dumps(sorted(entered.acts))
    doubtful = set(_numbers(connection, _SUPERSEDED_BEFORE_THEY_CAME, entered.first))
    doubtful.update(_numbers(connection, _NEW_IN_UNDONE_ACTS, acts, entered.first))
    doubtful.update(_numbers(connection, _SUPERSEDED_BY_THEM, entered.first))
    if flipped:
        doubtful.update(
            _numbers(connection, _OF_ACTS_AND_WHAT_THEY_SUPERSEDE, json.dumps(sorted(flipped)))
        )
    rest = iter(sorted(doubtful))
    while chunk := list(islice(rest, _CHUNK)):
        connection.execute(_DECIDE, (json.dumps(chunk),))
    return doubtful


def _numbers(connection: sqlite3.Connection, sql: str, *given: object) -> Iterator[int]:
    return (row[0] for row in connection.execute(sql, given).fetchall())


def _family(connection: sqlite3.Connection, start: ActKey) -> dict[ActKey, set[ActKey]]:
    """The acts that undoing ties to ``start``, each with the acts that undo it."""
    undoers: dict[ActKey, set[ActKey]] = {}
    waiting = [start]
    while waiting:
        key = waiting.pop()
        if key in undoers:
            continue
        reviewer = key[1]
        found = {(one, reviewer) for (one,) in connection.execute(_UNDOERS, key).fetchall()}
        undoers[key] = found
        waiting.extend(found)
        waiting.extend((one, reviewer) for (one,) in connection.execute(_TARGETS, key).fetchall())
    return undoers


def _undone_of(undoers: dict[ActKey, set[ActKey]]) -> set[ActKey]:
    """The acts that are undone, given which act undoes which.

    An act that nothing undoes stands; one that a standing act undoes is undone; one whose
    undoers are all undone stands. Acts that undo one another in a circle, which no honest
    program writes, are left undecided by this, and then stand.
    """
    undone: set[ActKey] = set()
    standing: set[ActKey] = set()
    undecided = set(undoers)
    while True:
        decided = {key for key in undecided if undoers[key] <= undone}
        standing |= decided
        undecided -= decided
        killed = {key for key in undecided if undoers[key] & standing}
        undone |= killed
        undecided -= killed
        if not decided and not killed:
            return undone
