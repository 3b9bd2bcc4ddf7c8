"""Text from outside is shown as it is written and never acts on terminal or program."""

import os
import re
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.desk_material import (
    DeskPilot,
    Project,
    desk,
    found,
    screen_text,
    settled,
    sitting,
    until,
)
from tests.tui.hostile import LONE_SURROGATE, MEGABYTE_LINE, NASTY, NEVER_IN_A_TERMINAL
from tests.tui.terminal import terminal
from workbench.model import (
    Attribution,
    DateBasis,
    DateMention,
    Granularity,
    Name,
    NameKind,
    Quantity,
)
from workbench.text import clean_block
from workbench.tui.screens.help.sheet import SheetScreen
from workbench.tui.sheets.sheet import SheetBuilder
from workbench.tui.terminal.literal import literal_block, literal_cell, literal_field, literal_line

SENTENCE = f"It rose {NASTY} in May."
TEXT = f"Headline {NASTY}\n\n{SENTENCE}\n\n{MEGABYTE_LINE}\nThe end came.\n"


POINTER_SHAPE = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""Textual's own way to shape the mouse pointer, the only bell it writes."""
EVIDENCE = {
    "url": f"https://x.example/{NASTY}",
    "source": f"1:x.example/{NASTY}",
    "quote": NASTY,
    "stance": "supports",
    "seen_on": "2023-06-02",
}
VERDICT = {
    "rating": NASTY,
    "scale": NASTY,
    "because": NASTY,
    "evidence": [],
    "unsourced": True,
}


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """A project in which every text that can come from outside is nasty."""
    project = Project(tmp_path)
    plain = found(TEXT, SENTENCE)
    statement = replace(
        plain,
        claimant=NASTY,
        attribution=Attribution(0, 4, NASTY, NASTY, NASTY, relayer=NASTY),
        quantities=(Quantity(0, 4, NASTY, unit=NASTY, counted=NASTY),),
        dates=(
            DateMention(
                0, 4, NASTY, NASTY, Granularity.DAY, DateBasis.EXPLICIT, alternatives=(NASTY,)
            ),
        ),
        names=(Name(0, 4, NASTY, NameKind.PLACE),),
        reasons=(NASTY,),
    )
    (claim, *_) = project.add(TEXT, [statement, found(TEXT, "The end came.")], title=NASTY)
    with project.open("write", who="Bo") as ledger:
        with ledger.act("Bring evidence", (claim,)) as act:
            act.record("reviewer", ledger.reviewer.id, "name", {"name": NASTY})
            act.record("claim", claim, "statement", {"text": NASTY})
            act.record("evidence", claim, "00112233445566ff", EVIDENCE)
        with ledger.act(f"Decide {NASTY}", (claim,)) as act:
            act.record("verdict", claim, "rating", VERDICT)
    return project


def is_clean(pilot: DeskPilot) -> str:
    """What the screen shows, after checking that it holds nothing that could act."""
    shown = screen_text(pilot)
    assert clean_block(shown) == shown
    assert "\t" not in shown
    return shown


async def test_every_pane_shows_nasty_text_as_it_is_written(hostile: Project) -> None:
    with hostile.session() as session:
        async with sitting(session, (160, 48)) as pilot:
            await settled(pilot)
            shown = is_clean(pilot)
            assert "He said [sic] that[/] it [@click=app.bell]rose[/]" in shown
            assert "␛[31mred␛[0m" in desk(pilot).claim_pane.text
            for key in ("pagedown", "pagedown", "pagedown"):
                desk(pilot).claim_pane.focus()
                await pilot.press(key)
                is_clean(pilot)
            desk(pilot).go_to_pane(desk(pilot).article)
            await pilot.press("home")
            assert "[sic]" in is_clean(pilot)
            await pilot.press("end")
            assert "The end came." in is_clean(pilot)


@pytest.mark.parametrize("key", ["v", "c", "d", "e", "h", "question_mark"])
async def test_every_form_and_sheet_shows_nasty_text_as_it_is_written(
    hostile: Project, key: str
) -> None:
    with hostile.session() as session:
        async with sitting(session, (120, 40)) as pilot:
            await settled(pilot)
            await pilot.press(key)
            await until(pilot, lambda: pilot.app.screen is not desk(pilot))
            await pilot.pause()
            shown = is_clean(pilot)
            assert "[sic]" in shown or isinstance(pilot.app.screen, SheetScreen)


async def test_selecting_and_adding_nasty_words_shows_them_as_they_are_written(
    hostile: Project,
) -> None:
    with hostile.session() as session:
        async with sitting(session, (120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("a", "space", "down", "down")
            is_clean(pilot)
            await pilot.press("enter")
            await until(pilot, lambda: pilot.app.screen is not desk(pilot))
            await pilot.pause()
            assert "[sic]" in is_clean(pilot)


async def test_a_pasted_escape_sequence_is_shown_and_not_passed_on(hostile: Project) -> None:
    from textual import events

    with hostile.session() as session:
        async with sitting(session, (120, 40)) as pilot:
            await settled(pilot)
            await pilot.press("slash")
            pilot.app.screen.post_message(events.Paste(NASTY))
            await until(pilot, lambda: "He said" in desk(pilot).filter_bar.text)
            is_clean(pilot)
            await until(pilot, lambda: desk(pilot).listed)
            is_clean(pilot)
            await pilot.press("escape")
            await settled(pilot)
            await pilot.press("v", "1")
            await until(pilot, lambda: pilot.app.screen is not desk(pilot))
            pilot.app.screen.post_message(events.Paste(NASTY))
            await until(pilot, lambda: "override" in screen_text(pilot))
            assert "[sic]" in is_clean(pilot)


async def test_an_undo_of_a_nasty_act_is_told_safely(hostile: Project) -> None:
    with hostile.session(who="Bo") as session:
        async with sitting(session, (160, 40)) as pilot:
            await settled(pilot)
            await pilot.press("u")
            await until(pilot, lambda: desk(pilot).status.message.startswith("Undone"))
            await settled(pilot)
            assert "[sic]" in is_clean(pilot).splitlines()[-2]


@pytest.mark.parametrize("text", [NASTY, LONE_SURROGATE, "中文" * 40, MEGABYTE_LINE[:9_000]])
def test_everything_that_goes_through_the_door_is_clean_and_fits(text: str) -> None:
    for shown in (
        literal_line(text).plain,
        literal_field(text).plain,
        literal_cell(text, 30),
        SheetBuilder().line(text).build().text,
    ):
        assert clean_block(shown) == shown
        shown.encode()
    assert cell_len(literal_cell(text, 30)) == 30
    assert len(literal_field(text).plain) == len(text)
    assert (
        literal_block("[sic] [/] [@click=app.bell]x[/]").plain == "[sic] [/] [@click=app.bell]x[/]"
    )


def test_no_hostile_byte_reaches_a_real_terminal(hostile: Project, home: Path) -> None:
    with terminal(hostile.path, home) as held:
        held.wait_for("[sic]")
        for keys in (
            b"\x1b[B", b"\x1b[A", b"o", b"\x1b[6~", b"\x1b[F", b"o", b"\t", b"\x1b[6~",
        ):  # fmt: skip
            held.press(keys)
            held.quiet()
        held.press(b"h")
        held.wait_for("History")
        held.press(b"q")
        held.quiet()
        held.press(b"v")
        held.wait_for("Because")
        held.press(b"1")
        held.quiet()
        before = len(held.written)
        held.press(b"\x1b[200~" + NASTY.encode() + b"\x1b[201~")
        held.wait_for("␛", since=before)
        held.press(b"\x03")
        held.quiet()
        held.press(b"q")
        assert held.wait_for_end() == 0
        written = POINTER_SHAPE.sub(b"", held.written)
        for bad in NEVER_IN_A_TERMINAL:
            assert bad not in written, bad
        assert "␛".encode() in held.written


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_cleanly(project: Project, home: Path, number: int) -> None:
    with terminal(project.path, home) as held:
        held.wait_for("ferry line")
        os.kill(held.pid, number)
        assert held.wait_for_end() == 0
        assert held.written.rstrip().endswith((b"\x1b[?1004l", b"\x1b[?25h", b"l", b"h"))


def test_ctrl_c_leaves_the_list_at_once(project: Project, home: Path) -> None:
    with terminal(project.path, home) as held:
        held.wait_for("ferry line")
        held.press(b"\x03")
        assert held.wait_for_end() == 0
