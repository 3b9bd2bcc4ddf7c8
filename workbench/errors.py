"""Every error a person can be told about, and the exit code each one means.

::

    WorkbenchError
    ├── NotSo            1   what was asked about is not there, or is not so
    ├── UsageError       2   the command was put wrongly
    ├── InputError       3   a document or file cannot be read as what it should be
    │   └── EncoderUnusable  a sentence encoder is missing, or is not as it should be
    ├── StorageError     4   claims.db or a folder cannot be read or written
    │   ├── NotALedger       the file is something else, or is damaged
    │   │   └── Damaged          its pages or what it keeps are not what they were
    │   ├── NewerLedger      the file was written by a newer workbench
    │   ├── LedgerLocked     another program is writing and did not finish in time
    │   ├── LedgerReadOnly   the file or its folder cannot be written
    │   └── IndexLost        the cache of matching was damaged and has been thrown away
    └── NetworkError     5   a page could not be fetched

A message is one line: what happened, to what, and what to do about it.
"""

from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from pathlib import Path

EXIT_DONE = 0
EXIT_OWN_FAULT = 70
EXIT_INTERRUPTED = 130
RESTORE_IT: Final = "workbench restore COPY.db mends it"
"""What there is to do about a damaged file; the command line names the copies that there are."""


class WorkbenchError(Exception):
    """The root; its message is shown to the user as it is."""

    exit_code: ClassVar[int] = 1


class NotSo(WorkbenchError):
    """The thing asked about does not exist, or a check found that it does not hold."""

    exit_code = 1


class UsageError(WorkbenchError):
    """The request itself makes no sense; nothing was read or written."""

    exit_code = 2


class InputError(WorkbenchError):
    """A document or file given as input cannot be used."""

    exit_code = 3


class StorageError(WorkbenchError):
    """The database, or a folder that must be written, cannot be used."""

    exit_code = 4


class NotALedger(StorageError):
    """The file is not a workbench database, or is damaged or truncated."""


class Damaged(NotALedger):
    """The file is not as it was written; ``path`` is the file, ``reason`` what is wrong with it.

    Whoever can mend it there and then says so instead of the message.
    """

    def __init__(self, message: str, path: "Path | None" = None, reason: str = "") -> None:
        super().__init__(message)
        self.path = path
        self.reason = reason


class NewerLedger(StorageError):
    """The file needs a newer version of this program."""


class LedgerLocked(StorageError):
    """Another program held the write lock for longer than the waiting time."""


class LedgerReadOnly(StorageError):
    """The database can be read but not written."""


class EncoderUnusable(InputError):
    """The files of a sentence encoder are not there, or are not what they should be."""


class IndexLost(StorageError):
    """The cache of matching was damaged; it is gone, and is made anew when it is next opened."""


class NetworkError(WorkbenchError):
    """A fetch failed; what is known about the failure has been stored."""

    exit_code = 5
