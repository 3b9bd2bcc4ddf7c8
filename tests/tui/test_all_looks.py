"""Every screen at three sizes, each in another theme; a handful of these in an ordinary run."""

from collections.abc import Awaitable, Callable

import pytest

from tests.tui.desk_material import DeskPilot, Project, desk, settled, until, worked
from workbench.tui.app import Desk
from workbench.tui.screens.help.progress import ProgressScreen

Compare = Callable[..., bool]
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
    await settled(pilot)
    await pilot.press(*keys)
    if over:
        await until(pilot, lambda: pilot.app.screen is not desk(pilot), "it opened")
    screen = pilot.app.screen
    if isinstance(screen, ProgressScreen):
        await until(pilot, lambda: screen.counted)
    await worked(pilot)
    await pilot.pause()


def looks(compare: Compare, project: Project, screen: str, size: str, theme: str) -> bool:
    with project.session() as session:

        def before(pilot: DeskPilot) -> Awaitable[None]:
            return shown(pilot, SCREENS[screen], over=screen not in IN_PLACE)

        return compare(Desk(session, theme=theme), terminal_size=USUAL[size], run_before=before)


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
