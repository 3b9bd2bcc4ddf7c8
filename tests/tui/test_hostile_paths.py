"""Paths that are no paths, typed into every form that takes one: a line, and the form stays."""

import os
import shutil
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Static, TextArea

from tests.tui.busy_project import BusyProject
from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    ferry_project,
    settled,
    sitting,
    until,
    worked,
)
from tests.tui.random_keys import PASTES, Monkey
from workbench.tui.screens.forms.form import FormScreen
from workbench.tui.widgets.fields import LineField

TOO_LONG = "n" * 300
PATHS = {
    "a name too long": TOO_LONG,
    "a path too long": "/".join(["d" * 200] * 25),
    "a name too long below a home": f"~/{TOO_LONG}",
    "a file as a folder": "claims.db/inner/x",
    "links in a circle": "round",
    "nobody's home": "~nobody-at-all/x",
    "bytes that are no text": "\udcff/x",
    "half a character": "\ud800",
    "nowhere": "/dev/null/x",
    "memory": "/proc/self/mem/x",
    "nothing": "",
    "only spaces": "   ",
}
FORMS = {"B": 0, "M": 0, "f9": 0, "f6": 0, "f7": 0, "I": 0, "Z": 0, "Y": 0, "P": -1}
"""The key of each form, and which of its one-line fields takes the path, if not the only one."""
SOURCES = ("t", "less_than_sign")
"""The keys of the forms that take addresses, paths and texts in one field."""


@pytest.fixture
def ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.chdir(tmp_path)
    Path("round").symlink_to("round")
    return ferry_project(tmp_path)


def listed(folder: Path) -> set[str]:
    """The files that there are, but for what was typed, which is kept as a draft."""
    return {
        str(Path(place, name).relative_to(folder))
        for place, _, names in os.walk(folder)
        for name in names
        if "drafts" not in Path(place).relative_to(folder).parts
    }


async def opened(pilot: DeskPilot, key: str) -> FormScreen:
    await settled(pilot)
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen), f"{key} opens a form")
    await worked(pilot)
    form = pilot.app.screen
    assert isinstance(form, FormScreen)
    return form


def path_field(form: FormScreen) -> LineField:
    for name in ("_path", "_file"):
        field = getattr(form, name, None)
        if isinstance(field, LineField):
            return field
    return form.query(LineField).first()


async def refused(pilot: DeskPilot, form: FormScreen) -> str:
    """What the form says after it was told to go on."""
    form.say("")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: form.query_one("#form-message", Static).has_class("-wrong"), "no")
    await worked(pilot)
    return str(form.query_one("#form-message", Static).render())


@pytest.mark.parametrize("key", FORMS)
async def test_a_form_says_what_is_wrong_with_a_path_and_keeps_it(
    ferry: Project, tmp_path: Path, key: str
) -> None:
    before = listed(tmp_path)
    with ferry.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            form = await opened(pilot, key)
            field = path_field(form)
            for what, path in PATHS.items():
                field.value = path
                said = await refused(pilot, form)
                assert said, what
                assert "fault" not in said, (what, said)
                assert pilot.app.screen is form, (what, said)
                assert field.value == path, (what, said)
                assert not pilot.app._notifications, (what, said)
    assert listed(tmp_path) == before


@pytest.mark.parametrize("key", SOURCES)
async def test_so_do_the_forms_that_take_files_addresses_and_texts(
    ferry: Project, tmp_path: Path, key: str
) -> None:
    before = listed(tmp_path)
    with ferry.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            form = await opened(pilot, key)
            field = form.query(TextArea).first()
            for what, path in PATHS.items():
                field.text = path
                said = await refused(pilot, form)
                assert said, what
                assert "fault" not in said, (what, said)
                assert pilot.app.screen is form, (what, said)
                assert field.text == path, (what, said)
    assert listed(tmp_path) == before


@pytest.mark.parametrize("key", ["I", "Z", "Y", "P"])
async def test_nothing_waits_for_what_may_never_end(
    ferry: Project, tmp_path: Path, key: str
) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with ferry.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            form = await opened(pilot, key)
            for path in ("pipe.csv", "/dev/zero"):
                path_field(form).value = path
                assert f"{path} is a pipe or a device; name a file" in await refused(pilot, form)


async def test_what_is_dropped_on_the_desk_and_is_no_path_is_no_file(ferry: Project) -> None:
    with ferry.session() as session:
        async with sitting(session, (80, 24)) as pilot:
            await settled(pilot)
            for what, path in PATHS.items():
                pilot.app.post_message(events.Paste(path))
                await settled(pilot)
                await pilot.press("escape", "escape")
                await settled(pilot)
                assert desk(pilot).is_current, what
                assert not pilot.app._notifications, what


async def test_the_keys_that_ended_the_desk_do_so_no_more(busy: Path, tmp_path: Path) -> None:
    long_words = PASTES.index(next(one for one in PASTES if len(one) > 1000))
    keys = ["D", "B", "k", f"paste:{long_words}", "ctrl+s", "escape", "escape"]
    shutil.copytree(busy, tmp_path / "copy")
    monkey = Monkey(BusyProject(tmp_path / "copy"))
    await monkey.press_all(keys)
    assert monkey.pressed == keys
