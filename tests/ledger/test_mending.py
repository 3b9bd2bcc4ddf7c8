"""An opening puts right what can be put right, and leaves the rest alone."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, change, decide, evidence_value, verdict_value
from tests.ledger.merge_material import log_of
from workbench.errors import (
    LedgerLocked,
    LedgerReadOnly,
)
from workbench.ledger.merging import merge_events
from workbench.ledger.queries import claim, claim_numbers, counts
from workbench.ledger.schema import DERIVED
from workbench.ledger.verify import verify
from workbench.model import ClaimFilter, ClaimStatus


def test_tables_of_an_older_version_are_made_anew(ada: Person, closed: Path) -> None:
    change(
        closed,
        "DROP VIEW claim_status",
        "DROP TABLE quantity",
        "CREATE TABLE quantity(old TEXT)",
        "UPDATE local SET value = '0' WHERE key = 'derived_version'",
    )
    with ada.opens(closed, "read") as ledger:
        assert counts(ledger)["all"] == 2
        assert verify(ledger).problems == ()
        assert ledger.rows("SELECT count(*) FROM quantity") == [(2,)]


def test_tables_that_another_program_altered_are_made_anew(ada: Person, closed: Path) -> None:
    change(closed, "ALTER TABLE claim ADD COLUMN mine", "DROP INDEX claim_in_order")
    with ada.opens(closed) as ledger:
        assert claim_numbers(ledger, ClaimFilter())
        assert {row[0] for row in ledger.rows("SELECT name FROM sqlite_schema")} >= DERIVED.keys()


def test_events_that_another_program_put_into_the_log_are_folded(
    ada: Person, ben: Person, closed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(closed, copy)
    with ben.opens(copy) as his:
        decide(his, "Refuted")
    change(
        closed,
        f"ATTACH '{copy}' AS other",
        "INSERT OR IGNORE INTO event SELECT id, body FROM other.event",
        "INSERT INTO event VALUES (zeroblob(32), 'no event')",
    )
    with ada.opens(closed, "read") as ledger:
        assert claim(ledger, FIRST).rating == "Refuted"
        assert ledger.notes == ()
        assert ledger.rows("SELECT * FROM unfolded") == []
        found = verify(ledger)
        assert found.problems == (f"event {'0' * 16}: the hash does not match the body",)
    with ada.opens(closed) as again:
        decide(again, "Supported")


def test_rows_that_somebody_altered_do_not_keep_a_merge_from_what_the_log_says(
    ada: Person, ben: Person, closed: Path, tmp_path: Path
) -> None:
    with ada.opens(closed) as ours, ours.act("Decide") as act:
        cited = act.record("evidence", FIRST, "1" * 16, evidence_value())
        act.record("verdict", FIRST, "rating", verdict_value("Supported", evidence=[cited]))
    copy = tmp_path / "copy.db"
    shutil.copyfile(closed, copy)
    with ben.opens(copy) as his:
        decide(his, "Refuted")
        with his.act("Quote anew") as act:
            act.record("evidence", FIRST, "1" * 16, evidence_value(quote="Other words"))
        log = log_of(his)
    change(
        closed,
        "UPDATE rated SET rating = 'never', stale = 2, carried_verdict = '{'",
        "UPDATE evidence SET stance = 'none', seen_on = 'never', standing = 'so'",
    )
    with ada.opens(closed) as ours:
        assert merge_events(ours, log).new == 3
        assert claim(ours, FIRST).status is ClaimStatus.CONFLICT
        assert verify(ours).problems == ()


def test_a_program_older_than_the_tables_reads_and_says_so(ada: Person, closed: Path) -> None:
    change(
        closed,
        "UPDATE local SET value = '99' WHERE key = 'derived_version'",
        "ALTER TABLE claim ADD COLUMN later TEXT",
    )
    with ada.opens(closed) as ledger:
        assert ledger.read_only
        assert "newer workbench" in ledger.notes[0]
        assert claim(ledger, FIRST).statement == "Some 500 troops left Karsk on 4 May"
        with pytest.raises(LedgerReadOnly, match="newer workbench"):
            decide(ledger, "Supported")


def test_a_write_ahead_file_is_converted_when_opened_for_writing(ada: Person, closed: Path) -> None:
    change(closed, "PRAGMA journal_mode=WAL", "INSERT INTO local VALUES ('a', 'b')")
    with ada.opens(closed, "read") as ledger:
        assert counts(ledger)["all"] == 2
    with ada.opens(closed) as ledger:
        assert ledger.rows("PRAGMA journal_mode") == [("delete",)]
        decide(ledger, "Supported")
    assert sorted(one.name for one in closed.parent.iterdir()) == ["claims.db"]


def test_a_write_ahead_file_that_is_in_use_elsewhere_is_locked(ada: Person, closed: Path) -> None:
    other = sqlite3.connect(closed, isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("SELECT count(*) FROM event").fetchone()
    with pytest.raises(LedgerLocked):
        ada.opens(closed, wait_seconds=0.05)
    other.close()
    with ada.opens(closed) as ledger:
        decide(ledger, "Supported")
