"""The claims list: what it shows, how it moves, and that it never reads more than is in sight."""

from array import array
from concurrent.futures import Future

from textual.app import App, ComposeResult

from tests.tui.desk_material import Project, desk, screen_text, settled, sitting
from workbench.model import ClaimRow, ClaimStatus
from workbench.tui.lanes.row_pages import PAGE_ROWS
from workbench.tui.looks.columns import Columns, own_words_first
from workbench.tui.widgets.claim_list import ClaimList


async def test_the_first_claims_are_shown_with_mark_worth_claimant_and_rating(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, (100, 30)) as pilot:
            await settled(pilot)
            lines = screen_text(pilot).splitlines()
    assert "Worth Statement" in lines[1]
    assert lines[2].startswith(" ○ u    82 The ferry line will add about 40 sailings")
    assert "its director" in lines[2]
    assert lines[3].startswith(" ○ u    50 The older of its two boats")


async def test_arrows_and_letters_move_the_cursor_and_the_claim_follows(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("down", "j", "j", "k")
            await settled(pilot)
            assert desk(pilot).rows.cursor == 2
            assert "At least 1,200 people [sic] signed" in desk(pilot).claim_pane.text
            await pilot.press("G")
            assert desk(pilot).rows.cursor == 4
            await pilot.press("down")
            assert desk(pilot).rows.cursor == 4
            await pilot.press("g")
            assert desk(pilot).rows.cursor == 0


async def test_a_click_goes_to_the_claim(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.click("#rows", offset=(20, 3))
            await settled(pilot)
            assert desk(pilot).rows.cursor == 3


async def test_marks_tell_statuses_apart_without_colour() -> None:
    columns = Columns.fitting(80)
    shown = {columns.row(row_of(1, status=status))[:4] for status in ClaimStatus}
    shown.add(columns.row(row_of(1, dismissed=True))[:4])
    assert len(shown) == len(ClaimStatus) + 1
    letters = {mark[3] for mark in shown}
    assert len(letters) == len(shown)


def test_the_columns_that_tell_least_go_first_where_room_is_short() -> None:
    for width, left in ((80, "Statement Claimant Rating"), (48, "Statement Rating")):
        assert Columns.fitting(width).header().split()[1:] == left.split()
    assert "Rating" not in Columns.fitting(30).header()
    for width in (20, 30, 48, 80, 100, 200):
        assert len(Columns.fitting(width).row(row_of(1))) == len(Columns.fitting(width).header())


def test_what_was_put_in_does_not_hide_the_words_of_a_statement() -> None:
    assert own_words_first("[The council met, with] a vote of 9") == "[The council…] a vote of 9"
    assert own_words_first("[The mayor] resigned") == "[The mayor] resigned"
    for same in ("It rose [sic] by 3", "[sic", ""):
        assert own_words_first(same) == same


async def test_a_million_rows_are_listed_and_only_those_in_sight_are_read() -> None:
    asked: list[int] = []

    def rows(numbers: list[int]) -> Future[list[ClaimRow]]:
        asked.extend(numbers)
        return at_once(numbers)

    class Listed(App[None]):
        def compose(self) -> ComposeResult:
            yield ClaimList(rows, id="list")

    app = Listed()
    async with app.run_test(size=(80, 24)) as pilot:
        listed = app.query_one(ClaimList).rows
        listed.replace(array("q", range(1_000_000)))
        await pilot.pause()
        listed.focus()
        await pilot.press("G")
        await pilot.pause()
        assert listed.current == 999_999
        assert listed.row_at_cursor() == row_of(999_999)
    assert len(asked) <= 4 * PAGE_ROWS


async def test_the_cursor_stays_on_its_claim_when_the_list_is_read_again() -> None:
    class Listed(App[None]):
        def compose(self) -> ComposeResult:
            yield ClaimList(at_once)

    app = Listed()
    async with app.run_test() as pilot:
        listed = app.query_one(ClaimList).rows
        listed.replace(array("q", [1, 2, 3, 5]))
        listed.go_to(3)
        listed.replace(array("q", [1, 2, 3, 4, 5]), keep=listed.current)
        assert listed.current == 3
        listed.take_off(3)
        assert listed.current == 4
        listed.extend(array("q", [6, 7]))
        await pilot.pause()
        assert len(listed) == 6
        assert not listed.go_to(3)


async def test_rows_that_come_late_are_painted_when_they_come() -> None:
    asked: list[tuple[list[int], Future[list[ClaimRow]]]] = []

    def rows(numbers: list[int]) -> Future[list[ClaimRow]]:
        asked.append((numbers, Future()))
        return asked[-1][1]

    class Listed(App[None]):
        def compose(self) -> ComposeResult:
            yield ClaimList(rows)

    app = Listed()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(ClaimList).rows.replace(array("q", range(300)))
        await pilot.pause()
        assert app.query_one(ClaimList).rows.row_at_cursor() is None
        ((numbers, coming),) = asked
        coming.set_result([row_of(number) for number in numbers])
        await pilot.pause()
        assert app.query_one(ClaimList).rows.row_at_cursor() == row_of(0)
        assert len(asked) == 1


def at_once(numbers: list[int]) -> Future[list[ClaimRow]]:
    rows: Future[list[ClaimRow]] = Future()
    rows.set_result([row_of(number) for number in numbers])
    return rows


def row_of(
    number: int, *, status: ClaimStatus = ClaimStatus.UNRATED, dismissed: bool = False
) -> ClaimRow:
    return ClaimRow(
        number=number,
        id=f"{number:032x}",
        document="d",
        document_title="A text",
        statement=f"Claim number {number} says something.",
        claimant=None,
        status=status,
        rating=None,
        worth=500,
        dismissed=dismissed,
        evidence_count=0,
    )
