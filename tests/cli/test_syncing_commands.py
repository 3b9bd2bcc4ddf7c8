"""Syncing through a folder, from the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    place = tmp_path / "shared"
    place.mkdir()
    return place


def test_a_sync_says_what_it_put_and_what_came(
    workbench: Program, dispatch: Path, tmp_path: Path, shared: Path
) -> None:
    database = tmp_path / "claims.db"
    workbench("add", str(dispatch), "--db", str(database))
    done = workbench("sync", str(shared), "--db", str(database))
    assert done.code == 0
    assert "put there" in done.err
    again = workbench("sync", str(shared), "--db", str(database), "--json")
    (told,) = again.objects
    assert told["put_events"] == 0
    assert told["devices"][0]["this_one"]
    assert "nothing new on either side" in again.err


def test_a_folder_can_be_set_once_for_all(
    workbench: Program, dispatch: Path, tmp_path: Path, shared: Path, home: Path
) -> None:
    database = tmp_path / "claims.db"
    workbench("add", str(dispatch), "--db", str(database))
    refused = workbench("sync", "--db", str(database))
    assert refused.code == 2
    assert "[sync] folder" in refused.err
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text(f'[sync]\nfolder = "{shared}"\n', "utf-8")
    assert workbench("sync", "--db", str(database)).code == 0
    assert (shared / "claims.sync").is_dir()


def test_looking_at_what_would_come_writes_nothing(
    workbench: Program, dispatch: Path, tmp_path: Path, shared: Path
) -> None:
    database = tmp_path / "claims.db"
    workbench("add", str(dispatch), "--db", str(database))
    assert workbench("sync", str(shared), "--dry-run", "--db", str(database)).code == 0
    assert not list(shared.iterdir())


def test_a_folder_of_another_project_is_refused_until_one_says_so(
    workbench: Program, dispatch: Path, tmp_path: Path, shared: Path
) -> None:
    ours, theirs = tmp_path / "ours.db", tmp_path / "theirs.db"
    for database in (ours, theirs):
        workbench("add", str(dispatch), "--db", str(database))
    workbench("sync", str(shared), "--db", str(theirs))
    refused = workbench("sync", str(shared), "--db", str(ours))
    assert refused.code == 1
    assert "another project" in refused.out
    assert workbench("sync", str(shared), "--other-project", "--db", str(ours)).code == 0


def test_a_folder_that_is_not_there_is_named(
    workbench: Program, dispatch: Path, tmp_path: Path
) -> None:
    database = tmp_path / "claims.db"
    workbench("add", str(dispatch), "--db", str(database))
    gone = workbench("sync", str(tmp_path / "stick"), "--db", str(database))
    assert gone.code == 4
    assert "there is no folder" in gone.err


def test_a_command_that_writes_says_that_the_file_lies_in_a_synchronised_folder(
    workbench: Program, dispatch: Path, tmp_path: Path
) -> None:
    place = tmp_path / "carried"
    place.mkdir()
    database = place / "claims.db"
    workbench("add", str(dispatch), "--db", str(database))
    (place / ".stfolder").mkdir()
    done = workbench("project", "--publisher", "Harbour", "--db", str(database))
    assert "lies in a folder that Syncthing synchronises" in done.err
    assert "share with workbench sync" in done.err
    assert done.code == 0
    assert "Syncthing" not in workbench("claims", "--db", str(database)).err
