"""Writing a report from the desk: what is chosen, where it goes, and what is never lost."""

import json
from functools import partial
from pathlib import Path

import pytest
from textual.widget import Widget

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
from workbench.desk.working.tagging import tag
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter
from workbench.tui.screens.forms.question import QuestionScreen
from workbench.tui.screens.reports.report import ReportScreen
from workbench.tui.widgets.choice import OneOf
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


def one_decided_and_one_not(project: Project) -> list[str]:
    with project.open("read") as ledger:
        numbers = claim_numbers(ledger, ClaimFilter())
        return [row.id for row in claim_rows(ledger, [numbers[2], numbers[3]])]


async def test_marked_claims_are_told_alone_and_what_is_left_out_is_said(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    decided, _ = one_decided_and_one_not(project)
    with project.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await pilot.press("down", "down", "space", "space")
            screen = await opened(pilot)
            assert "The marked claims" in screen_text(pilot)
            file_field(screen).value = str(target)
            await pilot.press("ctrl+s")
            await back(pilot)
            assert "1 claim; 1 not decided, so left out" in screen_text(pilot)
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [line["claim"]["id"] for line in lines if "claim" in line] == [decided]
    assert lines[0]["report"]["selection"] == "2 claims picked by hand"


async def test_a_queue_is_named_as_such(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            await settled(pilot)
            await pilot.press("slash", *"is:unsourced", "enter")
            await settled(pilot)
            await opened(pilot)
            assert "(•) 1 The queue Unsourced" in screen_text(pilot)


async def test_what_else_the_claims_must_be(project: Project, tmp_path: Path) -> None:
    with project.open("write") as ledger:
        tag(ledger, one_decided_and_one_not(project)[:1], ["urgent"])
        reviewer = ledger.reviewer.name.upper()
    cases = (
        ("tags", "urgent", 1),
        ("tags", "urgent, ferry", 0),
        ("reviewer", reviewer, 3),
        ("since", "2999-01-01", 0),
        ("until", "2999-01-01", 3),
        ("until", "2000-01-01", 0),
    )
    nothing = dict.fromkeys(("tags", "reviewer", "since", "until"), "")
    with project.session() as session:
        async with sitting(session, TALL) as pilot:
            for number, (field, typed, told) in enumerate(cases):
                target = tmp_path / f"{number}.jsonl"
                screen = await opened(pilot)
                screen.query_one("#format", OneOf).choose(["jsonl"])
                screen.restore({**screen.values(), **nothing, field: typed, "file": str(target)})
                await pilot.press("ctrl+s")
                await back(pilot)
                assert target.read_text("utf-8").count('{"claim": ') == told, (field, typed)


async def test_everything_in_the_form_is_reached_by_tab_at_80_by_24(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            screen = await opened(pilot)

            def in_sight(field: Widget) -> bool:
                return screen.focused is field and screen.find_widget(field).visible_region.area > 0

            for field in screen.query("#form-fields Input, #form-fields Choice"):
                await until(pilot, partial(in_sight, field), f"{field} is in sight")
                await pilot.press("tab")
