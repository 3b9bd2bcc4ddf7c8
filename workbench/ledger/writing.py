"""Writing: one act of a reviewer becomes a few events, all of them or none."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from workbench.errors import InputError, NotSo
from workbench.ledger import blobs
from workbench.ledger.clock import horizon, tick_of, tick_of_event
from workbench.ledger.events import (
    BODY_VERSION,
    MAX_BODY_BYTES,
    Event,
    canonical,
    event_identifier,
    plain,
)
from workbench.ledger.folding.fold import fold
from workbench.ledger.folding.whole import Many
from workbench.ledger.heads import Heads
from workbench.ledger.identifiers import is_digest
from workbench.ledger.schema import IS_EVENT
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import KNOWN_KINDS, Value, understand
from workbench.model import Reviewer

BATCH_EVENTS: Final = 1_000
"""So many events of an act are kept in memory before they are put into the log."""


@dataclass(slots=True)
class Chain:
    """The line of events that one writer adds to: where it stands within a transaction."""

    writer: str
    reviewer: Reviewer
    tick: int
    seq: int = 0
    previous: bytes | None = None

    @classmethod
    def resume(
        cls, connection: sqlite3.Connection, writer: str, reviewer: Reviewer, now: int
    ) -> "Chain":
        """Go on after a writer's last event, at a time after every event that has a say in it.

        Events dated more than a day ahead have none: a wrong clock elsewhere is not followed.
        """
        before = horizon(now).to_bytes(8, "big")
        latest = connection.execute(
            "SELECT id FROM event WHERE id < ? ORDER BY id DESC LIMIT 1", (before,)
        ).fetchone()
        tick = max(tick_of(now), tick_of_event(latest[0]) + 1 if latest else 0)
        last = connection.execute("SELECT seq, head FROM writer WHERE id = ?", (writer,)).fetchone()
        if last is None:
            return cls(writer, reviewer, tick)
        return cls(writer, reviewer, tick, last[0] + 1, last[1])


@dataclass(slots=True)
class Writing:
    """An act while it is being written. Made by :meth:`Ledger.act`."""

    connection: sqlite3.Connection
    chain: Chain
    id: str
    label: str
    claims: Sequence[str] = ()
    recorded: int = 0
    _events: list[Event] = field(default_factory=list)
    _bodies: list[tuple[bytes, str]] = field(default_factory=list)
    _values: dict[bytes, Value] = field(default_factory=dict)
    _heads: Heads = field(init=False)
    _many: Many | None = None

    def __post_init__(self) -> None:
        """Begin with what is live."""
        self._heads = Heads(self.connection, self.chain.reviewer.id)

    def record(
        self,
        kind: str,
        entity: str,
        field: str,
        value: Any,
        *,
        supersedes: Iterable[str] = (),
        replaces_own: bool = True,
        adjudicates: bool = False,
    ) -> str:
        """Add an event to the act and return its id, 64 hexadecimal digits.

        ``value`` is JSON without fractions; ``None`` withdraws. ``supersedes`` names events
        that this one takes the place of; with ``replaces_own`` the reviewer's own live events
        about the same kind, entity and field are among them, and an event that ``adjudicates``
        takes the place of everybody's.

        Raises:
            InputError: A text cannot be kept, or the event is too large.
            ValueError: The value is not of the shape that this kind of event has.
            TypeError: The value is not JSON, or has a fraction in it.
        """
        links = {bytes.fromhex(one) for one in supersedes}
        slot = (kind, entity, field)
        if adjudicates:
            links.update(self._heads.all(slot))
        elif replaces_own:
            links.update(self._heads.own(slot))
        said = plain(value)
        body = self._body(slot, said, links, adjudicates=adjudicates)
        try:
            raw = body.encode("utf-8")
        except UnicodeEncodeError as error:
            culprit = ord(body[error.start])
            raise InputError(
                f"the text holds an unpaired surrogate (U+{culprit:04X}), which cannot be kept; "
                "remove that character"
            ) from None
        if len(raw) > MAX_BODY_BYTES:
            raise InputError(f"a {kind} of {len(raw)} bytes is more than can be kept in one step")
        identifier = event_identifier(self.chain.tick, raw)
        try:
            self._values[identifier] = understand(BODY_VERSION, kind, entity, field, said)
        except NotUnderstood as error:
            if kind in KNOWN_KINDS:
                raise ValueError(f"{kind} {field}: {error}") from None
        self._take(identifier, body, slot, said, links, adjudicates=adjudicates)
        return identifier.hex()

    def withdraw(self, event_id: str) -> str:
        """Withdraw what an event of the reviewer's own said, and return the new event's id.

        Raises:
            NotSo: There is no such live event, or it is another reviewer's.
        """
        self.flush()
        found = self.connection.execute(
            "SELECT entered.kind, entity.id, entered.field, reviewer.id FROM entered"
            " JOIN entity ON entity.number = entered.entity"
            " JOIN reviewer ON reviewer.number = entered.reviewer"
            f" WHERE {IS_EVENT.format('entered', '?1')} AND entered.live = 1",
            (bytes.fromhex(event_id) if is_digest(event_id) else b"",),
        ).fetchone()
        if found is None:
            raise NotSo(f"there is nothing {event_id[-8:]} that could be withdrawn")
        kind, entity, field, reviewer = found
        if reviewer != self.chain.reviewer.id:
            raise NotSo(f"{kind} {event_id[-8:]} is another reviewer's")
        return self.record(kind, entity, field, None, supersedes=(event_id,))

    def keep(self, data: bytes | blobs.Packed) -> str:
        """Keep bytes by their hash, once however often they are kept; returns the SHA-256.

        Large ones are packed before the act begins: nobody else can write while it lasts.
        """
        return blobs.keep(self.connection, data)

    def new_field(self) -> str:
        """A field of 16 hexadecimal digits that no other event has, for one more of a kind."""
        return hashlib.sha256(f"{self.chain.writer}:{self.chain.seq}".encode()).hexdigest()[:16]

    def aside(self, label: str) -> "Writing":
        """Begin an act of its own in the same transaction, for housekeeping that undo leaves.

        It is to be flushed before anything more is recorded here.
        """
        self.flush()
        chain = self.chain
        name = hashlib.sha256(f"aside:{chain.writer}:{chain.seq}".encode()).hexdigest()[:16]
        return Writing(self.connection, chain, name, label)

    def flush(self) -> None:
        """Put what was recorded so far into the log and the tables of this transaction."""
        if self._many is not None:
            self._enter(self._many)
            self._many.finish()
            self._many = None
        elif self._events:
            events, values = self._put_into_log()
            fold(self.connection, events, values)
        self._heads.folded()

    def _enter(self, many: Many) -> None:
        """Put a part of a large act into the log. What it comes to is worked out at the end."""
        events, values = self._put_into_log()
        many.enter(events, values)
        self._heads.entered()

    def _put_into_log(self) -> tuple[list[Event], dict[bytes, Value]]:
        events, bodies, values = self._events, self._bodies, self._values
        self._events, self._bodies, self._values = [], [], {}
        self.connection.executemany("INSERT INTO event VALUES (?, ?)", bodies)
        return events, values

    def _body(
        self, slot: tuple[str, str, str], value: Any, links: set[bytes], *, adjudicates: bool
    ) -> str:
        chain = self.chain
        body: dict[str, Any] = {
            "version": BODY_VERSION,
            "kind": slot[0],
            "entity": slot[1],
            "field": slot[2],
            "value": value,
            "writer": chain.writer,
            "reviewer": chain.reviewer.id,
            "seq": chain.seq,
            "previous": chain.previous.hex() if chain.previous else None,
            "clock": chain.tick,
            "act": self.id,
        }
        if links:
            body["supersedes"] = sorted(link.hex() for link in links)
        if adjudicates:
            body["adjudicates"] = True
        if not self.recorded:
            body["label"] = self.label
            if self.claims:
                body["claims"] = list(self.claims)
        return canonical(body)

    def _take(
        self,
        identifier: bytes,
        body: str,
        slot: tuple[str, str, str],
        value: Any,
        links: set[bytes],
        *,
        adjudicates: bool,
    ) -> None:
        chain = self.chain
        self._events.append(
            Event(
                identifier,
                BODY_VERSION,
                slot[0],
                chain.writer,
                chain.reviewer.id,
                chain.seq,
                chain.previous,
                chain.tick,
                self.id,
                slot[1],
                slot[2],
                value,
                tuple(links),
                adjudicates,
                None if self.recorded else self.label,
                () if self.recorded else tuple(self.claims),
            )
        )
        self._bodies.append((identifier, body))
        self._heads.take(slot, identifier, links, adjudicates=adjudicates)
        self.recorded += 1
        chain.tick += 1
        chain.seq += 1
        chain.previous = identifier
        if len(self._events) >= BATCH_EVENTS:
            self._many = self._many or Many(self.connection)
            self._enter(self._many)
