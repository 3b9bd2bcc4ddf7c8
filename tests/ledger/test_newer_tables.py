"""A file whose tables a newer program made: its log says all that this one needs."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from tests.ledger.material import FIRST, Person, add_document, change, decide
from tests.ledger.merge_material import log_of, state_of
from workbench.desk.sharing.inspecting import inspect
from workbench.desk.sharing.merging import merge_files
from workbench.errors import LedgerReadOnly, NotALedger
from workbench.ledger.looking import look_at_tables
from workbench.ledger.queries import claim
from workbench.ledger.schema import DERIVED_VERSION
from workbench.ledger.verify import verify
from workbench.model import ClaimStatus

TO_COME = (
    "UPDATE local SET value = '99' WHERE key = 'derived_version'",
    "DROP VIEW verdict_current",
    "DROP VIEW verdict",
    "CREATE TABLE verdict(claim INTEGER, what_is_to_come TEXT)",
    "DROP TABLE tag",
    "CREATE VIEW tag AS SELECT 'what is to come' AS word",
    "DROP TABLE claim",
    "CREATE TABLE claim(number INTEGER PRIMARY KEY, wording TEXT)",
    "DROP TABLE question",
)


@pytest.fixture
def newer(ada: Person, path: Path) -> Path:
    """A file with a verdict, whose tables are others than this program knows."""
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
        decide(ledger, "Supported")
    change(path, *TO_COME)
    return path


@pytest.mark.parametrize("mode", ["read", "write"])
def test_it_is_shown_by_tables_of_this_programs_own_and_not_changed(
    newer: Path,
    ada: Person,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    mode: Literal["read", "write"],
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    before = newer.read_bytes()
    with ada.opens(newer, mode) as ledger:
        assert claim(ledger, FIRST).status is ClaimStatus.SINGLE
        assert "newer workbench" in ledger.notes[0]
        assert "update this program to write in it" in ledger.notes[0]
        with pytest.raises(LedgerReadOnly, match="newer workbench"):
            decide(ledger, "Refuted")
        assert verify(ledger).problems == ()
        assert [one.name[:10] for one in place.iterdir()] == ["workbench-"]
    assert list(place.iterdir()) == []
    assert newer.read_bytes() == before


def test_an_older_program_merges_from_it_and_passes_it_on(
    newer: Path, ada: Person, ben: Person, tmp_path: Path
) -> None:
    ours = tmp_path / "ours.db"
    with ada.opens(newer, "read") as shown:
        said = dict(log_of(shown))
    with ben.opens(ours, "create") as ledger:
        merged = merge_files(ledger, [newer], may_join=lambda _: True).merged
        assert (merged.new, dict(merged.refused)) == (len(said), {})
        assert merge_files(ledger, [newer], may_join=lambda _: True).merged.empty
        assert claim(ledger, FIRST).status is ClaimStatus.SINGLE
        assert said.items() <= dict(log_of(ledger)).items()


def test_looking_into_it_says_whose_tables_it_has(newer: Path) -> None:
    found = inspect(newer)
    assert found.facts.tables_version == 99
    assert found.tables_are.startswith("a newer workbench made its tables")
    assert found.refused.total() == 0


def test_a_program_that_is_new_enough_again_shows_the_same(
    newer: Path, ada: Person, tmp_path: Path
) -> None:
    mended = tmp_path / "mended.db"
    shutil.copyfile(newer, mended)
    change(mended, "DELETE FROM local WHERE key = 'derived_version'", "DROP VIEW tag")
    change(mended, "DROP TABLE verdict")
    with ada.opens(newer, "read") as shown, ada.opens(mended) as ledger:
        assert state_of(shown) == state_of(ledger)


def test_a_virtual_table_under_a_name_of_ours_is_refused_of_whatever_version(
    newer: Path, ada: Person
) -> None:
    change(newer, "DROP TABLE verdict", "CREATE VIRTUAL TABLE verdict USING fts5(words)")
    with pytest.raises(NotALedger, match="is not a table or view of this program"):
        ada.opens(newer, "read")


def test_tables_are_looked_at_without_being_touched(ada: Person, closed: Path) -> None:
    assert look_at_tables(closed).version == DERIVED_VERSION
    change(closed, "UPDATE local SET value = '4' WHERE key = 'derived_version'")
    before = closed.read_bytes()
    seen = look_at_tables(closed)
    assert (seen.version, seen.held, seen.older) == (4, False, True)
    assert closed.read_bytes() == before


@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_another_program_writes_is_told_as_such(closed: Path, lock: str) -> None:
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        f" c.execute('BEGIN {lock}'); print('held', flush=True); sys.stdin.read()"
    )

    with subprocess.Popen(
        [sys.executable, "-c", program, str(closed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        seen = look_at_tables(closed)
        other.stdin.close()
    assert seen.held
    assert seen.version == DERIVED_VERSION
