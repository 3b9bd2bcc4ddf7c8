"""Actions are really done by key, from the palette and by the mouse, and do the same."""

import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from textual.command import Command, CommandList, CommandPalette

from tests.tui.busy_project import BusyProject, busy_project
from tests.tui.desk_material import DeskPilot, Project, piloting, screen_text, until
from tests.tui.every_screen import WAYS, begin, go, quiet
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.actions.table import ACTIONS
from workbench.tui.app import Desk
from workbench.tui.keys.bindings import action_of
from workbench.tui.screens.help.help import HelpScreen
from workbench.tui.widgets.key_line import KeyLine

SIZE = (160, 48)
STAGES = {
    Where.DESK: "desk",
    Where.LIST: "desk",
    Where.EVERYWHERE: "desk",
    Where.READING: "claim",
    Where.SELECTING: "selecting",
    Where.ADDING: "selecting",
    Where.SOURCE: "quoted passage",
    Where.QUOTING: "choosing words",
    Where.PAIRS: "pairs",
    Where.MERGE: "merge",
    Where.SYNC: "sync",
    Where.CONFLICTS: "conflicts",
    Where.FILTER: "filter",
    Where.FINDING: "finding",
    Where.CHOICE: "verdict",
    Where.VERDICT: "verdict",
    Where.FORM: "comment",
    Where.SHEET: "history",
    Where.HELP: "help",
    Where.PROGRESS: "progress",
    Where.JUMP: "jump",
    Where.TOUR: "tour",
    Where.QUESTION: "question",
}
"""The way to a screen on which the actions of a place are available."""
BEFORE: dict[str, tuple[str, ...]] = {
    "claim.look": ("j", "j", "j"),
    "claim.carry": ("j",) * 4,
    "claim.unlink": ("j",) * 4,
    "claim.group": ("j",) * 4,
    "claim.figures": ("j",) * 4,
    "claim.join": ("space", "space"),
    "desk.redo": ("u",),
    "desk.clear": ("V",),
    "desk.back": ("tab",),
    "list.previous": ("j",),
    "list.page_up": ("G",),
    "list.first": ("G",),
    "list.invert": ("space",),
    "list.unmark": ("space",),
    "reading.up": ("G",),
    "reading.page_up": ("G",),
    "reading.top": ("G",),
    "select.make": ("s",),
    "select.left": ("l",),
    "select.up": ("j",),
    "select.previous_word": ("w",),
    "select.line_start": ("w",),
    "select.page_up": ("pagedown",),
    "quoting.form": ("s",),
    "source.redo": ("1", "u"),
    "source.better": ("n",),
    "pairs.back": ("n",),
    "pairs.redo": ("1", "u"),
    "conflicts.back": ("n",),
    "conflicts.redo": ("2", "u"),
    "finding.previous": ("j",),
    "finding.first": ("j",),
    "finding.previous_part": ("right_square_bracket", "right_square_bracket"),
    "choice.previous": ("j",),
    "help.up": ("pagedown",),
    "help.page_up": ("pagedown",),
    "tour.previous": ("enter",),
}
"""Keys that make something to do for an action whose effect could else not be seen."""
OVER_ALL = frozenset({Where.HELP, Where.JUMP, Where.TOUR, Where.QUESTION, Where.SHEET})
"""Where no palette or help is opened: what they offer is in the line of keys, or the wheel."""
PLAIN = tuple(action for action in ACTIONS if not action.numbered)
SOME = tuple(Random(6).sample(PLAIN, 3))


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy project, made once."""
    folder = tmp_path_factory.mktemp("busy")
    busy_project(folder)
    return folder


Manner = Callable[[DeskPilot, Action], Awaitable[None]]


async def by_key(pilot: DeskPilot, action: Action) -> None:
    await pilot.press(action.keys[0])


async def from_the_palette(pilot: DeskPilot, action: Action) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: isinstance(pilot.app.screen, CommandPalette), "it is open")
    for character in action.title:
        await pilot.press({" ": "space"}.get(character, character))
    listed = pilot.app.screen.query_one(CommandList)

    def place() -> int | None:
        commands = [option for option in listed.options if isinstance(option, Command)]
        titles = [str(command.hit.text) for command in commands]
        return titles.index(action.title) if action.title in titles else None

    await until(pilot, lambda: place() is not None, f"the palette offers {action.title}")
    listed.highlighted = place()
    await pilot.press("enter")


async def by_mouse(pilot: DeskPilot, action: Action) -> None:
    line = pilot.app.screen.query_one(KeyLine)
    for one in line.shown():
        if action_of(one.binding) == action.id:
            await pilot.click(KeyLine, offset=(one.start + 1, 0))
            return
    await pilot.press("f1")
    await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen), "the help is open")
    screen = pilot.app.screen
    assert isinstance(screen, HelpScreen)
    await pilot.press(*({" ": "space"}.get(one, one) for one in action.title))
    start = next(start for start, _, found in screen.shown.entries if found.id == action.id)
    pane = screen.pane
    row = next(n for n in range(len(pane._wrapped)) if pane._wrapped.offset_at(n, 2) >= start)
    pane.scroll_to(y=max(row - 3, 0), animate=False)
    await quiet(pilot)
    await pilot.click("#sheet", offset=(4, row - pane.scroll_offset.y))


MANNERS: dict[str, Manner] = {
    "key": by_key,
    "palette": from_the_palette,
    "mouse": by_mouse,
}


def events(project: Project) -> int:
    with closing(sqlite3.connect(project.path)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


async def effect(project: Project, action: Action, manner: Manner) -> tuple[str, int]:
    """Do an action, and give the screen that follows and how many events were written."""
    way = next(way for way in WAYS if way.name == STAGES[action.where])
    with project.session() as session:
        async with piloting(Desk(session), size=SIZE) as pilot:
            await begin(pilot)
            await go(pilot, way, project.folder)
            for key in BEFORE.get(action.id, ()):
                await pilot.press(key)
                await quiet(pilot)
            screen = pilot.app.screen
            if isinstance(screen, Placed):
                node = screen.node_for(action.where)
                assert action.where in (*screen.places(), Where.EVERYWHERE), action.id
                assert node is not None
            shown, written, theme = _shown(pilot), events(project), pilot.app.theme
            copied = pilot.app.clipboard
            await manner(pilot, action)
            await until(
                pilot,
                lambda: (
                    pilot.app._exit
                    or _shown(pilot) != shown
                    or events(project) != written
                    or (pilot.app.theme, pilot.app.clipboard) != (theme, copied)
                    or action.id in SILENT
                ),
                f"{action.id} has done something",
            )
            if pilot.app._exit:
                return "left", 0
            await quiet(pilot)
            return type(pilot.app.screen).__name__, events(project) - written


SILENT = frozenset({"desk.refresh"})
"""What reads again what is there already."""


def _shown(pilot: DeskPilot) -> tuple[str, str, str]:
    screen = pilot.app.screen
    return type(screen).__name__, str(screen.focused), screen_text(pilot)


async def in_all_ways(busy: Path, folder: Path, action: Action) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for name, manner in MANNERS.items():
        if name == "palette" and action.where in OVER_ALL:
            continue
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(busy, folder)
        found[name] = await effect(BusyProject(folder), action, manner)
    return found


@pytest.mark.parametrize(
    "action",
    [SOME[0], *(pytest.param(action, marks=pytest.mark.long) for action in SOME[1:])],
    ids=[action.id for action in SOME],
)
async def test_some_actions_do_the_same_in_all_three_ways(
    busy: Path, tmp_path: Path, action: Action
) -> None:
    found = await in_all_ways(busy, tmp_path / "copy", action)
    assert len(set(found.values())) == 1, found
