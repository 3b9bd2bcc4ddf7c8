"""Pictures of the screens for claims that look alike; a change of looks must be meant."""

from pathlib import Path

import pytest

from tests.tui import pictures
from tests.tui.desk_material import DeskPilot, Project, desk, until
from tests.tui.matching_material import PAPER, WIRE, claim_with, opened_pairs, reports_project
from tests.tui.pictures import Compare, Prepare
from workbench.desk.deciding.verdicts import decide
from workbench.desk.matching.linking import link
from workbench.model import LinkRelation, Relation
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.pairs.importing import ImportScreen

SIZES = pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "slate"), ((160, 48), "paper")], ids=["80x24", "160x48"]
)
MORE = "Doctors counted between 45 and 50 people who were injured in the fire on the ferry Aurora."


@pytest.fixture
def reports(tmp_path: Path) -> Project:
    """Reports of a fire: the same claims in other words, and figures that differ."""
    project = reports_project(
        tmp_path, ("Port wire", WIRE), ("Harbour paper", PAPER), ("Hospital", MORE)
    )
    one = claim_with(project, "was closed for six hours after")
    other = claim_with(project, "After the fire")
    with project.open("write") as ledger:
        link(ledger, one.id, other.id, LinkRelation.DUPLICATE)
        decide(ledger, other.id, "Supported", "The log of the port says so.", unsourced=True)
    return project


def picture(
    compare: Compare,
    project: Project,
    size: tuple[int, int],
    theme: str,
    prepare: Prepare,
) -> bool:
    async def look_alikes_then(pilot: DeskPilot) -> None:
        if theme == "paper":
            await pilot.press("f2")
        await until(pilot, lambda: "looks like" in desk(pilot).claim_pane.text)
        await prepare(pilot)

    return pictures.picture(compare, project, size, look_alikes_then)


@SIZES
def test_a_pair_that_conflicts(
    reports: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        screen = await opened_pairs(pilot)
        while screen.view is None or screen.view.pair.relation is not Relation.CONFLICT:
            await pilot.press("n")
            await until(pilot, lambda: screen.idle)

    assert picture(snap_compare, reports, size, theme, prepare)


@SIZES
def test_a_claim_with_others_that_look_like_it(
    reports: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        if theme == "paper":
            await pilot.press("j")
            await until(pilot, lambda: "Checked before" in desk(pilot).claim_pane.text)

    assert picture(snap_compare, reports, size, theme, prepare)


@SIZES
def test_the_figures_of_an_event(
    reports: Project, snap_compare: Compare, size: tuple[int, int], theme: str
) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await pilot.press("F")
        await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))

    assert picture(snap_compare, reports, size, theme, prepare)


def test_the_form_for_importing(reports: Project, snap_compare: Compare) -> None:
    async def prepare(pilot: DeskPilot) -> None:
        await pilot.press("I")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen))

    assert picture(snap_compare, reports, (80, 24), "slate", prepare)
