"""Reports of one event that say the same, conflict or are near each other, and the pair screen."""

from pathlib import Path

from tests.tui.desk_material import DeskPilot, Project, desk, until
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter, ClaimRow
from workbench.reading import read
from workbench.tui.screens.pairs.pairs import PairsScreen

WIRE = (
    "The ministry of the port said that 41 people were injured in the fire on the ferry Aurora. "
    "The harbour of Harbourton was closed for six hours after the fire on Friday."
)
PAPER = (
    "A total of 52 people were injured in the fire on the ferry Aurora, the ministry said. "
    "After the fire on Friday the harbour of Harbourton was closed for six hours."
)
LATER = "41 people were injured in the fire on the ferry Aurora, the ministry said on Monday."
ALONE = "The bakery of Millfield sold more bread in winter than in the summer before."


def reports_project(folder: Path, *texts: tuple[str, str]) -> Project:
    """A project with these titled texts, each read as the reader reads it."""
    project = Project(folder)
    for title, text in texts or (("Wire", WIRE), ("Paper", PAPER), ("Later", LATER)):
        project.add(text, read(text).statements, title=title)
    return project


def rows_of(project: Project) -> list[ClaimRow]:
    """The claims as the list shows them."""
    with project.open() as ledger:
        return claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))


def claim_with(project: Project, *words: str) -> ClaimRow:
    """The claim that has all these words."""
    (row,) = [row for row in rows_of(project) if all(word in row.statement for word in words)]
    return row


def pairs_screen(pilot: DeskPilot) -> PairsScreen:
    """The pair screen, which is open."""
    screen = pilot.app.screen
    assert isinstance(screen, PairsScreen)
    return screen


async def opened_pairs(pilot: DeskPilot, key: str = "p") -> PairsScreen:
    """Open the pair screen and wait until it shows a pair or says that there is none."""
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, PairsScreen), "the screen is open")
    screen = pairs_screen(pilot)
    await until(pilot, lambda: not screen.searching and screen.idle, "the search has ended")
    return screen


async def decided(pilot: DeskPilot, key: str) -> str:
    """Press the key of a decision and wait until it is written and the next pair is shown."""
    screen = pairs_screen(pilot)
    screen.say("")
    await pilot.press(key)
    await until(pilot, lambda: screen.status.message and screen.idle, f"{key} has done something")
    return screen.status.message


async def back_at_desk(pilot: DeskPilot) -> None:
    """Leave the pair screen."""
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is desk(pilot), "back at the desk")
