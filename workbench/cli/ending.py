"""How a command ends: an exit code and, where it did not do what was asked, one line."""

import errno
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from workbench.errors import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_OWN_FAULT,
    Damaged,
    StorageError,
    WorkbenchError,
)

_NO_ROOM: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_AT_ONCE_BYTES: Final = 1 << 16


class CtrlC:
    """Whether Ctrl+C was pressed while a command ran, whatever it has become on its way.

    Python raises it as an error in whatever it is about to do. In the middle of something that
    the standard library begins or tidies up it becomes another error there, and in a function that
    SQLite calls, or that frees an object, none at all. So what has arrived is asked of the system.
    """

    def __init__(self) -> None:
        self._arrived = self._arrives = self._before = -1
        self._pressed = False
        self._handler: Any = None
        self._unraisable: Any = None

    def watch(self) -> None:
        """Begin. In a thread nothing happens, since none but the first is ever interrupted."""
        self._handler = signal.getsignal(signal.SIGINT)
        self._unraisable = sys.unraisablehook
        self._arrived, self._arrives = os.pipe()
        for end in (self._arrived, self._arrives):
            os.set_blocking(end, False)
        with suppress(ValueError):
            self._before = signal.set_wakeup_fd(self._arrives, warn_on_full_buffer=False)
            sys.unraisablehook = self._pass_on

    def pressed(self) -> bool:
        """Whether it was, since this has begun."""
        with suppress(OSError):
            while signals := os.read(self._arrived, _AT_ONCE_BYTES):
                self._pressed |= signal.SIGINT in signals
        return self._pressed

    def ignore(self) -> None:
        """Let nothing come of it any more."""
        with suppress(ValueError):
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    def leave(self) -> None:
        """Let all be as it was before."""
        if self._arrives < 0:
            return
        with suppress(ValueError):
            signal.set_wakeup_fd(self._before)
            sys.unraisablehook = self._unraisable
            signal.signal(signal.SIGINT, self._handler)
        os.close(self._arrived)
        os.close(self._arrives)

    def _pass_on(self, unraisable: Any) -> None:
        """Say nothing of what became of it where it could not be raised."""
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            self._unraisable(unraisable)


def ended(command: Callable[[], int], ctrl_c: CtrlC) -> int:
    """Do what a command does, and return its exit code; from then on Ctrl+C is ignored."""
    code: int | None = None
    try:  # one round the other: between two of them it could be pressed as well
        try:
            code = _code_of(command, ctrl_c)
        except KeyboardInterrupt:
            code = None  # what is said of it must not be interrupted
        ctrl_c.ignore()
    except KeyboardInterrupt:
        ctrl_c.ignore()  # it was pressed once more just before
    if code is None:
        print("workbench: interrupted; what was acknowledged is kept", file=sys.stderr)
        _end_by_its_code()
        return EXIT_INTERRUPTED
    return code


def _end_by_its_code() -> None:
    """Let the process end with its exit code, and not by the signal.

    By that ``python -m`` ends it where the interruption came in the middle of code that is made
    from text, as a dataclass is, unless more of such code was run since.
    """
    exec("")  # noqa: S102 - nothing is run


def _code_of(command: Callable[[], int], ctrl_c: CtrlC) -> int:
    try:
        code = command()
        sys.stdout.flush()
        return code
    except Exception as error:
        if ctrl_c.pressed():
            raise KeyboardInterrupt from error
        return _told(error)


def _told(error: Exception) -> int:
    """Turn an error into one line and an exit code."""
    match error:
        case WorkbenchError():
            from workbench.text import clean_line

            said = _with_ways(error) if isinstance(error, Damaged) else str(error)
            print(f"workbench: {clean_line(said)}", file=sys.stderr)
            return error.exit_code
        case BrokenPipeError():
            # The reader of our output went away, which is its right; stdout must not be flushed.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_DONE
        case OSError() if error.errno in _NO_ROOM:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            print(f"workbench: the output cannot be written: {error.strerror}", file=sys.stderr)
            return StorageError.exit_code
        case OSError():
            from workbench.named_paths import file_fault

            if (fault := file_fault(error)) is not None:
                return _told(fault)
    return _own_fault(error)


def _with_ways(error: Damaged) -> str:
    """What is damaged, with the command that mends it and the copies that there are."""
    from workbench.desk.safekeeping.ways import damage_and_ways

    try:
        return damage_and_ways(error)
    except (WorkbenchError, OSError):
        return str(error)  # where the copies cannot be listed, the damage is told all the same


def _own_fault(error: Exception) -> int:
    """Tell of an error nobody foresaw in one line, and keep the details for whoever mends it."""
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="workbench-fault-", suffix=".txt", delete=False
        ) as file:
            file.write(details)
        where = f"details are in {file.name}"
    except OSError:
        where = details
    print(
        f"workbench: a fault in this program; what was acknowledged is kept; {where}",
        file=sys.stderr,
    )
    return EXIT_OWN_FAULT
