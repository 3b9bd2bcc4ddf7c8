"""Wide, combining and right-to-left characters are measured as a terminal shows them."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.desk_material import Project, desk, found, settled, sitting
from workbench.tui.looks.columns import Columns
from workbench.tui.terminal.literal import literal_cell
from workbench.tui.widgets.claim_list import SCROLLBAR, ListHeader
from workbench.tui.widgets.status_line import StatusLine

WORDS = {
    "chinese": "东京都政府表示，二〇二三年有一千二百人参加了游行，比去年多了三成。",
    "korean": "서울시는 지난해 관광객이 삼백만 명이었다고 밝혔다.",
    "emoji": "The mayor 👩‍💻 said 🇪🇺 funds 😀 rose by 40 per cent 🎉 in May.",
    "arabic": "قالت الوزارة إن ١٢٠٠ شخص شاركوا في المظاهرة يوم الجمعة.",
    "hebrew": "משרד הבריאות מסר כי 1,200 איש השתתפו בהפגנה.",
    "joiners": "A\u200d lone joiner \u200d joins nothing \u200d",
    "combining": "Ça coûte 1 200 e\u0301cus, dit le pre\u0301fet de la re\u0301gion.",
    "devanagari": "मंत्रालय ने कहा कि बारह सौ लोग आए थे।",
}


@pytest.fixture
def many_scripts(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    text = "\n\n".join(WORDS.values()) + "\n"
    statements = [replace(found(text, words), claimant=words[:12]) for words in WORDS.values()]
    project.add(text, statements, title=WORDS["chinese"])
    return project


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("width", [1, 2, 7, 20, 200])
def test_a_cell_is_exactly_as_wide_as_it_should_be(words: str, width: int) -> None:
    assert cell_len(literal_cell(words, width)) == width


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 48)], ids=["60x20", "80x24", "160x48"])
async def test_every_painted_line_is_exactly_as_wide_as_the_terminal(
    many_scripts: Project, size: tuple[int, int]
) -> None:
    with many_scripts.session() as session:
        async with sitting(session, size) as pilot:
            await settled(pilot)
            for _ in WORDS:
                screen = desk(pilot)
                for strip in screen._compositor.render_strips(screen.size):
                    assert sum(cell_len(segment.text) for segment in strip) == size[0]
                await pilot.press("j")
                await settled(pilot)


async def test_columns_stay_under_their_heads_whatever_the_script(many_scripts: Project) -> None:
    with many_scripts.session() as session:
        async with sitting(session, (100, 24)) as pilot:
            await settled(pilot)
            rows = desk(pilot).rows
            columns = Columns.fitting(rows.size.width - SCROLLBAR)
            before = columns.width - columns.rating
            head = desk(pilot).query_one(ListHeader).render_line(0).text
            assert head.index("Rating") == before
            for at in range(len(WORDS)):
                line = rows.render_line(at).text
                assert cell_len(line[: line.rindex("–")]) == before


async def test_right_to_left_text_is_painted_in_its_own_order_without_marks_of_direction(
    many_scripts: Project,
) -> None:
    with many_scripts.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            desk(pilot).rows.cursor = 3
            await settled(pilot)
            shown = desk(pilot).claim_pane.text
            assert WORDS["arabic"] in shown
            assert not set(shown) & {"\u200e", "\u200f", "\u202a", "\u202b", "\u2067"}


async def test_the_status_line_keeps_to_its_width_with_wide_words(many_scripts: Project) -> None:
    with many_scripts.session() as session:
        async with sitting(session, (60, 20)) as pilot:
            await settled(pilot)
            status = desk(pilot).query_one(StatusLine)
            for words in WORDS.values():
                status.say(words)
                status.work(words[:20])
                assert cell_len(status.render_line(0).text) == 60


async def test_the_status_line_leaves_out_what_matters_least_first(many_scripts: Project) -> None:
    with many_scripts.session() as session:
        async with sitting(session, (160, 20)) as pilot:
            await settled(pilot)
            status = desk(pilot).query_one(StatusLine)
            status.stand("offline", "as of 2023-06-01")
            status.count({"all": 9, "unrated": 4, "conflict": 2, "stale": 1})
            status.keep("saved")
            status.work("fetching 3")
            assert status.render_line(0).text.strip() == (
                "4 unrated  ·  1 stale  ·  2 in conflict  ·  saved  ·  1 of 8  ·  offline  ·  "
                "as of 2023-06-01  ·  fetching 3"
            )
            await pilot.resize_terminal(60, 20)
            await pilot.pause()
            shown = status.render_line(0).text
            assert "fetching 3" in shown
            assert "as of 2023-06-01" in shown
            assert "unrated" not in shown
