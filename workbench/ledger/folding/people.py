"""The tables ``project`` and ``reviewer``: names, of which the latest that is live is shown."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Final

from workbench.ledger.clock import tick_of_event
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import ProjectValue

_LIVE: Final = (
    "SELECT entry.entity, entry.number, entry.event, reviewer.id FROM entry"
    " JOIN reviewer ON reviewer.number = entry.reviewer"
    " WHERE entry.entity IN (SELECT value FROM json_each(?)) AND entry.kind = ?"
    " AND entry.field = 'name'"
    " AND entry.live = 1 AND entry.understood = 1 AND entry.withdraws = 0"
    " ORDER BY entry.event"
)
_FIRST: Final = (
    "SELECT entity, min(event) FROM entry WHERE entity IN (SELECT value FROM json_each(?))"
    " AND kind = 'project' AND field = 'name' AND understood = 1 GROUP BY entity"
)


def refresh_projects(
    connection: sqlite3.Connection, ids: Iterable[str], readings: Readings
) -> None:
    """Work out the rows of projects anew; one that lost its name stays, without one."""
    wanted = json.dumps(sorted(ids))
    started = connection.execute(_FIRST, (wanted,)).fetchall()
    rows = connection.execute(_LIVE, (wanted, "project")).fetchall()
    readings.load([row[1] for row in rows])
    names = {project: readings[number] for project, number, _, _ in rows}
    fresh = []
    for project, event in started:
        value = names.get(project)
        shown = value if isinstance(value, ProjectValue) else ProjectValue("", sample=False)
        fresh.append((project, shown.name, shown.sample, tick_of_event(event)))
    connection.executemany("INSERT OR REPLACE INTO project VALUES (?,?,?,?)", fresh)


def refresh_reviewers(
    connection: sqlite3.Connection, ids: Iterable[str], readings: Readings
) -> None:
    """Work out the names of reviewers anew. Nobody names another."""
    wanted = sorted(ids)
    rows = connection.execute(_LIVE, (json.dumps(wanted), "reviewer")).fetchall()
    readings.load([row[1] for row in rows])
    names = dict.fromkeys(wanted, "")
    for reviewer, number, _, author in rows:
        if author == reviewer:
            names[reviewer] = str(readings[number])
    connection.executemany(
        "UPDATE reviewer SET name = ? WHERE id = ?", [(name, one) for one, name in names.items()]
    )
