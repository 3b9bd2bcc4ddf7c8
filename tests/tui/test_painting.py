"""What is painted, and when: nothing that has not changed."""

import pytest
from rich.console import RenderableType
from textual.screen import Screen

from tests.tui.desk_material import Project, desk, settled, sitting, until
from workbench.tui.screens.verdicts.verdict import VerdictScreen


async def test_a_desk_that_goes_on_under_a_form_paints_nothing_until_something_changes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[object] = []
    with project.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            await pilot.press("v")
            await until(pilot, lambda: isinstance(pilot.app.screen, VerdictScreen))
            desk(pilot).say("Something is said below the form")
            await pilot.pause()
            display = pilot.app._display

            def count(screen: Screen[object], update: RenderableType | None) -> None:
                painted.append(update)
                display(screen, update)

            monkeypatch.setattr(pilot.app, "_display", count)
            for _ in range(5):
                desk(pilot).call_later(desk(pilot).watch_others)
                await pilot.pause()
            assert painted == []
            desk(pilot).say("Something else is said")
            await until(pilot, lambda: painted)
