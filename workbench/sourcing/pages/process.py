"""One child process: starting it, the channel to it, and its end.

The channel is a pair of connected sockets, which both blocking and asynchronous callers can wait
on. Beside it the child holds a pipe whose other end only this program has: when this program ends,
whatever of, the pipe breaks and with it the child, even in the middle of a page.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

import workbench

_PROGRAM: Final = "workbench.sourcing.pages.child"
# The child parses hostile pages, so it is not given the rest: there may be keys in it.
_PASSED_ON: Final = frozenset(
    {"PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR", "TZ"}
)


class ChildProcess:
    """A started child process and this program's end of the channel."""

    def __init__(self, command: tuple[str, ...] | None = None) -> None:
        """Start it.

        Raises:
            OSError: The system starts no process.
        """
        ours, theirs = socket.socketpair()
        lifeline, self._lifeline = os.pipe()
        handed = (theirs.fileno(), lifeline)
        try:
            self._process = subprocess.Popen(
                [*(command or _command()), *map(str, handed)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=handed,
                env=_environment(),
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            os.close(self._lifeline)
            raise
        finally:
            theirs.close()
            os.close(lifeline)
        ours.settimeout(0)
        self.channel = ours

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once. It must still be reaped."""
        self.channel.close()
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGKILL)

    def reaped(self) -> bool:
        """Whether it has ended and left nothing behind in the system's table."""
        return self._process.poll() is not None

    def wait(self) -> None:
        """Wait for the end of a killed process."""
        self._process.wait()


def _command() -> tuple[str, ...]:
    # -P keeps the current folder off the import path, -B writes nothing beside the sources.
    return (sys.executable, "-P", "-B", "-X", "utf8", "-m", _PROGRAM)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
    return kept | {"PYTHONPATH": str(Path(workbench.__file__).parents[1])}
