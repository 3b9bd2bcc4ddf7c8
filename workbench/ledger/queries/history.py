"""The history of a claim or a source: every event about it, in order, with what it replaced."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.clock import moment, tick_of_event
from workbench.ledger.identifiers import source_key
from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.queries.wording import field_in_words, reason_of, value_of, words_of
from workbench.ledger.values import AnchoringValue, DetailValue, EvidenceValue, Value
from workbench.ledger.veil import hidden_verdicts
from workbench.model import HistoryEntry

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

HIDDEN: Final = "hidden until you have given yours"
_EVENTS: Final = (
    "SELECT entry.event, entry.kind, entry.entity, entry.field, entry.live, entry.number,"
    " act.id, act.undone, reviewer.id, reviewer.name, event.body FROM entry"
    " JOIN act ON act.number = entry.act JOIN reviewer ON reviewer.number = entry.reviewer"
    " JOIN event ON event.id = entry.event"
)
_ABOUT: Final = (
    f"{_EVENTS} WHERE entry.entity = ?1"
    " AND entry.kind IN ('claim', 'verdict', 'evidence', 'attachment', 'anchoring', 'tag',"
    " 'comment', 'question', 'answer', 'look')"
    " OR entry.kind = 'link' AND entry.entity IN (SELECT id FROM claim_pair WHERE a = ?1"
    " UNION SELECT id FROM claim_pair WHERE b = ?1)"
)
_ABOUT_SOURCE: Final = (
    f"{_EVENTS} WHERE entry.entity = ?1"
    " AND entry.kind IN ('source', 'capture', 'archived', 'timestamp')"
)
_UNDOING: Final = (
    "SELECT entry.event, act.id, act.undone, reviewer.id, reviewer.name, target.label"
    " FROM entry"
    " JOIN act ON act.number = entry.act JOIN reviewer ON reviewer.number = entry.reviewer"
    " JOIN act AS target ON target.id = entry.entity AND target.reviewer = entry.reviewer"
    " WHERE entry.kind = 'undo' AND entry.entity = ? AND reviewer.id = ?"
)
_SAID: Final = "SELECT body FROM event WHERE id = ?"
_REPLACED: Final = (
    "SELECT event.body FROM edge JOIN event ON event.id = edge.parent"
    " WHERE edge.child = ? ORDER BY event.id"
)


def history(ledger: "Ledger", claim_id: str) -> tuple[HistoryEntry, ...]:
    """Everything that was done about a claim, the oldest first; undone things stay in it.

    Of verdicts that are hidden from a second reader it tells who gave them and when.
    """
    told = _told(ledger, _ABOUT, claim_id)
    if not hidden_verdicts(ledger, claim_id):
        return told
    here = ledger.identity.known_reviewer()
    mine = "" if here is None else here.id
    return tuple([one if one.by.id == mine else _without_rating(one) for one in told])


def _without_rating(entry: HistoryEntry) -> HistoryEntry:
    if entry.field == "verdict":
        return replace(entry, old=None, new=HIDDEN, because=None)
    if entry.field in ("undo", "redo"):
        return replace(entry, new=None)
    return entry


def source_history(ledger: "Ledger", source_id: str) -> tuple[HistoryEntry, ...]:
    """Everything that was done about a source itself, the oldest first.

    These are captures, corrections and copies elsewhere; what was quoted from it is in the
    histories of claims.
    """
    return _told(ledger, _ABOUT_SOURCE, source_key(source_id))


def _told(ledger: "Ledger", about: str, entity: str) -> tuple[HistoryEntry, ...]:
    with ledger.snapshot():
        rows = ledger.rows(f"{about} ORDER BY entry.event", (entity,))
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
    value = value_of(body)
    replaced = [
        words
        for (old,) in ledger.rows(_REPLACED, (number,))
        if (words := words_told(ledger, field, value_of(old)))
    ]
    return HistoryEntry(
        event=event.hex(),
        act=act,
        at=moment(tick_of_event(event)),
        by=reviewer_from(reviewer, name),
        field=field_in_words(kind, field),
        old="; ".join(replaced) or None,
        new=words_told(ledger, field, value),
        because=reason_of(value),
        live=bool(live),
        undone=bool(undone),
    )


def words_told(ledger: "Ledger", field: str, value: Value) -> str | None:
    """A value in words; what became of a quote is told with the quote."""
    words = words_of(value)
    if isinstance(value, DetailValue) and field == "assigned":
        rows = ledger.rows("SELECT name FROM reviewer WHERE id = ?", (value.value,))
        return str(rows[0][0]) if rows and rows[0][0] else value.value[:8]
    if isinstance(value, DetailValue) and field == "taken_over":
        return ", ".join(one[:8] for one in value.value.split())
    if not isinstance(value, AnchoringValue):
        return words
    rows = ledger.rows(_SAID, (bytes.fromhex(value.evidence),))
    quoted = value_of(rows[0][0]) if rows else None
    named = f"“{quoted.quote}”" if isinstance(quoted, EvidenceValue) else "a quote not known here"
    return f"{named} {words}"


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
