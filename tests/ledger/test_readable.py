"""Other programs find tables that a person can read, and guards that keep the log as it is."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.ledger.material import FIRST, Person, add_document, decide, evidence_value


@pytest.fixture
def closed(ada: Person, ben: Person, path: Path) -> Path:
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
        with ledger.act("Cite") as act:
            act.record("evidence", FIRST, "1" * 16, evidence_value())
        decide(ledger, "Supported")
    with ben.opens(path) as ledger:
        decide(ledger, "Refuted")
    return path


def test_sqlite_utils_finds_tables_with_plain_columns(closed: Path) -> None:
    database = Database(closed)
    assert {"document", "claim", "quantity", "date", "name", "evidence"} <= set(
        database.table_names()
    )
    assert {"entry", "verdict", "verdict_current"} <= set(database.view_names())
    claim = next(database["claim"].rows_where("id = ?", [FIRST]))
    assert claim["statement"] == "Some 500 troops left Karsk on 4 May"
    assert (claim["status"], claim["evidence_count"]) == ("conflict", 1)
    quantity = next(database["quantity"].rows_where("claim = ?", [claim["number"]]))
    assert (quantity["value"], quantity["approximator"], quantity["counted"]) == (
        500,
        "about",
        "troops",
    )
    assert {key.other_table for key in database.table("rated").foreign_keys} == {
        "claim",
        "entered",
    }
    database.close()


def test_views_tell_the_present_verdicts_statuses_and_history(closed: Path) -> None:
    connection = sqlite3.connect(closed)
    current = connection.execute(
        "SELECT reviewer, rating FROM verdict_current WHERE claim = ? ORDER BY 1", (FIRST,)
    ).fetchall()
    assert current == [("Ada", "Supported"), ("Ben", "Refuted")]
    statuses = connection.execute("SELECT status, document FROM claim_status ORDER BY 1").fetchall()
    assert statuses == [("conflict", "Troops leave Karsk"), ("unrated", "Troops leave Karsk")]
    done = connection.execute(
        "SELECT reviewer, label, json_extract(value, '$.rating') FROM history"
        " WHERE kind = 'verdict' ORDER BY event"
    ).fetchall()
    assert done == [
        ("Ada", "Verdict Supported", "Supported"),
        ("Ben", "Verdict Refuted", "Refuted"),
    ]
    connection.close()


def test_the_steps_of_the_schema_are_on_record(closed: Path) -> None:
    database = Database(closed)
    steps = list(database["_sqlite_migrations"].rows)
    assert [(step["migration_set"], step["name"]) for step in steps] == [
        ("workbench_log", "m001_log")
    ]
    assert steps[0]["applied_at"].startswith("2025-06-15")
    assert database.execute("PRAGMA application_id").fetchone() == (0x434C4D31,)
    assert database.execute("PRAGMA user_version").fetchone() == (1,)
    database.close()


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("UPDATE event SET body = ''", "events are never changed"),
        ("DELETE FROM event", "events are never deleted"),
        ("INSERT INTO event VALUES (x'00', '')", "CHECK constraint failed"),
        ("UPDATE blob SET part = 3", "kept bytes are never changed"),
        ("DELETE FROM blob", "kept bytes are never deleted"),
    ],
)
def test_the_log_is_guarded_against_other_programs(
    closed: Path, statement: str, complaint: str
) -> None:
    connection = sqlite3.connect(closed)
    with pytest.raises(sqlite3.IntegrityError, match=complaint):
        connection.execute(statement)
    connection.close()


def test_a_closed_database_is_one_file(closed: Path) -> None:
    assert [one.name for one in closed.parent.iterdir()] == ["claims.db"]


def test_opening_does_not_load_sqlite_utils(closed: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from workbench.ledger.database import open_ledger\n"
        "from workbench.ledger.identity import IdentityStore\n"
        "from workbench.ledger import queries, undoing, ingest, verify\n"
        "home = Path(sys.argv[1]).parent\n"
        "open_ledger(Path(sys.argv[1]), mode='write', identity=IdentityStore(home, home)).close()\n"
        "print('sqlite_utils' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(closed)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
