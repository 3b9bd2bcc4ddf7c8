"""Two processes make the tables that one makes, and the first goes on alone if the second ends."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.ledger.material import Person, contents, event
from tests.ledger.test_evolution import unpacked
from workbench.ledger.connection import connect
from workbench.ledger.database import Ledger
from workbench.ledger.folding.additions import Lot
from workbench.ledger.folding.claims import lot_of
from workbench.ledger.merging import Staging, apply_staged, merge_events
from workbench.ledger.rebuild import (
    drop_derived,
    events_in_order,
    fold_afresh,
    ready_to_rebuild,
    rebuild,
)
from workbench.ledger.second.ahead import AddingProcess
from workbench.ledger.second.asking import (
    WORTH_IT_EVENTS,
    SecondProcess,
    second_process,
    stays_in_place,
)
from workbench.ledger.second.gathering import Gathered

pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core only")
NONSENSE = [
    event("verdict", "a" * 32, "rating", {"rating": 7}, clock=9 << 16),
    event("claim", "a" * 32, "statement", {"text": None}, clock=9 << 16),
    event("claim", "a" * 32, "no such field", None, clock=9 << 16),
    event("evidence", "f" * 32, "e" * 16, {}, clock=9 << 16),
    event("verdict", "no claim", "rating", None, clock=9 << 16),
    event("of the future", "no claim", "rating", {"what": [1, "2", {}]}, clock=9 << 16),
]
NO_EVENT = (b"\0" * 7 + b"\1" * 25, "this is no event")


@pytest.fixture
def sample(tmp_path: Path, ada: Person) -> Iterator[Ledger]:
    """A project of all that there is, and of what nobody understands."""
    path = unpacked("claims-0.1-derived-5", tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO event VALUES (?, CAST(? AS TEXT))", NONSENSE)
        connection.execute("INSERT INTO event VALUES (?,?)", NO_EVENT)
    with ada.opens(path) as ledger:
        yield ledger


def fold_with(ledger: Ledger, second: SecondProcess, dies_while: str = "") -> list[str]:
    """Make all tables anew with a second process, whose life may end; tells what was done."""
    told: list[str] = []

    def step(what: str, _done: int) -> None:
        told.append(what)
        if what == dies_while:
            second.end()

    drop_derived(ledger.connection)
    fold_afresh(ledger.connection, events_in_order(ledger.connection, second), step, second)
    return told


@pytest.mark.parametrize("dies_while", ["", "reading events", "folding claims"])
def test_tables_are_the_same_whether_a_second_process_helps_or_ends_midway(
    sample: Ledger, dies_while: str
) -> None:
    before = contents(sample.connection)
    with ready_to_rebuild(sample.connection), sample.transaction():
        with second_process(sample.path, WORTH_IT_EVENTS) as second:
            assert second is not None
            told = fold_with(sample, second, dies_while)
        assert told[0] == "reading events"
        assert contents(sample.connection) == before


def test_a_second_process_reads_the_log_as_it_is_while_the_first_one_writes(
    sample: Ledger,
) -> None:
    all_rows = sample.rows("SELECT id FROM event ORDER BY id")
    with sample.transaction(), second_process(sample.path, WORTH_IT_EVENTS) as second:
        assert second is not None
        sample.connection.execute("PRAGMA cache_size=1")  # what is written goes into the file
        drop_derived(sample.connection)
        sample.connection.execute("CREATE TABLE filling AS SELECT id, body FROM event")
        read, rows = [], 0
        for page, events in second.pages():
            read += [one.id for one in events]
            read += [identifier for identifier, _ in page.refused]
            rows += page.rows
        sample.connection.execute("DROP TABLE filling")
        assert sorted((one,) for one in read) == all_rows
        assert rows == len(all_rows)
        sample.connection.execute("ROLLBACK")


def test_there_is_no_second_process_for_few_events_or_a_file_that_is_none(tmp_path: Path) -> None:
    with second_process(tmp_path / "nothing.db", WORTH_IT_EVENTS - 1) as second:
        assert second is None
    with second_process(tmp_path / "nothing.db", WORTH_IT_EVENTS) as second:
        assert second is None


def test_there_is_none_for_a_file_whose_pages_move(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "moving.db", "rwc", 0)) as connection:
        assert stays_in_place(connection)
        connection.execute("PRAGMA auto_vacuum=FULL")
        connection.execute("VACUUM")
        assert not stays_in_place(connection)


@pytest.mark.parametrize(
    ("tenths", "dies_while"), [(0, ""), (3, ""), (6, ""), (3, "merging"), (6, "folding claims")]
)
def test_what_is_added_is_the_same_whether_a_second_process_helps_or_ends_midway(
    sample: Ledger, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    tenths: int, dies_while: str,
) -> None:  # fmt: skip
    monkeypatch.setattr("workbench.ledger.folding.whole._ADDED_TO_AT_ONCE", 1)
    told: list[str] = []

    rows = sample.rows("SELECT id, body FROM event ORDER BY id")[:-1]
    here = len(rows) * tenths // 10
    with ada.opens(tmp_path / "ours.db", "create") as ledger:
        merge_events(ledger, rows[:here], other_project=True)
        with staged(ledger, rows[here:], monkeypatch) as staging:
            assert staging.adder is not None
            adder = staging.adder

            def step(what: str, _done: int) -> None:
                told.append(what)
                if what == dies_while:
                    adder.end()

            apply_staged(ledger, staging, other_project=True, step=step)
            assert adder.ahead
        assert told.count("folding claims") >= 3
        folded = contents(ledger.connection)
        rebuild(ledger)
        assert contents(ledger.connection) == folded


def test_what_was_looked_up_before_somebody_else_wrote_is_looked_up_again(
    sample: Ledger, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sample.rows("SELECT id, body FROM event ORDER BY id")[:-1]
    half, most = len(rows) // 2, len(rows) * 9 // 10
    with ada.opens(tmp_path / "ours.db", "create") as ledger:
        merge_events(ledger, rows[:half], other_project=True)
        with staged(ledger, rows[most:], monkeypatch) as staging:
            staging.settle()
            with ada.opens(tmp_path / "ours.db") as other:
                merge_events(other, rows[half:most], other_project=True)
            assert staging.adder is not None
            apply_staged(ledger, staging, other_project=True)
            assert not staging.adder.ahead
        folded = contents(ledger.connection)
        rebuild(ledger)
        assert contents(ledger.connection) == folded


def test_what_is_looked_up_ahead_is_what_would_be_looked_up_at_the_end(
    sample: Ledger, ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sample.rows("SELECT id, body FROM event ORDER BY id")[:-1]
    half = len(rows) // 2
    lots: list[Lot] = []

    def watched(connection: sqlite3.Connection, numbers: Sequence[int], first: int) -> Lot:
        lots.append(lot_of(connection, numbers, first))
        return lots[-1]

    monkeypatch.setattr("workbench.ledger.folding.adding.lot_of", watched)
    monkeypatch.setattr("workbench.ledger.folding.whole._ADDED_TO_AT_ONCE", 9)
    with (
        ada.opens(tmp_path / "ours.db", "create") as ledger,
        (tmp_path / "bodies").open("w+b") as bodies,
        closing(Gathered(ledger.connection, bodies)) as gathered,
    ):
        merge_events(ledger, rows[:half], other_project=True)
        lots.clear()
        with Staging(ledger) as staging:
            staging.take(rows[half:])
            for packed in staging.packed():
                gathered.take(packed)
            apply_staged(ledger, staging, other_project=True)
        first = lots[0].first
        found = ledger.rows("SELECT event FROM entered WHERE number >= ? ORDER BY number", (first,))
        gathered.number(first, b"".join(event for (event,) in found))
        dead = ledger.rows("SELECT number FROM entered WHERE number >= ? AND live = 0", (first,))
        people = ledger.rows("SELECT id, number FROM reviewer")
        gathered.decide(people, [number for (number,) in dead])
        assert {entry[0] < first for lot in lots for entry in lot.entries} == {True, False}
        for lot in lots:
            ahead = gathered.lot(first, [number for number, _ in lot.ids])
            assert sorted(ahead.rated) == sorted(lot.rated)
            assert (ahead.ids, ahead.entries, ahead.rows) == (lot.ids, lot.entries, lot.rows)


def test_a_second_process_says_nothing_it_was_not_asked() -> None:
    second = AddingProcess.start()
    assert second is not None
    second.give(Lot(1, [(1, "a" * 32)], [], [], []))
    assert second.additions().left == []
    assert not second.answers()
    second.end()


@contextmanager
def staged(
    ledger: Ledger, rows: Sequence[tuple[bytes, str]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Staging]:
    """Events set aside, few at a time, with a second process that is told of them."""
    monkeypatch.setattr("workbench.ledger.staging.WORTH_ADDING_EVENTS", len(rows) // 2)
    monkeypatch.setattr("workbench.ledger.staging._LOOKED_UP_AT_ONCE", 7)
    with Staging(ledger) as staging:
        staging.take(rows)
        yield staging
