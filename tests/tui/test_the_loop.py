"""The event loop of the desk never keeps keys waiting, whatever screen is opened."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.tui.busy_project import BusyProject
from tests.tui.desk_material import NOON, DeskPilot, Project, found, piloting
from tests.tui.every_screen import WAYS, Way, back, begin, go, screens_of_the_desk
from tests.tui.watchdog import Watchdog, watching
from workbench.desk.samples.sample import build_sample
from workbench.tui.app import SETTLED_SECONDS, Desk

pytestmark = pytest.mark.usefixtures("every_frame")

MOST_MILLISECONDS = 50.0
TRIES = 3
"""What a step costs is measured again if it cost too much: a busy computer makes caches cold."""
SIZE = (160, 48)
IN_AN_ORDINARY_RUN = ("finding", "verdict again", "source", "pairs", "conflicts", "report", "help")
AMONG_MANY: tuple[tuple[str, ...], ...] = (
    ("G",), ("g",), ("pagedown", "pagedown"), ("s",), ("s",), ("o",), ("G",), ("escape",),
    ("plus",), ("asterisk",), ("minus",), ("b",), ("escape",),
    ("slash", *"harbour counted"), ("enter",), ("backspace",), ("D",), ("D",), ("f5",), ("f2",),
)  # fmt: skip
"""What is done in the list and the article of a file with thousands of claims."""


@pytest.fixture
def project(busy: Path, tmp_path: Path) -> Project:
    """A copy of it."""
    shutil.copytree(busy, tmp_path / "busy")
    return BusyProject(tmp_path / "busy")


def test_no_screen_is_forgotten() -> None:
    assert screens_of_the_desk() == {way.screen for way in WAYS}


async def longest_step(pilot: DeskPilot, watchdog: Watchdog, way: Way, folder: Path) -> str:
    """What took too long on the way to a screen and back, each time it was tried."""
    found: list[str] = []
    for _ in range(TRIES):
        watchdog.take()
        await go(pilot, way, folder)
        await back(pilot, SIZE)
        spent, step = watchdog.take()
        if spent < MOST_MILLISECONDS:
            return ""
        found.append(f"{way.name} {spent:.0f} ms: {step}")
    return "\n".join(found)


async def too_long(project: Project, ways: tuple[Way, ...]) -> list[str]:
    with project.session() as session, watching() as watchdog:
        async with piloting(Desk(session), size=SIZE) as pilot:
            await begin(pilot)
            await asyncio.sleep(SETTLED_SECONDS)
            return [
                found
                for way in ways
                if (found := await longest_step(pilot, watchdog, way, project.folder))
            ]


async def test_some_screens_open_and_close_without_a_step_over_50_ms(project: Project) -> None:
    ways = tuple(way for way in WAYS if way.name in IN_AN_ORDINARY_RUN)
    assert await too_long(project, ways) == []


@pytest.mark.long
async def test_every_screen_opens_and_closes_without_a_step_over_50_ms(project: Project) -> None:
    assert await too_long(project, WAYS) == []


@pytest.mark.long
async def test_nor_does_anything_done_among_thousands_of_claims(project: Project) -> None:
    lines = [
        f"Port {n} counted {n + 10:,} passengers in May {1900 + n % 120}." for n in range(4000)
    ]
    text = "\n\n".join(lines)
    project.add(text, [found(text, line) for line in lines], title="Harbours")
    assert await keys_too_long(project) == []


@pytest.mark.long
async def test_nor_in_the_sample(tmp_path: Path) -> None:
    build_sample(tmp_path / "claims.db")
    assert await keys_too_long(Project(tmp_path, at=NOON)) == []


async def keys_too_long(project: Project) -> list[str]:
    spent: dict[tuple[str, ...], list[float]] = {keys: [] for keys in AMONG_MANY}
    with project.session() as session, watching() as watchdog:
        async with piloting(Desk(session), size=SIZE) as pilot:
            await begin(pilot)
            await asyncio.sleep(SETTLED_SECONDS)
            for _ in range(TRIES):
                for keys in AMONG_MANY:
                    watchdog.take()
                    await pilot.press(*keys)
                    await begin(pilot) if keys[0] != "b" else await pilot.pause()
                    spent[keys].append(watchdog.take()[0])
                await back(pilot, SIZE)
    return [f"{keys} {min(times):.0f} ms" for keys, times in spent.items() if min(times) > 50]
