"""One child process: starting it, the channel to it, and its end.

The channel is a pair of connected sockets, which both blocking and asynchronous callers can wait
on; the child's own end of it closes with this program, whatever that dies of.
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
        try:
            self._process = subprocess.Popen(
                [*(command or _command()), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env=_environment(),
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        self.channel = ours

    @property
    def pid(self) -> int:
        """Its process number."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once. It must still be reaped."""
        self.channel.close()
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
