"""Contrast, measured on what is painted: every colour of text with what it stands on."""

from collections.abc import Iterator

import pytest
from textual.color import Color
from textual.screen import Screen

from tests.tui.desk_material import DeskPilot, Project, desk, piloting, settled, until
from tests.tui.test_layout import contrast
from workbench.tui.app import Desk
from workbench.tui.looks.themes import CONTRAST, DARK, LIGHT, THEMES, after
from workbench.tui.screens.help.progress import ProgressScreen

LEAST = {DARK.name: 4.5, LIGHT.name: 4.5, CONTRAST.name: 7.0}
"""WCAG 2.2: level AA for text is 4.5, level AAA is 7."""
KEYS = ("v", "w", "number_sign", "question_mark", "P", "percent_sign", "ctrl+p", "f3", "semicolon")
FRAMES = frozenset("─━│┃▎▏▔▁▂▃▄▅▆▇█▌▐▊╭╮╰╯┌┐└┘├┤┬┴┼╺╸▕")


def pale(screen: Screen[object], least: float) -> Iterator[str]:
    """What stands out too little of what a screen paints; frames and bars are no text.

    What lies under a form is dimmed on purpose, so there only the form is measured.
    """
    forms = list(screen.query("#form, #--container, #tour-card"))
    region = forms[0].region if forms else screen.region
    for y, strip in enumerate(screen._compositor.render_strips(screen.size)):
        if not region.y <= y < region.bottom:
            continue
        for segment in strip.crop(region.x, region.right):
            words = "".join(set(segment.text) - FRAMES).strip()
            style = segment.style
            if not words or style is None or style.color is None or style.bgcolor is None:
                continue
            fore, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
            if contrast(fore, back) < least:
                yield f"{screen!r} {segment.text.strip()[:30]!r}: {fore.hex} on {back.hex}"


async def all_pale(project: Project, theme: str, keys: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    with project.session() as session:
        async with piloting(Desk(session, theme=theme), size=(160, 48)) as pilot:
            await settled(pilot)
            found |= set(pale(pilot.app.screen, LEAST[theme]))
            for key in keys:
                await pilot.press(key)
                await until(pilot, lambda: pilot.app.screen is not desk(pilot), key)
                await _ready(pilot)
                found |= set(pale(pilot.app.screen, LEAST[theme]))
                await pilot.press("escape")
                await until(pilot, lambda: pilot.app.screen is desk(pilot), key)
    return found


@pytest.mark.parametrize(
    "theme",
    [
        one if place == 0 else pytest.param(one, marks=pytest.mark.long)
        for place, one in enumerate(sorted(LEAST))
    ],
)
async def test_all_text_of_the_desk_and_a_form_stands_out(project: Project, theme: str) -> None:
    assert await all_pale(project, theme, ("v",)) == set()


@pytest.mark.long
@pytest.mark.parametrize("theme", sorted(LEAST))
async def test_all_text_of_every_kind_of_screen_stands_out(project: Project, theme: str) -> None:
    assert await all_pale(project, theme, KEYS) == set()


async def _ready(pilot: DeskPilot) -> None:
    screen = pilot.app.screen
    if isinstance(screen, ProgressScreen):
        await until(pilot, lambda: screen.counted)
    await pilot.pause()


def test_every_theme_comes_after_another() -> None:
    names = [theme.name for theme in THEMES]
    assert sorted(after(name) for name in names) == sorted(names)


async def test_the_terminals_own_colours_are_left_to_the_terminal(project: Project) -> None:
    with project.session() as session:
        async with piloting(Desk(session, theme="terminal")) as pilot:
            await settled(pilot)
            screen = pilot.app.screen
            colours = {
                colour
                for strip in screen._compositor.render_strips(screen.size)
                for segment in strip
                if segment.style is not None
                for colour in (segment.style.color, segment.style.bgcolor)
                if colour is not None
            }
            assert colours
            assert all(colour.triplet is None for colour in colours)


async def test_without_colour_every_status_still_has_its_sign(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with project.session() as session:
        async with piloting(Desk(session)) as pilot:
            await settled(pilot)
            assert pilot.app.no_color
            await pilot.press("percent_sign")
            screen = pilot.app.screen
            assert isinstance(screen, ProgressScreen)
            await until(pilot, lambda: screen.counted)
            assert not screen.plotted
