"""A large copy is read where it lies while nobody can write in it, and copied otherwise."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.material import SECOND, change, decide
from tests.ledger.merge_material import Team, state_of
from workbench.desk.sharing.merging import merge_files
from workbench.errors import NotALedger
from workbench.ledger.database import Ledger
from workbench.ledger.foreign.kept_still import Moving
from workbench.ledger.foreign.reading import foreign_file_in_place


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setattr("workbench.ledger.foreign.kept_still.LARGE_BYTES", 0)
    team = Team.begin(tmp_path)
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        decide(theirs, "Supported", SECOND)
    return team


@pytest.fixture
def theirs(team: Team) -> Path:
    return team.path("Ben")


@pytest.fixture
def ours(team: Team) -> Iterator[Ledger]:
    with team.opens("Ada") as ledger:
        yield ledger


def steps_of(ours: Ledger, theirs: Path) -> list[str]:
    """What a merge told of; it must bring both verdicts."""
    told: list[str] = []
    report = merge_files(ours, [theirs], step=lambda what, _done: told.append(what))
    assert report.merged.verdicts == 2
    return told


def test_it_is_merged_without_a_copy(ours: Ledger, theirs: Path) -> None:
    before = theirs.read_bytes(), theirs.stat().st_mtime_ns

    assert "copying" not in steps_of(ours, theirs)

    assert (theirs.read_bytes(), theirs.stat().st_mtime_ns) == before


def test_one_that_somebody_has_open_for_writing_is_copied(ours: Ledger, theirs: Path) -> None:
    with theirs.open("r+b"):
        assert "copying" in steps_of(ours, theirs)


def test_one_with_a_journal_beside_it_is_copied(ours: Ledger, theirs: Path) -> None:
    Path(f"{theirs}-journal").touch()

    assert "copying" in steps_of(ours, theirs)


def test_whoever_wants_to_write_is_noticed_and_nothing_that_was_read_counts(theirs: Path) -> None:
    with foreign_file_in_place(theirs) as file:
        with pytest.raises(BlockingIOError):
            os.open(theirs, os.O_RDWR | os.O_NONBLOCK)
        with pytest.raises(Moving):
            list(file.events())

    os.close(os.open(theirs, os.O_RDWR | os.O_NONBLOCK))


def test_another_file_by_its_name_is_noticed(team: Team, theirs: Path) -> None:
    with foreign_file_in_place(theirs) as file:
        team.path("Cora").replace(theirs)
        with pytest.raises(Moving):
            list(file.events())


def test_a_damaged_one_is_refused(ours: Ledger, theirs: Path) -> None:
    state = state_of(ours)
    change(theirs, "PRAGMA writable_schema=ON", "UPDATE sqlite_schema SET rootpage = 3")

    with pytest.raises(NotALedger):
        merge_files(ours, [theirs])

    assert state_of(ours) == state
