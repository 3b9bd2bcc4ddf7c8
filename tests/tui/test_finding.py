"""Finding claims at the desk by keys alone: the query line, queues, facets, saved views."""

from pathlib import Path

import pytest

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
from workbench.desk.deciding.verdicts import decide
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.views import save_view
from workbench.desk.working.claims import dismiss
from workbench.desk.working.tagging import tag
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter
from workbench.tui.looks.panel_lines import Line, Mark, PanelLine
from workbench.tui.screens.claims.view_form import ViewScreen


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))


@pytest.fixture
def worked(project: Project) -> Project:
    """One claim rated, two tagged, one dismissed, a view saved."""
    with project.open("write") as ledger:
        ids = [row.id for row in claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))]
        decide(ledger, ids[0], "Supported", "because", unsourced=True)
        tag(ledger, ids[1:3], add=["Fares"])
        dismiss(ledger, ids[4], "")
        save_view(ledger, "Fares that are open", "tag:fares is:unrated", "worth")
    return project


async def counted(pilot: DeskPilot) -> None:
    """Wait until list and counts are those of the query."""
    await until(pilot, lambda: desk(pilot).facets_shown and desk(pilot).listed, "counted")
    await pilot.pause()


def lines(pilot: DeskPilot, kind: Line = Line.VALUE) -> list[PanelLine]:
    return [line for line in desk(pilot).finding_panel.lines if line.kind is kind]


async def go_to(pilot: DeskPilot, kind: Line, text: str) -> None:
    """Move down to a line by keys."""
    panel = desk(pilot).finding_panel
    await pilot.press("g")
    for _ in range(len(panel.lines)):
        if panel.line is not None and panel.line.kind is kind and text in panel.line.text:
            return
        await pilot.press("j")
    raise AssertionError(f"no line {text} in {[line.text for line in panel.lines]}")


async def test_queues_and_facets_stand_beside_the_list_with_their_counts(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await counted(pilot)
            shown = screen_text(pilot)
            assert "3 Unrated                    3" in shown
            assert "✓ Everything                 4" in shown
            assert {(line.field, line.text, line.count) for line in lines(pilot)} >= {
                ("status", "unrated", 3),
                ("status", "single", 1),
                ("tag", "Fares", 2),
                ("rating", "Supported", 1),
                ("claimant", "its director", 1),
                ("date", "2023-06", 1),
            }
            for line in lines(pilot, Line.QUEUE):
                with worked.open() as ledger:
                    assert line.count == len(claim_numbers(ledger, parse_filter(line.query)))


async def test_a_number_opens_a_queue_and_backspace_clears_it(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("b", "3")
            await settled(pilot)
            assert desk(pilot).filter_bar.text == "is:unrated"
            assert len(desk(pilot).rows) == 3
            await pilot.press("backspace")
            await settled(pilot)
            assert len(desk(pilot).rows) == 4
            assert not desk(pilot).filter_bar.display


@pytest.mark.long
async def test_the_next_claim_of_a_queue_comes_without_leaving_the_article(
    worked: Project,
) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await pilot.press("b", "3")
            await settled(pilot)
            await pilot.press("o", "J")
            await settled(pilot)
            assert desk(pilot).rows.cursor == 1
            assert desk(pilot).focused is desk(pilot).article
            await pilot.press("K")
            assert desk(pilot).rows.cursor == 0


async def test_a_value_is_taken_excluded_and_dropped_by_keys(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            assert not desk(pilot).finding_panel.display
            await pilot.press("b")
            await counted(pilot)
            await go_to(pilot, Line.VALUE, "Fares")
            await pilot.press("enter")
            await counted(pilot)
            assert desk(pilot).filter_bar.text == "tag:Fares"
            assert len(desk(pilot).rows) == 2
            assert " ✓ Fares" in screen_text(pilot)
            await pilot.press("x")
            await counted(pilot)
            assert desk(pilot).filter_bar.text == "-tag:Fares"
            assert len(desk(pilot).rows) == 2
            assert " − Fares" in screen_text(pilot)
            await pilot.press("x")
            await counted(pilot)
            assert desk(pilot).filter_bar.text == ""
            assert len(desk(pilot).rows) == 4
            await pilot.press("escape")
            assert desk(pilot).rows.has_focus
            assert not desk(pilot).finding_panel.display


@pytest.mark.long
async def test_values_of_which_a_claim_has_one_are_alternatives(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await pilot.press("b")
            await counted(pilot)
            for status, found in (("unrated", 3), ("single", 4)):
                await go_to(pilot, Line.VALUE, status)
                await pilot.press("enter")
                await counted(pilot)
                assert len(desk(pilot).rows) == found
            assert desk(pilot).filter_bar.text == "(status:unrated OR status:single)"


async def test_counts_narrow_as_a_query_is_typed(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await pilot.press("slash")
            await type_text(pilot, "fares -is:rated")
            await counted(pilot)
            assert len(desk(pilot).rows) == 2
            assert {line.text: line.count for line in lines(pilot) if line.field == "status"} == {
                "unrated": 2
            }


async def test_names_and_values_are_completed_with_tab(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("slash")
            bar = desk(pilot).filter_bar
            await until(pilot, lambda: bar.values, "values are known")
            await type_text(pilot, "claima")
            await pilot.press("tab")
            assert bar.text == "claimant:"
            await pilot.press("i")
            await pilot.pause()
            assert '"its director"' in screen_text(pilot)
            await pilot.press("tab")
            assert bar.text == 'claimant:"its director" '
            await type_text(pilot, "is:s")
            await pilot.press("tab")
            assert bar.text.endswith("is:single ")
            await pilot.press("tab")
            assert bar.text.endswith("is:stale ")


async def test_a_private_note_is_found_as_soon_as_it_is_kept_and_no_more_when_it_is_gone(
    worked: Project,
) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 40)) as pilot:
            await settled(pilot)
            await pilot.press("j", "slash", *"has:no", "tab", "enter")
            await counted(pilot)
            assert (desk(pilot).filter_bar.text, len(desk(pilot).rows)) == ("has:note ", 0)
            await pilot.press("backspace")
            await counted(pilot)
            await pilot.press("N", *"Ring Jo", "ctrl+s")
            await until(pilot, lambda: "kept on this" in desk(pilot).status.message, "kept")
            await pilot.press("slash", *"note:jo", "enter")
            await until(pilot, lambda: len(desk(pilot).rows) == 1, "found")
            await pilot.press("N", "end", "ctrl+u", "ctrl+s")
            await until(pilot, lambda: len(desk(pilot).rows) == 0, "gone")


@pytest.mark.long
async def test_an_error_points_at_its_place_and_the_list_stays(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            await pilot.press("slash")
            await type_text(pilot, "fares claiment:x")
            await pilot.pause()
            typed, below = screen_text(pilot).splitlines()[:2]
            assert below.index("^") == typed.index("claiment")
            assert "claiment: is no field; did you mean claimant:" in below
            assert len(desk(pilot).rows) == 4


async def test_a_query_is_saved_as_a_view_and_found_again(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await pilot.press("b", "1", "W")
            await until(pilot, lambda: isinstance(pilot.app.screen, ViewScreen))
            await type_text(pilot, "Mine alone")
            await pilot.press("enter")
            await until(pilot, lambda: len(lines(pilot, Line.VIEW)) == 2, "the view is listed")
            assert [line.text for line in lines(pilot, Line.VIEW)] == [
                "1 Fares that are open",
                "2 Mine alone",
            ]
            assert lines(pilot, Line.VIEW)[1].mark is Mark.IN
            await pilot.press("V")
            await settled(pilot)
            assert desk(pilot).filter_bar.text == "tag:fares is:unrated"
            assert len(desk(pilot).rows) == 2


@pytest.mark.long
async def test_the_counts_follow_what_is_done(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session, (200, 48)) as pilot:
            await settled(pilot)
            await counted(pilot)
            await pilot.press("b", "3")
            await settled(pilot)
            with worked.open("write", who="Ben") as ledger:
                row = claim_rows(ledger, claim_numbers(ledger, parse_filter("is:unrated")))[0]
                decide(ledger, row.id, "Refuted", "because", unsourced=True)
            await pilot.press("f5")
            await until(pilot, lambda: lines(pilot, Line.QUEUE)[2].count == 2, "counted again")
            await until(pilot, lambda: len(desk(pilot).rows) == 2, "listed again")


@pytest.mark.long
async def test_the_palette_offers_queues_and_views_by_name(worked: Project) -> None:
    with worked.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await until(pilot, lambda: desk(pilot).views, "views are read")
            await pilot.press("ctrl+p")
            await pilot.pause()
            await type_text(pilot, "fares that")
            await pilot.pause()
            await pilot.press("down", "enter")
            await until(
                pilot, lambda: desk(pilot).filter_bar.text == "tag:fares is:unrated", "the view"
            )
