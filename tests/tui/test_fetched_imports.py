"""Published fact-checks are imported from an address, in the background, as from a file."""

import json
from functools import partial

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer, silence
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
from tests.tui.test_matching_claims import REVIEWS, sheet_text
from workbench.tui.screens.pairs.importing import ImportScreen

__all__ = ["horrors"]

JSON = {"Content_Type": "application/json"}


async def form_opened(pilot: DeskPilot) -> ImportScreen:
    await pilot.press("I")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportScreen), "the form is open")
    await pilot.pause()
    form = pilot.app.screen
    assert isinstance(form, ImportScreen)
    return form


async def asked_for(pilot: DeskPilot, address: str, *, private: bool = True) -> None:
    """Ask for the reviews at an address."""
    form = await form_opened(pilot)
    await type_text(pilot, address)
    if private:
        form.query_one("#private").focus()
        await pilot.press("space")
    await pilot.press("ctrl+s")


def said(pilot: DeskPilot, words: str) -> bool:
    return words in desk(pilot).status.message


def reviews(project: Project) -> int:
    with project.open() as ledger:
        return len(ledger.rows("SELECT 1 FROM published"))


async def test_an_address_is_fetched_and_its_reviews_are_imported_as_one_act(
    project: Project, horrors: Horrors
) -> None:
    address = horrors.on("/feed.json", answer(json.dumps(REVIEWS).encode(), **JSON))
    with project.session() as session:
        async with sitting(session, (100, 40)) as pilot:
            await settled(pilot)
            await asked_for(pilot, address)
            shown = await sheet_text(pilot)
            assert "1 added, 1 left out" in shown
            assert address in shown
            await pilot.press("escape")
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            assert reviews(project) == 1
            form = await form_opened(pilot)
            assert form.values()["path"] == ""
            await pilot.press("escape", "u")
            await until(pilot, lambda: "Undone: Import 1 review" in screen_text(pilot))
    assert reviews(project) == 0


async def test_what_goes_wrong_is_one_line_and_what_was_typed_is_kept(
    project: Project, horrors: Horrors
) -> None:
    gone = horrors.on("/gone.json", answer(b"no", "404 Not Found"))
    other = horrors.on("/page", answer(b"<p>Nothing of the kind.</p>"))
    with project.session() as session:
        async with sitting(session, (160, 40)) as pilot:
            await settled(pilot)
            for address, words in ((gone, "404"), (other, "has no review that can be used")):
                await asked_for(pilot, address)
                await until(pilot, partial(said, pilot, words))
                assert desk(pilot).status.message.endswith("I opens the form again")
                assert "\n" not in desk(pilot).status.message
                form = await form_opened(pilot)
                assert form.values()["path"] == address
                form._path.value = ""
                form._private.choose(())
                await pilot.press("escape")
                await until(pilot, lambda: pilot.app.screen is desk(pilot))
    assert reviews(project) == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [("ftp://facts.example/feed", "ftp"), ("http://127.0.0.1:9/feed", "if you tick")],
)
async def test_an_address_that_is_not_gone_to_is_refused_in_the_form(
    project: Project, typed: str, words: str
) -> None:
    with project.session() as session:
        async with sitting(session, (160, 40)) as pilot:
            await settled(pilot)
            await asked_for(pilot, typed, private=False)
            await until(pilot, lambda: words in screen_text(pilot), words)
            assert isinstance(pilot.app.screen, ImportScreen)


async def test_an_import_that_takes_too_long_is_shown_and_cancelled(
    project: Project, horrors: Horrors
) -> None:
    address = horrors.on("/slow", silence())
    with project.session() as session:
        async with sitting(session, (160, 40)) as pilot:
            await settled(pilot)
            await asked_for(pilot, address)
            await until(pilot, lambda: "importing 1" in screen_text(pilot))
            await until(pilot, lambda: horrors.requests, "it is being fetched")
            await pilot.press("ctrl+x")
            await until(pilot, lambda: not desk(pilot).errands.under_way)
            await until(pilot, lambda: "importing 1" not in screen_text(pilot))
    assert reviews(project) == 0
