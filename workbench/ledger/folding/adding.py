"""What events add to claims, a lot after the other, by two processes where there is a second."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from workbench.ledger.folding.additions import Additions, Lot, work_out_additions, write_sums
from workbench.ledger.folding.afresh import documents_in, write
from workbench.ledger.folding.claims import lot_of
from workbench.ledger.folding.in_turn import Alone
from workbench.ledger.folding.inserting import Together

_HANDED: Final = 2
"""So many lots are handed over before the first is taken back, so that nobody waits."""


class Adder(Protocol):
    """What works out lots meanwhile; each step may raise :class:`Alone`."""

    def tell_documents(self, connection: sqlite3.Connection) -> None:
        """Tell it the numbers of all documents."""

    @property
    def ahead(self) -> bool:
        """Whether it has what a lot consists of already."""
        ...

    def number(self, first: int, events: Sequence[bytes]) -> None:
        """Tell it the numbers of new events, one after the other from the first."""

    def decide(self, connection: sqlite3.Connection, first: int) -> None:
        """Tell it what was decided of entries from the first one on."""

    def want(self, first: int, claims: Sequence[int]) -> None:
        """Ask it for a lot by the numbers of claims; while it is ahead."""

    def give(self, lot: Lot) -> None:
        """Give it a lot."""

    def additions(self) -> Additions:
        """What it worked out of the lot that was given it first."""
        ...


class Adding:
    """Adds to claims what is new of them, from an entry on; tells which were left in doubt."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        first: int,
        adder: Adder | None,
        done: Callable[[int], None],
    ) -> None:
        self._connection = connection
        self._first = first
        self._adder = adder
        self._done = done
        self._together = Together(connection)
        self._turn: deque[tuple[list[int], Lot | None]] = deque()
        self.left: list[int] = []
        self.keys: set[str] = set()

    def add(self, lots: Iterable[list[int]]) -> None:
        """Add to claims given by number; afterwards nothing waits to be written."""
        if self._adder is not None:
            self._dare(lambda adder: adder.tell_documents(self._connection))
        if self._adder is not None:
            self._dare(lambda adder: adder.decide(self._connection, self._first))
        for numbers in lots:
            self._take(numbers)
        while self._turn:
            self._write_next()
        self._together.finish()

    def _take(self, numbers: list[int]) -> None:
        if self._adder is not None and self._adder.ahead:
            self._turn.append((numbers, None))
            self._dare(lambda adder: adder.want(self._first, numbers))
        else:
            lot = lot_of(self._connection, numbers, self._first)
            self._turn.append((numbers, lot))
            if self._adder is not None:
                self._dare(lambda adder: adder.give(lot))
        while len(self._turn) > (_HANDED if self._adder is not None else 0):
            self._write_next()

    def _write_next(self) -> None:
        found: list[Additions] = []
        if self._adder is not None:
            self._dare(lambda adder: found.append(adder.additions()))
        numbers, lot = self._turn.popleft()
        connection = self._connection
        if not found:
            lot = lot or lot_of(connection, numbers, self._first)
            found.append(work_out_additions(connection, lot, documents_in(connection)))
        for additions in found:
            for made in (additions.made, additions.added):
                self.keys.update(write(connection, made, self._together))
            write_sums(connection, additions)
            self.left.extend(additions.left)
        self._done(len(numbers))

    def _dare(self, step: Callable[[Adder], None]) -> None:
        """Let the second process do something, and go on without it if it cannot."""
        assert self._adder is not None
        try:
            step(self._adder)
        except Alone:
            self._adder = None
