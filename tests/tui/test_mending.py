"""A damaged file is mended in a screen: what is known, what would be lost, and one key."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from textual import events

from tests.desk.test_backups import leaves_of
from tests.tui.desk_material import DeskPilot, Project, screen_text, type_text, until
from tests.tui.terminal import running
from workbench.desk.safekeeping.backups import BackupKind, backup_folder, backups_of, make_backup
from workbench.errors import StorageError
from workbench.ledger.connection import PAGE_BYTES
from workbench.ledger.queries import claim_numbers
from workbench.ledger.verify import verify
from workbench.model import ClaimFilter
from workbench.settings import BackupSettings
from workbench.tui.mending import MendingApp
from workbench.tui.screens.sharing.mending import MendingScreen

DAMAGE = "claims.db is damaged (database disk image is malformed); restore it from a copy"


def back_up(project: Project) -> None:
    with project.open("write") as ledger:
        assert make_backup(ledger, BackupKind.DAILY, BackupSettings()) is not None


def work_on(project: Project, steps: int = 60) -> None:
    with project.open("write") as ledger:
        for number in range(steps):
            with ledger.act("Comment") as act:
                (entity,) = ledger.rows("SELECT id FROM claim ORDER BY number LIMIT 1")[0]
                act.record("comment", entity, f"{number:016x}", {"text": f"Note {number}. " * 20})


def overwrite(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES)
        file.write(os.urandom(PAGE_BYTES))


def page_of(project: Project, part: str) -> int:
    """A page of the file: where it begins, in the middle of its log, of an index, or free."""
    with project.open("write") as ledger:
        if part == "beginning":
            return 1
        if part == "log":
            leaves = leaves_of(ledger, "event")
            return leaves[len(leaves) // 2]
        return int(
            ledger.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_by_state'")[0][0]
        )


@asynccontextmanager
async def mending(project: Project, size: tuple[int, int] = (80, 24)) -> AsyncIterator[DeskPilot]:
    app = MendingApp(project.path, DAMAGE)
    async with app.run_test(size=size):
        yield DeskPilot(app)


@pytest.mark.parametrize("part", ["beginning", "log", "index"])
async def test_a_damaged_file_is_mended_with_a_backup(project: Project, part: str) -> None:
    back_up(project)
    work_on(project)
    overwrite(project.path, page_of(project, part))
    spoiled = project.path.read_bytes()
    async with mending(project) as pilot:
        await until(pilot, lambda: "checked, whole" in screen_text(pilot), "the backup is told of")
        shown = " ".join(screen_text(pilot).split())
        assert "claims.db is damaged" in shown
        assert "Enter puts backup 1 in its place" in shown
        if part == "index":
            assert "Nothing is lost" in shown
        elif part == "log":
            assert "can be read whole in neither file" in shown
        else:
            assert "how much cannot be known" in shown
        assert project.path.read_bytes() == spoiled, "nothing is done by looking"
        assert "Choose" in shown
        await pilot.press("enter")
        await until(pilot, lambda: "The file is mended" in screen_text(pilot), "it is mended")
        assert "kept as" in screen_text(pilot)
        assert isinstance(pilot.app, MendingApp)
        assert pilot.app.mended
    with project.open() as ledger:
        assert verify(ledger).problems == ()
        assert len(claim_numbers(ledger, ClaimFilter())) == 5
        notes = ledger.rows("SELECT count(*) FROM comment")[0][0]
    assert notes == {"beginning": 0, "index": 60}.get(part, notes)
    assert part != "log" or 45 < notes < 60, "all but what stood on the one page"
    kept = [one.read_bytes() for one in backup_folder(project.path).glob("*restore.db")]
    assert kept == [spoiled], "the damaged file is kept"


async def test_an_older_backup_is_chosen_by_its_number_or_a_click(project: Project) -> None:
    back_up(project)
    work_on(project, 2)
    project.at += timedelta(days=1)
    back_up(project)
    overwrite(project.path, 1)
    async with mending(project) as pilot:
        await until(pilot, lambda: "● 1" in screen_text(pilot), "the newest is chosen")
        await pilot.press("2")
        await until(pilot, lambda: "● 2" in screen_text(pilot), "the other is chosen")
        lines = screen_text(pilot).splitlines()
        (row,) = [at for at, line in enumerate(lines) if "  1  20" in line]
        await pilot.click(offset=(8, row))
        await until(pilot, lambda: "● 1" in screen_text(pilot), "by a click")


async def test_a_backup_that_is_damaged_too_is_not_offered(project: Project) -> None:
    back_up(project)
    (backup,) = backup_folder(project.path).glob("*daily.db")
    overwrite(backup, 4)
    overwrite(project.path, 1)
    spoiled = project.path.read_bytes()
    async with mending(project) as pilot:
        await until(pilot, lambda: "not whole, cannot be used" in screen_text(pilot), "it is told")
        await pilot.press("enter", "escape")
    assert project.path.read_bytes() == spoiled


async def test_all_copies_are_listed_and_chosen_beyond_the_ninth(project: Project) -> None:
    for _ in range(12):
        with project.open("write") as ledger:
            make_backup(ledger, BackupKind.DAILY, BackupSettings(days=12))
        project.at += timedelta(days=1)
    every = len(backups_of(project.path))
    assert every > 9
    overwrite(project.path, 1)
    async with mending(project, (80, 16)) as pilot:
        await until(pilot, lambda: "● 1" in screen_text(pilot), "the newest is chosen")
        await pilot.press(*["n"] * (every + 3))
        await until(pilot, lambda: f"● {every}" in screen_text(pilot), "the oldest is chosen")
        assert f"Enter puts backup {every} in its place" in " ".join(screen_text(pilot).split())
        await pilot.press("b")
        await until(pilot, lambda: f"● {every - 1}" in screen_text(pilot), "the one above")


@pytest.mark.parametrize("way", ["typed", "dropped", "from the palette"])
async def test_another_copy_is_named_and_mends_the_file(project: Project, way: str) -> None:
    other = project.folder / "of Ben.db"
    work_on(project, 3)
    shutil.copyfile(project.path, other)
    overwrite(project.path, 1)
    async with mending(project, (100, 30)) as pilot:
        await until(pilot, lambda: "no backup of it" in screen_text(pilot), "it is told")
        if way == "typed":
            await pilot.press("o")
            await type_text(pilot, str(other))
            await pilot.press("enter")
        elif way == "dropped":
            pilot.app.screen.post_message(events.Paste(f"'{other}'"))
        else:
            await pilot.press("ctrl+p")
            await type_text(pilot, str(other))
            await until(pilot, lambda: "Mend with of Ben.db" in screen_text(pilot), "it is offered")
            await pilot.press("down", "enter")
        await until(
            pilot, lambda: "of Ben.db: checked, whole" in screen_text(pilot), "it is told of"
        )
        assert "puts copy 1 in its place" in " ".join(screen_text(pilot).split())
        await pilot.press("enter")
        await until(pilot, lambda: "The file is mended" in screen_text(pilot), "it is mended")
    with project.open() as ledger:
        assert verify(ledger).problems == ()
        assert ledger.rows("SELECT count(*) FROM comment") == [(3,)]


async def test_what_is_named_and_cannot_mend_it_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    other = Project(tmp_path / "else")
    other.add("Other words.", [])
    overwrite(project.path, page_of(project, "index"))
    spoiled = project.path.read_bytes()
    async with mending(project, (100, 30)) as pilot:
        await until(pilot, lambda: "no backup of it" in screen_text(pilot), "it is told")
        for path, said in (
            ("/no/such.db", "there is no file /no/such.db"),
            (project.path, "is the damaged file itself"),
            (other.path, "it is of another project"),
        ):
            pilot.app.screen.post_message(events.Paste(str(path)))
            await until(pilot, partial(is_said, pilot, said), said)
        await pilot.press("enter", "escape")
    assert project.path.read_bytes() == spoiled


def is_said(pilot: DeskPilot, words: str) -> bool:
    return words in " ".join(screen_text(pilot).split())


async def test_the_work_is_stopped_and_begun_again(project: Project) -> None:
    back_up(project)
    overwrite(project.path, 1)
    spoiled = project.path.read_bytes()
    async with mending(project) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, MendingScreen)
        await until(pilot, lambda: screen.can_mend, "the backup is told of")
        screen.action_mending_mend()
        screen.busy = True
        await pilot.press("ctrl+x")
        await until(pilot, lambda: "the file is as it was" in screen_text(pilot), "it is stopped")
        assert project.path.read_bytes() == spoiled
        await until(pilot, lambda: screen.can_mend, "it can be done all the same")
        await pilot.press("enter")
        await until(pilot, lambda: "The file is mended" in screen_text(pilot), "it is mended")


async def test_without_a_backup_it_is_said_what_else_there_is(project: Project) -> None:
    overwrite(project.path, 1)
    async with mending(project) as pilot:
        await until(pilot, lambda: "no backup of it" in screen_text(pilot), "it is told")
        assert "workbench restore COPY.db" in " ".join(screen_text(pilot).split())


def test_the_program_that_is_started_on_a_damaged_file_offers_to_mend_it(
    project: Project, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    back_up(project)
    overwrite(project.path, 1)
    with running(["-m", "workbench", "--db", str(project.path)], home, (80, 24)) as held:
        held.wait_for("checked, whole")
        held.quiet()
        held.press(b"\r")
        held.wait_for("The file is mended")
        held.quiet()
        held.press(b"\r")
        held.wait_for("5 unrated")
        held.press(b"\x11")
        assert held.wait_for_end() == 0


@pytest.mark.long
def test_who_leaves_is_told_what_is_wrong_and_nothing_changes(
    project: Project, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    back_up(project)
    overwrite(project.path, 1)
    spoiled = project.path.read_bytes()
    with running(["-m", "workbench", "--db", str(project.path)], home, (80, 24)) as held:
        held.wait_for("checked, whole")
        held.quiet()
        held.press(b"q")
        assert held.wait_for_end() == StorageError.exit_code
    assert b"workbench:" in held.written
    assert project.path.read_bytes() == spoiled
