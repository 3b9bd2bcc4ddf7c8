"""The desk can be left at any time, also where its terminal is open but nobody reads it."""

import os
import pty
import select
import signal
import time
from pathlib import Path

import pytest

from tests.tui.desk_material import Project
from tests.tui.terminal import BELOW, Terminal, running, terminal
from workbench.tui.terminal.terminal_output import TerminalOutput

OTHER_THEME = b"\x1bOQ"
SOON_SECONDS = 15.0


def ended_unread(held: Terminal) -> int:
    """Wait for the end of the desk without reading anything of it."""
    deadline = time.monotonic() + SOON_SECONDS
    while time.monotonic() < deadline:
        pid, status = os.waitpid(held.pid, os.WNOHANG)
        if pid:
            held.ended = True
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    raise AssertionError("the desk did not end")


def fill(held: Terminal) -> None:
    """Have so much painted that the terminal takes no more."""
    for _ in range(60):
        held.press(OTHER_THEME)
        time.sleep(0.02)


@pytest.mark.long
def test_a_desk_that_nobody_reads_can_be_told_to_end(project: Project, home: Path) -> None:
    with terminal(project.path, home, (160, 40)) as held:
        held.wait_for("5 unrated")
        fill(held)
        os.kill(held.pid, signal.SIGTERM)
        assert ended_unread(held) == 0


def test_what_a_terminal_does_not_take_is_dropped_and_its_return_is_told() -> None:
    ours, theirs = pty.openpty()
    returned: list[str] = []
    output = TerminalOutput(theirs, lambda: returned.append("again"), patience_seconds=0.05)
    output.write("x" * 1_000_000)
    output.flush()
    assert output.stuck
    output.write("dropped")
    output.flush()
    assert not returned
    seen = b""
    while select.select([ours], [], [], 0.1)[0]:
        seen += os.read(ours, 1 << 16)
    output.write("shown")
    output.flush()
    assert returned == ["again"]
    assert os.read(ours, 100) == b"\x18"
    output.write("shown")
    output.flush()
    assert os.read(ours, 100) == b"shown"
    assert b"dropped" not in seen
    output.close()
    os.close(ours)
    os.close(theirs)


def test_a_terminal_that_is_gone_is_no_error() -> None:
    ours, theirs = pty.openpty()
    output = TerminalOutput(theirs, lambda: None, patience_seconds=0.05)
    os.close(ours)
    output.write("to nobody")
    output.flush()
    output.close()
    os.close(theirs)


def test_a_desk_ends_with_its_terminal_though_no_signal_tells_it(
    project: Project, home: Path
) -> None:
    with running(["-c", BELOW, str(project.path)], home, (160, 40)) as held:
        held.wait_for("5 unrated")
        held.hang_up()
        assert ended_unread(held) == 0
