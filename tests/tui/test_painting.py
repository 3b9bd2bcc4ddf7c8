"""What is painted, and when: nothing that has not changed."""

from collections.abc import Callable

import pytest
from rich.console import RenderableType
from textual._compositor import LayoutUpdate
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.screen import Screen
from textual.strip import Strip

from tests.tui.desk_material import DeskPilot, Project, desk, settled, sitting, until
from workbench.tui.screens.verdicts.verdict import VerdictScreen

pytestmark = pytest.mark.usefixtures("every_frame")


async def test_a_desk_that_goes_on_under_a_form_paints_nothing_until_something_changes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            await until(pilot, lambda: pilot.app.focused is not None)
            display = pilot.app._display

            def count(screen: Screen[object], update: RenderableType | None) -> None:
                painted.append(update)
                display(screen, update)

            monkeypatch.setattr(pilot.app, "_display", count)
            desk(pilot).say("Something is said below the form")
            await until(pilot, lambda: painted)
            await pilot.pause()
            painted.clear()
            for _ in range(5):
                desk(pilot).call_later(desk(pilot).watch_others)
                await pilot.pause()
            assert painted == []
            desk(pilot).say("Something else is said")
            await until(pilot, lambda: painted)


async def test_going_into_the_claim_paints_nothing_of_the_article(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[int] = []
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            article = desk(pilot).article
            paint = article.render_line

            def count(y: int) -> Strip:
                painted.append(y)
                return paint(y)

            monkeypatch.setattr(article, "render_line", count)
            await pilot.press("enter")
            await until(pilot, lambda: desk(pilot).claim_pane.has_focus)
            await pilot.pause()
            assert painted == []
            article.refresh()
            await until(pilot, lambda: painted)


async def test_a_desk_of_another_size_is_painted_whole_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[LayoutUpdate] = []
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            display = pilot.app._display

            def count(screen: Screen[object], update: RenderableType | None) -> None:
                if isinstance(update, LayoutUpdate):
                    whole.append(update)
                display(screen, update)

            monkeypatch.setattr(pilot.app, "_display", count)
            for size in ((100, 30), (160, 48)):
                whole.clear()
                await pilot.resize_terminal(*size)
                await until(pilot, lambda: whole)
                await settled(pilot)
                await pilot.pause()
                assert len(whole) == 1


async def test_parts_look_as_if_every_rule_had_been_asked_anew(project: Project) -> None:
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            for keys in ("enter", "escape", "f2", "enter", "v", "tab", "escape"):
                await pilot.press(keys)
                await pilot.pause()
                assert looks_of_parts(pilot, remembered=True) == looks_of_parts(
                    pilot, remembered=False
                )


def looks_of_parts(pilot: DeskPilot, *, remembered: bool) -> dict[tuple[str, str], object]:
    """The rules for each part that the widgets in sight paint."""
    apply = pilot.app.stylesheet.apply if remembered else apply_every_rule(pilot)
    found: dict[tuple[str, str], object] = {}
    for widget in pilot.app.screen.walk_children():
        for part in widget._get_component_classes():
            node = DOMNode(classes=part)
            node._attach(widget)
            apply(node)
            found[repr(widget), part] = node.styles.get_rules()
            if remembered:
                assert widget._component_styles[part].get_rules() == node.styles.get_rules()
    assert found
    return found


def apply_every_rule(pilot: DeskPilot) -> Callable[[DOMNode], None]:
    """How Textual gives a node its looks."""
    return lambda node: Stylesheet.apply(pilot.app.stylesheet, node)
