"""Any keys at all at the real desk, and what must hold whatever they are."""

import contextlib
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st
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
    *("f10", "f11", "ctrl+z", "ctrl+a", "ctrl+e", "ctrl+w", "ctrl+k", "alt+x", "insert", "delete"),
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


_FORMS = (*DESK_KEYS, *("1", "2", "3", "v", "n", "e", "E", "i", "y", "w", "c", "d"))


def gestures() -> st.SearchStrategy[list[str]]:
    """A key, something pasted, another size, or what somebody does who means to save."""
    bound = st.sampled_from(BOUND).map(lambda key: [key])
    letter = st.sampled_from(LETTERS).map(lambda key: [key])
    strange = st.one_of(
        st.sampled_from(GARBAGE),
        st.sampled_from([f"paste:{n}" for n in range(len(PASTES))]),
        st.sampled_from([f"size:{n}" for n in range(len(SIZES))]),
    ).map(lambda key: [key])
    elsewhere = st.sampled_from(DESK_KEYS).map(lambda key: ["escape", "escape", key])
    return st.one_of(bound, bound, bound, letter, strange, elsewhere, _saving(), _saving())


def _saving() -> st.SearchStrategy[list[str]]:
    marks = st.integers(0, 3).map(lambda count: ["space"] * count)
    form = st.one_of(
        st.sampled_from(_FORMS).map(lambda key: [key]),
        st.sampled_from(SOURCE_KEYS).map(lambda key: ["S", key]),
        st.just(["p", "w"]),
    )
    typed = st.lists(st.sampled_from(LETTERS), max_size=5)
    ended = st.sampled_from((["ctrl+s"], ["tab", "space", "ctrl+s"], ["ctrl+s", "ctrl+s"]))
    return st.tuples(marks, form, typed, ended).map(
        lambda parts: ["escape", "escape", *(key for part in parts for key in part)]
    )


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
