"""Ctrl+C: one line and exit code 130, whatever it becomes on its way through the program."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.interrupting import pressed_within
from workbench.cli import ending, git_strategy
from workbench.cli.ending import CtrlC, ended
from workbench.cli.main import main
from workbench.errors import EXIT_DONE, EXIT_INTERRUPTED, EXIT_OWN_FAULT, StorageError

LINE = "workbench: interrupted; what was acknowledged is kept\n"


@pytest.fixture
def ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CtrlC]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ctrl_c = CtrlC()
    ctrl_c.watch()
    yield ctrl_c
    ctrl_c.leave()


def press() -> int:
    signal.raise_signal(signal.SIGINT)
    return EXIT_DONE


def within_sqlite() -> int:
    """SQLite says that a function failed, and nothing of why."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("press", 0, press)
        connection.execute("SELECT press()")
    return EXIT_DONE


def as_another_error() -> int:
    """Who catches it has never heard of it."""
    try:
        return press()
    except KeyboardInterrupt:
        raise StorageError("it cannot be written") from None


def and_again_while_it_is_tidied_up() -> int:
    try:
        return press()
    finally:
        press()


def in_an_event_loop() -> int:
    async def wait() -> None:
        asyncio.get_running_loop().call_soon(press)
        await asyncio.Event().wait()

    asyncio.run(wait())
    return EXIT_DONE


@pytest.mark.parametrize(
    "command",
    [press, within_sqlite, as_another_error, and_again_while_it_is_tidied_up, in_an_event_loop],
)
def test_a_command_that_was_interrupted_says_so(
    ctrl_c: CtrlC, command: Callable[[], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(command, ctrl_c) == EXIT_INTERRUPTED
    assert capsys.readouterr().err == LINE


class PressedWhileEnding:
    """Presses Ctrl+C at one of the lines of ``ended`` that are run once the command is done."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.met = 0
        self.done = False

    def command(self) -> int:
        self.done = True
        return EXIT_DONE

    def __call__(self, frame: FrameType, event: str, _given: Any) -> "PressedWhileEnding":
        if event == "line" and self.done and frame.f_code.co_filename == ending.__file__:
            self.met += 1
            if self.met == self.at:
                press()
        return self


@pytest.mark.parametrize("at", range(1, 12))
def test_an_interruption_at_any_line_of_the_end_is_told_or_comes_too_late(
    ctrl_c: CtrlC, at: int, capsys: pytest.CaptureFixture[str]
) -> None:
    pressed = PressedWhileEnding(at)
    before = sys.gettrace()
    sys.settrace(pressed)
    try:
        code = ended(pressed.command, ctrl_c)
    finally:
        sys.settrace(before)
    assert code == (EXIT_INTERRUPTED if (said := capsys.readouterr().err) else EXIT_DONE)
    assert said in ("", LINE)


@pytest.mark.parametrize("line", range(1, 20))
def test_so_it_does_in_the_middle_of_beginning_a_thread(
    ctrl_c: CtrlC, line: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """The library gives back a lock then that it has not yet taken, which is another error."""
    waiting = threading.Condition()

    def wait() -> int:
        with waiting:
            waiting.wait(0.01)
        return EXIT_DONE

    with pressed_within("Condition.wait", line=line) as pressed:
        code = ended(wait, ctrl_c)
    assert (code, capsys.readouterr().err) == ((EXIT_INTERRUPTED, LINE) if pressed else (0, ""))


@pytest.mark.parametrize("line", range(2, 44, 3))
def test_so_it_does_while_its_words_are_read(line: int, capsys: pytest.CaptureFixture[str]) -> None:
    """What the library changes for that while is put back from where it was not yet kept."""
    with pressed_within("ArgumentParser.parse_known_intermixed_args", line=line) as pressed:
        code = main(["scales", "--json"])
    assert len(pressed) == 1
    assert (code, capsys.readouterr().err) == (EXIT_INTERRUPTED, LINE)


def test_a_process_ends_with_that_code_also_within_code_that_is_made_from_text(
    tmp_path: Path,
) -> None:
    """A dataclass is made so; ``python -m`` would end itself by the signal, behind the line."""
    (tmp_path / "made.py").write_text(
        "import sys\n"
        "from workbench.cli.ending import CtrlC, ended\n"
        "made = 'import signal; signal.raise_signal(signal.SIGINT)'\n"
        "sys.exit(ended(lambda: exec(made) or 0, CtrlC()))\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "made"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (EXIT_INTERRUPTED, LINE)


def test_so_does_the_strategy_that_git_calls(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["git-merge-workbench", "--", "one", "another"])
    with pressed_within("git") as pressed:
        assert git_strategy.main() == git_strategy.CANNOT
    assert len(pressed) == 1
    assert capsys.readouterr().err.startswith("workbench: interrupted; git status tells")


def test_what_ends_well_all_the_same_is_done_and_nothing_else_is_said(
    ctrl_c: CtrlC, capsys: pytest.CaptureFixture[str]
) -> None:
    class Freed:
        def __del__(self) -> None:
            press()

    def free() -> int:
        freed = Freed()
        del freed
        return EXIT_DONE

    assert ended(free, ctrl_c) == EXIT_DONE
    assert capsys.readouterr().err == ""
    assert ctrl_c.pressed()


def test_ctrl_c_comes_too_late_once_it_is_said_how_a_command_ended(ctrl_c: CtrlC) -> None:
    assert ended(lambda: EXIT_DONE, ctrl_c) == EXIT_DONE
    press()


def test_a_program_that_goes_on_can_be_interrupted_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT), sys.unraisablehook
    assert main(["--version"]) == EXIT_DONE
    assert (signal.getsignal(signal.SIGINT), sys.unraisablehook) == before
    with pytest.raises(KeyboardInterrupt):
        press()


def test_a_real_fault_is_told_as_one(
    ctrl_c: CtrlC, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise RuntimeError("nobody thought of it")

    assert ended(fail, ctrl_c) == EXIT_OWN_FAULT
    (details,) = tmp_path.glob("workbench-fault-*.txt")
    said = capsys.readouterr().err
    assert said.startswith("workbench: a fault in this program; what was acknowledged is kept; ")
    assert str(details) in said
    assert details.read_text("utf-8").endswith("RuntimeError: nobody thought of it\n")
    assert "in fail" in details.read_text("utf-8")


def test_an_error_that_is_foreseen_is_told_as_it_is(
    ctrl_c: CtrlC, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> int:
        raise StorageError("the disk is full")

    assert ended(fail, ctrl_c) == StorageError.exit_code
    assert capsys.readouterr().err == "workbench: the disk is full\n"


WHILE_LOADED = """
import signal, sys

class Presses:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Presses())
"""
AS_MODULE = "import runpy; runpy.run_module('workbench', run_name='__main__', alter_sys=True)"
AS_SCRIPT = "from workbench.__main__ import run; sys.exit(run())"
FOR_GIT = "from workbench.__main__ import merge_for_git; sys.exit(merge_for_git())"


@pytest.mark.parametrize("begin", [AS_MODULE, AS_SCRIPT], ids=["module", "script"])
@pytest.mark.parametrize(
    "module", ["workbench.cli", "workbench.cli.main", "workbench.cli.ending", "workbench.errors"]
)
def test_while_the_program_is_loaded_it_is_told_too(begin: str, module: str) -> None:
    done = loaded(begin, module)
    assert (done.returncode, done.stdout, done.stderr) == (EXIT_INTERRUPTED, "", LINE)


def test_so_it_is_with_what_git_calls() -> None:
    done = loaded(FOR_GIT, "workbench.cli.git_strategy")
    assert (done.returncode, done.stderr) == (EXIT_INTERRUPTED, LINE)


def test_where_ctrl_c_is_ignored_the_program_is_loaded_to_its_end() -> None:
    ignored = "signal.signal(signal.SIGINT, signal.SIG_IGN); sys.argv[1:] = ['--version'];"
    done = loaded(ignored + AS_SCRIPT, "workbench.cli.main")
    assert (done.returncode, done.stderr) == (EXIT_DONE, "")


def loaded(begin: str, module: str) -> "subprocess.CompletedProcess[str]":
    """The program begun in a process of its own, with Ctrl+C as a module is looked for."""
    code = WHILE_LOADED.format(module=module) + begin
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
