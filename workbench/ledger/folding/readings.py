"""The understood values of events, read at most once while a batch is folded."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final

from workbench.ledger.events import Event, parse_sound
from workbench.ledger.folding.held import Held
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import Value, understand
from workbench.ledger.values.quick import read_quickly

_BODIES: Final = (
    "SELECT entered.number, entered.kind, entity.id, entered.field, event.body"
    " FROM entered JOIN entity ON entity.number = entered.entity"
    " JOIN event ON event.id = entered.event"
    " WHERE entered.number IN (SELECT value FROM json_each(?))"
)


class Readings:
    """Values by the number of their entry; what the batch brought need not be read again.

    Where very many events are folded at once, those of some kinds are ``later``: they are entered
    as understood, and whether they are is found when what they speak of is worked out.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        prepared: Mapping[bytes, Value] | None = None,
        later: frozenset[str] = frozenset(),
    ) -> None:
        self._connection = connection
        self._prepared = prepared or {}
        self._later = later
        self._known: dict[int, Value] = {}
        self._held = Held()

    def take(self, number: int, event: Event) -> tuple[bool, bool]:
        """Read the value of a new event; tells whether it is understood and if it withdraws."""
        if event.id in self._prepared:
            value = self._known[number] = self._prepared[event.id]
            return True, value is None
        if event.kind in self._later and event.version == 1 and event.value:
            return True, False
        try:
            value = understand(event.version, event.kind, event.entity, event.field, event.value)
        except NotUnderstood:
            return False, False
        self._known[number] = value
        return True, value is None

    def load(self, numbers: Iterable[int]) -> None:
        """Read the values of understood entries that are not known yet, all at once."""
        missing = [number for number in numbers if number not in self._known]
        if not missing:
            return
        rows = self._connection.execute(_BODIES, (json.dumps(missing),)).fetchall()
        for number, kind, entity, field, body in rows:
            self._known[number] = _value(kind, entity, field, body)

    def lean_on(self, held: Held) -> None:
        """Take from now on what rows tell from there, when it is asked for."""
        self._held = held

    def take_late(self, entries: Iterable[tuple[int, str, str, str, str]]) -> set[int]:
        """Read values that were left for later; returns those that are not understood.

        Each comes as number, kind, entity, field and body.
        """
        misfits: set[int] = set()
        for number, kind, entity, field, body in entries:
            try:
                self._known[number] = _value(kind, entity, field, body)
            except NotUnderstood:
                misfits.add(number)
        return misfits

    def __getitem__(self, number: int) -> Value:
        """The value of an entry that was taken or loaded, or that a row tells."""
        try:
            return self._known[number]
        except KeyError:
            return self._read(number)

    def _read(self, number: int) -> Value:
        try:
            self._known[number] = self._held.value(number)
        except (LookupError, TypeError, ValueError):
            self.load([number])  # somebody altered the row
        return self._known[number]


def note_misfits(connection: sqlite3.Connection, misfits: Iterable[int]) -> None:
    """Enter events as not understood, of which that was left for later to be found."""
    connection.executemany(
        "UPDATE entered SET understood = 0, withdraws = 0 WHERE number = ?",
        [(number,) for number in misfits],
    )


def _value(kind: str, entity: str, field: str, body: str) -> Value:
    quickly = read_quickly(kind, entity, field, body)
    if quickly is not None:
        return quickly
    return understand(1, kind, entity, field, parse_sound(body)["value"])
