"""What was redacted from this file: its list, and the marks that stand where events were.

A redacted event is gone from the log. In its place ``local`` keeps its frame: who wrote it, when,
about what, and what it took the place of, without its value and label. So chains stay whole, and
what it replaced does not come back. The list belongs to this file alone: a merge neither brings
nor passes on any of it, and nothing on it comes in again.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.blobs import REDACTED as BYTES
from workbench.ledger.events import Event, canonical

EVENT: Final = "redacted:event:"
ABOUT: Final = "redacted:about:"
UNFINISHED: Final = "redacted:unfinished"
_FRAME: Final = (
    *("version", "kind", "entity", "field", "writer", "reviewer", "seq", "previous", "clock"),
    *("act", "supersedes", "adjudicates"),
)
_NOT_UNDERSTOOD: Final = 0


@dataclass(frozen=True, slots=True)
class Redacted:
    """What is not to come into a file again: events, kept bytes, and whatever is about a claim."""

    events: frozenset[bytes] = frozenset()
    bytes: frozenset[bytes] = frozenset()
    about: frozenset[str] = frozenset()

    def refuses(self, event: Event) -> bool:
        """Whether an event is on the list, or is about something that is."""
        return (
            event.id in self.events
            or event.entity in self.about
            or (len(event.claims) == 1 and event.claims[0] in self.about)
        )

    def __bool__(self) -> bool:
        return bool(self.events or self.bytes or self.about)


def redacted(connection: sqlite3.Connection) -> Redacted:
    """The list of a file."""
    found: dict[str, list[str]] = {EVENT: [], BYTES: [], ABOUT: []}
    for (key,) in connection.execute("SELECT key FROM local WHERE key GLOB 'redacted:*'"):
        for prefix, names in found.items():
            if key.startswith(prefix):
                names.append(key.removeprefix(prefix))
    return Redacted(
        frozenset(map(bytes.fromhex, found[EVENT])),
        frozenset(map(bytes.fromhex, found[BYTES])),
        frozenset(found[ABOUT]),
    )


def frame_of(event: Event) -> dict[str, Any]:
    """What stays of an event: everything but its value, its label and the claims it touched.

    A value that says nothing but that something is withdrawn or undone stays.
    """
    body: dict[str, Any] = {
        "version": event.version,
        "kind": event.kind,
        "entity": event.entity,
        "field": event.field,
        "writer": event.writer,
        "reviewer": event.reviewer,
        "seq": event.seq,
        "previous": event.previous.hex() if event.previous else None,
        "clock": event.clock,
        "act": event.act,
        "supersedes": sorted(one.hex() for one in event.supersedes),
        "adjudicates": event.adjudicates,
    }
    if not event.value:
        body["value"] = event.value
    return body


def framed(event: Event) -> Event:
    """An event as it counts once it is redacted."""
    return _event(event.id, frame_of(event))


def note_event(connection: sqlite3.Connection, event: Event) -> None:
    """Put an event on the list, and its frame in its place."""
    connection.execute(
        "INSERT OR REPLACE INTO local VALUES (?, ?)",
        (EVENT + event.id.hex(), canonical(frame_of(event))),
    )


def note_bytes(connection: sqlite3.Connection, digests: Iterable[bytes]) -> None:
    """Put kept bytes on the list."""
    connection.executemany(
        "INSERT OR REPLACE INTO local VALUES (?, '')", [(BYTES + one.hex(),) for one in digests]
    )


def note_about(connection: sqlite3.Connection, claims: Iterable[str]) -> None:
    """Put claims on the list: nothing that is about them comes in again."""
    connection.executemany(
        "INSERT OR REPLACE INTO local VALUES (?, '')", [(ABOUT + one,) for one in claims]
    )


def frames(connection: sqlite3.Connection, before: bytes | None = None) -> Iterator[Event]:
    """What stands in the place of redacted events, in order; optionally only until an id."""
    for key, body in connection.execute(
        "SELECT key, value FROM local WHERE key GLOB ? ORDER BY key", (EVENT + "*",)
    ).fetchall():
        identifier = bytes.fromhex(key.removeprefix(EVENT))
        if before is not None and identifier >= before:
            return
        yield _event(identifier, json.loads(body))


def _event(identifier: bytes, body: dict[str, Any]) -> Event:
    found = {name: body[name] for name in _FRAME}
    found["previous"] = bytes.fromhex(body["previous"]) if body["previous"] else None
    found["supersedes"] = tuple(bytes.fromhex(one) for one in body["supersedes"])
    if "value" not in body:
        found["version"] = _NOT_UNDERSTOOD
    return Event(id=identifier, value=body.get("value"), **found)


def copy_list(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Let a copy of a file leave out, and refuse, what the file does."""
    target.executemany(
        "INSERT OR REPLACE INTO local VALUES (?, ?)",
        source.execute("SELECT key, value FROM local WHERE key GLOB 'redacted:*:*'").fetchall(),
    )
