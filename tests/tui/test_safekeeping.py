"""The file at the desk: verified, looked into, backed up, restored, redacted as others propose."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.busy_project import BusyProject
from tests.tui.desk_material import (
    NOON,
    DeskPilot,
    Project,
    desk,
    ferry_project,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from workbench.desk.deciding.verdicts import decide
from workbench.desk.opening import open_for_reading
from workbench.ledger.queries import claim_numbers, claim_rows, counts
from workbench.model import ClaimFilter
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.sharing.merge import MergeScreen
from workbench.tui.screens.sharing.redactions import RedactionsScreen
from workbench.tui.screens.sharing.restoring import RestoreScreen
from workbench.tui.screens.sharing.safekeeping import BackupScreen, InspectScreen, VerifyScreen
from workbench.tui.window import Window


@pytest.fixture
def ferry(tmp_path: Path) -> Project:
    return ferry_project(tmp_path)


def unrated(project: Project) -> int:
    with project.open() as ledger:
        return counts(ledger)["unrated"]


def decided_by(project: Project, who: str) -> None:
    with project.open("write", who=who) as ledger:
        rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
        decide(ledger, rows[0].id, "Refuted", "The boats were sold.", unsourced=True)


def words_on(pilot: DeskPilot) -> str:
    return " ".join(screen_text(pilot).split())


async def shown(pilot: DeskPilot, screen: type, words: str) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen), f"{screen} is open")
    await until(pilot, lambda: words in words_on(pilot), words)


async def test_the_file_is_verified_part_by_part(ferry: Project) -> None:
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f4")
            await shown(pilot, VerifyScreen, "✓ signatures")
            assert "Everything is as it was written" in screen_text(pilot)
            assert "✓ chains of writers" in screen_text(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "back at the desk")


@pytest.mark.long
async def test_what_was_altered_is_told_with_what_to_do(ferry: Project) -> None:
    with closing(sqlite3.connect(ferry.path)) as connection:
        connection.execute("UPDATE claim SET statement = 'altered'")
        connection.commit()
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f4")
            await shown(pilot, VerifyScreen, "1 problem found")
            assert "× tables against the log" in screen_text(pilot)
            assert "workbench restore FILE.db makes it good" in screen_text(pilot)


@pytest.mark.long
async def test_a_check_is_stopped_with_a_key(ferry: Project) -> None:
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f4")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerifyScreen), "it began")
            await pilot.press("ctrl+x")
            await until(pilot, lambda: "Stopped" in screen_text(pilot), "it stopped")


@pytest.mark.long
async def test_a_copy_is_looked_into_and_then_merged(ferry: Project, tmp_path: Path) -> None:
    folder = tmp_path / "of Ben"
    folder.mkdir()
    shutil.copyfile(ferry.path, folder / "claims.db")
    decided_by(Project(folder), "Ben")
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f9")
            await type_text(pilot, str(folder / "claims.db"))
            await pilot.press("ctrl+s")
            await shown(pilot, InspectScreen, "would be new")
            assert "Ben: " in screen_text(pilot)
            await pilot.press("enter")
            await shown(pilot, MergeScreen, "Nothing is merged yet")


@pytest.mark.long
async def test_a_backup_is_made_and_what_is_no_place_for_one_is_refused_in_the_form(
    ferry: Project, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f6")
            await type_text(pilot, str(ferry.path))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "the database itself" in words_on(pilot), "refused")
            await pilot.press("ctrl+u")
            await type_text(pilot, str(target))
            await pilot.press("ctrl+s")
            await shown(pilot, BackupScreen, "Copied")
    with open_for_reading(target) as copy, ferry.open() as ledger:
        assert counts(copy) == counts(ledger)


@pytest.mark.long
async def test_going_back_to_exactly_a_backup_says_what_goes_and_asks(
    ferry: Project, tmp_path: Path
) -> None:
    backup = tmp_path / "before.db"
    shutil.copyfile(ferry.path, backup)
    decided_by(ferry, "Ana")
    before = unrated(ferry)
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f7")
            await until(pilot, lambda: isinstance(pilot.app.screen, RestoreScreen), "it asks")
            await type_text(pilot, str(backup))
            await pilot.press("tab", "2", "ctrl+s")
            await shown(pilot, QuestionScreen, "not in it")
            await pilot.press("y")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
            await until(pilot, lambda: "Restored to exactly" in screen_text(pilot), "it is said")
    assert unrated(ferry) == before + 1


@pytest.mark.long
async def test_a_backup_that_is_to_be_kept_beside_what_is_here_is_shown_before_it_is_merged(
    ferry: Project, tmp_path: Path
) -> None:
    backup = tmp_path / "before.db"
    shutil.copyfile(ferry.path, backup)
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f7")
            await until(pilot, lambda: isinstance(pilot.app.screen, RestoreScreen), "it asks")
            await type_text(pilot, str(backup))
            await pilot.press("ctrl+s")
            await shown(pilot, MergeScreen, "nothing new")


@pytest.mark.long
async def test_what_others_redacted_is_followed_after_a_word(busy: Path, tmp_path: Path) -> None:
    shutil.copytree(busy, tmp_path / "busy")
    project = BusyProject(tmp_path / "busy", at=NOON)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("z")
            await shown(pilot, RedactionsScreen, "She asked us to.")
            await until(pilot, lambda: "1 event is removed from" in screen_text(pilot), "warned")
            await pilot.press("tab", "tab")
            await type_text(pilot, "redact")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "Redacted as was proposed" in screen_text(pilot), "done")
            await pilot.press("z")
            await until(pilot, lambda: "nobody proposes" in screen_text(pilot), "nothing is left")
    assert b"555 0143" not in project.path.read_bytes()


@pytest.mark.long
async def test_of_a_file_with_damaged_pages_it_is_told_what_was_not_looked_at(
    ferry: Project,
) -> None:
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            size = ferry.path.stat().st_size
            with ferry.path.open("r+b") as file:
                file.seek(size // 2)
                file.write(b"\xff" * (size // 4))
            await pilot.press("f4")
            await shown(pilot, VerifyScreen, "not looked at, since the file is damaged")
            assert "Enter leaves the desk for a screen that shows each backup" in words_on(pilot)
            await pilot.press("enter")
            assert isinstance(pilot.app, Window)
            assert pilot.app.to_mend is not None
            assert pilot.app.to_mend.path == ferry.path
