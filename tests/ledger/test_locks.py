"""Locks are waited for, given up in words, and never dropped by accident."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, add_document, contents, decide, verdict_value
from workbench.errors import (
    LedgerLocked,
    NotALedger,
)
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, counts
from workbench.ledger.verify import verify


def test_a_database_that_another_program_writes_is_waited_for_and_then_refused(
    ada: Person, closed: Path
) -> None:
    other = sqlite3.connect(closed, isolation_level=None)
    with ada.opens(closed, wait_seconds=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        assert counts(ledger)["all"] == 2
        with pytest.raises(LedgerLocked, match="being written by another program"):
            decide(ledger, "Supported")
        other.execute("ROLLBACK")
        decide(ledger, "Supported")
        other.execute("BEGIN EXCLUSIVE")
        for ask in (lambda: counts(ledger), lambda: verify(ledger)):
            with pytest.raises(LedgerLocked):
                ask()
        with pytest.raises(LedgerLocked):
            ada.opens(closed, wait_seconds=0.05)
    other.close()


def test_a_reader_that_does_not_end_makes_a_writer_give_up_with_nothing_lost(
    ada: Person, closed: Path
) -> None:
    other = sqlite3.connect(closed, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM event").fetchone()
    with ada.opens(closed, wait_seconds=0.05) as ledger:
        with pytest.raises(LedgerLocked):
            decide(ledger, "Supported")
        other.close()
        decide(ledger, "Refuted")
        assert ledger.rows("SELECT count(*) FROM writer") == [(1,)]
        assert claim(ledger, FIRST).rating == "Refuted"


RIVAL = """
import sqlite3
import sys

other = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    other.execute("BEGIN IMMEDIATE")
    print("the lock was lost")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_opening_a_file_again_in_one_process_does_not_drop_its_locks(
    ada: Person, closed: Path
) -> None:
    with ada.opens(closed) as ledger, ledger.act("Hold the lock") as act:
        act.record("verdict", FIRST, "rating", verdict_value())
        act.flush()
        for _ in range(3):
            with ada.opens(closed, "read") as reader:
                assert counts(reader)["all"] == 2
        # Only another process can tell whether the lock is still held.
        said = subprocess.run(
            [sys.executable, "-c", RIVAL, str(closed)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.strip() == "database is locked"


def test_a_file_may_be_replaced_and_opened_once_it_is_closed(ada: Person, closed: Path) -> None:
    for _ in range(2):
        with ada.opens(closed) as ledger:
            decide(ledger, "Supported")
        closed.write_bytes(closed.read_bytes()[:-1])
        with pytest.raises(NotALedger, match="truncated"):
            ada.opens(closed)
        closed.unlink()
        with ada.opens(closed, "create") as ledger:
            add_document(ledger)


def test_closing_twice_does_nothing(ada: Person, closed: Path) -> None:
    ledger = ada.opens(closed)
    assert isinstance(ledger, Ledger)
    ledger.close()
    ledger.close()
    with ada.opens(closed) as again:
        assert contents(again.connection)["project"]
