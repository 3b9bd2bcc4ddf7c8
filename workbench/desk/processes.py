"""Start a process of the program's own that is spoken with over a pipe."""

import os
import subprocess
import sys
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

import workbench

__all__ = ["started"]


def started(module: str) -> "tuple[subprocess.Popen[bytes], Connection]":
    """A process that runs ``module``, told the number of its end of the pipe, and our end.

    Raises:
        OSError: The system starts no more processes.
    """
    ours, theirs = Pipe()
    with theirs:
        # -P keeps the current folder off the import path, -B writes nothing beside the sources.
        program = (sys.executable, "-P", "-B", "-X", "utf8", "-m", module)
        try:
            process = subprocess.Popen(
                [*program, str(theirs.fileno())],
                env=os.environ | {"PYTHONPATH": str(Path(workbench.__file__).parents[1])},
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            ours.close()
            raise
    return process, ours
