"""A process that copies a file which others may be writing to; it needs nothing but Python.

It is a process of its own because a system forgets all locks that a process has on a file when that
process closes the file anywhere, those that SQLite holds on it as well.

It copies the file as it finds it and says so. If it is then told ``again``, because somebody wrote
meanwhile, whoever asks keeps writers away, and what differs is copied once more. Or it copies the
parts that it is told, one a line, while whoever asks keeps writers away from each.
"""

import mmap
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

_BLOCK_BYTES: Final = 1 << 20
_DIRECT_BYTES: Final = 1 << 22
_ALIGNED: Final = 1 << 12
"""To such a multiple lies what is written past the memory of the system."""
AGAIN: Final = b"again\n"
DONE: Final = b"done\n"
PARTS: Final = "parts"


def copy(source: Path, target: Path) -> None:
    """Copy a file in the quickest way that the system has; some need no room for it."""
    with source.open("rb") as given, target.open("wb") as made:
        try:
            while os.copy_file_range(given.fileno(), made.fileno(), _BLOCK_BYTES * 64):
                pass
        except (AttributeError, OSError):
            given.seek(0)
            made.seek(0)
        # What has no such way says so by an error, or copies nothing.
        while block := given.read(_BLOCK_BYTES):
            made.write(block)


def mend(source: Path, target: Path) -> None:
    """Copy those blocks again that differ."""
    with source.open("rb", buffering=0) as given, target.open("r+b", buffering=0) as made:
        length = 0
        while block := given.read(_BLOCK_BYTES):
            if made.read(len(block)) != block:
                made.seek(length)
                made.write(block)
            length += len(block)
        made.truncate(length)


def copy_part(given: int, made: int, place: int, size: int) -> None:
    """Copy a part of one open file into the same place of another."""
    end = place + size
    try:
        while place < end and (
            copied := os.copy_file_range(given, made, end - place, place, place)
        ):
            place += copied
    except (AttributeError, OSError):
        while place < end and (block := os.pread(given, min(_BLOCK_BYTES, end - place), place)):
            place += os.pwrite(made, block, place)
    if place < end:
        raise EOFError("the file ended")


class Past:
    """Writes a file past the memory of the system, where that has a way.

    A large copy is not read again at once. Kept in memory it would push out what others need there,
    and finding that much free memory takes longer than all the copying.
    """

    def __init__(self, target: Path) -> None:
        self._block = mmap.mmap(-1, _DIRECT_BYTES)
        self._made = -1
        with suppress(AttributeError, OSError):
            self._made = os.open(target, os.O_WRONLY | os.O_DIRECT)

    def copy(self, given: int, place: int, size: int) -> int:
        """Copy what can be copied so of a part; returns how much that is."""
        done = 0
        while self._made >= 0 and (wanted := min(size - done, _DIRECT_BYTES) & -_ALIGNED):
            with memoryview(self._block) as block:
                found = os.preadv(given, [block[:wanted]], place + done) & -_ALIGNED
                try:
                    written = os.pwrite(self._made, block[:found], place + done) if found else 0
                except OSError:
                    written = 0
            if not written:
                # The rest is written as ever, which tells what is wrong if anything is.
                self.close()
                break
            done += written & -_ALIGNED
        return done

    def close(self) -> None:
        """Write no more."""
        if self._made >= 0:
            os.close(self._made)
        self._made = -1


def copy_parts(source: Path, target: Path, asked: Iterable[bytes], told: BinaryIO) -> None:
    """Copy parts, each asked for by its place and size, and say of each that it is done."""
    past = Past(target)
    with source.open("rb", buffering=0) as given, target.open("r+b", buffering=0) as made:
        for line in asked:
            place, size = map(int, line.split())
            done = past.copy(given.fileno(), place, size)
            if done < size:
                copy_part(given.fileno(), made.fileno(), place + done, size - done)
            told.write(DONE)
            told.flush()
    past.close()


def main(source: str, target: str, how: str = "") -> None:
    """Copy, say so, and mend the copy if asked to."""
    if how == PARTS:
        copy_parts(Path(source), Path(target), sys.stdin.buffer, sys.stdout.buffer)
        return
    copy(Path(source), Path(target))
    sys.stdout.buffer.write(DONE)
    sys.stdout.buffer.flush()
    if sys.stdin.buffer.readline() == AGAIN:
        mend(Path(source), Path(target))
        sys.stdout.buffer.write(DONE)


if __name__ == "__main__":
    main(*sys.argv[1:])
