"""The private copy of somebody's database: what is checked before and while it is made."""

import contextlib
import os
import shutil
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from workbench.errors import NotALedger, NotSo, StorageError
from workbench.ledger.header import lease
from workbench.text import clean_line

MOST_BYTES: Final = 64 * 1024 * 1024 * 1024
"""Of a file with its side files."""
_SIDE_FILES: Final = ("-journal", "-wal")
_SUPER_JOURNAL: Final = bytes.fromhex("d9d505f920a163d7")
"""The end of a journal that names another file, which SQLite might then remove."""
_SMALLEST_PAGE: Final = 512
_LARGEST_PAGE: Final = 65_536
_MOST_BEGINNINGS: Final = 5
_COPY_BYTES: Final = 1024 * 1024
_COPY_AT_ONCE: Final = 64 * 1024 * 1024
ANOTHER: Final = "ask for another copy of it"


def copy_privately(path: Path, copy: Path) -> int:
    """Copy a database with its side files; returns how many bytes that are.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: It is missing, too large, no database of ours, or there is no room for it.
    """
    shown = clean_line(str(path))
    try:
        with _looked_at(path):
            copied = _copy_at_rest(shown, path, copy)
    except OSError as error:
        raise StorageError(
            f"{shown} cannot be copied to be looked at ({error.strerror}); "
            "check its permissions and the free space"
        ) from None
    _check_journal(shown, Path(f"{copy}-journal"))
    return copied


def size_at_rest(path: Path) -> int:
    """How large a database is that need not be copied.

    Raises:
        NotSo: The file is in use by this program itself.
        StorageError: It is missing, too large, or no database of ours.
    """
    with _looked_at(path):
        return _not_too_large(clean_line(str(path)), path.stat().st_size)


@contextlib.contextmanager
def _looked_at(path: Path) -> Iterator[None]:
    """Look at what a file says of itself; this program does not open it meanwhile."""
    shown = clean_line(str(path))
    held = lease(path, create=False)
    try:
        if held.header is None:
            raise NotSo(f"{shown} is open in this program; name another file")
        _check_page_size(shown, held.header)
        yield
    finally:
        held.release()


def _copy_at_rest(shown: str, path: Path, copy: Path) -> int:
    """Copy the files until none of them has changed meanwhile: half of a write is no database."""
    for _ in range(_MOST_BEGINNINGS):
        before = _as_it_stands(path)
        left = _room(shown, sum(size for size, _ in before.values()), copy.parent)
        copied = 0
        try:
            for name in before:
                source, target = Path(f"{path}{name}"), Path(f"{copy}{name}")
                copied += _copy_file(shown, source, target, left - copied)
            if _as_it_stands(path) == before:
                return copied
        except FileNotFoundError:
            path.stat()  # a side file may go; without the file itself there is nothing to copy
        for name in before:
            Path(f"{copy}{name}").unlink(missing_ok=True)
    raise StorageError(
        f"{shown} is being written while it is copied; try again when whoever writes is done"
    )


def _as_it_stands(path: Path) -> dict[str, tuple[int, int]]:
    """Which of its files there are, each with its size and time of change."""
    found: dict[str, tuple[int, int]] = {}
    for name in ("", *_SIDE_FILES):
        file = Path(f"{path}{name}")
        if not name or file.is_file():
            about = file.stat()
            found[name] = (about.st_size, about.st_mtime_ns)
    return found


def _check_page_size(shown: str, header: bytes) -> None:
    if len(header) < 18:
        return  # an unfinished first write: the journal tells
    (size,) = struct.unpack_from(">H", header, 16)
    size = _LARGEST_PAGE if size == 1 else size
    if not _SMALLEST_PAGE <= size <= _LARGEST_PAGE or size & (size - 1):
        raise NotALedger(f"{shown} says that its pages have {size} bytes, as none can; {ANOTHER}")


def _not_too_large(shown: str, size: int) -> int:
    if size > MOST_BYTES:
        raise StorageError(
            f"{shown} is larger than {MOST_BYTES // 1024**3} GB; ask for a copy "
            "without copies of pages (backup --without-copies)"
        )
    return size


def _room(shown: str, size: int, folder: Path) -> int:
    _not_too_large(shown, size)
    free = shutil.disk_usage(folder).free
    if size > free:
        raise StorageError(
            f"{shown} has {size // 1_000_000} MB, and in {folder.parent} are only "
            f"{free // 1_000_000} MB free for the copy that is looked at; free some space, or set "
            "TMPDIR to another folder"
        )
    return MOST_BYTES


def _copy_file(shown: str, source: Path, target: Path, left: int) -> int:
    """Copy one file; returns how many bytes that were."""
    opened = os.open(source, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(opened, "rb"), target.open("xb") as made:
        size = os.fstat(opened).st_size
        if size > left:
            raise StorageError(f"{shown} grows while it is copied; try again in a moment")
        copied = 0
        while copied < size and (found := _copy_some(opened, made.fileno(), size - copied)):
            copied += found
    return copied


def _copy_some(read: int, written: int, left: int) -> int:
    """Copy a part, within the system where that is possible: half the work of reading it."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            if copied := os.copy_file_range(read, written, min(_COPY_AT_ONCE, left)):
                return copied
    # Some file systems have no such way, and tell so by an error or by copying nothing.
    found = os.read(read, min(_COPY_BYTES, left))
    rest = memoryview(found)
    while rest:
        rest = rest[os.write(written, rest) :]
    return len(found)


def _check_journal(shown: str, journal: Path) -> None:
    """Refuse an unfinished write that spans several files; this program never makes one."""
    if not journal.exists():
        return
    with journal.open("rb") as file:
        file.seek(max(0, journal.stat().st_size - len(_SUPER_JOURNAL)))
        ending = file.read()
    if ending == _SUPER_JOURNAL:
        raise NotALedger(
            f"{shown}-journal names another file, as no journal of this program does; "
            "ask for another copy of both"
        )
