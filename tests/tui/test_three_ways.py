"""Every action of the table can be done by its key, from the palette, and by the mouse."""

from collections.abc import Mapping
from inspect import getfile
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.actions import ActionParseResult
from textual.command import DiscoveryHit
from textual.dom import DOMNode
from textual.screen import Screen

from tests.tui.desk_material import Project, desk, piloting, screen_text, settled, sitting, until
from tests.tui.test_actions import OWNERS
from workbench.tui.actions.action import Where
from workbench.tui.actions.palette import ActionProvider
from workbench.tui.actions.places import Placed
from workbench.tui.actions.table import ACTIONS
from workbench.tui.app import Desk
from workbench.tui.screens.help.help import HelpScreen
from workbench.tui.screens.sources.cite import CiteScreen
from workbench.tui.session import Session
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.finding_panel import FindingPanel
from workbench.tui.widgets.key_line import KeyLine

BY_CLICK_ON_THE_THING = {
    "choice.number": Choice,
    "finding.queue": FindingPanel,
}
"""Numbered actions: a click on the line with the number does the same."""


class Everywhere(Placed, Screen[Any]):
    """A screen that offers every part of the desk."""

    PLACES = tuple(Where)


class NotingDesk(Desk):
    """A desk that says which actions it was asked for; test_done_three_ways really does them."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(getfile(Desk)).parent / str(one) for one in Desk.CSS_PATH
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.ran: list[str] = []

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Note what is asked for."""
        del default_namespace, namespaces
        self.ran.append(str(action))
        return True


async def test_the_palette_and_the_help_offer_every_action_and_run_its_method(
    project: Project,
) -> None:
    with project.session() as session:
        noting = NotingDesk(session)
        async with piloting(noting, size=(80, 24)) as pilot:
            await settled(pilot)
            noting.ran.clear()
            everywhere = Everywhere()
            await pilot.app.push_screen(everywhere)
            hits = [hit async for hit in ActionProvider(everywhere).discover()]
            for hit in hits:
                assert isinstance(hit, DiscoveryHit)
                await hit.command()
            plain = [action for action in ACTIONS if not action.numbered]
            assert sorted(noting.ran) == sorted(action.method for action in plain)
            screen = HelpScreen(tuple(Where), lambda action: "")
            await pilot.app.push_screen(screen)
            await pilot.pause()
            told = {action.id for _, _, action in screen.shown.entries}
            assert told == {action.id for action in ACTIONS}


def test_what_has_a_number_for_a_key_is_a_line_that_can_be_clicked() -> None:
    numbered = [action for action in ACTIONS if action.numbered]
    for action in numbered:
        owner = BY_CLICK_ON_THE_THING.get(action.id, OWNERS[action.where])
        assert "on_click" in vars(owner) or action.id == "claim.rate", action.id


async def test_a_click_opens_the_palette_and_a_click_in_it_does_the_action(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, (160, 24)) as pilot:
            await settled(pilot)
            line = desk(pilot).query_one(KeyLine)
            (palette,) = [one for one in line.shown() if one.binding.action == "command_palette"]
            await pilot.click(KeyLine, offset=(palette.start + 1, 0))
            await until(pilot, lambda: pilot.app.screen is not desk(pilot))
            for key in ("c", "i", "t", "e", "space", "a"):
                await pilot.press(key)
            await until(pilot, lambda: "Decide on pairs" not in screen_text(pilot), "narrowed")
            lines = screen_text(pilot).splitlines()
            row = next(at for at, line in enumerate(lines) if "Cite a page" in line)
            await pilot.click(offset=(4, row))
            await until(pilot, lambda: isinstance(pilot.app.screen, CiteScreen))
