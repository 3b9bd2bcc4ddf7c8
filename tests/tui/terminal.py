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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_SECONDS = 20.0


class Terminal:
    """What a person would hold: keys go in, bytes come out."""

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self.written = b""
        self._descriptor = descriptor
        self.ended = False

    def press(self, keys: bytes) -> None:
        """Send keys."""
        os.write(self._descriptor, keys)

    def read(self, seconds: float) -> bool:
        """Read what there is; wait this long for something. Whether there was anything."""
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return False
        try:
            self.written += os.read(self._descriptor, 1 << 16)
        except OSError:
            self.ended = True
            return False
        return True

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


@contextmanager
def terminal(database: Path, home: Path, size: tuple[int, int] = (100, 30)) -> Iterator[Terminal]:
    """Open the desk on a database, and end it afterwards whatever happened."""
    pid, descriptor = pty.fork()
    if pid == 0:
        columns, lines = size
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        environment = os.environ | {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "WORKBENCH_HOME": str(home),
        }
        program = (
            "import sys, pathlib; from workbench.tui.app import run; run(pathlib.Path(sys.argv[1]))"
        )
        os.execve(sys.executable, [sys.executable, "-c", program, str(database)], environment)
    held = Terminal(pid, descriptor)
    try:
        yield held
    finally:
        if not held.ended:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(descriptor)
