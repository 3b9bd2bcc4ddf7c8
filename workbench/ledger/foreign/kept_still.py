"""A large file that is read where it lies, because the system keeps everybody from writing in it.

A private copy of it takes as much room as the file and, where memory has to be found for it, a
quarter of the time of a merge. Linux gives who reads a file a lease on it, unless somebody has it
open for writing; whoever then opens it for writing waits until the lease is given up. So nothing
in the file changes while it is held, and nothing has to be copied. A file with a journal beside it,
one that lies where the system knows no leases, or that somebody wants to write in, is copied.
"""

import fcntl
import os
import signal
import sys
from pathlib import Path
from typing import Final

LARGE_BYTES: Final = 128 * 1024 * 1024
"""A smaller file is copied in no time."""
_SIDES: Final = ("-journal", "-wal")
_WRITE_AHEAD: Final = b"\x02"


class Moving(Exception):
    """The file may change while it is read."""


def is_worth_it(path: Path) -> bool:
    """Whether a file is so large that it is best read where it lies, and seems to be at rest."""
    try:
        return path.stat().st_size >= LARGE_BYTES and not _has_sides(path)
    except OSError:
        return False


class KeptStill:
    """A file that nobody can change, as long as :meth:`check` says nothing else.

    It belongs to a process that never connects to the file otherwise, and lasts as long as that.
    """

    def __init__(self, path: Path) -> None:
        """Keep a file as it is.

        Raises:
            Moving: The system cannot promise that it stays as it is.
        """
        self._path = path
        try:
            self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        except OSError:
            raise Moving from None
        self._take_lease()
        self._before = _state(os.fstat(self._descriptor))
        if os.pread(self._descriptor, 1, 18) == _WRITE_AHEAD:
            raise Moving
        self.check()

    def check(self) -> None:
        """Make sure that what was read by now, by this name, is what the file was at first.

        Raises:
            Moving: Somebody wants to write in it, or has.
        """
        try:
            here = _state(self._path.stat())
        except OSError:
            raise Moving from None
        if here != self._before or _has_sides(self._path) or not self._has_lease():
            raise Moving

    def _take_lease(self) -> None:
        if sys.platform != "linux":
            raise Moving
        # Whoever wants to write is told of by a signal that would end this process.
        signal.signal(signal.SIGIO, signal.SIG_IGN)
        try:
            fcntl.fcntl(self._descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError:
            raise Moving from None

    def _has_lease(self) -> bool:
        if sys.platform != "linux":
            return False
        return fcntl.fcntl(self._descriptor, fcntl.F_GETLEASE) == fcntl.F_RDLCK


def _state(about: os.stat_result) -> tuple[int, int, int, int, int]:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _has_sides(path: Path) -> bool:
    return any(Path(f"{path}{side}").exists() for side in _SIDES)
