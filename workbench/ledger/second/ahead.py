"""The first process's side of a merge: a second process is told of events before they are entered.

While another file is still being read, it looks up what the tables hold of the claims that new
events are about. That stays right unless somebody writes in the meantime; then, and whenever it is
gone, the first process looks it up itself.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from workbench.ledger.folding.additions import Additions, Lot
from workbench.ledger.folding.in_turn import Alone
from workbench.ledger.second.asking import SecondProcess, started
from workbench.ledger.second.messages import ADDITIONS, Decided, Numbered, Settle, Staged, Wanted

if TYPE_CHECKING:
    import sqlite3

    from workbench.ledger.database import Ledger

WORTH_ADDING_EVENTS: Final = 10_000
"""From so many events on a second process saves more time than it takes to start."""
_DEAD: Final = "SELECT number FROM entered WHERE number >= ? AND live = 0"
_REVIEWERS: Final = "SELECT id, number FROM reviewer LIMIT ?"
_MOST_REVIEWERS: Final = 100_000


class AddingProcess(SecondProcess):
    """A second process that works out what events add to claims.

    While it is ``ahead``, it has all that it needs for that but what is decided when the events are
    entered.
    """

    ahead = False
    _changes = -1

    @classmethod
    def start(cls, log: Path | None = None) -> Self | None:
        """Start it; without a database it looks nothing up."""
        process = started("adding", str(log.absolute()) if log is not None else "")
        return cls(process) if process is not None else None

    def begin_ahead(self, ledger: "Ledger", staged: Iterable[bytes]) -> None:
        """Begin to tell it of events: those that wait already, as they were packed.

        Raises:
            Alone: It is gone.
        """
        self._changes = _changes(ledger.connection)
        self.ahead = True
        for packed in staged:
            self.stage(packed)

    def stage(self, packed: bytes) -> None:
        """Tell it of events that were set aside together, as they were packed.

        Raises:
            Alone: It is gone.
        """
        self._say(Staged(packed))

    def settle(self) -> None:
        """Wait until it has looked up everything; it reads nothing of the database after that.

        Raises:
            Alone: It is gone, or could not.
        """
        if self.ahead:
            self._say(Settle())
            self._frame()

    def check(self, connection: "sqlite3.Connection", folded: int) -> None:
        """Give up what it looked up if anything was written since, or folded just now."""
        self.ahead = self.ahead and not folded and _changes(connection) == self._changes

    def number(self, first: int, events: Sequence[bytes]) -> None:
        """Tell it which numbers events were entered with, one after the other.

        Raises:
            Alone: It is gone.
        """
        if self.ahead:
            self._say(Numbered(first, b"".join(events)))

    def decide(self, connection: "sqlite3.Connection", first: int) -> None:
        """Tell it what was decided when events were entered, from an entry on.

        Raises:
            Alone: It is gone.
        """
        if self.ahead:
            reviewers = connection.execute(_REVIEWERS, (_MOST_REVIEWERS,)).fetchall()
            dead = [row[0] for row in connection.execute(_DEAD, (first,)).fetchall()]
            self._say(Decided(reviewers, dead))

    def want(self, first: int, claims: Sequence[int]) -> None:
        """Have it work out what entries from the first one on add to claims.

        Raises:
            Alone: It is gone.
        """
        self._say(Wanted(first, list(claims)))

    def give(self, lot: Lot) -> None:
        """Give it claims to work out what is added to them.

        Raises:
            Alone: It is gone.
        """
        self._say(lot)

    def additions(self) -> Additions:
        """What it worked out of the lot that was asked for first.

        Raises:
            Alone: It is gone.
        """
        found: Additions = self._decoded(ADDITIONS)
        return found


def _changes(connection: "sqlite3.Connection") -> int:
    """A number that is another one when another connection has written."""
    found: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return found


__all__ = ["WORTH_ADDING_EVENTS", "AddingProcess", "Alone"]
