"""A file that goes bad while the desk is open is mended from wherever one is, by one key."""

from pathlib import Path

import pytest

from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    piloting,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.spoiling import spoil
from tests.tui.terminal import running
from tests.tui.test_mending import back_up
from workbench.tui.app import Desk
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.window import Window


async def test_the_message_names_the_key_and_the_key_works_at_the_list(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            spoil(project.path)
            await pilot.press("f5", "h")
            await until(pilot, lambda: "F4 mends it" in screen_text(pilot), "the key is named")
            await until(pilot, lambda: "damaged" in words_at_the_right(pilot), "and it stands")
            await pilot.press("f4")
            assert leaves_to_mend(pilot) == project.path


async def test_in_a_form_the_key_mends_and_the_draft_is_kept(project: Project) -> None:
    sound = project.path.read_bytes()
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen), "the form")
            await pilot.press("2")
            await type_text(pilot, "The log of the yard says so.")
            await pilot.press("f4")
            assert isinstance(pilot.app, Window)
            assert pilot.app.to_mend is None, "the key is the form's own while nothing is damaged"
            await pilot.press("f4")
            await pilot.press("tab", "space")
            spoil(project.path)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "F4 mends it" in screen_text(pilot), "the key is named")
            await pilot.press("f4")
            assert leaves_to_mend(pilot) == project.path
    project.path.write_bytes(sound)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: "The log of the yard" in screen_text(pilot), "it is back")


async def test_a_query_is_in_force_again_after_mending(project: Project) -> None:
    with project.session() as session:
        async with piloting(Desk(session, query="ferry is:unrated"), size=(80, 24)) as pilot:
            await until(pilot, lambda: desk(pilot).filter_bar.text == "ferry is:unrated")
            await settled(pilot)
            assert desk(pilot).filter_bar.display


async def test_a_page_of_serve_says_where_it_is_mended(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "is_web", True)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            spoil(project.path)
            await pilot.press("f5", "h")
            await until(pilot, lambda: "F4 mends it" in screen_text(pilot), "the key is named")
            await pilot.press("f4")
            said = [one.message for one in pilot.app._notifications]
            assert any("mended in a terminal: workbench" in words for words in said)
            assert isinstance(pilot.app, Window)
            assert pilot.app.to_mend is None


def test_the_whole_way_from_damage_to_work_in_a_terminal(
    project: Project, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    back_up(project)
    with running(["-m", "workbench", "--db", str(project.path)], home, (80, 24)) as held:
        held.wait_for("5 unrated")
        held.quiet()
        held.press(b"/ferry")
        held.quiet()
        held.press(b"\r")
        held.quiet()
        spoil(project.path)
        held.press(b"\x1b[15~h")
        held.wait_for("F4 mends it")
        held.quiet()
        held.press(b"\x1bOS")
        held.wait_for("checked, whole")
        held.quiet()
        held.press(b"\r")
        held.wait_for("The file is mended")
        held.quiet()
        mended = len(held.written)
        held.press(b"\r")
        held.wait_for("5 unrated", mended)
        held.wait_for("ferry", mended)
        held.quiet()
        held.press(b"\x11")
        assert held.wait_for_end() == 0


def words_at_the_right(pilot: DeskPilot) -> str:
    return screen_text(pilot).splitlines()[-2]


def leaves_to_mend(pilot: DeskPilot) -> Path | None:
    assert isinstance(pilot.app, Window)
    assert pilot.app.to_mend is not None
    return pilot.app.to_mend.path
