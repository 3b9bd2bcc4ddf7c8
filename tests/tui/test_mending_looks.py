"""The screen that mends a file at four sizes and in three themes, and its contrast, measured.

It is an application of its own, so that no way from the list leads to it.
"""

from datetime import timedelta

import pytest

from tests.tui.albums import SIZES, THEMES, Album, keep_album, read_album, taken
from tests.tui.desk_material import DeskPilot, Project, screen_text, until
from tests.tui.test_contrast import LEAST, pale
from tests.tui.test_mending import DAMAGE, back_up, overwrite, work_on
from workbench.desk.safekeeping.backups import backups_of
from workbench.tui.mending import MendingApp

NAME = "apart/mending"
"""In a folder beside the albums of the screens that are reached from the list."""


def damaged_with_backups(project: Project) -> None:
    """Four backups of as many days, of which the second is damaged too."""
    for steps in (1, 2, 3, 4):
        back_up(project)
        project.at += timedelta(days=1)
        work_on(project, steps)
    overwrite(backups_of(project.path)[1].path, 4)
    overwrite(project.path, 1)


@pytest.mark.long
async def test_it_looks_as_it_did(project: Project, request: pytest.FixtureRequest) -> None:
    damaged_with_backups(project)
    album = Album({}, {})
    app = MendingApp(project.path, DAMAGE)
    async with app.run_test(size=SIZES["60x20"]):
        pilot = DeskPilot(app)
        await until(pilot, lambda: "● 1" in screen_text(pilot), "the backups are told of")
        await pilot.press("o")
        for name, size in SIZES.items():
            if app.size != size:
                await pilot.resize_terminal(*size)
            await pilot.pause()
            for theme in THEMES:
                app.theme = theme
                await pilot.pause()
                album.put(name, theme, taken(pilot))
    if request.config.option.update_snapshots:
        keep_album(NAME, album)
    assert album.text() == read_album(NAME).text()


@pytest.mark.parametrize("theme", sorted(LEAST))
async def test_all_its_text_stands_out(project: Project, theme: str) -> None:
    damaged_with_backups(project)
    app = MendingApp(project.path, DAMAGE, theme=theme)
    async with app.run_test(size=(100, 30)):
        pilot = DeskPilot(app)
        await until(pilot, lambda: "● 1" in screen_text(pilot), "the backups are told of")
        assert set(pale(app.screen, LEAST[theme])) == set()
        await pilot.press("n", "o")
        await pilot.pause()
        assert set(pale(app.screen, LEAST[theme])) == set()
        await pilot.press("escape", "1", "enter")
        await until(pilot, lambda: "The file is mended" in screen_text(pilot), "it is mended")
        assert set(pale(app.screen, LEAST[theme])) == set()
