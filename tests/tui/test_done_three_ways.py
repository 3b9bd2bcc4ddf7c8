"""Actions are really done by key, from the palette and by the mouse, and do the same."""

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.tui.busy_project import BusyProject
from tests.tui.three_ways import BY_THE_WHEEL, IN_ANY_ORDER, MANNERS, Effect, effect
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.table import ACTIONS

Doing = Callable[[Action], Awaitable[dict[str, Effect | None]]]
PLAIN = tuple(
    action for action in ACTIONS if not action.numbered and action.where is not Where.MENDING
)
SOME = tuple(Random(6).sample(PLAIN, 1))


@pytest.fixture
def doing(busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doing:
    """Do an action in each way, each time in a project and a home of its own."""

    async def do(action: Action) -> dict[str, Effect | None]:
        found: dict[str, Effect | None] = {}
        folder, home = tmp_path / "busy", tmp_path / "home"
        monkeypatch.setenv("WORKBENCH_HOME", str(home))
        for name, manner in MANNERS.items():
            for place in (folder, home):
                shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(busy, folder)
            done = await effect(BusyProject(folder), action, manner)
            words_differ = action.id in BY_THE_WHEEL or action.id in IN_ANY_ORDER
            found[name] = replace(done, words=()) if done and words_differ else done
        return found

    return do


def told(found: dict[str, Effect | None]) -> str:
    """The effects that differ, line by line where only what is shown differs."""
    key, *others = found.items()
    lines: list[str] = []
    for name, other in others:
        if other is None or key[1] is None:
            lines.append(f"{name}: {other}, by key: {key[1]}")
            continue
        lines += [
            f"{name} {part}: {getattr(other, part)!r}, by key: {getattr(key[1], part)!r}"
            for part in ("screen", "focus", "events", "theme", "clipboard")
            if getattr(other, part) != getattr(key[1], part)
        ]
        lines += [
            f"{name}: {one!r}, by key: {two!r}"
            for one, two in zip(other.words, key[1].words, strict=False)
            if one != two
        ]
    return "\n".join(lines)


@pytest.mark.parametrize("action", SOME, ids=lambda action: action.id)
async def test_some_actions_do_the_same_in_all_three_ways(doing: Doing, action: Action) -> None:
    found = await doing(action)
    assert len(set(found.values())) == 1, told(found)


@pytest.mark.long
@pytest.mark.parametrize("action", PLAIN, ids=lambda action: action.id)
async def test_every_action_does_the_same_in_all_three_ways(doing: Doing, action: Action) -> None:
    found = await doing(action)
    assert len(set(found.values())) == 1, told(found)
