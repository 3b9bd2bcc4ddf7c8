"""Enter new events: who wrote them, in which act, about what, and what they supersede.

Links are entered whether or not the event that they name has arrived, so that the order of
arrival cannot matter.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.ledger.clock import written
from workbench.ledger.events import Event
from workbench.ledger.folding.entities import Entities
from workbench.ledger.folding.readings import Readings
from workbench.ledger.values import CaptureValue, DocumentValue, TimestampValue, Value

_KEEPING: Final = frozenset({"document", "capture", "timestamp"})
_HOUSEKEEPING: Final = frozenset({"reviewer", "undo", "scale", "signature", "redaction"})

ActKey = tuple[str, int]
"""An act and the number of its reviewer; nobody can add to, or undo, another one's act."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a batch brought: its first entry, the acts it touches, and those that it undoes."""

    first: int
    acts: frozenset[int]
    undone: frozenset[ActKey]


def enter(
    connection: sqlite3.Connection,
    events: Sequence[Event],
    readings: Readings,
    entities: Entities | None = None,
) -> Entered:
    """Enter events that are new to the tables, as live for now.

    ``entities`` are the numbers that are known from the entries before.
    """
    reviewers = _reviewer_numbers(connection, {event.reviewer for event in events})
    _enter_writers(connection, events)
    acts = _enter_acts(connection, events, reviewers)
    first = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM entered").fetchone()[0]
    numbers = (entities or Entities(connection)).numbered(events, first)
    rows: list[tuple[object, ...]] = []
    edges: list[tuple[bytes, int]] = []
    kept: list[tuple[bytes, int, str]] = []
    undone: set[ActKey] = set()
    for number, (event, entity) in enumerate(zip(events, numbers, strict=True), first):
        understood, withdraws = readings.take(number, event)
        reviewer = reviewers[event.reviewer]
        rows.append(
            (
                number,
                event.id,
                event.kind,
                entity,
                event.field,
                reviewer,
                acts[event.act, reviewer],
                int(event.adjudicates),
                int(understood),
                int(withdraws),
            )
        )
        if understood and not withdraws and event.kind in _KEEPING:
            kept.extend(
                [
                    (bytes.fromhex(sha256), number, part)
                    for part, sha256 in kept_by(readings[number])
                ]
            )
        edges.extend([(parent, number) for parent in event.supersedes])
        if event.kind == "undo" and understood:
            undone.add((event.entity, reviewer))
    connection.executemany("INSERT INTO entered VALUES (?,?,?,?,?,?,?,?,?,?,1)", rows)
    connection.executemany("INSERT OR IGNORE INTO edge VALUES (?,?)", edges)
    if kept:
        connection.executemany("INSERT INTO kept VALUES (?,?,?)", kept)
    return Entered(first, frozenset(acts.values()), frozenset(undone))


def kept_by(value: Value) -> list[tuple[str, str]]:
    """Which bytes an event needs the file to keep: what they are to it, and their hash."""
    if isinstance(value, DocumentValue):
        return [("document", value.data)]
    if isinstance(value, TimestampValue):
        return [("token", value.token)]
    if isinstance(value, CaptureValue):
        parts = (("body", value.body), ("main", value.main), ("visible", value.visible))
        return [(part, sha256) for part, sha256 in parts if sha256 is not None]
    return []


def _is_step(event: Event) -> bool:
    """Whether an event is something that can be undone, and no housekeeping."""
    return event.kind not in _HOUSEKEEPING and (event.kind, event.field) != ("project", "name")


def _reviewer_numbers(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, int]:
    wanted = sorted(ids)
    connection.executemany(
        "INSERT OR IGNORE INTO reviewer(id, name) VALUES (?, '')", [(one,) for one in wanted]
    )
    return dict(
        connection.execute(
            "SELECT id, number FROM reviewer WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(wanted),),
        )
    )


def _enter_writers(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    latest: dict[str, tuple[int, bytes]] = {}
    counted: dict[str, int] = {}
    for event in events:
        writer = event.writer
        counted[writer] = counted.get(writer, 0) + 1
        here = (event.seq, event.id)
        if writer not in latest or here > latest[writer]:
            latest[writer] = here
    connection.executemany(
        "INSERT INTO writer(id, seq, head, events) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT(id) DO UPDATE SET events = events + ?4,"
        " head = CASE WHEN (?2, ?3) > (seq, head) THEN ?3 ELSE head END, seq = max(seq, ?2)",
        [(writer, *latest[writer], counted[writer]) for writer in sorted(latest)],
    )


def _enter_acts(
    connection: sqlite3.Connection, events: Sequence[Event], reviewers: dict[str, int]
) -> dict[ActKey, int]:
    started: dict[ActKey, int] = {}
    steps: dict[ActKey, int] = {}
    labels: dict[ActKey, tuple[bytes, str]] = {}
    undoes: dict[ActKey, str] = {}
    for event in events:
        key = (event.act, reviewers[event.reviewer])
        clock = started.get(key)
        if clock is None or event.clock < clock:
            started[key] = event.clock
        steps[key] = steps.get(key, 0) + _is_step(event)
        if event.label is not None and (key not in labels or event.id < labels[key][0]):
            labels[key] = (event.id, event.label)
        if event.kind == "undo":
            undoes[key] = min(event.entity, undoes.get(key, event.entity))
    connection.executemany(
        "INSERT INTO act(id, reviewer, label, at, undone, undoes, steps, started, labelled)"
        " VALUES (?1, ?2, coalesce(?3, ''), ?4, 0, ?5, ?6, ?7, ?8)"
        " ON CONFLICT(id, reviewer) DO UPDATE SET"
        " label = CASE WHEN ?8 IS NOT NULL AND (labelled IS NULL OR ?8 < labelled)"
        " THEN ?3 ELSE label END,"
        " labelled = CASE WHEN ?8 IS NOT NULL AND (labelled IS NULL OR ?8 < labelled)"
        " THEN ?8 ELSE labelled END,"
        " at = CASE WHEN ?7 < started THEN ?4 ELSE at END, started = min(started, ?7),"
        " undoes = CASE WHEN undoes IS NULL OR ?5 < undoes THEN coalesce(?5, undoes)"
        " ELSE undoes END, steps = steps + ?6",
        [
            (
                key[0],
                key[1],
                labels[key][1] if key in labels else None,
                written(started[key]),
                undoes.get(key),
                steps[key],
                started[key],
                labels[key][0] if key in labels else None,
            )
            for key in started
        ],
    )
    return {
        (act, reviewer): number
        for act, reviewer, number in connection.execute(
            "SELECT id, reviewer, number FROM act WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted({act for act, _ in started})),),
        )
        if (act, reviewer) in started
    }
