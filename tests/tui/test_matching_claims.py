"""What looks like a claim, beside it: suggestions, links, carried verdicts, figures, imports."""

import json
from pathlib import Path

import pytest
from textual.message import Message

from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    found,
    piloting,
    screen_text,
    settled,
    sitting,
    type_text,
    until,
)
from tests.tui.matching_material import (
    ALONE,
    PAPER,
    WIRE,
    back_at_desk,
    claim_with,
    decided,
    opened_pairs,
    reports_project,
)
from workbench.desk.deciding.verdicts import decide
from workbench.desk.matching.figures import Figure
from workbench.desk.matching.linking import link
from workbench.errors import UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import pair_state
from workbench.model import Claim, LinkRelation, PairState
from workbench.tui.app import Desk
from workbench.tui.messages import IndexMoved
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.pairs.importing import ImportScreen, read_columns
from workbench.tui.screens.pairs.linking import CarryScreen, UnlinkScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen
from workbench.tui.sheets.figures import drawn
from workbench.tui.widgets.reading_pane import ReadingPane

REVIEWS = [
    {
        "@type": "ClaimReview",
        "url": "https://facts.example/aurora",
        "claimReviewed": "41 people were injured in the fire on the ferry Aurora",
        "datePublished": "2023-06-07",
        "author": {"@type": "Organization", "name": "Example Facts"},
        "reviewRating": {"@type": "Rating", "alternateName": "Mostly true"},
    },
    {"@type": "ClaimReview", "url": "https://facts.example/empty"},
]


@pytest.fixture
def harbour(tmp_path: Path) -> Project:
    """Three reports that the harbour was closed, in three wordings."""
    return reports_project(
        tmp_path,
        ("One", "The harbour of Harbourton was closed for six hours after the fire on Friday."),
        ("Two", "After the fire on Friday the harbour of Harbourton was closed for six hours."),
        ("Three", "For six hours the harbour of Harbourton was closed after Friday's fire."),
    )


@pytest.fixture
def two_figures(tmp_path: Path) -> Project:
    """Two reports that differ in one figure."""
    first, second = WIRE.split(". ")[0] + ".", PAPER.split(". ")[0] + "."
    return reports_project(tmp_path, ("Wire", first), ("Paper", second))


def ids(project: Project) -> tuple[str, str, str]:
    """The three claims of the harbour, as the list has them."""
    wordings = (("was closed for six hours after",), ("After the fire",), ("For six hours",))
    first, second, third = (claim_with(project, *words).id for words in wordings)
    return first, second, third


def linked(project: Project, *links: tuple[str, str, LinkRelation]) -> None:
    with project.open("write") as ledger:
        for one, other, relation in links:
            link(ledger, one, other, relation)


def rated(project: Project, claim: str, rating: str = "Supported") -> None:
    with project.open("write") as ledger:
        decide(ledger, claim, rating, "The log of the port says so.", unsourced=True)


def claim_of(project: Project, claim: str) -> Claim:
    with project.open() as ledger:
        return get_claim(ledger, claim)


def detail(pilot: DeskPilot) -> str:
    return desk(pilot).claim_pane.text


async def said(pilot: DeskPilot, words: str) -> None:
    await until(pilot, lambda: words in desk(pilot).status.message, words)


async def sheet_text(pilot: DeskPilot) -> str:
    await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen), "a sheet is shown")
    await pilot.pause()
    return pilot.app.screen.query_one(ReadingPane).text


# ------------------------------------------------------------------------------ suggestions


async def test_what_looks_like_the_claim_is_told_when_the_cursor_rests(
    two_figures: Project,
) -> None:
    with two_figures.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "looks like" in detail(pilot))
            assert "≠ looks like “A total of 52 people" in detail(pilot)
            assert "same event, 41 against 52 people" in detail(pilot)
            assert "m decides what they are to it" in detail(pilot)


async def test_a_claim_by_itself_is_told_nothing_of(tmp_path: Path) -> None:
    with reports_project(tmp_path, ("Bread", ALONE)).session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            screen = desk(pilot)
            assert screen.claim is not None
            claim = screen.claim
            await until(pilot, lambda: screen.other_claims(claim).findings is not None)
            assert "Other claims" not in detail(pilot)


async def test_the_status_line_tells_how_far_the_index_is_and_then_nothing_more(
    tmp_path: Path,
) -> None:
    lines = [f"The harbour counted {number} boats on day {number}." for number in range(2_100)]
    text = "\n".join(lines)
    project = Project(tmp_path)
    project.add(text, [found(text, line) for line in lines], title="Counts")
    told: list[str] = []

    def hear(message: Message) -> None:
        if isinstance(message, IndexMoved):
            told.append(message.words)

    with project.session() as session:
        async with piloting(Desk(session), size=(80, 24), message_hook=hear) as pilot:
            await settled(pilot)
            await until(pilot, lambda: told[-1:] == [""])
            await until(pilot, lambda: not desk(pilot).work_words())
    assert list(dict.fromkeys(words.partition(" of ")[0] for words in told))[:2] == [
        "indexing 1,000",
        "indexing 2,000",
    ]


async def test_the_suggestions_of_a_claim_are_decided_on_and_become_links(
    harbour: Project,
) -> None:
    with harbour.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            screen = await opened_pairs(pilot, "m")
            assert len(screen.queue) == 2
            claim = desk(pilot).claim
            assert claim is not None
            assert {pair.a for pair in screen.queue.pairs} == {claim.id}
            await decided(pilot, "1")
            await decided(pilot, "2")
            await back_at_desk(pilot)
            await until(pilot, lambda: "in a group of 2" in detail(pilot))
            assert "≠ conflicts with “" in detail(pilot)
            assert "looks like" not in detail(pilot)
            await pilot.press("u")
            await said(pilot, "Undone: Link")
            await until(pilot, lambda: "conflicts with" not in detail(pilot))
            await until(pilot, lambda: "looks like" in detail(pilot))


# ------------------------------------------------------------------------------ links


async def test_a_verdict_is_carried_after_a_preview_and_undone_by_one_key(
    harbour: Project,
) -> None:
    first, second, third = ids(harbour)
    linked(harbour, (first, second, LinkRelation.DUPLICATE), (first, third, LinkRelation.DUPLICATE))
    rated(harbour, first)
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "in a group of 3" in detail(pilot))
            await pilot.press("C")
            await until(pilot, lambda: isinstance(pilot.app.screen, CarryScreen))
            await pilot.pause()
            shown = screen_text(pilot)
            assert "gives “Supported” to 2 claims:" in shown
            assert "→ After the fire on Friday" in shown
            await pilot.press("ctrl+s")
            await said(pilot, "Carried Supported to 2 duplicates; u takes it back")
            assert [claim_of(harbour, one).rating for one in (second, third)] == ["Supported"] * 2
            await settled(pilot)
            await pilot.press("u")
            await said(pilot, "Undone: Carry verdict Supported")
    assert [claim_of(harbour, one).rating for one in (second, third)] == [None, None]


async def test_a_group_with_a_conflict_inside_carries_no_verdict_and_says_why(
    harbour: Project,
) -> None:
    first, second, third = ids(harbour)
    linked(
        harbour,
        (first, second, LinkRelation.DUPLICATE),
        (second, third, LinkRelation.DUPLICATE),
        (first, third, LinkRelation.CONFLICT),
    )
    rated(harbour, first)
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "the group contradicts itself" in detail(pilot))
            assert "it carries no verdict" in detail(pilot)
            await pilot.press("C")
            await said(pilot, "The group contradicts itself and carries no verdict")
            assert pilot.app.screen is desk(pilot)
    assert claim_of(harbour, second).rating is None


async def test_a_claim_that_has_no_duplicates_or_links_says_so(harbour: Project) -> None:
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("C")
            await said(pilot, "The claim has no duplicates")
            await pilot.press("l")
            await said(pilot, "Nothing was said of this claim and another")


async def test_a_link_is_taken_back_by_its_number_and_undo_puts_it_back(harbour: Project) -> None:
    first, second, _ = ids(harbour)
    linked(harbour, (first, second, LinkRelation.CONFLICT))
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "conflicts with" in detail(pilot))
            await pilot.press("l")
            await until(pilot, lambda: isinstance(pilot.app.screen, UnlinkScreen))
            await pilot.pause()
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "choose what to take back" in screen_text(pilot))
            await pilot.press("1", "ctrl+s")
            await said(pilot, "Unlinked; u takes it back")
            await until(pilot, lambda: "conflicts with" not in detail(pilot))
            await settled(pilot)
            await pilot.press("u")
            await said(pilot, "Undone: Unlink")
    with harbour.open() as ledger:
        assert pair_state(ledger, first, second) is PairState.CONFLICT


async def test_a_claim_leaves_its_group_and_the_others_stay_together(harbour: Project) -> None:
    first, second, third = ids(harbour)
    linked(harbour, (first, second, LinkRelation.DUPLICATE), (first, third, LinkRelation.DUPLICATE))
    with harbour.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await until(pilot, lambda: "in a group of 3" in detail(pilot))
            await pilot.press("l")
            await until(pilot, lambda: isinstance(pilot.app.screen, UnlinkScreen))
            await pilot.pause()
            await pilot.press("3", "ctrl+s")
            await said(pilot, "Taken out of its group; u takes it back")
            await until(pilot, lambda: "was told apart from" in detail(pilot))
    with harbour.open() as ledger:
        assert pair_state(ledger, second, third) is PairState.DUPLICATE


# ------------------------------------------------------------------------------ figures


async def test_the_figures_of_an_event_are_a_table_with_a_plot(two_figures: Project) -> None:
    with two_figures.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("F")
            shown = await sheet_text(pilot)
            assert "41 to 52 people" in shown
            rows = [line for line in shown.splitlines() if line.startswith("2023-06-02")]
            assert [line.split()[-2:] for line in rows] == [["41", "people"], ["52", "people"]]
            low, high = (line.index("●") for line in rows)
            assert low < high
            assert max(map(len, shown.splitlines()[4:])) <= 80
            await pilot.resize_terminal(120, 40)
            await until(pilot, lambda: max(map(len, screen_text(pilot).splitlines())) > 80, "wider")
            assert len((await sheet_text(pilot)).splitlines()[-1]) > len(shown.splitlines()[-1])


async def test_an_event_without_figures_says_so(tmp_path: Path) -> None:
    with reports_project(tmp_path, ("Bread", ALONE)).session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("F")
            await said(pilot, "no figures were found")


def figure(low: float, high: float, centre: float | None = None) -> Figure:
    return Figure("said", low, high, centre, None, "outlet", "statement")


def test_a_figure_is_drawn_at_its_place_on_the_scale() -> None:
    assert drawn(figure(41, 41, 41), (41, 52), 12) == "●···········"
    assert drawn(figure(52, 52, 52), (41, 52), 12) == "···········●"
    assert drawn(figure(43, 46), (41, 52), 12) == "··├──┤······"
    assert drawn(figure(50, float("inf")), (41, 52), 12) == "·········├─▶"
    assert drawn(figure(float("-inf"), 43), (41, 52), 12) == "◀─┤·········"
    assert drawn(figure(7, 7, 7), (7, 7), 5) == "··●··"


# ------------------------------------------------------------------------------ reviews of others


async def imported(pilot: DeskPilot, path: Path) -> str:
    await pilot.press("I")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
    await pilot.pause()
    await type_text(pilot, str(path))
    await pilot.press("ctrl+s")
    return await sheet_text(pilot)


async def test_reviews_are_imported_and_come_up_beside_claim_and_verdict(
    two_figures: Project,
) -> None:
    feed = two_figures.folder / "feed.json"
    feed.write_text(json.dumps(REVIEWS, indent=1), "utf-8")
    with two_figures.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            shown = await imported(pilot, feed)
            assert "1 added, 1 left out" in shown
            assert "× line " in shown
            await pilot.press("escape")
            await until(pilot, lambda: "Checked before" in detail(pilot))
            words = "= Checked on 2023-06-07 by Example Facts: Mostly true"
            assert words in detail(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.pause()
            assert words in screen_text(pilot)
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await pilot.press("u")
            await said(pilot, "Undone: Import 1 review")
            await until(pilot, lambda: "Checked before" not in detail(pilot))
            await until(pilot, lambda: "looks like" in detail(pilot))


async def test_what_cannot_be_imported_is_said_in_the_form(two_figures: Project) -> None:
    with two_figures.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("I")
            await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))
            await pilot.pause()
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "name a file to import" in screen_text(pilot))
            await type_text(pilot, "missing.json")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: "there is no file missing.json" in screen_text(pilot))


def test_columns_are_named_field_by_field() -> None:
    assert read_columns("  ") is None
    assert read_columns("text=Claim, url = Link") == {"text": "Claim", "url": "Link"}
    with pytest.raises(UsageError, match="names no column"):
        read_columns("text")
