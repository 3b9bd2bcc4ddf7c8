"""What a file says about itself before SQLite touches it.

POSIX drops a process's locks on a file as soon as the process closes *any* descriptor of it.
So the header is read only while this process has no connection to the file, which is kept
count of here; later connections ask SQLite for the same facts.
"""

import os
import stat
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.errors import RESTORE_IT, NewerLedger, NotALedger, StorageError
from workbench.ledger.schema import APPLICATION_ID, LOG_VERSION
from workbench.text import clean_line

HEADER_BYTES: Final = 100
_MAGIC: Final = b"SQLite format 3\x00"
_WAL_FORMAT: Final = 2

_lock: Final = threading.Lock()
_connections: Final[Counter[tuple[int, int]]] = Counter()


@dataclass(slots=True)
class Lease:
    """The right to have a connection to one file, counted until it is released."""

    key: tuple[int, int]
    header: bytes | None
    """The first bytes of the file, or ``None`` if they must not be read now."""

    @property
    def is_new(self) -> bool:
        """Whether the file is empty, to be made into a database."""
        return self.header == b""

    @property
    def keeps_a_wal(self) -> bool:
        """Whether the file was left in write-ahead mode by another program."""
        return self.header is not None and self.header[18:19] == bytes([_WAL_FORMAT])

    def release(self) -> None:
        """Give the right back, once the connection is closed."""
        with _lock:
            _connections[self.key] -= 1
            if _connections[self.key] <= 0:
                del _connections[self.key]


def lease(path: Path, *, create: bool) -> Lease:
    """Look at a file before connecting to it, making an empty one first if allowed.

    Raises:
        StorageError: The file is missing, is not a workbench database, or is damaged.
    """
    with _lock, _plain_os_errors(path):
        if create:
            _make(path)
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise NotALedger(f"{_shown(path)} is a folder, not a database; name the file in it")
        if not stat.S_ISREG(found.st_mode):
            raise NotALedger(f"{_shown(path)} is not a regular file")
        key = (found.st_dev, found.st_ino)
        header = None
        if _connections[key] == 0:
            del _connections[key]
            header = _read(path)
            # An unfinished write lies in the journal; SQLite takes it back before we look.
            if not Path(f"{path}-journal").exists() and not (create and header == b""):
                _check(path, header, found.st_size)
        _connections[key] += 1
        return Lease(key, header)


def begins_as_database(path: Path) -> bool:
    """Whether a file is to be taken for a database, ours or not, without opening one in use."""
    with _lock:
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                return False
            if _connections[(found.st_dev, found.st_ino)]:
                return True
            return _read(path).startswith(_MAGIC)
        except (OSError, ValueError):
            return False


@contextmanager
def _plain_os_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise StorageError(
            f"there is no database {_shown(path)}; check the name, or add a document to make one"
        ) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StorageError(f"{_shown(path)} cannot be opened: {clean_line(reason)}") from None


def _make(path: Path) -> None:
    if not path.parent.is_dir():
        raise StorageError(f"there is no folder {_shown(path.parent)}; make it first")
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666))
    except FileExistsError:
        return


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        return os.pread(descriptor, HEADER_BYTES, 0)
    finally:
        os.close(descriptor)


def _check(path: Path, header: bytes, size: int) -> None:
    shown = _shown(path)
    if not header:
        raise NotALedger(f"{shown} is empty; remove it, or add a document to make it a database")
    if len(header) < HEADER_BYTES or not header.startswith(_MAGIC):
        raise NotALedger(f"{shown} is not a workbench database; name a claims.db")
    (pages,) = struct.unpack_from(">I", header, 28)
    encoding, version = struct.unpack_from(">II", header, 56)
    (application,) = struct.unpack_from(">I", header, 68)
    check_marks(path, application, version)
    if encoding != 1:
        raise NotALedger(f"{shown} does not hold its text in UTF-8; {RESTORE_IT}")
    (page_size,) = struct.unpack_from(">H", header, 16)
    expected = pages * (65536 if page_size == 1 else page_size)
    counted = header[24:28] == header[92:96]
    if counted and size < expected and not Path(f"{path}-wal").exists():
        raise NotALedger(
            f"{shown} is truncated: {size} of {expected} bytes are there; "
            "wait for its copy to finish, or restore it"
        )


def check_marks(path: Path, application: int, version: int) -> None:
    """Compare the two marks that say whose file this is and how new.

    Raises:
        NotALedger: It is another program's database.
        NewerLedger: A newer version of this program wrote it.
    """
    if application != APPLICATION_ID:
        raise NotALedger(f"{_shown(path)} is a database of another program; name a claims.db")
    if version > LOG_VERSION:
        raise NewerLedger(
            f"{_shown(path)} was written by a newer workbench (format {version}); "
            "update this program to open it"
        )


def _shown(path: Path) -> str:
    return clean_line(str(path))
