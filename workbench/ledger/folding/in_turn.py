"""Claims worked out afresh, a lot after the other, by two processes where there is a second."""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Protocol

from workbench.ledger.folding.afresh import Afresh
from workbench.ledger.folding.claims import said_of, work_out_some

_HANDED: Final = 2
"""So many lots are handed over before the first is taken back, so that nobody waits."""
_WAITING: Final = 6
"""At most so many lots are under way or wait for their turn to be written."""


class Alone(Exception):
    """The second process is gone, or makes no sense; nothing more is to be had of it."""


class Second(Protocol):
    """What works out claims meanwhile; each step may raise :class:`Alone`."""

    def tell_documents(self, connection: sqlite3.Connection) -> None:
        """Tell it the numbers of all documents."""

    def ask(self, ids: Sequence[tuple[int, str]], entries: Sequence[tuple[Any, ...]]) -> None:
        """Give it claims to work out: their numbers and ids, and all entries about them."""

    def answers(self) -> bool:
        """Whether it has begun to answer, so that there is little to wait for."""
        ...

    def answer(self) -> Afresh:
        """What it worked out of the claims that were given it first."""
        ...


def worked_out_in_turn(
    connection: sqlite3.Connection, lots: Iterable[list[int]], second: Second | None
) -> Iterator[tuple[int, Afresh]]:
    """Work out lots of claims, given by number; yields how many each was, and what is to write.

    They come in the order in which they were given. While the second process is not ready, a
    further lot is worked out here; and all that is left, if that process comes to its end.
    """
    rest = iter(lots)
    turn: deque[tuple[list[int], Afresh | None]] = deque()
    if second is not None:
        try:
            second.tell_documents(connection)
            yield from _shared(connection, rest, second, turn)
        except Alone:
            pass
    for lot, made in turn:
        yield len(lot), made or work_out_some(connection, lot)
    for lot in rest:
        yield len(lot), work_out_some(connection, lot)


def _shared(
    connection: sqlite3.Connection,
    rest: Iterator[list[int]],
    second: Second,
    turn: deque[tuple[list[int], Afresh | None]],
) -> Iterator[tuple[int, Afresh]]:
    """Share the work; what is left in ``turn`` at the end was not given back."""
    while True:
        while sum(made is None for _, made in turn) < _HANDED and len(turn) < _WAITING:
            lot = next(rest, None)
            if lot is None:
                break
            turn.append((lot, None))
            second.ask(*said_of(connection, lot))
        if not turn:
            return
        lot, made = turn[0]
        if made is None and len(turn) < _WAITING and not second.answers():
            own = next(rest, None)
            if own is not None:
                turn.append((own, work_out_some(connection, own)))
                continue
        if made is None:
            made = second.answer()
        turn.popleft()
        yield len(lot), made
