"""Any keys at all at the real desk, and what must hold whatever they are."""

import contextlib
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from textual import events

from tests.tui.desk_material import DeskPilot, Project, piloting, settled
from workbench.ledger.database import Ledger
from workbench.ledger.verify import verify
from workbench.tui.actions.action import Where
from workbench.tui.actions.table import ACTIONS, actions_in
from workbench.tui.app import Desk

BOUND = tuple(sorted({key for action in ACTIONS for key in action.keys}))
LETTERS = tuple("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-/#")
GARBAGE = (
    *("f7", "f9", "ctrl+z", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+k", "alt+x", "insert", "delete"),
    *("é", "水", "ם", "\N{COMBINING ACUTE ACCENT}", "\N{ZERO WIDTH JOINER}", "\N{BULLET}"),
)
PASTES = (
    "",
    "two\nlines",
    "[red]not markup[/blue] [/]",
    "\x1b[31mred\x1b[0m \x07\x9b2J",
    "is:unrated -tag:x (",
    "2023-13-45",
    "https://nowhere.invalid/page",
    "/nowhere/at/all.db",
    "\N{RIGHT-TO-LEFT OVERRIDE}evil \N{ZERO WIDTH SPACE}" + "long " * 400,
)
SIZES = ((80, 24), (160, 48), (60, 16), (40, 10), (200, 60))


DESK_KEYS = tuple(key for action in actions_in(Where.DESK) for key in action.keys)
SOURCE_KEYS = tuple(key for action in actions_in(Where.SOURCE) for key in action.keys)


def draw(random: Random) -> list[str]:
    """A key, something pasted, another size, or what somebody does who means to save."""
    chance = random.random()
    if chance < 0.55:
        return [random.choice(BOUND)]
    if chance < 0.75:
        return [random.choice(LETTERS)]
    if chance < 0.80:
        return [random.choice(GARBAGE)]
    if chance < 0.83:
        return [f"paste:{random.randrange(len(PASTES))}"]
    if chance < 0.84:
        return [f"size:{random.randrange(len(SIZES))}"]
    if chance < 0.90:
        return ["escape", "escape", random.choice(DESK_KEYS)]
    typed = random.choices(LETTERS, k=random.randrange(6))
    marks = ["space"] * random.randrange(4)
    begun = random.choice([*DESK_KEYS, *("1", "2", "v", "n", "e", "E", "i", "y", "w", "c")])
    ended = random.choice([["ctrl+s"], ["tab", "space", "ctrl+s"], ["ctrl+s", "ctrl+s"]])
    opened = random.choice([[begun], [begun], ["S", random.choice(SOURCE_KEYS)], ["p", "w"]])
    return ["escape", "escape", *marks, *opened, *typed, *ended]


def log_of(path: Path) -> set[bytes]:
    """The events of a file."""
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {bytes(row[0]) for row in connection.execute("SELECT id FROM event")}


@dataclass
class Monkey:
    """Someone who presses anything, in one sitting after another, and minds what is kept."""

    project: Project
    pressed: list[str] = field(default_factory=list)
    log: set[bytes] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)

    async def press_all(self, keys: list[str]) -> None:
        """Press all the keys, and open the desk again as often as they leave it."""
        self.log = log_of(self.project.path)
        left = list(keys)
        while left:
            left = await self._sit(left)
        self._check_file()

    async def _sit(self, keys: list[str]) -> list[str]:
        with self.project.session() as session:
            app = Desk(session)
            try:
                async with piloting(app, size=(80, 24)) as pilot:
                    await settled(pilot)
                    while keys and app.is_running and not app._exit:
                        await self._press(pilot, keys.pop(0))
                    self.acknowledged |= await session.writing.run(_own_acts)
            except AssertionError:
                raise
            except BaseException as error:
                raise AssertionError(f"crashed after {self.pressed[-40:]}") from error
        return keys

    async def _press(self, pilot: DeskPilot, key: str) -> None:
        self.pressed.append(key)
        kind, _, number = key.partition(":")
        if kind == "paste" and number:
            pilot.app.post_message(events.Paste(PASTES[int(number)]))
        elif kind == "size" and number:
            await pilot.resize_terminal(*SIZES[int(number)])
        else:
            await pilot.press(key)
        if pilot.app._exit:
            return
        faults = [one.message for one in pilot.app._notifications if "A fault" in one.message]
        assert not faults, f"{faults} after {self.pressed[-40:]}"

    def _check_file(self) -> None:
        now = log_of(self.project.path)
        assert self.log <= now, "the log has only grown"
        with self.project.open() as ledger:
            known = {str(row[0]) for row in ledger.connection.execute("SELECT id FROM act")}
            found = verify(ledger)
        assert self.acknowledged <= known, "every act that was saved is in the file"
        assert found.problems == ()
        self.log = now


def _own_acts(ledger: Ledger) -> set[str]:
    return set(ledger.own_acts)
