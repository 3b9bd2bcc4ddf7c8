"""A file that opens but was altered is made good by any copy: what is sound in it stays."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, add_document, decide
from tests.ledger.test_verify import tamper
from workbench.desk.safekeeping.backups import BackupKind, make_backup
from workbench.desk.safekeeping.redacting import carry_out, plan_redaction
from workbench.desk.safekeeping.restored import restored_lines
from workbench.desk.safekeeping.restoring import restore_backup
from workbench.ledger.queries import claim
from workbench.ledger.verify import verify
from workbench.settings import BackupSettings


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    return Person("Ada", tmp_path / "ada")


@pytest.fixture
def backup(ada: Person, tmp_path: Path) -> Path:
    """A backup with one verdict; the file itself got a second one since."""
    with ada.opens(tmp_path / "claims.db", "create") as ledger:
        add_document(ledger)
        decide(ledger, "Supported")
        made = make_backup(ledger, BackupKind.DAILY, BackupSettings())
        decide(ledger, "Refuted", SECOND)
    assert made is not None
    return made


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "UPDATE event SET body = replace(body, 'Supported', 'Conflicting')", id="altered event"
        ),
        pytest.param(
            "DELETE FROM event WHERE body LIKE '%Supported%'",
            id="event that is gone",
            marks=pytest.mark.long,
        ),
        pytest.param("UPDATE blob SET data = x'00'", id="altered bytes", marks=pytest.mark.long),
        pytest.param(
            "UPDATE claim SET statement = 'Nobody left'", id="altered table", marks=pytest.mark.long
        ),
    ],
)
def test_an_altered_file_is_mended_and_what_came_since_the_backup_stays(
    ada: Person, backup: Path, tmp_path: Path, statement: str
) -> None:
    path = tmp_path / "claims.db"
    tamper(path, statement)
    with closing(sqlite3.connect(path)) as altered:
        before = list(altered.iterdump())
    restored = restore_backup(backup, path)
    assert restored.mended
    assert "mended" in restored_lines(restored, exactly=False)[0]
    with ada.opens(path) as ledger:
        assert verify(ledger).problems == ()
        assert claim(ledger, FIRST).rating == "Supported"
        assert claim(ledger, SECOND).rating == "Refuted"
        decide(ledger, "Refuted")
    assert restored.aside is not None
    with closing(sqlite3.connect(restored.aside)) as aside:
        assert list(aside.iterdump()) == before
    assert not restore_backup(backup, path).mended


@pytest.mark.long
def test_what_was_redacted_stays_out_of_a_file_that_is_mended(
    ada: Person, backup: Path, tmp_path: Path
) -> None:
    path = tmp_path / "claims.db"
    with ada.opens(path) as ledger:
        carry_out(ledger, plan_redaction(ledger, SECOND), "A person asked.")
    tamper(path, "UPDATE claim SET statement = 'Nobody left'")
    assert restore_backup(backup, path).mended
    with ada.opens(path) as ledger:
        assert verify(ledger).problems == ()
        assert not ledger.rows("SELECT 1 FROM claim WHERE id = ?", (SECOND,))
    assert b"The ministry counted" not in path.read_bytes()
