"""Which events an act takes the place of, while it is being written.

What the act itself has put in the place of others is known here at once, also while the tables
do not yet tell it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

_LIVE: Final = (
    "SELECT entered.kind, entered.field, entered.event, reviewer.id FROM entity"
    " CROSS JOIN entered ON entered.entity = entity.number"
    " CROSS JOIN reviewer ON reviewer.number = entered.reviewer"
    " WHERE entity.id = ? AND entered.live = 1"
)
_MOST_ENTITIES: Final = 1_000
"""So many are remembered from one batch of an act to the next."""

Slot = tuple[str, str, str]
"""A kind of event, what it is about, and which side of that."""


class Heads:
    """The live events about what an act speaks of, read once for each thing it speaks of."""

    def __init__(self, connection: sqlite3.Connection, reviewer: str) -> None:
        self._connection = connection
        self._reviewer = reviewer
        self._known: dict[str, defaultdict[tuple[str, str], dict[bytes, bool]]] = {}
        self._recorded: defaultdict[str, list[tuple[Slot, bytes]]] = defaultdict(list)
        self._replaced: set[bytes] = set()

    def own(self, slot: Slot) -> list[bytes]:
        """The reviewer's own live events of a slot."""
        return [event for event, own in self._of(slot).items() if own]

    def all(self, slot: Slot) -> list[bytes]:
        """Everybody's live events of a slot."""
        return list(self._of(slot))

    def take(self, slot: Slot, event: bytes, links: Iterable[bytes], *, adjudicates: bool) -> None:
        """Take note of an event that was recorded, and of what it takes the place of."""
        for link in links:
            there = self._of(slot)
            if there.get(link, False) or (adjudicates and link in there):
                del there[link]
                self._replaced.add(link)
        if slot[1] in self._known:
            self._of(slot)[event] = True
        else:
            self._recorded[slot[1]].append((slot, event))

    def entered(self) -> None:
        """Take note that all that was recorded is in the log and entered in the tables."""
        self._recorded.clear()
        if len(self._known) > _MOST_ENTITIES:
            self._known.clear()

    def folded(self) -> None:
        """Take note that the tables tell by now what is live."""
        self._recorded.clear()
        self._known.clear()
        self._replaced.clear()

    def _of(self, slot: Slot) -> dict[bytes, bool]:
        kind, entity, field = slot
        if entity not in self._known:
            self._known[entity] = self._read(entity)
        return self._known[entity][kind, field]

    def _read(self, entity: str) -> defaultdict[tuple[str, str], dict[bytes, bool]]:
        found: defaultdict[tuple[str, str], dict[bytes, bool]] = defaultdict(dict)
        for kind, field, event, reviewer in self._connection.execute(_LIVE, (entity,)).fetchall():
            if event not in self._replaced:
                found[kind, field][event] = reviewer == self._reviewer
        for slot, event in self._recorded.pop(entity, ()):
            found[slot[0], slot[2]][event] = True
        return found
