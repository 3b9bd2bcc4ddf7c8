"""Every screen at three sizes, each in another theme; a handful of these in an ordinary run."""

from collections.abc import Awaitable

import pytest

from tests.tui.desk_material import DeskPilot, Project, desk, until, worked
from tests.tui.pictures import Compare, picture
from workbench.tui.screens.help.progress import ProgressScreen

SIZES = {"60x20": (60, 20), "120x36": (120, 36), "200x60": (200, 60)}
USUAL = {**SIZES, "80x24": (80, 24), "160x48": (160, 48)}
THEMES = ("slate", "paper", "contrast")
SCREENS: dict[str, tuple[str, ...]] = {
    "desk": (),
    "article": ("o",),
    "verdict": ("v",),
    "cite": ("c",),
    "attach": ("t",),
    "record": ("r",),
    "dismiss": ("d",),
    "correct": ("e",),
    "split": ("E",),
    "place": ("w",),
    "tag": ("number_sign",),
    "priority": ("exclamation_mark",),
    "comment": ("n",),
    "ask": ("i",),
    "note": ("N",),
    "history": ("h",),
    "view": ("W",),
    "report": ("P",),
    "lint": ("Z",),
    "verify": ("Y",),
    "merge": ("M",),
    "help": ("question_mark",),
    "progress": ("percent_sign",),
    "jump": ("semicolon",),
    "tour": ("f3",),
    "several": ("space", "space", "v"),
    "past day": ("T",),
}
IN_PLACE = ("desk", "article")


async def shown(pilot: DeskPilot, keys: tuple[str, ...], *, over: bool) -> None:
    await pilot.press(*keys)
    if over:
        await until(pilot, lambda: pilot.app.screen is not desk(pilot), "it opened")
    screen = pilot.app.screen
    if isinstance(screen, ProgressScreen):
        await until(pilot, lambda: screen.counted)
    await worked(pilot)
    await pilot.pause()


def looks(compare: Compare, project: Project, screen: str, size: str, theme: str) -> bool:
    def prepare(pilot: DeskPilot) -> Awaitable[None]:
        return shown(pilot, SCREENS[screen], over=screen not in IN_PLACE)

    return picture(compare, project, USUAL[size], prepare, theme=theme)


@pytest.mark.parametrize(
    ("screen", "size", "theme"),
    [
        ("desk", "200x60", "contrast"),
        ("place", "60x20", "slate"),
        ("progress", "120x36", "paper"),
        ("report", "80x24", "paper"),
    ],
)
def test_some_screens(
    project: Project, snap_compare: Compare, screen: str, size: str, theme: str
) -> None:
    assert looks(snap_compare, project, screen, size, theme)


@pytest.mark.long
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", ["80x24", "120x36", "160x48"])
def test_the_form_for_a_report(
    project: Project, snap_compare: Compare, size: str, theme: str
) -> None:
    assert looks(snap_compare, project, "report", size, theme)


@pytest.mark.long
@pytest.mark.parametrize(("size", "theme"), zip(SIZES, THEMES, strict=True), ids=THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen(
    project: Project, snap_compare: Compare, screen: str, size: str, theme: str
) -> None:
    assert looks(snap_compare, project, screen, size, theme)
