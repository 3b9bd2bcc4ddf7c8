"""Long work in a process of its own: told how far it is, stopped from here, and gone afterwards.

A thread would take turns with whoever paints and takes keys, and keep the memory that it took.
"""

import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from time import monotonic
from typing import Final, TypeVar, TypeVarTuple, Unpack

from workbench.desk.processes import started
from workbench.errors import StorageError, WorkbenchError
from workbench.ledger.progress import Progress
from workbench.named_paths import plainly

Given = TypeVarTuple("Given")
Result = TypeVar("Result")

_CHILD: Final = "workbench.desk.apart_process"
_GLANCE_SECONDS: Final = 0.1
_TIDYING_SECONDS: Final = 10.0


def work_apart(
    work: Callable[[Unpack[Given], Progress], Result], *given: *Given, progress: Progress
) -> Result:
    """What a function gives that is called in a process of its own, with what tells how far it is.

    It is a function of a module, and all that goes there and comes back can be pickled.
    ``progress`` is called now and then, and may raise to stop it; then nothing is left of it.

    Raises:
        StorageError: The process could not be started, or came to an end.
        WorkbenchError: What the function raised.
    """
    process, line = _started(work.__name__)
    told: tuple[str, int, int] = ("", 0, 0)
    try:
        line.send((work, given))
        while True:
            if not line.poll(_GLANCE_SECONDS):
                progress(*told)
                continue
            kind, what = line.recv()
            if kind == "done":
                result: Result = what
                return result
            if kind == "failed":
                raise what
            told = what
            progress(*told)
    except (EOFError, OSError):
        raise StorageError(
            f"the program that did this ended early ({process.wait()}); nothing was changed; close "
            "other programs and try again"
        ) from None
    finally:
        _end(process)
        line.close()


def do_work(line: Connection) -> None:
    """Do what is asked for on this line, once; this is a process of its own."""
    said, last = 0.0, ""

    def progress(what: str, done: int, of: int) -> None:
        nonlocal said, last
        if what != last or monotonic() - said > _GLANCE_SECONDS:
            said, last = monotonic(), what
            line.send(("step", (what, done, of)))

    with suppress(KeyboardInterrupt, EOFError, OSError):
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work, given = line.recv()
        try:
            result = work(*given, progress)
        except (WorkbenchError, OSError) as error:
            line.send(("failed", plainly(error)))
        else:
            line.send(("done", result))


def _started(what: str) -> "tuple[subprocess.Popen[bytes], Connection]":
    try:
        return started(_CHILD)
    except OSError as error:
        raise StorageError(
            f"the program that looks at {what} could not be started ({error.strerror}); close "
            "other programs and try again"
        ) from None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Interrupt it, so that it takes away what it has made; kill it if that takes too long."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_TIDYING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
