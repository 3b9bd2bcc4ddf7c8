"""A database that cannot be written can be read, and an interrupted write is taken back."""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, change
from workbench.ledger.queries import claim
from workbench.ledger.verify import verify

NOBODY = 65534
READER = """
import os
import sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.ledger.database import open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import counts

path, mode = Path(sys.argv[1]), sys.argv[2]
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
identity = IdentityStore(Path("/nonexistent/config"), Path("/nonexistent/state"))
try:
    with open_ledger(path, mode=mode, identity=identity) as ledger:
        print(counts(ledger)["all"], *ledger.notes)
except WorkbenchError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def shared(closed: Path) -> Iterator[Path]:
    """A folder that another user of this computer can get at, with a copy of the database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copyfile(closed, folder / "claims.db")
        yield folder


def as_another_user(path: Path, mode: str) -> str:
    """Open the database as a user who owns nothing; root is not kept out by permissions."""
    done = subprocess.run(
        [sys.executable, "-c", READER.replace("NOBODY", str(NOBODY)), str(path), mode],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_read_only_file_is_read_and_not_written(shared: Path) -> None:
    shared.chmod(0o777)
    (shared / "claims.db").chmod(0o444)
    assert as_another_user(shared / "claims.db", "read") == "2"
    said = as_another_user(shared / "claims.db", "write")
    assert said.startswith("LedgerReadOnly")
    assert "because it is read-only" in said


def test_a_file_in_a_read_only_folder_is_read_and_not_written(shared: Path) -> None:
    (shared / "claims.db").chmod(0o666)
    shared.chmod(0o555)
    assert as_another_user(shared / "claims.db", "read") == "2"
    said = as_another_user(shared / "claims.db", "write")
    assert said.startswith("LedgerReadOnly")
    assert "because its folder is read-only" in said
    assert as_another_user(shared / "new.db", "create").startswith("LedgerReadOnly")


def test_a_write_ahead_file_in_a_read_only_folder_is_read(shared: Path) -> None:
    change(shared / "claims.db", "PRAGMA journal_mode=WAL")
    (shared / "claims.db").chmod(0o444)
    shared.chmod(0o555)
    assert as_another_user(shared / "claims.db", "read") == "2"


def test_what_cannot_be_folded_in_a_read_only_place_is_told(shared: Path) -> None:
    change(shared / "claims.db", "INSERT INTO event VALUES (zeroblob(32), 'x')")
    (shared / "claims.db").chmod(0o444)
    shared.chmod(0o555)
    assert as_another_user(shared / "claims.db", "read").startswith("2 some events of the log")
    shared.chmod(0o755)
    (shared / "claims.db").chmod(0o644)
    change(shared / "claims.db", "DELETE FROM local")
    (shared / "claims.db").chmod(0o444)
    shared.chmod(0o555)
    said = as_another_user(shared / "claims.db", "read")
    assert said.startswith("LedgerReadOnly the tables of")


def interrupted(path: Path, folder: Path) -> Path:
    """A copy of a database whose writer was stopped in the middle, journal and all."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size=2")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(200):
        connection.execute("INSERT INTO local VALUES (?, ?)", (f"{number}", "x" * 1_000))
    connection.execute("UPDATE claim SET statement = 'half written'")
    for side in ("", "-journal"):
        shutil.copyfile(f"{path}{side}", folder / f"claims.db{side}")
    connection.execute("ROLLBACK")
    connection.close()
    return folder / "claims.db"


def test_an_interrupted_write_is_taken_back(ada: Person, closed: Path, tmp_path: Path) -> None:
    for mode in ("read", "write"):
        folder = tmp_path / mode
        folder.mkdir()
        copy = interrupted(closed, folder)
        with ada.opens(copy, "read" if mode == "read" else "write") as ledger:
            assert claim(ledger, FIRST).statement == "Some 500 troops left Karsk on 4 May"
            assert verify(ledger).problems == ()
        assert [one.name for one in folder.iterdir()] == ["claims.db"]


def test_an_interrupted_write_in_a_read_only_place_is_told(closed: Path, shared: Path) -> None:
    interrupted(closed, shared)
    for file in shared.iterdir():
        file.chmod(0o444)
    shared.chmod(0o555)
    said = as_another_user(shared / "claims.db", "read")
    assert said.startswith("LedgerReadOnly")
    assert "was interrupted and cannot be taken back" in said


def test_an_unreadable_file_is_told(shared: Path) -> None:
    (shared / "claims.db").chmod(0o000)
    shared.chmod(0o777)
    assert "cannot be opened: Permission denied" in as_another_user(shared / "claims.db", "read")
