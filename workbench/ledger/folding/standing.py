"""Which acts stand and which events are live.

An act is undone if an undo of it, by the same reviewer, stands; redo is the undo of an undo.
An event is dead if its act is undone, or if an event of an act that stands supersedes it and
has the right to: about the same kind, entity and field, and by the same reviewer or as an
adjudication. Nothing else kills.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from workbench.ledger.folding.entries import ActKey, Entered
from workbench.ledger.schema import IS_EVENT

_CHUNK: Final = 5_000
_UNDOERS: Final = (
    "SELECT one.value, act.id FROM json_each(?1) AS one"
    " CROSS JOIN entity ON entity.id = one.value"
    " CROSS JOIN entered ON entered.entity = entity.number"
    " CROSS JOIN act ON act.number = entered.act"
    " WHERE entered.reviewer = ?2 AND entered.kind = 'undo' AND entered.understood = 1"
)
_TARGETS: Final = (
    "SELECT entity.id FROM json_each(?1) AS one"
    " CROSS JOIN act ON act.id = one.value AND act.reviewer = ?2"
    " CROSS JOIN entered ON entered.act = act.number"
    " CROSS JOIN entity ON entity.number = entered.entity"
    " WHERE act.undoes IS NOT NULL AND entered.kind = 'undo' AND entered.understood = 1"
)
_FATES: Final = (
    "SELECT number, id, undone FROM act"
    " WHERE id IN (SELECT value FROM json_each(?1)) AND reviewer = ?2"
)
_UNDONE_BEFORE_THEY_CAME: Final = (
    "SELECT act.id, act.reviewer FROM json_each(?) AS one"
    " JOIN act ON act.number = one.value"
    " JOIN entity ON entity.id = act.id"
    " JOIN entered ON entered.entity = entity.number AND entered.reviewer = act.reviewer"
    " WHERE entered.kind = 'undo' AND entered.understood = 1"
)
_SUPERSEDED_BEFORE_THEY_CAME: Final = (
    "SELECT entered.number FROM entered JOIN edge ON edge.parent = entered.event"
    " WHERE entered.number >= ?"
)
_SUPERSEDED_BY_THEM: Final = (
    "SELECT entered.number FROM edge"
    f" JOIN entered ON {IS_EVENT.format('entered', 'edge.parent')} WHERE edge.child >= ?"
)
_NEW_IN_UNDONE_ACTS: Final = (
    "SELECT entered.number FROM json_each(?) AS one"
    " JOIN act ON act.number = one.value AND act.undone = 1"
    " JOIN entered ON entered.act = act.number AND entered.number >= ?"
)
_OF_ACTS_AND_WHAT_THEY_SUPERSEDE: Final = (
    "SELECT number FROM entered WHERE act IN (SELECT value FROM json_each(?1))"
    " UNION SELECT parent.number FROM entered AS child"
    " JOIN edge ON edge.child = child.number"
    f" JOIN entered AS parent ON {IS_EVENT.format('parent', 'edge.parent')}"
    " WHERE child.act IN (SELECT value FROM json_each(?1))"
)
_DECIDE: Final = (
    "UPDATE entered SET live = (SELECT undone = 0 FROM act WHERE act.number = entered.act)"
    # CROSS JOIN: by what supersedes the event, never by all that was said of the same thing.
    " AND NOT EXISTS (SELECT 1 FROM edge"
    " CROSS JOIN entered AS later ON later.number = edge.child"
    " CROSS JOIN act ON act.number = later.act"
    " WHERE edge.parent = entered.event AND act.undone = 0"
    " AND later.kind = entered.kind AND later.entity = entered.entity"
    " AND later.field = entered.field"
    " AND (later.reviewer = entered.reviewer OR later.adjudicates = 1))"
    " WHERE number IN (SELECT value FROM json_each(?))"
)


def decide_acts(connection: sqlite3.Connection, entered: Entered) -> set[int]:
    """Decide which acts stand after new events; returns the numbers of those that changed."""
    acts = json.dumps(sorted(entered.acts))
    affected = set(entered.undone)
    affected.update(connection.execute(_UNDONE_BEFORE_THEY_CAME, (acts,)).fetchall())
    flipped: set[int] = set()
    while affected:
        start = affected.pop()
        reviewer = start[1]
        undoers = _family(connection, start)
        affected -= undoers.keys()
        undone = _undone_of(undoers)
        given = json.dumps([act for act, _ in undoers])
        for number, act, before in connection.execute(_FATES, (given, reviewer)).fetchall():
            if bool(before) != ((act, reviewer) in undone):
                flipped.add(number)
    connection.executemany(
        "UPDATE act SET undone = NOT undone WHERE number = ?", [(one,) for one in sorted(flipped)]
    )
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
    reviewer = start[1]
    undoers: dict[ActKey, set[ActKey]] = {}
    found = {start}
    while found:
        undoers.update({key: set() for key in found})
        given = json.dumps([act for act, _ in found])
        undone = connection.execute(_UNDOERS, (given, reviewer)).fetchall()
        targets = connection.execute(_TARGETS, (given, reviewer)).fetchall()
        found = {(act, reviewer) for (act,) in targets}
        for act, undoer in undone:
            undoers[act, reviewer].add((undoer, reviewer))
            found.add((undoer, reviewer))
        found -= undoers.keys()
    return undoers


def _undone_of(undoers: dict[ActKey, set[ActKey]]) -> set[ActKey]:
    """The acts that are undone, given which act undoes which.

    An act that nothing undoes stands; one that a standing act undoes is undone; one whose
    undoers are all undone stands. Acts that undo one another in a circle, which no honest
    program writes, are left undecided by this, and then stand.
    """
    left = {key: len(by) for key, by in undoers.items()}
    undoes: defaultdict[ActKey, list[ActKey]] = defaultdict(list)
    for key, by in undoers.items():
        for one in by:
            undoes[one].append(key)
    undone: set[ActKey] = set()
    standing = [key for key, count in left.items() if not count]
    while standing:
        for target in undoes[standing.pop()]:
            if target not in undone:
                undone.add(target)
                for freed in undoes[target]:
                    left[freed] -= 1
                    if not left[freed]:
                        standing.append(freed)
    return undone
