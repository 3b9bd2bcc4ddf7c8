"""Every screen at four sizes and in three themes; a change of looks must be meant.

``pytest tests/tui/test_all_looks.py --snapshot-update`` keeps what the screens show now.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest

from tests.tui.albums import (
    SIZES,
    THEMES,
    Album,
    Picture,
    differences,
    keep_album,
    known_albums,
    read_album,
    taken,
)
from tests.tui.busy_project import BusyProject
from tests.tui.desk_material import NOON, DeskPilot, desk, piloting, settled
from tests.tui.every_screen import WAYS, Way, back, begin, go, quiet
from workbench.tui.app import Desk

SOME = tuple(
    (way, size, theme)
    for way, size, theme in zip(
        Random(7).sample([way for way in WAYS if way.size is None], 6),
        (*SIZES, *SIZES),
        THEMES * 2,
        strict=False,
    )
)
"""One picture of each of six screens, for an ordinary run."""


@pytest.fixture
def project(busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BusyProject:
    """A copy of it, under a name that is the same on every computer."""
    shutil.copytree(busy, tmp_path / "busy")
    monkeypatch.chdir(tmp_path)
    return BusyProject(Path("busy"), at=NOON)


@asynccontextmanager
async def at_the_desk(project: BusyProject) -> AsyncIterator[DeskPilot]:
    with project.session() as session:
        async with piloting(Desk(session), size=SIZES["60x20"]) as pilot:
            await begin(pilot)
            yield pilot


async def take_the_size(pilot: DeskPilot, size: tuple[int, int]) -> None:
    if pilot.app.size != size:
        await pilot.resize_terminal(*size)
    await quiet(pilot)


async def at_rest(pilot: DeskPilot) -> Picture:
    """What the terminal shows when it shows the same twice: a screen below is painted later."""
    if pilot.app.screen is desk(pilot):
        await settled(pilot)
    picture = taken(pilot)
    while True:
        before = picture
        await quiet(pilot)
        picture = taken(pilot)
        if picture == before:
            return picture


async def take_the_theme(pilot: DeskPilot, theme: str) -> None:
    pilot.app.theme = theme
    await pilot.pause()


async def drawn(pilot: DeskPilot, way: Way, folder: Path) -> Album:
    """Every picture of one screen, which is opened once."""
    album = Album({}, {})
    await go(pilot, way, folder)
    for name, size in SIZES.items() if way.size is None else [("50x15", way.size)]:
        await take_the_size(pilot, size)
        for theme in THEMES:
            await take_the_theme(pilot, theme)
            album.put(name, theme, await at_rest(pilot))
    return album


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
async def test_every_screen_looks_as_it_did(
    project: BusyProject, way: Way, request: pytest.FixtureRequest
) -> None:
    async with at_the_desk(project) as pilot:
        album = await drawn(pilot, way, project.folder)
    if request.config.option.update_snapshots:
        keep_album(way.name, album)
    was = read_album(way.name)
    assert was.styles.keys() == album.styles.keys()
    assert album.text() == was.text()


async def test_some_screens_look_as_they_did(project: BusyProject) -> None:
    async with at_the_desk(project) as pilot:
        for way, size, theme in SOME:
            await take_the_size(pilot, SIZES["60x20"])
            await go(pilot, way, project.folder)
            await take_the_size(pilot, SIZES[size])
            await take_the_theme(pilot, theme)
            changed = list(differences(read_album(way.name), size, theme, await at_rest(pilot)))
            assert changed == [], way.name
            await back(pilot, SIZES["60x20"])


def test_there_is_an_album_of_every_screen_and_of_nothing_else() -> None:
    assert known_albums() == {way.name.replace(" ", "-") for way in WAYS}
