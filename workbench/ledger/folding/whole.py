"""Fold very many events at once: enter them all, then work out each thing they speak of once.

The result is that of :func:`workbench.ledger.folding.fold.fold`, which is the same for any cut
into batches: this is one batch, whose values are read a part at a time so that memory stays small.
"""

import gc
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final

from workbench.ledger.events import Event
from workbench.ledger.folding import standing
from workbench.ledger.folding.adding import Adder, Adding
from workbench.ledger.folding.afresh import write
from workbench.ledger.folding.agreed import refresh_agreed
from workbench.ledger.folding.batches import batches
from workbench.ledger.folding.carrying import settle_all_carried
from workbench.ledger.folding.claims import CHUNK, refresh_some
from workbench.ledger.folding.documents import refresh_documents
from workbench.ledger.folding.entities import Entities, numbers_of
from workbench.ledger.folding.entries import ActKey, Entered, enter
from workbench.ledger.folding.in_turn import Alone, Second, worked_out_in_turn
from workbench.ledger.folding.inserting import Together
from workbench.ledger.folding.kinds import CLAIM_KINDS, SOURCE_KINDS
from workbench.ledger.folding.links import refresh_links
from workbench.ledger.folding.people import refresh_projects, refresh_reviewers
from workbench.ledger.folding.published import refresh_published
from workbench.ledger.folding.readings import Readings
from workbench.ledger.folding.sources import refresh_sources
from workbench.ledger.values import Value

Step = Callable[[str, int], None]

READ_LATER: Final = CLAIM_KINDS
"""The kinds of events that are entered without their values; these are read from the log."""
_CLAIMS_AT_ONCE: Final = 2_000
_ADDED_TO_AT_ONCE: Final = 1_000
_KINDS: Final = ",".join(f"'{kind}'" for kind in sorted(CLAIM_KINDS))
_ABOUT_OTHERS: Final = (
    "SELECT DISTINCT kind, id FROM entered NOT INDEXED JOIN entity ON entity.number = entity"
    f" WHERE entered.number >= ? AND kind NOT IN ({_KINDS})"
)
_CLAIMS: Final = (
    # By the first event of all about each: neighbours in the tables are worked out together.
    "SELECT DISTINCT entity FROM entered NOT INDEXED"
    f" WHERE number >= ? AND kind IN ({_KINDS}) ORDER BY entity"
)
_OLD: Final = (
    "SELECT DISTINCT kind, entity FROM entry WHERE number IN (SELECT value FROM json_each(?))"
)


def no_step(_what: str, _done: int) -> None:
    """Tell nobody."""


def _nothing_more() -> None:
    """Do nothing in between."""


@contextmanager
def without_collecting() -> Iterator[None]:
    """Do not look for circles among values that have none: it takes a seventh of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Many:
    """Very many events on their way into the tables, in the transaction that is open.

    ``step`` is told how far it is and may raise; then the transaction must be taken back.
    ``second`` is a second process that works out claims, where all events are new; ``adder`` is one
    that works out what they add, where others are there. ``before_sources`` is called when all is
    done but the sources.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        step: Step = no_step,
        second: Second | None = None,
        adder: Adder | None = None,
        before_sources: Callable[[], None] = _nothing_more,
    ) -> None:
        self._before_sources = before_sources
        self._connection = connection
        self._step = step
        self._second = second
        self._adder = adder
        self._first: int = connection.execute(
            "SELECT coalesce(max(number), 0) + 1 FROM entered"
        ).fetchone()[0]
        self._entities = Entities(connection)
        self._entered = 0
        self._acts: set[int] = set()
        self._undone: set[ActKey] = set()

    def enter(self, events: Sequence[Event], prepared: Mapping[bytes, Value] | None = None) -> None:
        """Enter some thousand events; nothing is shown of them before the end.

        ``prepared`` holds values of events that were read already.
        """
        if not events:
            return
        readings = Readings(self._connection, prepared, later=READ_LATER)
        with without_collecting():
            entered = enter(self._connection, events, readings, self._entities)
        if self._adder is not None:
            try:
                self._adder.number(entered.first, [event.id for event in events])
            except Alone:
                self._adder = None
        self._acts |= entered.acts
        self._undone |= entered.undone
        self._entered += len(events)

    def finish(self) -> None:
        """Decide which events stand, and work out everything that was touched."""
        if not self._entered:
            return
        with without_collecting():
            self._finish()

    def _finish(self) -> None:
        connection = self._connection
        del self._entities
        entered = Entered(self._first, frozenset(self._acts), frozenset(self._undone))
        flipped = standing.decide_acts(connection, entered)
        rechecked = standing.decide_entries(connection, entered, flipped)
        about = self._about([number for number in rechecked if number < self._first])
        self._refresh_few(about)
        keys = self._claims(about)
        if about["link"]:
            refresh_links(connection, about["link"], self._readings())
        settle_all_carried(connection)
        for some in batches(sorted(about["published"]), CHUNK):
            refresh_published(connection, some, self._readings())
        self._before_sources()
        self._sources(keys, about)

    def _readings(self) -> Readings:
        return Readings(self._connection)

    def _about(self, doubtful: list[int]) -> defaultdict[str, set[str]]:
        """What is to be worked out anew, by kind; of what new events say of claims, nothing yet.

        It is what all other new events speak of, and those that were here and are ``doubtful``.
        """
        found: defaultdict[str, set[str]] = defaultdict(set)
        for some in batches(doubtful, CHUNK):
            for kind, entity in self._connection.execute(_OLD, (json.dumps(some),)).fetchall():
                found[kind].add(entity)
        for kind, entity in self._connection.execute(_ABOUT_OTHERS, (self._first,)).fetchall():
            found[kind].add(entity)
        return found

    def _refresh_few(self, about: defaultdict[str, set[str]]) -> None:
        """Everything but claims and sources; those are the many."""
        connection = self._connection
        if about["project"]:
            refresh_projects(connection, about["project"], self._readings())
        for kind in ("project", "scale", "view", "signature", "redaction"):
            for some in batches(sorted(about[kind]), CHUNK):
                refresh_agreed(connection, kind, some, self._readings())
        for some in batches(sorted(about["reviewer"]), CHUNK):
            refresh_reviewers(connection, some, self._readings())
        for some in batches(sorted(about["document"]), CHUNK):
            about["claim"] |= refresh_documents(connection, some, self._readings())

    def _claims(self, about: defaultdict[str, set[str]]) -> set[str]:
        """Work out the claims; returns the keys of sources that are used otherwise by now."""
        if self._first == 1:
            return self._claims_afresh()
        connection = self._connection
        before = {entity for kind in CLAIM_KINDS for entity in about[kind]}
        doubtful = frozenset(numbers_of(connection, before).values())
        new = (row[0] for row in connection.execute(_CLAIMS, (self._first,)))
        further = (number for number in new if number not in doubtful)
        done = 0

        def tell(some: int) -> None:
            nonlocal done
            done += some
            self._step("folding claims", done)

        adding = Adding(connection, self._first, self._adder, tell)
        adding.add(batches(further, _ADDED_TO_AT_ONCE))
        keys = adding.keys
        for some in batches(sorted(doubtful.union(adding.left)), _CLAIMS_AT_ONCE):
            keys |= refresh_some(connection, some, self._readings(), self._first)
            tell(len(some))
        return keys

    def _claims_afresh(self) -> set[str]:
        """Work out all claims there are, of which the tables have none yet."""
        keys: set[str] = set()
        connection = self._connection
        together = Together(connection)
        numbers = (row[0] for row in connection.execute(_CLAIMS, (self._first,)))
        done = 0
        for some, made in worked_out_in_turn(
            connection, batches(numbers, _CLAIMS_AT_ONCE), self._second
        ):
            keys.update(write(connection, made, together))
            done += some
            self._step("folding claims", done)
        together.finish()
        return keys

    def _sources(self, keys: set[str], about: defaultdict[str, set[str]]) -> None:
        for kind in SOURCE_KINDS:
            keys |= about[kind]
        done = 0
        for some in batches(sorted(keys), CHUNK):
            refresh_sources(self._connection, some, self._readings())
            done += len(some)
            self._step("folding sources", done)
