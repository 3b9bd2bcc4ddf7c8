"""The desk in terminals of all sizes, in both themes."""

import pytest
from textual.color import Color
from textual.widget import Widget
from textual.widgets import Static

from tests.tui.desk_material import Project, desk, screen_text, settled, sitting, until
from workbench.tui.looks.themes import DARK, LIGHT
from workbench.tui.screens.desk.too_small import TooSmallScreen
from workbench.tui.screens.verdicts.verdict import VerdictScreen

LEAST_CONTRAST = 4.5
"""WCAG 2.2, level AA, for text."""


async def test_a_narrow_terminal_shows_list_over_claim_and_the_article_on_demand(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            screen = desk(pilot)
            assert screen.claims.region.bottom <= screen.claim_pane.region.y
            assert not screen.article.display
            await pilot.press("o")
            await pilot.pause()
            assert screen.article.region.height > 18
            assert not screen.claim_pane.display
            await pilot.press("escape")
            await pilot.pause()
            assert screen.rows.has_focus
            assert screen.claim_pane.display


async def test_a_wide_terminal_shows_all_three(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            screen = desk(pilot)
            assert screen.claims.region.right <= screen.claim_pane.region.x
            assert screen.claim_pane.region.bottom <= screen.article.region.y
            for expected in (screen.claim_pane, screen.article, screen.rows):
                await pilot.press("tab")
                assert expected.has_focus
            await pilot.press("shift+tab")
            assert screen.article.has_focus


async def test_a_terminal_that_is_too_small_says_so_and_recovers(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            await pilot.resize_terminal(50, 12)
            await until(pilot, lambda: isinstance(pilot.app.screen, TooSmallScreen))
            await pilot.pause()
            words = "terminal too small: needs at least 60x16, this is 50x12"
            assert " ".join(screen_text(pilot).split()) == words
            await pilot.resize_terminal(60, 16)
            await until(pilot, lambda: pilot.app.screen is desk(pilot))
            await pilot.pause()
            assert "ferry line" in screen_text(pilot)


async def test_a_desk_opened_in_a_tiny_terminal_says_so_at_once(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (40, 10)) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, TooSmallScreen))
            await pilot.pause()
            assert "terminal too small" in screen_text(pilot)


async def test_the_article_opens_at_the_claim_and_stays_there_when_resized(
    project: Project,
) -> None:
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await pilot.press("G")
            await settled(pilot)
            for size in ((100, 20), (60, 16), (200, 60)):
                await pilot.resize_terminal(*size)
                await pilot.pause()
                desk(pilot).go_to_pane(desk(pilot).article)
                await pilot.pause()
                assert "15,400 passengers" in " ".join(screen_text(pilot).split())


async def test_a_form_fits_the_smallest_terminal(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (60, 16)) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.pause()
            shown = screen_text(pilot)
            for words in ("Verdict", "1 Supported", "4 Conflicting", "Save", "Ctrl+S"):
                assert words in shown


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
async def test_every_style_of_text_has_enough_contrast(project: Project, theme: object) -> None:
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            if theme is LIGHT:
                await pilot.press("f2")
            assert pilot.app.theme == getattr(theme, "name", "")
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await pilot.pause()
            pale: list[str] = []
            for screen in (desk(pilot), pilot.app.screen):
                for widget in screen.walk_children(Widget):
                    names = [(name,) for name in sorted(widget.COMPONENT_CLASSES)]
                    own = [name for name in names if not name[0].startswith(("input", "text-area"))]
                    for name in [(), *own]:
                        if not name and not isinstance(widget, Static):
                            continue
                        style = (
                            widget.get_component_rich_style(*name) if name else widget.rich_style
                        )
                        if style.color is None or style.bgcolor is None or style.reverse:
                            continue
                        fore = Color.from_rich_color(style.color)
                        back = Color.from_rich_color(style.bgcolor)
                        if contrast(fore, back) < LEAST_CONTRAST:
                            pale.append(f"{widget!r} {name}: {fore.hex} on {back.hex}")
            assert pale == []


def contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = colour.rgb
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
