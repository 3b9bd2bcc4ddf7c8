"""An article is read again, or a model asked about it, and what is offered is looked at first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.answering_model import answering_model
from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, until
from workbench.desk.deciding.verdicts import decide
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter
from workbench.reading import read
from workbench.tui.screens.claims.offers import ProposeScreen, RereadScreen

UNREST = """Kerval, 14 October 2025

According to the Interior Ministry of Veltania, 52 civilians and 41 soldiers were injured in the
unrest.
"""
TRUE_PART = {
    "statement": "52 civilians and 41 soldiers were injured in the unrest",
    "quote": "52 civilians and 41 soldiers were injured in the unrest",
    "claimant": "Interior Ministry of Veltania",
}
LIE = {**TRUE_PART, "statement": "520 civilians were injured"}


@pytest.fixture
def model(home: Path) -> Iterator[None]:
    with answering_model(home, [TRUE_PART, LIE]):
        yield


def statements(project: Project) -> list[str]:
    with project.open() as ledger:
        return [row.statement for row in claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))]


@pytest.mark.long
async def test_what_the_reader_finds_otherwise_is_shown_carried_over_and_undone(
    project: Project,
) -> None:
    before = statements(project)
    with project.open("write") as ledger:
        worked_on = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))[0].id
        decide(ledger, worked_on, "Supported", "The timetable says so.", unsourced=True)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("greater_than_sign")
            await until(pilot, lambda: isinstance(pilot.app.screen, RereadScreen), "it opens")
            await until(pilot, lambda: "Nothing is changed yet" in screen_text(pilot), "it is read")
            assert "Changed; verdicts, evidence" in screen_text(pilot)
            assert statements(project) == before
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
            await until(pilot, lambda: "Carried over" in screen_text(pilot), "it is said")
            assert statements(project) != before
            with project.open() as ledger:
                assert get_claim(ledger, worked_on).verdicts[0].because == "The timetable says so."
            await pilot.press("u")
            await until(pilot, lambda: statements(project) == before, "undo takes it back")


@pytest.mark.long
@pytest.mark.usefixtures("model")
async def test_the_model_is_asked_only_after_a_word_and_lies_are_shown_with_the_reason(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path)
    project.add(UNREST, read(UNREST).statements, title="Unrest")
    before = statements(project)
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await pilot.press("ctrl+g")
            await until(pilot, lambda: isinstance(pilot.app.screen, ProposeScreen), "it opens")
            await until(pilot, lambda: "Nothing is sent yet" in screen_text(pilot), "it asks")
            assert "small at 127.0.0.1" in screen_text(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: "Nothing is added yet" in screen_text(pilot), "it answers")
            assert "× 520 civilians" in screen_text(pilot)
            assert "has the number “520”" in screen_text(pilot)
            assert statements(project) == before
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk")
            await until(pilot, lambda: len(statements(project)) == len(before) + 1, "it is added")
            assert not any("520" in one for one in statements(project))


async def test_without_a_model_it_says_how_to_set_one_up(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("ctrl+g")
            await until(pilot, lambda: "no model is set up" in screen_text(pilot), "it says so")
