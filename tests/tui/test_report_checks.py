"""Linting and verifying reports at the desk: a form for the file, a sheet with what was found."""

import json
from pathlib import Path

import pytest

from tests.linting.reviews import review
from tests.tui.desk_material import DeskPilot, Project, screen_text, settled, sitting, until
from tests.tui.matching_material import PAPER, WIRE, reports_project
from workbench.desk.deciding.verdicts import decide
from workbench.desk.reporting.reports import write_report
from workbench.ledger.queries import iterate_claims
from workbench.model import ClaimFilter
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.screens.reports.report_checks import CheckScreen


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two reports of a fire."""
    return reports_project(tmp_path, ("Wire", WIRE.split(". ")[0]), ("Paper", PAPER.split(". ")[0]))


async def checked(pilot: DeskPilot, key: str, path: Path) -> str:
    """What the sheet says after a file was named in the form."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))
    for character in str(path):
        await pilot.press("full_stop" if character == "." else character)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, SheetScreen))
    return screen_text(pilot)


async def test_what_lint_finds_is_told_with_reason_and_fix(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "r.json").write_text(json.dumps(review(url="https://bit.ly/1")), "utf-8")
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            shown = await checked(pilot, "Z", Path("r.json"))

    assert "1 review checked, 1 error, 0 advice" in shown
    assert "× Error: an address is not that of a shortener" in shown
    assert "Write the address at which the article ends up." in shown


async def test_what_has_changed_since_a_report_is_told(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with project.open("write") as ledger:
        first = next(iterate_claims(ledger, ClaimFilter())).id
        decide(ledger, first, "Supported", "The wire says so.", unsourced=True)
        with (tmp_path / "r.json").open("wb") as stream:
            write_report(ledger, "json", stream)
        decide(ledger, first, "Refuted", "The wire took it back.", unsourced=True)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            shown = await checked(pilot, "Y", Path("r.json"))

    assert "The ledger has gone on since" in shown
    assert "changed from Supported to Refuted on" in shown


async def test_what_cannot_be_checked_is_said_in_the_form(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("Y")
            await until(pilot, lambda: isinstance(pilot.app.screen, CheckScreen))
            await pilot.press("enter")
            await until(pilot, lambda: "name a file to check" in screen_text(pilot))
            await pilot.press("x", "enter")
            await until(pilot, lambda: "there is no file x; check the name" in screen_text(pilot))
