"""Shared folders at the desk: syncing, the local copy that is published, conflict copies."""

import shutil
from pathlib import Path

import pytest

from tests.tui.desk_material import (
    DISPATCH,
    SENTENCES,
    DeskPilot,
    Project,
    desk,
    ferry_project,
    screen_text,
    settled,
    sitting,
    until,
)
from workbench.desk.deciding.verdicts import decide
from workbench.desk.sharing.working_copies import WorkingCopy, take_up, worked_on, working_copy_of
from workbench.ledger.database import Ledger
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.queries import claim, documents
from workbench.model import ClaimStatus
from workbench.tui.app import Desk
from workbench.tui.mending import MendingApp
from workbench.tui.screens.sharing.merge import MergeScreen
from workbench.tui.screens.sharing.sync import SyncFormScreen, SyncScreen
from workbench.tui.session import Session


@pytest.fixture
def ferry(tmp_path: Path) -> Project:
    return ferry_project(tmp_path)


def first_claim(project: Project) -> str:
    with project.open() as ledger:
        (document,) = documents(ledger)
    start = DISPATCH.index(SENTENCES[0])
    return claim_identifier(document.id, start, start + len(SENTENCES[0]))


def ben_decides(project: Project, path: Path) -> None:
    folder = path.parent / "of Ben"
    folder.mkdir()
    shutil.copyfile(project.path, folder / "claims.db")
    with Project(folder).open("write", who="Ben") as ledger:
        decide(ledger, first_claim(project), "Refuted", "The boats were sold.", unsourced=True)
    (folder / "claims.db").replace(path)


async def test_a_sync_says_what_it_does_before_and_what_it_did_after(
    ferry: Project, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    with ferry.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("B")
            await until(pilot, lambda: isinstance(pilot.app.screen, SyncFormScreen), "it asks")
            form = pilot.app.screen
            assert isinstance(form, SyncFormScreen)
            form._path.value = str(shared)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, SyncScreen), "it tells")
            screen = pilot.app.screen
            assert isinstance(screen, SyncScreen)
            await until(pilot, lambda: "Undo takes neither back" in screen_text(pilot), "warning")
            assert not list(shared.iterdir())
            await pilot.press("enter")
            await until(pilot, lambda: screen.done is not None and screen.idle, "it is done")
            assert "put there" in screen_text(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "back at the desk")
    assert list(shared.glob("claims.sync/*/*.segment"))


async def test_a_conflict_copy_is_offered_and_merged_with_a_key(
    ferry: Project, tmp_path: Path
) -> None:
    ben_decides(ferry, ferry.path.with_name("claims (Ben's conflicted copy 2026-05-01).db"))
    with ferry.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            screen = desk(pilot)
            await until(pilot, lambda: screen.copies, "it is found")
            assert "O merges" in screen_text(pilot)
            await pilot.press("O")
            await until(pilot, lambda: isinstance(pilot.app.screen, MergeScreen), "it is looked at")
            merge = pilot.app.screen
            assert isinstance(merge, MergeScreen)
            await until(pilot, lambda: merge.report is not None and merge.idle, "it was")
            await pilot.press("enter")
            await until(pilot, lambda: merge.merged and merge.idle, "it is merged")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is screen, "back at the desk")
            assert not screen.copies
    with ferry.open() as ledger:
        assert claim(ledger, first_claim(ferry)).status is ClaimStatus.SINGLE


def copied(tmp_path: Path) -> tuple[Project, WorkingCopy]:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    ferry = ferry_project(folder)
    copy = working_copy_of(ferry.path)
    assert copy is not None
    take_up(copy)
    return ferry, copy


def remark_on_the_first(ledger: Ledger) -> None:
    (row,) = ledger.rows("SELECT id FROM claim ORDER BY number LIMIT 1")
    with ledger.act("Remark", claims=(row[0],)) as act:
        act.record("comment", row[0], act.new_field(), {"text": "Ask the yard."})


async def test_a_file_in_a_synchronised_folder_is_published_with_a_key(tmp_path: Path) -> None:
    ferry, copy = copied(tmp_path)
    with Session(copy.local, copy=copy) as session:
        async with sitting(session, (110, 30)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "Dropbox synchronises" in screen_text(pilot), "it is said")
            assert "local copy" in screen_text(pilot)
            ben_decides(ferry, ferry.path)
            await session.writing.run(remark_on_the_first)
            await pilot.press("ctrl+s")
            await until(
                pilot, lambda: "events of others came with it" in screen_text(pilot), "published"
            )
    with ferry.open() as ledger:
        assert ledger.rows("SELECT text FROM comment") == [("Ask the yard.",)]


async def test_a_damaged_file_in_the_folder_is_told_with_the_key_that_mends_it(
    tmp_path: Path,
) -> None:
    ferry, _ = copied(tmp_path)
    ferry.path.write_bytes(ferry.path.read_bytes()[:20_000])
    with worked_on(ferry.path) as (place, working), Session(place, copy=working) as session:
        async with sitting(session, (110, 30)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "F4 mends it" in screen_text(pilot), "it is said")
            await session.writing.run(remark_on_the_first)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "F4 mends it" in screen_text(pilot), "and when publishing")
            await pilot.press("f4")
            assert isinstance(pilot.app, Desk)
            assert pilot.app.to_mend is not None
            assert pilot.app.to_mend.path == ferry.path
        ferry.path.unlink()
    app = MendingApp(ferry.path, "damaged")
    ferry.path.write_bytes(b"SQLite format 3\0" + bytes(20_000))
    async with app.run_test(size=(100, 30)):
        mending = DeskPilot(app)
        await until(
            mending,
            lambda: "the local copy: checked, whole" in screen_text(mending),
            "it is offered",
        )
        await mending.press("enter")
        await until(mending, lambda: "The file is mended" in screen_text(mending), "it is mended")
        assert "Restored from the local copy; nothing that it lacks" in screen_text(mending)
    with ferry.open() as ledger:
        assert ledger.rows("SELECT text FROM comment") == [("Ask the yard.",)]


async def test_without_a_local_copy_there_is_nothing_to_publish(ferry: Project) -> None:
    with ferry.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "This is the file itself" in screen_text(pilot), "told")
