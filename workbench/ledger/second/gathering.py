"""What a second process has of new events and of the claims they are about, before they are merged.

It is given events as they are set aside, and looks up at once what the tables hold of whatever they
are about. Once the first process has entered them it tells their numbers, and nothing needs to be
looked up while others wait.
"""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from sys import intern
from typing import IO, Any, Final, NamedTuple

import msgspec

from workbench.ledger.events import Event, read_staged
from workbench.ledger.folding.additions import Entry, Lot, rated_of, rows_of
from workbench.ledger.folding.claims import entries_of
from workbench.ledger.folding.entities import numbers_of
from workbench.ledger.folding.kinds import CLAIM_KINDS
from workbench.ledger.folding.readings import Readings

STAGED: Final = msgspec.msgpack.Decoder(list[tuple[Event | None, bytes]])
"""Reads events that were set aside together."""
ID_BYTES: Final = 32
_USUAL_FIELDS: Final = frozenset({"read", "rating"})


class _New(NamedTuple):
    """A new event, as far as an entry about a claim needs it, and where its body is kept.

    It has none if it is about no claim, or was not understood.
    """

    event: bytes
    entity: str
    kind: str
    field: str
    reviewer: str
    adjudicates: int
    withdraws: int
    body: tuple[int, int] | None


class Gathered:
    """New events by their ids, and what is known of the claims that they are about.

    Their bodies are put into a file, so that memory stays small. Neither that nor the connection is
    closed with it.
    """

    def __init__(self, connection: sqlite3.Connection, bodies: IO[bytes]) -> None:
        self._connection = connection
        self._nothing = sqlite3.connect(":memory:")
        self._bodies = bodies
        self._end = 0
        self._events: dict[bytes, _New] = {}
        self._numbers: dict[str, int] = {}
        self._asked: set[str] = set()
        self._new: defaultdict[int, list[tuple[int, _New]]] = defaultdict(list)
        self._names: dict[int, str] = {}
        self._entries: defaultdict[int, list[Entry]] = defaultdict(list)
        self._rows: dict[int, Any] = {}
        self._rated: defaultdict[int, list[Any]] = defaultdict(list)
        self._reviewers: dict[str, int] = {}
        self._dead: frozenset[int] = frozenset()

    def close(self) -> None:
        """Be rid of what it has opened itself."""
        self._nothing.close()

    def take(self, packed: bytes) -> None:
        """Keep new events, and look up what is known of what they are about."""
        readings = Readings(self._nothing, later=CLAIM_KINDS)
        wanted: set[str] = set()
        for known, body in STAGED.decode(packed):
            event = read_staged(body) if known is None else known
            wanted.add(event.entity)
            understood, withdraws = False, False
            if event.kind in CLAIM_KINDS:
                understood, withdraws = readings.take(0, event)
            self._events[event.id] = _New(
                event.id,
                event.entity,
                intern(event.kind),
                intern(event.field) if event.field in _USUAL_FIELDS else event.field,
                intern(event.reviewer),
                int(event.adjudicates),
                int(withdraws),
                self._kept(body) if understood else None,
            )
        self._look_up(wanted - self._asked)
        self._asked |= wanted

    def _kept(self, body: bytes) -> tuple[int, int]:
        place = self._end
        self._end += self._bodies.write(body)
        return place, len(body)

    def _body(self, kept: tuple[int, int] | None) -> str | None:
        if kept is None:
            return None
        place, size = kept
        return os.pread(self._bodies.fileno(), size, place).decode()

    def _look_up(self, wanted: set[str]) -> None:
        connection = self._connection
        found = numbers_of(connection, wanted)
        self._numbers.update(found)
        self._names.update({number: name for name, number in found.items()})
        numbers = json.dumps(sorted(found.values()))
        for entry in entries_of(connection, numbers):
            claim, number, event, kind, about, *rest = entry
            self._entries[claim].append((claim, number, event, intern(kind), about, *rest, None))
        for row in rows_of(connection, numbers):
            self._rows[row[0]] = row
        for row in rated_of(connection, numbers):
            self._rated[row[0]].append(row)

    def number(self, first: int, events: bytes) -> None:
        """Take the numbers of entries: from the first one on, each of the next event.

        Raises:
            KeyError: An event was never given.
        """
        ids = range(0, len(events), ID_BYTES)
        for number, place in enumerate(ids, first):
            event = self._events.pop(events[place : place + ID_BYTES])
            entity = self._numbers.setdefault(event.entity, number)
            if entity == number:
                self._names[number] = event.entity
            if event.body is not None:
                self._new[entity].append((number, event))

    def decide(self, reviewers: Sequence[tuple[str, int]], dead: Sequence[int]) -> None:
        """Take the numbers of reviewers, and of those new entries that do not live."""
        self._bodies.flush()
        self._reviewers = dict(reviewers)
        self._dead = frozenset(dead)

    def lot(self, first: int, claims: Sequence[int]) -> Lot:
        """All that is needed to work out what new entries add to claims; each is asked for once."""
        entries: list[Entry] = []
        rows: list[Any] = []
        rated: list[Any] = []
        for claim in claims:
            entries += self._entries.pop(claim, ())
            entries += [
                (
                    claim,
                    number,
                    new.event,
                    new.kind,
                    new.field,
                    self._reviewers[new.reviewer],
                    new.adjudicates,
                    new.withdraws,
                    int(number not in self._dead),
                    self._body(new.body),
                )
                for number, new in self._new.pop(claim, ())
            ]
            if claim in self._rows:
                rows.append(self._rows[claim])
            rated += self._rated.pop(claim, ())
        entries.sort(key=_event_of)
        return Lot(first, [(claim, self._names[claim]) for claim in claims], entries, rows, rated)


def _event_of(entry: Entry) -> bytes:
    return entry[2]
