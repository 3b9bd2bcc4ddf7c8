"""Copying the pages of a database that others go on writing to.

A small file is copied page by page by SQLite. A large one is copied by a process of its own with
what the system has for copying files, which takes a sixth of the work. Either way it is done a part
at a time: a lock for reading is held while a part is copied, and if somebody wrote in between, all
is copied anew.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from workbench.errors import StorageError
from workbench.ledger import copy_process
from workbench.ledger.connection import end_reading
from workbench.text import clean_line

_PAGES_AT_ONCE: Final = 20_000
_RETRY_SECONDS: Final = 0.02
_COPIED: Final = 0
_MOST_BEGINNINGS: Final = 3
_LARGE_BYTES: Final = 128 * 1024 * 1024
"""So large a file is worth a process that copies it."""
_PART_BYTES: Final = 64 * 1024 * 1024
_NO_LIMIT: Final = sys.maxsize


class Stopped(Exception):
    """A copy is not wanted any more."""


class _Restless(Exception):
    """Others write so often that copying part by part never comes to an end."""


def copy_database(
    source: sqlite3.Connection, path: Path, target: Path, stopped: Callable[[], bool] = bool
) -> None:
    """Copy a database into a file as it is at some moment meanwhile; the file is not yet durable.

    Raises:
        Stopped: So it was told.
        OSError: There is no room for it.
        sqlite3.Error: It cannot be read or, page by page, not be written.
    """
    if not _is_plain(source):
        _copy_by_pages(source, target, stopped)
        return
    with _process(path, target) as process:
        for part in (*[_PART_BYTES] * _MOST_BEGINNINGS, _NO_LIMIT):
            size = _copied_by_parts(source, process, part, stopped)
            if size is not None:
                os.truncate(target, size)
                return


def copy_pages(
    source: sqlite3.Connection, copy: sqlite3.Connection, stopped: Callable[[], bool] = bool
) -> None:
    """Copy a database as it is, a part at a time, so that others can write in between.

    Whoever writes makes the copying begin anew. Where that happens again and again it is done in
    one go instead, and who writes waits for its end.

    Raises:
        Stopped: So it was told.
    """
    least = [sys.maxsize]
    begun = [0]

    def glance(status: int, left: int, _all: int) -> None:
        if stopped():
            raise Stopped
        begun[0] += status == _COPIED and left >= least[0]
        least[0] = left
        if begun[0] > _MOST_BEGINNINGS:
            raise _Restless

    try:
        source.backup(copy, pages=_PAGES_AT_ONCE, progress=glance, sleep=_RETRY_SECONDS)
    except _Restless:
        source.backup(copy, pages=-1, sleep=_RETRY_SECONDS)


def _is_plain(source: sqlite3.Connection) -> bool:
    """Whether the file is large, and all of the database whenever it may be read."""
    (mode,) = source.execute("PRAGMA journal_mode").fetchone()
    return mode != "wal" and _size(source) >= _LARGE_BYTES


def _size(source: sqlite3.Connection) -> int:
    pages: int = source.execute("PRAGMA page_count").fetchone()[0]
    page: int = source.execute("PRAGMA page_size").fetchone()[0]
    return pages * page


def _copy_by_pages(source: sqlite3.Connection, target: Path, stopped: Callable[[], bool]) -> None:
    copy = sqlite3.connect(target)
    try:
        copy.execute("PRAGMA synchronous=OFF")  # it is made durable as a whole at the end
        copy_pages(source, copy, stopped)
    finally:
        copy.close()


class _Process:
    """The process that copies."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def copy(self, place: int, size: int) -> None:
        """Copy a part.

        Raises:
            OSError: It cannot be written.
        """
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(b"%d %d\n" % (place, size))
            process.stdin.flush()
        except OSError:
            pass  # it has ended, and says why
        if process.stdout.readline() != copy_process.DONE:
            raise self._failed()

    def _failed(self) -> OSError:
        assert self._process.stderr is not None
        told = self._process.stderr.read().decode(errors="replace").strip().rpartition("] ")[2]
        return OSError(0, clean_line(told, 100) or "the copying was ended")


@contextmanager
def _process(path: Path, target: Path) -> Iterator[_Process]:
    """Start the process; it is gone at the end.

    Raises:
        StorageError: It cannot be started.
    """
    program = (sys.executable, "-I", "-B", copy_process.__file__)
    try:
        process = subprocess.Popen(
            [*program, str(path.absolute()), str(target), copy_process.PARTS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise StorageError(
            f"the program that copies {clean_line(str(path))} could not be started "
            f"({error.strerror}); close other programs and try again"
        ) from None
    with process:
        try:
            yield _Process(process)
        finally:
            process.kill()


def _copied_by_parts(
    source: sqlite3.Connection, process: _Process, part: int, stopped: Callable[[], bool]
) -> int | None:
    """Copy all parts; returns how many bytes, or nothing as soon as somebody else has written."""
    place, then = 0, None
    while True:
        if stopped():
            raise Stopped
        source.execute("BEGIN")
        try:
            size = _size(source)  # the first read takes the lock
            now = source.execute("PRAGMA data_version").fetchone()[0]
            if then is not None and now != then:
                return None
            then = now
            if place < size:
                process.copy(place, min(part, size - place))
                place += min(part, size - place)
            if place >= size:
                return size
        finally:
            end_reading(source)
