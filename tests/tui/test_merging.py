"""A colleague's copy at the desk: looked at, merged with one key, its conflicts settled."""

import shutil
from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette
from textual.widgets import Input

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
from workbench.desk.working.claims import correct
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.queries import claim, documents
from workbench.model import ClaimStatus
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.sharing.conflicts import ConflictsScreen
from workbench.tui.screens.sharing.long_job import dropped_path
from workbench.tui.screens.sharing.merge import MergeScreen
from workbench.tui.screens.verdicts.adjudicating import AdjudicateScreen


@pytest.fixture
def ferry(tmp_path: Path) -> Project:
    """The project, in which Ana has decided on the first claim."""
    project = ferry_project(tmp_path)
    with project.open("write") as ledger:
        decide(ledger, first_claim(project), "Supported", "The timetable says so.", unsourced=True)
    return project


@pytest.fixture
def copy(ferry: Project, tmp_path: Path) -> Path:
    """Ben's copy, where he has decided otherwise."""
    folder = tmp_path / "of Ben"
    folder.mkdir()
    shutil.copyfile(ferry.path, folder / "claims.db")
    with Project(folder).open("write", who="Ben") as ledger:
        decide(ledger, first_claim(ferry), "Refuted", "The boats were sold.", unsourced=True)
        correct(ledger, first_claim(ferry), "Forty sailings are added")
    with ferry.open("write") as ledger:
        correct(ledger, first_claim(ferry), "The line adds 40 sailings")
    return folder / "claims.db"


@pytest.fixture
def torn(copy: Path, tmp_path: Path) -> Path:
    """A copy that has not arrived whole."""
    path = tmp_path / "torn.db"
    path.write_bytes(copy.read_bytes()[:9_000])
    return path


def first_claim(project: Project) -> str:
    with project.open() as ledger:
        (document,) = documents(ledger)
    start = DISPATCH.index(SENTENCES[0])
    return claim_identifier(document.id, start, start + len(SENTENCES[0]))


async def looked_at(pilot: DeskPilot, path: Path) -> MergeScreen:
    """Drop a file on the desk and wait until it was looked at."""
    pilot.app.screen.post_message(events.Paste(f"'{path}'"))
    await until(pilot, lambda: isinstance(pilot.app.screen, MergeScreen), "the screen is open")
    screen = pilot.app.screen
    assert isinstance(screen, MergeScreen)
    await until(pilot, lambda: screen.idle and screen.status.message, "it was looked at")
    return screen


async def settling(pilot: DeskPilot) -> ConflictsScreen:
    """Wait until a conflict, or that there is none, is shown."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ConflictsScreen), "the queue is open")
    screen = pilot.app.screen
    assert isinstance(screen, ConflictsScreen)
    await until(pilot, lambda: screen.idle, "a conflict is shown")
    await pilot.pause()
    return screen


async def test_a_copy_that_is_dropped_into_the_palette_is_looked_at(
    ferry: Project, copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "notes.db").write_text("no database")
    with ferry.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette), "it is open")
            field = pilot.app.screen.query_one(Input)
            field.value = str(tmp_path / "notes.db")
            await until(pilot, lambda: "No matches" in screen_text(pilot), "that is none")
            field.value = f"'{copy}'"
            await until(pilot, lambda: "Merge claims.db" in screen_text(pilot), "it is offered")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, MergeScreen), "it is opened")


async def test_a_dropped_copy_is_looked_at_merged_and_its_conflicts_settled(
    ferry: Project, copy: Path
) -> None:
    with ferry.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            screen = await looked_at(pilot, copy)
            shown = screen_text(pilot)
            assert "1 verdict, 2 new conflicts (1 of verdicts, 1 of wordings)" in shown
            assert "Ben: 3 events, 1 verdict" in shown
            assert "would be in conflict" in shown
            with ferry.open() as ledger:
                assert claim(ledger, first_claim(ferry)).status is ClaimStatus.SINGLE
            await pilot.press("enter")
            await until(pilot, lambda: screen.merged and screen.idle, "it is merged")
            assert "X goes on to the conflicts" in screen_text(pilot)
            await pilot.press("X")
            queue = await settling(pilot)
            shown = screen_text(pilot)
            for words in ("Supported", "The timetable says so.", "Refuted", "The boats were sold."):
                assert words in shown
            assert "2 verdicts stand" in shown
            await pilot.press("2")
            await until(pilot, lambda: pilot.app.screen is not queue, "the form is open")
            await until(pilot, lambda: "Verdict in the place of all" in screen_text(pilot))
            form = pilot.app.screen
            assert isinstance(form, AdjudicateScreen)
            await until(pilot, lambda: form.draft().rating == "Refuted", "the side is chosen")
            form._because.text = "We asked the yard."
            form._unsourced.choose(["unsourced"])
            await pilot.press("ctrl+s")
            await until(pilot, lambda: pilot.app.screen is queue, "the form is closed")
            await until(pilot, lambda: queue.idle and queue.at == 1, "the next is shown")
            assert "Forty sailings are added" in screen_text(pilot)
            await pilot.press("1")
            await until(pilot, lambda: queue.settled == 2 and queue.idle, "both are settled")
            await until(pilot, lambda: "Nothing is left to settle" in screen_text(pilot))
            await pilot.press("u")
            await until(pilot, lambda: queue.idle and queue.shown is not None, "undone")
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "back at the desk")
    with ferry.open() as ledger:
        assert claim(ledger, first_claim(ferry)).rating == "Refuted"


async def test_what_cannot_be_merged_is_told_and_nothing_changes(
    ferry: Project, torn: Path
) -> None:
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await looked_at(pilot, torn)
            assert "truncated" in screen_text(pilot)
            await pilot.press("enter")
            assert not screen.merged
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "back at the desk")


async def test_another_project_is_asked_about(ferry: Project, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = ferry_project(folder)
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = await looked_at(pilot, other.path)
            assert "another project: Harbour" in screen_text(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.press("n")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert not screen.merged
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.press("y")
            await until(pilot, lambda: screen.merged and screen.idle, "it is merged")


async def test_where_nobody_disagrees_the_queue_says_so(ferry: Project) -> None:
    with ferry.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("X")
            await settling(pilot)
            assert "Nobody disagrees." in screen_text(pilot)


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ("/home/a/claims.db\n", "/home/a/claims.db"),
        ("'/home/a b/claims.db' ", "/home/a b/claims.db"),
        ("/home/a\\ b/claims.db", "/home/a b/claims.db"),
        ("file:///home/a%20b/claims.db", "/home/a b/claims.db"),
    ],
)
def test_a_dropped_path_is_understood_however_the_terminal_gives_it(given: str, path: str) -> None:
    assert dropped_path(given) == path
