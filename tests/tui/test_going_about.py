"""Jump mode, the tour, and the progress screen."""

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.tui.desk_material import Project, desk, piloting, screen_text, settled, sitting, until
from workbench.desk.deciding.verdicts import decide
from workbench.desk.samples.sample import PROJECT_NAME
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter
from workbench.tui.app import Desk
from workbench.tui.keys.jumping import labels
from workbench.tui.keys.keymap import SHIPPED, key_table
from workbench.tui.looks.plots import bars, by_step, over_time
from workbench.tui.screens.help.jump import JumpScreen
from workbench.tui.screens.help.progress import ProgressScreen
from workbench.tui.screens.help.tour import TourScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.touring import cards, remember, wanted
from workbench.tui.widgets.reading_pane import ReadingPane

# ---------------------------------------------------------------------------------- jumping


@pytest.mark.parametrize("count", [0, 1, 26, 27, 300])
def test_no_label_begins_another(count: int) -> None:
    made = labels(count)
    assert len(made) == len(set(made)) == count
    assert len({len(label) for label in made}) <= 1


async def test_a_letter_goes_to_the_row_that_has_it(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("semicolon")
            await until(pilot, lambda: isinstance(pilot.app.screen, JumpScreen))
            await pilot.press("d")
            await until(pilot, lambda: desk(pilot).rows.cursor == 2, "the third row")


async def test_a_letter_goes_to_a_pane_and_any_other_key_stays(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("semicolon", "h")
            await until(pilot, lambda: desk(pilot).focused is desk(pilot).claim_pane)
            await pilot.press("semicolon", "7")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            assert desk(pilot).focused is desk(pilot).claim_pane


async def test_jump_mode_works_over_a_form_and_by_mouse(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.press("f8")
            await until(pilot, lambda: isinstance(pilot.app.screen, JumpScreen))
            await pilot.click("#jump-g")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            field = pilot.app.screen.focused
            assert field is not None
            assert field.region.y > 3


# ---------------------------------------------------------------------------------- the tour


async def test_the_tour_goes_on_with_enter_and_ends_after_the_last_card(project: Project) -> None:
    with project.session() as session:
        async with piloting(Desk(session, tour=True)) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, TourScreen))
            for place in range(len(cards(SHIPPED))):
                await pilot.pause()
                card = pilot.app.screen.query_one("#tour-card", Static)
                assert str(card.border_title).startswith(f"{place + 1} of 5")
                await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))


async def test_a_key_of_work_ends_the_tour_and_does_its_work(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("f3")
            await until(pilot, lambda: isinstance(pilot.app.screen, TourScreen))
            await pilot.press("j")
            await until(pilot, lambda: desk(pilot).rows.cursor == 1, "j moved on")
            assert pilot.app.screen is desk(pilot)


def test_the_tour_comes_by_itself_once_and_on_the_sample_alone(tmp_path: Path) -> None:
    assert wanted(PROJECT_NAME, tmp_path)
    assert not wanted("Harbour", tmp_path)
    remember(tmp_path)
    assert not wanted(PROJECT_NAME, tmp_path)


def test_the_tour_tells_the_keys_in_force(tmp_path: Path) -> None:
    keys = tmp_path / "keys.toml"
    keys.write_text('claim.verdict = "F10"', "utf-8")
    told = " ".join(words for _, words in cards(key_table("vim", keys)))
    assert "F10 rates the claim" in told
    assert "{" not in told


# ---------------------------------------------------------------------------------- progress


async def test_progress_is_plotted_and_told_as_tables(project: Project) -> None:
    with project.open() as ledger:
        rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
    for who, ratings in (("Ana", ("Supported", "Refuted")), ("Bo", ("Supported", "Supported"))):
        with project.open("write", who=who) as ledger:
            for row, rating in zip(rows, ratings, strict=False):
                decide(ledger, row.id, rating, "Counted.", unsourced=True)
    with project.session() as session:
        async with sitting(session, (100, 60)) as pilot:
            await settled(pilot)
            await pilot.press("percent_sign")
            screen = pilot.app.screen
            assert isinstance(screen, ProgressScreen)
            await until(pilot, lambda: screen.counted)
            await pilot.pause()
            shown = screen_text(pilot)
            assert "5 claims, 2 decided (40 %)" in shown
            assert "2023-06-03" in shown
            assert "▇" in shown
            assert "Cohen's kappa" in shown
            await pilot.press("t")
            pane = screen.query_one(ReadingPane)
            await until(pilot, lambda: "▇" not in pane.text and "Verdicts by rating" in pane.text)
            assert "       1  Supported" in pane.text


def test_a_bar_is_a_week_or_more_where_days_would_not_fit() -> None:
    names, sums = by_step({"2023-01-01": 2, "2023-01-03": 1}, 10)
    assert names == ["2023-01-01", "2023-01-02", "2023-01-03"]
    assert sums == [2, 0, 1]
    names, sums = by_step({"2023-01-01": 2, "2023-01-03": 1, "2023-02-01": 4}, 10)
    assert names[1] == "2023-01-08"
    assert sums == [3, 0, 0, 0, 4]
    assert by_step({}, 10) == ([], [])


def test_plots_are_plain_characters_no_wider_than_asked() -> None:
    drawn = [*bars({"Supported": 3, "\x1b[31mRefuted": 12}, 60)]
    drawn += over_time({"2023-06-01": 3, "2023-06-20": 9}, 60, 10)
    assert all(len(line) <= 64 for line in drawn)
    assert all(line.isprintable() for line in drawn)
