"""Texts are read into claims at the desk: pasted, from files, from the web."""

from pathlib import Path

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.source_material import as_page, idle, paste
from workbench.ledger.queries import all_sources, counts
from workbench.tui.app import Desk
from workbench.tui.lanes.wishes import ToRead, Wanted
from workbench.tui.screens.claims.read_form import ReadScreen

__all__ = ["horrors"]
LONG = pytest.mark.long

TEXT = """Harbour closed for a week

On 3 June 2023 the harbour of Karsk was closed for seven days, the mayor said. About 40 boats
stayed in port. The repairs cost 2.5 million euros.
"""
OTHER = TEXT.replace("Karsk", "Lund").replace("40 boats", "15 boats")


def claims_in(project: Project) -> int:
    with project.open() as ledger:
        return counts(ledger)["all"]


def captures_in(project: Project) -> int:
    with project.open() as ledger:
        return len(list(all_sources(ledger)))


async def form(pilot: DeskPilot) -> ReadScreen:
    await settled(pilot)
    await pilot.press("less_than_sign")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReadScreen))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReadScreen)
    return screen


async def read(pilot: DeskPilot) -> None:
    """Start what the form holds, and wait until its claims are in the list."""
    await pilot.press("ctrl+s")
    await until(pilot, lambda: pilot.app.screen is desk(pilot), "the form is closed")
    await idle(pilot)
    await settled(pilot)


def under_cursor(pilot: DeskPilot) -> str:
    row = desk(pilot).rows.row_at_cursor()
    return row.statement if row else ""


async def test_a_pasted_text_is_read_and_the_list_goes_to_its_first_claim(
    project: Project,
) -> None:
    before = claims_in(project)
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await form(pilot)
            await paste(pilot, TEXT)
            assert "will be read into claims" in screen_text(pilot)
            await read(pilot)
            said = desk(pilot).status.message
            assert said.startswith("Read: Harbour closed for a week, 4 claims, no date found")
            await until(pilot, lambda: under_cursor(pilot) == "Harbour closed for a week")
            assert desk(pilot).article.text == TEXT
            await pilot.press("u")
            await until(pilot, lambda: under_cursor(pilot) != "Harbour closed for a week")
            await settled(pilot)
            assert desk(pilot).status.message == "Undone: Add Harbour closed for a week"
    assert claims_in(project) == before


async def test_an_empty_desk_says_how_to_read_and_takes_what_is_pasted(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.open("create").close()
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await until(pilot, lambda: "< reads an article into claims" in screen_text(pilot))
            await paste(pilot, TEXT)
            await until(pilot, lambda: isinstance(pilot.app.screen, ReadScreen))
            await pilot.pause()
            await read(pilot)
            await until(pilot, lambda: under_cursor(pilot) == "Harbour closed for a week")
    assert claims_in(project) == 4


async def test_files_are_read_each_once_with_the_date_that_is_given(
    project: Project, tmp_path: Path
) -> None:
    text = TEXT.replace("seven", "eight")
    file = tmp_path / "harbour.txt"
    file.write_text(text, "utf-8")
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            screen = await form(pilot)
            await paste(pilot, str(file))
            screen.query_one("#document-date").focus()
            await type_text(pilot, "yesterday")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "yesterday is no date" in screen_text(pilot))
            await pilot.press("ctrl+u")
            await type_text(pilot, "2023-06-05")
            await read(pilot)
            assert "dated 2023-06-05" in desk(pilot).status.message
            before = claims_in(project)
            await form(pilot)
            await paste(pilot, str(file))
            await read(pilot)
            assert desk(pilot).status.message.startswith("Already here: Harbour closed")
    assert claims_in(project) == before


async def test_a_page_is_captured_and_its_article_read(project: Project, horrors: Horrors) -> None:
    page = horrors.on("/timetable", as_page())
    captures, before = captures_in(project), claims_in(project)
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            screen = await form(pilot)
            await paste(pilot, page)
            screen.query_one("#private").focus()
            await pilot.press("space")
            await read(pilot)
            assert desk(pilot).status.message.startswith("Read: Summer timetable of the ferry line")
    assert captures_in(project) == captures + 1
    assert claims_in(project) > before


async def test_a_page_that_is_refused_on_the_way_comes_back_into_the_form(
    project: Project, horrors: Horrors
) -> None:
    page = horrors.on("/timetable", as_page())
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            app = pilot.app
            assert isinstance(app, Desk)
            app.errands.read(ToRead((Wanted(address=page),)))
            await idle(pilot)
            assert desk(pilot).status.message.startswith("Refused:")
            await form(pilot)
            await until(pilot, lambda: page in screen_text(pilot))
    assert horrors.requests == []


async def test_whoever_has_gone_on_meanwhile_stays_where_they_are(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await form(pilot)
            await paste(pilot, TEXT)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await pilot.press("j")
            here = under_cursor(pilot)
            await idle(pilot)
            await settled(pilot)
            assert under_cursor(pilot) == here
            assert desk(pilot).status.message.startswith("Read: Harbour closed")


async def test_of_several_texts_the_list_goes_to_the_first_alone(
    project: Project, tmp_path: Path
) -> None:
    for name, text in (("one.txt", TEXT), ("two.txt", OTHER)):
        (tmp_path / name).write_text(text, "utf-8")
    before = claims_in(project)
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await form(pilot)
            await paste(pilot, f"{tmp_path / 'one.txt'}\n{tmp_path / 'two.txt'}")
            assert "2 files to read" in screen_text(pilot)
            await read(pilot)
            await until(pilot, lambda: under_cursor(pilot) == "Harbour closed for a week")
            assert desk(pilot).status.message == "Read: 2 texts, 8 claims"
    assert claims_in(project) == before + 8


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "is empty"), pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(900), "not text", marks=LONG)],
)
async def test_a_file_in_which_nothing_can_be_read_is_refused_in_the_form(
    project: Project, tmp_path: Path, data: bytes, why: str
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(data)
    with project.session() as session:
        async with sitting(session) as pilot:
            screen = await form(pilot)
            await paste(pilot, str(bad))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: why in " ".join(screen_text(pilot).split()), why)
            assert pilot.app.screen is screen
            assert screen.values()["text"] == str(bad)


@pytest.mark.long
async def test_a_file_that_turns_out_to_be_damaged_comes_back_into_the_form(
    project: Project, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n" + b"damaged " * 200)
    with project.session() as session:
        async with sitting(session) as pilot:
            await form(pilot)
            await paste(pilot, str(bad))
            await pilot.press("ctrl+s")
            await until(pilot, lambda: desk(pilot).status.message.startswith("Refused:"))
            screen = await form(pilot)
            assert screen.values()["text"] == str(bad)
            await until(pilot, lambda: "cannot be read" in " ".join(screen_text(pilot).split()))
