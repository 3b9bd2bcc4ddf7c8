"""Keys that arrive at once are done one after the other, as if each had been waited for."""

from pathlib import Path

import pytest
from textual import events

from tests.tui.desk_material import DeskPilot, Project, desk, settled, sitting, until
from tests.tui.terminal import terminal
from tests.tui.test_desk_acts import claims_of
from workbench.model import Priority

KEYS = {
    " ": "space",
    "\t": "tab",
    "\x13": "ctrl+s",
    "\x1b": "escape",
    "#": "number_sign",
    "!": "exclamation_mark",
}
REASON = "The timetable says so: dx q"
"""With letters that are commands of the list, which would dismiss, withdraw and quit."""


def burst(pilot: DeskPilot, typed: str) -> None:
    """Send keys without waiting for what any of them does."""
    for character in typed:
        key = KEYS.get(character, character)
        pilot.app.post_message(events.Key(key, character if character.isprintable() else None))


async def test_a_rating_and_its_reason_in_one_burst_are_one_verdict(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            burst(pilot, f"2{REASON}\t \x13")
            await until(pilot, lambda: "Saved: Refuted" in desk(pilot).status.message, "saved")
    (verdict,) = claims_of(project)[0].verdicts
    assert (verdict.rating, verdict.because) == ("Refuted", REASON)


async def test_a_rating_chosen_in_the_open_form_leads_on_at_once(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            burst(pilot, f"v3{REASON}\t \x13")
            await until(pilot, lambda: "Saved" in desk(pilot).status.message, "saved")
    (verdict,) = claims_of(project)[0].verdicts
    assert (verdict.rating, verdict.because) == ("Not Enough Evidence", REASON)


async def test_one_form_after_another_in_one_burst(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            burst(pilot, "nWho counted?\x13#ferry dues\x13!1\x13")
            await until(pilot, lambda: claims_of(project)[0].priority is Priority.URGENT, "all")
    claim = claims_of(project)[0]
    assert [comment.text for comment in claim.comments] == ["Who counted?"]
    assert set(claim.tags) == {"ferry", "dues"}


async def test_what_is_pasted_comes_in_its_turn(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            burst(pilot, "1")
            pilot.app.post_message(events.Paste("As the log has it, "))
            burst(pilot, "so it is\t \x13")
            await until(pilot, lambda: "Saved" in desk(pilot).status.message, "saved")
    assert claims_of(project)[0].verdicts[0].because == "As the log has it, so it is"


@pytest.mark.long
def test_a_burst_in_a_terminal(project: Project, home: Path) -> None:
    with terminal(project.path, home) as held:
        held.wait_for("5 unrated")
        held.press(f"1{REASON}\t \x13".encode())
        held.wait_for("Saved")
    (verdict,) = claims_of(project)[0].verdicts
    assert verdict.because == REASON


async def test_a_screen_that_is_closed_twice_closes_once(project: Project) -> None:
    with project.session() as session:
        async with sitting(session) as pilot:
            await settled(pilot)
            await pilot.press("n", "question_mark")
            await pilot.press("f1")
            form = pilot.app.screen_stack[1]
            form.dismiss(None)
            form.dismiss(None)
            await until(pilot, lambda: pilot.app.screen is desk(pilot), "the desk lies open")
