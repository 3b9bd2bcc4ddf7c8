"""The desk in a process of its own behind a real pseudo-terminal, and the bytes it writes."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PATIENCE_SECONDS = 20.0
SILENCE_SECONDS = 0.1


class Terminal:
    """What a person would hold: keys go in, bytes come out."""

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self.written = b""
        self.descriptor = descriptor
        self.ended = False

    def press(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self.descriptor, keys)

    def resize(self, columns: int, lines: int) -> None:
        """Be a window of another size; the system tells the desk."""
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def hang_up(self) -> None:
        """Be a window that is closed."""
        os.close(self.descriptor)
        self.descriptor = os.open(os.devnull, os.O_RDWR)

    def read(self, seconds: float) -> bool:
        """Read what there is; wait this long for something. Whether there was anything."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        try:
            self.written += os.read(self.descriptor, 1 << 16)
        except OSError:
            self.ended = True
            return False
        return True

    def quiet(self, seconds: float = SILENCE_SECONDS) -> None:
        """Read until nothing has been written for a while."""
        while self.read(seconds):
            pass

    def wait_for(self, words: str, since: int = 0) -> None:
        """Read until these words have been written, escape sequences between them aside."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while words.encode() not in self.written[since:]:
            if time.monotonic() > deadline or self.ended:
                raise AssertionError(f"never written: {words}; last: {self.written[-2000:]!r}")
            self.read(0.2)

    def wait_for_end(self) -> int:
        """Read until the process has ended, and give its exit status."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.ended = True
                return os.waitstatus_to_exitcode(status)
            if time.monotonic() > deadline:
                raise AssertionError("the desk did not end")


DESK = "import sys, pathlib; from workbench.tui.app import run; run(pathlib.Path(sys.argv[1]))"


BELOW: Final = f"""
import signal, subprocess, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
sys.exit(subprocess.run([sys.executable, "-c", {DESK!r}, sys.argv[1]]).returncode)
"""
"""The desk below another program, so that no signal tells it that the terminal is gone."""


def _inherited() -> dict[str, str]:
    """The environment, without a size that would hide the size of the terminal."""
    return {name: word for name, word in os.environ.items() if name not in {"COLUMNS", "LINES"}}


@contextmanager
def terminal(
    database: Path,
    home: Path,
    size: tuple[int, int] = (100, 30),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """Open the desk on a database, and end it afterwards whatever happened."""
    with running(["-c", DESK, str(database)], home, size, environment) as held:
        yield held


@contextmanager
def running(
    words: Sequence[str],
    home: Path,
    size: tuple[int, int] = (100, 30),
    environment: Mapping[str, str] | None = None,
) -> Iterator[Terminal]:
    """Run Python with these words in a terminal, and end it afterwards whatever happened."""
    pid, descriptor = pty.fork()
    if pid == 0:
        columns, lines = size
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        places = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "WORKBENCH_HOME": str(home),
        }
        os.execve(
            sys.executable,
            [sys.executable, *words],
            {**_inherited(), **places, **(environment or {})},
        )
    held = Terminal(pid, descriptor)
    try:
        yield held
    finally:
        if not held.ended:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(held.descriptor)
