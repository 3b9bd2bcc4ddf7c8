"""A damaged database is told with the command that mends it; typed as it stands, it does."""

import os
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Program
from workbench.desk.opening import open_for_writing
from workbench.desk.safekeeping.backups import BackupKind, make_backup
from workbench.errors import NotSo, StorageError
from workbench.ledger.connection import PAGE_BYTES
from workbench.settings import BackupSettings


@pytest.fixture
def backed_up(project: Program, folder: Path, wounded: str) -> Program:
    """The program in a folder whose database has a backup of today, and an act since."""
    with open_for_writing(folder / "claims.db") as ledger:
        assert make_backup(ledger, BackupKind.DAILY, BackupSettings()) is not None
    assert project("comment", wounded, "Ask the ward.").code == 0
    return project


def spoil(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES)
        file.write(os.urandom(PAGE_BYTES))


def page_of_claims(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'claim'"
        return int(connection.execute(query).fetchone()[0])


def told(done: Outcome) -> list[str]:
    """The words of the command in what was said last."""
    said = done.err.splitlines()[-1]
    return shlex.split(said.partition("; workbench ")[2].partition(" mends it with ")[0])


@pytest.mark.parametrize("part", ["beginning", "claims"])
@pytest.mark.parametrize("command", ["claims", "verify"])
def test_the_command_that_is_told_mends_it(
    backed_up: Program, folder: Path, part: str, command: str
) -> None:
    path = folder / "claims.db"
    spoil(path, 1 if part == "beginning" else page_of_claims(path))
    done = backed_up(command)
    assert done.code in (StorageError.exit_code, NotSo.exit_code)
    assert "mends it with the backup of 20" in done.err
    assert "restore it from a copy" not in done.err
    words = told(done)
    assert words[0] == "restore"
    assert backed_up(*words).code == 0
    assert backed_up("verify").code == 0


def test_a_database_elsewhere_is_named_in_the_command(
    backed_up: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = folder / "of the project"
    place.mkdir()
    shutil.move(folder / "claims.db", place / "claims.db")
    spoil(place / "claims.db", page_of_claims(place / "claims.db"))
    done = backed_up("claims", "--db", "of the project/claims.db")
    assert done.code == StorageError.exit_code
    assert "restore COPY.db --db 'of the project/claims.db' mends it" in done.err
    assert "keeps no backup of it" in done.err


def test_what_never_was_a_database_is_only_that(backed_up: Program) -> None:
    done = backed_up("claims", "--db", "dispatch.txt")
    assert done.code == StorageError.exit_code
    assert done.err.endswith("is not a workbench database; name a claims.db\n")
