"""What mending a damaged file loses is counted before and told after: events and page copies."""

import os
import random
import zlib
from pathlib import Path

import pytest

from tests.ledger.material import Person, add_document, decide
from tests.ledger.source_material import fetch
from workbench.desk.safekeeping.backups import BackupKind, make_backup
from workbench.desk.safekeeping.mending import Remedy, consequence, prospect, with_copy
from workbench.desk.safekeeping.restored import restored_lines
from workbench.desk.safekeeping.restoring import left_behind, restore_backup
from workbench.ledger.progress import no_progress
from workbench.settings import BackupSettings

BODY = random.Random(7).randbytes(60_000)
OTHER_BODY = random.Random(8).randbytes(60_000)
"""Bytes that do not compress, so that a page copy fills pages of its own."""


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    return Person("Ada", tmp_path / "ada")


@pytest.fixture
def backup(ada: Person, tmp_path: Path) -> Path:
    """A backup from before two pages were fetched."""
    with ada.opens(tmp_path / "claims.db", "create") as ledger:
        add_document(ledger)
        decide(ledger, "Supported")
        made = make_backup(ledger, BackupKind.DAILY, BackupSettings())
        fetch(ledger, body=BODY)
        fetch(ledger, body=OTHER_BODY)
    assert made is not None
    return made


def spoil(path: Path, body: bytes, bytes_: int = 64) -> None:
    """Overwrite some of the kept bytes where they lie in the file."""
    packed = zlib.compress(body, 6)
    whole = bytearray(path.read_bytes())
    at = whole.index(packed[20_000:20_032])
    whole[at : at + bytes_] = os.urandom(bytes_)
    path.write_bytes(whole)


def only_remedy(path: Path) -> Remedy:
    (found,) = prospect(path, no_progress).remedies
    return found


def test_a_page_copy_that_is_newer_than_the_backup_and_spoiled_is_counted(
    backup: Path, tmp_path: Path
) -> None:
    path = tmp_path / "claims.db"
    spoil(path, BODY)
    remedy = only_remedy(path)
    assert remedy.lost.events == 0
    assert dict(remedy.lost.kept or {}) == {"page copy": 1}
    said = consequence(remedy)
    assert "1 page copy can be read whole in neither file, and is lost." in said
    assert "and 1 page copy that it lacks can still be read and come in." in said
    told = " ".join(restored_lines(restore_backup(backup, path), exactly=False))
    assert "1 page copy can be read whole in neither file, and is lost" in told


def test_so_it_is_where_the_pages_of_the_file_are_no_longer_to_be_read(
    backup: Path, tmp_path: Path
) -> None:
    path = tmp_path / "claims.db"
    for body in (BODY, OTHER_BODY):
        spoil(path, body, 20_000)
    remedy = only_remedy(path)
    assert dict(remedy.lost.kept or {}) == {"page copy": 2}
    assert "2 page copies can be read whole in neither file, and are lost" in consequence(remedy)
    told = " ".join(restored_lines(restore_backup(backup, path), exactly=False))
    assert "2 page copies can be read whole in neither file, and are lost" in told


@pytest.mark.usefixtures("backup")
def test_what_a_colleague_has_is_not_lost(tmp_path: Path) -> None:
    path, other = tmp_path / "claims.db", tmp_path / "of Ben.db"
    other.write_bytes(path.read_bytes())
    spoil(path, BODY)
    named = with_copy(prospect(path, no_progress), other, no_progress).remedies[-1]
    assert named.lost.is_nothing
    assert "Nothing is lost." in consequence(named)
    told = restored_lines(restore_backup(other, path), exactly=False)
    assert any("the copy of Ben.db" in line for line in told)
    assert "nothing is lost" in told


def test_where_the_file_says_nothing_any_more_nobody_can_know(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with path.open("r+b") as file:
        file.write(os.urandom(4096))
    assert "how much cannot be known" in consequence(only_remedy(path))
    told = " ".join(restored_lines(restore_backup(backup, path), exactly=False))
    assert "how much cannot be known" in told


def test_going_back_exactly_counts_page_copies_too(
    backup: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    goes = left_behind(backup, tmp_path / "claims.db", no_progress)
    assert goes.events
    assert dict(goes.kept or {}) == {"page copy": 2}
