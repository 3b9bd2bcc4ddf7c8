"""The history of a claim: every event about it, in order, with what it replaced."""

from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.clock import moment, tick_of_event
from workbench.ledger.events import parse
from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import (
    ClaimValue,
    EvidenceValue,
    Value,
    VerdictValue,
    understand,
)
from workbench.model import HistoryEntry

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_EVENTS: Final = (
    "SELECT entry.event, entry.kind, entry.entity, entry.field, entry.live, entry.number,"
    " act.id, act.undone, reviewer.id, reviewer.name, event.body FROM entry"
    " JOIN act ON act.number = entry.act JOIN reviewer ON reviewer.number = entry.reviewer"
    " JOIN event ON event.id = entry.event"
)
_ABOUT: Final = (
    f"{_EVENTS} WHERE entry.entity = ?1 AND entry.kind IN ('claim', 'verdict', 'evidence')"
)
_UNDOING: Final = (
    "SELECT entry.event, act.id, act.undone, reviewer.id, reviewer.name, target.label"
    " FROM entry"
    " JOIN act ON act.number = entry.act JOIN reviewer ON reviewer.number = entry.reviewer"
    " JOIN act AS target ON target.id = entry.entity AND target.reviewer = entry.reviewer"
    " WHERE entry.kind = 'undo' AND entry.entity = ? AND reviewer.id = ?"
)
_REPLACED: Final = (
    "SELECT event.body FROM edge JOIN event ON event.id = edge.parent"
    " WHERE edge.child = ? ORDER BY event.id"
)


def history(ledger: "Ledger", claim_id: str) -> tuple[HistoryEntry, ...]:
    """Everything that was done about a claim, the oldest first; undone things stay in it."""
    with ledger.snapshot():
        rows = ledger.rows(f"{_ABOUT} ORDER BY entry.event", (claim_id,))
        entries = [_entry(ledger, row) for row in rows]
        waiting: list[tuple[str, str, str, str | None]]
        waiting = [(row[6], row[8], "undo", None) for row in rows]
        seen: set[tuple[str, str]] = set()
        while waiting:
            act, reviewer, what, label = waiting.pop()
            if (act, reviewer) in seen:
                continue
            seen.add((act, reviewer))
            for row in ledger.rows(_UNDOING, (act, reviewer)):
                named = label or row[5]
                entries.append(_undoing(row, what, named))
                waiting.append((row[1], row[3], "redo" if what == "undo" else "undo", named))
    entries.sort(key=lambda entry: entry.event)
    return tuple(entries)


def _entry(ledger: "Ledger", row: Any) -> HistoryEntry:
    event, kind, _, field, live, number, act, undone, reviewer, name, body = row
    value = _value(body)
    replaced = [
        words for (old,) in ledger.rows(_REPLACED, (number,)) if (words := _words(_value(old)))
    ]
    return HistoryEntry(
        event=event.hex(),
        act=act,
        at=moment(tick_of_event(event)),
        by=reviewer_from(reviewer, name),
        field=field if kind == "claim" else kind,
        old="; ".join(replaced) or None,
        new=_words(value),
        because=value.because if isinstance(value, VerdictValue) else None,
        live=bool(live),
        undone=bool(undone),
    )


def _undoing(row: Any, what: str, label: str) -> HistoryEntry:
    event, act, undone, reviewer, name, _ = row
    return HistoryEntry(
        event=event.hex(),
        act=act,
        at=moment(tick_of_event(event)),
        by=reviewer_from(reviewer, name),
        field=what,
        old=None,
        new=label,
        live=not undone,
        undone=bool(undone),
    )


def _value(body: str) -> Value:
    found = parse(body)
    try:
        return understand(
            found["version"], found["kind"], found["entity"], found["field"], found["value"]
        )
    except NotUnderstood:
        return "something that a newer program wrote"


def _words(value: Value) -> str | None:
    """A value in words for people, whole."""
    if isinstance(value, ClaimValue):
        return value.statement.text
    if isinstance(value, VerdictValue):
        return value.rating
    if isinstance(value, EvidenceValue):
        return f"{value.stance}: “{value.quote}” ({value.url}, seen on {value.seen_on})"
    return value if isinstance(value, str) else None
