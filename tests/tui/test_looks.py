"""Pictures of the screens; a change of looks must be meant."""

import pytest

from tests.tui.desk_material import DeskPilot, Project, desk, settled, until
from tests.tui.pictures import Compare, picture
from tests.tui.source_material import (
    ARTICLE,
    VISIBLE,
    attach_form,
    first_claim,
    keep_page,
    opened,
    source_screen,
)
from workbench.desk.deciding.verdicts import decide
from workbench.desk.sourcing.quoting import Remarks, quote
from workbench.desk.sourcing.sources import cite
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter, Stance
from workbench.tui.screens.sources.source_forms import QuoteScreen


@pytest.fixture
def worked_on(project: Project) -> Project:
    """The ferry project after some work: a verdict, a conflict, evidence, a dismissal."""
    with project.open() as ledger:
        rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
    first, second, third = (row.id for row in rows[:3])
    for who, rating in (("Ana", "Supported"), ("Bo", "Refuted")):
        with project.open("write", who=who) as ledger:
            if who == "Ana":
                cite(
                    ledger,
                    first,
                    "https://harbour.example/ferries",
                    "Forty extra crossings each week from 1 July.",
                    stance=Stance.SUPPORTS,
                    seen_on=ledger.now().date(),
                )
                decide(ledger, second, "Supported", "The yard's log says so.", unsourced=True)
            decide(
                ledger, third, rating, f"{who} counted the signatures.", evidence=[], unsourced=True
            )
    return project


@pytest.mark.parametrize("theme", ["slate", "paper"])
@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
def test_the_desk(
    worked_on: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        if theme == "paper":
            await pilot.press("f2")
        await pilot.press("j", "j")
        await settled(pilot)

    assert picture(snap_compare, worked_on, size, prepare)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)], ids=["80x24", "160x48"])
def test_the_verdict_form(worked_on: Project, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await pilot.press("v")
        await until(pilot, lambda: pilot.app.screen is not desk(pilot))
        await pilot.press("1")

    assert picture(snap_compare, worked_on, size, prepare)


def test_the_help(worked_on: Project, snap_compare: Compare) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await pilot.press("question_mark")
        await until(pilot, lambda: pilot.app.screen is not desk(pilot))

    assert picture(snap_compare, worked_on, (80, 24), prepare)


@pytest.fixture
def sourced(project: Project) -> Project:
    """The ferry project with two sources of one text, one of them quoted."""
    keep_page(project, "No ferry sails on Sunday.", address="https://other.example/")
    capture = keep_page(project, ARTICLE, visible=VISIBLE)
    keep_page(project, ARTICLE, address="https://agency.example/copy", title="Agency: ferries")
    start = ARTICLE.index("The older boat")
    with project.open("write") as ledger:
        quote(
            ledger,
            first_claim(project).id,
            capture,
            (start, ARTICLE.index(", and the crew")),
            stance=Stance.CONTEXT,
            remarks=Remarks(note="The yard confirms it."),
        )
    return project


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "slate"), ((160, 48), "paper")], ids=["80x24", "160x48"]
)
def test_a_source_beside_the_claim(
    sourced: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        if theme == "paper":
            await pilot.press("f2")
        screen = await opened(pilot)
        await pilot.press("tab")
        await until(pilot, lambda: screen.loaded is not None and screen.loaded.index == 1)
        await pilot.pause()

    assert picture(snap_compare, sourced, size, prepare)


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "slate"), ((160, 48), "paper")], ids=["80x24", "160x48"]
)
def test_the_sources_of_a_claim(
    sourced: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        if theme == "paper":
            await pilot.press("f2")
        await until(pilot, lambda: "3 sources, 2 origins" in desk(pilot).claim_pane.text)

    assert picture(snap_compare, sourced, size, prepare)


def test_the_attaching_form(project: Project, snap_compare: Compare) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await attach_form(pilot, "https://harbour.example/ferries https://agency.example/copy")

    assert picture(snap_compare, project, (80, 24), prepare)


def test_the_form_for_remarks_on_a_quote(sourced: Project, snap_compare: Compare) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await opened(pilot)
        await pilot.press("tab")
        screen = source_screen(pilot)
        await until(pilot, lambda: screen.loaded is not None and screen.loaded.index == 1)
        await pilot.press("a", "space", "w", "w", "w", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuoteScreen))
        await pilot.pause()
        await pilot.press("2")

    assert picture(snap_compare, sourced, (80, 24), prepare)


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "slate"), ((160, 48), "paper")], ids=["80x24", "160x48"]
)
def test_queues_and_facets(
    worked_on: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        if theme == "paper":
            await pilot.press("f2")
        await pilot.press("b")
        await until(pilot, lambda: desk(pilot).facets_shown, "counted")
        for _ in range(2):
            await pilot.press("right_square_bracket")
        await pilot.press("enter")
        await until(pilot, lambda: desk(pilot).facets_shown and desk(pilot).listed, "counted")
        await settled(pilot)

    assert picture(snap_compare, worked_on, size, prepare)


def test_a_query_with_what_a_word_may_become(worked_on: Project, snap_compare: Compare) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await pilot.press("slash")
        await until(pilot, lambda: desk(pilot).filter_bar.values, "values are known")
        for key in ("i", "s", "colon", "u"):
            await pilot.press(key)
        await settled(pilot)

    assert picture(snap_compare, worked_on, (80, 24), prepare)
