"""A program behind a pseudo-terminal: keys go in, and it is timed what comes out.

Times are told twice: by the clock, and as the processor time of the whole process with all its
threads, because the clock of a machine that others use too says more of them than of the program.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

COLUMNS: Final = 160
LINES: Final = 48
PATIENCE_SECONDS: Final = 60.0
FRAME_SECONDS: Final = 0.003
"""A screen is painted in one write; what comes later than this is another painting."""
ANSWER_SECONDS: Final = 1.0
"""A key that changes nothing is not waited for any longer."""
IDLE_SECONDS: Final = 0.08
SETTLED_SECONDS: Final = 0.8
_IDLE_SHARE: Final = 0.05
_TAIL: Final = 4_000


@dataclass(frozen=True, slots=True)
class Answer:
    """How long an answer took, in milliseconds: by the clock, and of processor time."""

    clock: float
    processor: float


class Terminal:
    """What a person would hold, of a program that runs in it."""

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self._descriptor = descriptor
        self._started = time.perf_counter()

    # ------------------------------------------------------------------------- keys

    def press(self, keys: bytes) -> Answer:
        """Press keys, and time the first painting that follows; then wait until nothing comes."""
        spent, pressed = self.processor_seconds(), time.perf_counter()
        os.write(self._descriptor, keys)
        self._read(ANSWER_SECONDS)
        seen = time.perf_counter()
        while self._read(FRAME_SECONDS):
            seen = time.perf_counter()
        answer = self._answer(pressed, seen, spent)
        self.rest()
        return answer

    def press_until(self, keys: bytes, patterns: Sequence[str]) -> Answer:
        """Press keys, and time until something has been written that fits each pattern."""
        spent, pressed = self.processor_seconds(), time.perf_counter()
        os.write(self._descriptor, keys)
        seen = self._until(patterns)
        answer = self._answer(pressed, seen, spent)
        self.rest()
        return answer

    def type_ahead(self, keys: bytes) -> None:
        """Press keys and do not wait."""
        os.write(self._descriptor, keys)

    def start(self, words: str) -> Answer:
        """Time from the start of the process until these words have been written."""
        seen = self._until((re.escape(words),))
        return self._answer(self._started, seen, 0.0)

    def resize(self, columns: int, lines: int) -> Answer:
        """Be a window of another size; time until it is painted, and all that is spent on it."""
        spent, resized = self.processor_seconds(), time.perf_counter()
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)
        self._read(PATIENCE_SECONDS)
        seen = time.perf_counter()
        self.rest()
        return self._answer(resized, seen, spent)

    def rest(self) -> int:
        """Read until nothing comes for a moment; how many bytes that were."""
        count = 0
        while got := self._read(IDLE_SECONDS):
            count += len(got)
        return count

    def settle(self, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until the program has nothing to do any more."""
        deadline = time.perf_counter() + patience
        while time.perf_counter() < deadline:
            before, end = self.processor_seconds(), time.perf_counter() + SETTLED_SECONDS
            while time.perf_counter() < end:
                self._read(0.2)
            if self.processor_seconds() - before < SETTLED_SECONDS * _IDLE_SHARE:
                return

    # ------------------------------------------------------------------------- the process

    def processor_seconds(self) -> float:
        """Processor time of the process, with all its threads, since it started."""
        spent = 0
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            try:
                spent += int((thread / "schedstat").read_text().split()[0])
            except OSError:
                continue
        return spent / 1e9

    def megabytes(self, name: str = "VmRSS") -> float:
        """Memory that the process holds; ``VmHWM`` is the most it ever held."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
        return 0.0

    # ------------------------------------------------------------------------- reading

    def _answer(self, pressed: float, seen: float, spent: float) -> Answer:
        work = self.processor_seconds() - spent
        return Answer((seen - pressed) * 1000, work * 1000)

    def _until(self, patterns: Sequence[str]) -> float:
        wanted = {re.compile(pattern.encode()) for pattern in patterns}
        deadline = time.perf_counter() + PATIENCE_SECONDS
        written = b""
        while True:
            got = self._read(1.0)
            seen = time.perf_counter()
            written = written[-_TAIL:] + got
            wanted = {pattern for pattern in wanted if not pattern.search(written)}
            if not wanted:
                return seen
            if seen > deadline:
                sys.exit(f"never written: {wanted!r}; last: {written[-2000:]!r}")

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._descriptor], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._descriptor, 1 << 16)
        except OSError:
            sys.exit("the program ended by itself")


@contextmanager
def terminal(words: Sequence[str], size: tuple[int, int] = (COLUMNS, LINES)) -> Iterator[Terminal]:
    """Run Python with these words in a terminal of this size, and end it afterwards."""
    pid, descriptor = pty.fork()
    if pid == 0:
        columns, lines = size
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        hidden = {"COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"}
        given = {name: word for name, word in os.environ.items() if name not in hidden}
        given.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
        os.execve(sys.executable, [sys.executable, *words], given)
    try:
        yield Terminal(pid, descriptor)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(descriptor)
