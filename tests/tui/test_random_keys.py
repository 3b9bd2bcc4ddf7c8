"""Any keys whatever: the desk never crashes, and never loses what it has saved.

The desk is told to work offline, so nothing of all this may go out of the computer.
"""

import asyncio
import shutil
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.tui.busy_project import BusyProject
from tests.tui.random_keys import Monkey, gestures

pytestmark = pytest.mark.usefixtures("every_frame")

KEYS_IN_ALL = 10_000
LEAST_IN_AN_ORDINARY_RUN = 100


@pytest.fixture
def offline(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings say that nothing is sent, and anything that would be sent is a failure."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "settings.toml").write_text("[sources]\noffline = true\n", "utf-8")

    def refuse(*arguments: object, **named: object) -> NoReturn:
        raise AssertionError(f"somebody asks for {arguments} {named}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setenv("VISUAL", "true")
    monkeypatch.chdir(tmp_path)


def press(busy: Path, folder: Path, keys: list[str]) -> int:
    """Press all the keys in a copy of the project, and say how many there were."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(busy, folder)
    monkey = Monkey(BusyProject(folder))
    asyncio.run(monkey.press_all(list(keys)))
    return len(monkey.pressed)


def lists_of_keys(least: int) -> st.SearchStrategy[list[str]]:
    """So many gestures, or half as many again."""
    drawn = st.lists(gestures(), min_size=least, max_size=least * 3 // 2)
    return drawn.map(lambda lists: [key for keys in lists for key in keys])


@pytest.mark.usefixtures("offline")
def test_some_random_keys_crash_nothing_and_lose_nothing(busy: Path, tmp_path: Path) -> None:
    pressed: list[int] = []

    @settings(
        max_examples=2, deadline=None, derandomize=True, database=None, phases=[Phase.generate]
    )
    @given(lists_of_keys(40))
    def presses(keys: list[str]) -> None:
        pressed.append(press(busy, tmp_path / "copy", keys))

    presses()
    assert sum(pressed) >= LEAST_IN_AN_ORDINARY_RUN


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("offline")
def test_ten_thousand_random_keys_crash_nothing_and_lose_nothing(
    busy: Path, tmp_path: Path
) -> None:
    pressed: list[int] = []

    @settings(
        max_examples=KEYS_IN_ALL // 60,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    @given(lists_of_keys(60))
    def presses(keys: list[str]) -> None:
        if sum(pressed) < KEYS_IN_ALL:
            pressed.append(press(busy, tmp_path / "copy", keys))

    presses()
    assert sum(pressed) >= KEYS_IN_ALL
