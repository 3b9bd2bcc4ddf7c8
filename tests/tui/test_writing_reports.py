"""Writing a report from the desk: what is chosen, where it goes, and what is never lost."""

from pathlib import Path

import pytest

from tests.tui.desk_material import (
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
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.reports.report import ReportScreen
from workbench.tui.widgets.fields import LineField

TALL = (100, 48)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = ferry_project(tmp_path)
    with made.open("write") as ledger:
        for number in list(claim_numbers(ledger, ClaimFilter()))[:3]:
            (row,) = claim_rows(ledger, [number])
            decide(ledger, row.id, "Supported", "Its log says so.", unsourced=True)
    return made


async def opened(pilot: DeskPilot) -> ReportScreen:
    await settled(pilot)
    await pilot.press("P")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReportScreen))
    screen = pilot.app.screen
    assert isinstance(screen, ReportScreen)
    await pilot.pause()
    return screen


def file_field(screen: ReportScreen) -> LineField:
    return screen.query_one("#file", LineField)


async def back(pilot: DeskPilot) -> None:
    await until(pilot, lambda: pilot.app.screen is desk(pilot), "the form has closed")
    await pilot.pause()


async def test_a_report_is_written_and_its_place_is_said(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    with project.session() as session:
        async with sitting(session, (160, 40)) as pilot:
            screen = await opened(pilot)
            file_field(screen).value = str(target)
            await pilot.press("ctrl+s")
            await back(pilot)
            assert "Wrote" in screen_text(pilot)
            assert "3 claims" in screen_text(pilot)
    page = target.read_text("utf-8")
    assert page.count('<article class="claim"') == 3
    assert "Its log says so." in page


async def test_a_file_is_replaced_only_after_a_yes(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("mine")
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            screen = await opened(pilot)
            file_field(screen).value = str(target)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.press("n")
            await until(pilot, lambda: pilot.app.screen is screen)
            assert target.read_text() == "mine"
            assert "Nothing written" in screen_text(pilot)
            await pilot.press("ctrl+s")
            await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
            await pilot.press("y")
            await back(pilot)
    assert "Its log says so" in target.read_text("utf-8")


async def test_a_place_that_cannot_be_written_is_said_and_the_form_stays(
    project: Project, tmp_path: Path
) -> None:
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            screen = await opened(pilot)
            file_field(screen).value = str(tmp_path / "nowhere" / "out.html")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "cannot be written" in " ".join(screen_text(pilot).split()))
            assert pilot.app.screen is screen


async def test_the_name_of_the_file_follows_the_format_and_the_other_way_round(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            screen = await opened(pilot)
            assert file_field(screen).value == "report.html"
            screen.query_one("#format").focus()
            await pilot.press("2")
            assert file_field(screen).value == "report.pdf"
            file_field(screen).value = "report.csv"
            await until(pilot, lambda: screen.form.name == "csv")


async def test_a_day_that_is_none_is_refused(project: Project, tmp_path: Path) -> None:
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            screen = await opened(pilot)
            values = screen.values()
            screen.restore({**values, "day": "yesterday", "file": str(tmp_path / "o.html")})
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "yesterday is no day" in screen_text(pilot))
    assert not (tmp_path / "o.html").exists()


async def test_the_filter_of_the_list_chooses_the_claims(project: Project, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            await settled(pilot)
            await pilot.press("slash", *"refitted", "enter")
            await settled(pilot)
            screen = await opened(pilot)
            file_field(screen).value = str(target)
            await pilot.press("ctrl+s")
            await back(pilot)
    page = target.read_text("utf-8")
    assert page.count('<article class="claim"') == 1
    assert "refitted in March" in page


async def test_leaving_cancels_what_is_gathered_and_writes_nothing(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "out.html"
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            screen = await opened(pilot)
            file_field(screen).value = str(target)
            released = session.reporting.submit(lambda _: until_stopped(screen))
            await pilot.press("ctrl+s")
            await pilot.press("escape")
            await until(pilot, lambda: "Cancelled; nothing was written" in screen_text(pilot))
            assert released.done()
    assert not target.exists()
    assert not leftovers(tmp_path)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".workbench-*"))


def until_stopped(screen: ReportScreen) -> None:
    """Keep the lane busy until the user has cancelled."""
    assert screen.stop.wait(10)


async def test_what_was_chosen_is_still_there_when_the_form_is_opened_again(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            screen = await opened(pilot)
            file_field(screen).value = "mine.csv"
            await pilot.press("escape")
            await back(pilot)
            again = await opened(pilot)
            assert file_field(again).value == "mine.csv"
            assert again.form.name == "csv"
