"""A process that copies a file which others may be writing to; it needs nothing but Python.

It is a process of its own because a system forgets all locks that a process has on a file when that
process closes the file anywhere, those that SQLite holds on it as well.

It copies the file as it finds it and says so. If it is then told ``again``, because somebody wrote
meanwhile, whoever asks keeps writers away, and what differs is copied once more. Or it copies the
parts that it is told, one a line, while whoever asks keeps writers away from each.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

_BLOCK_BYTES: Final = 1 << 20
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


def copy_parts(source: Path, target: Path, asked: Iterable[bytes], told: BinaryIO) -> None:
    """Copy parts, each asked for by its place and size, and say of each that it is done."""
    with source.open("rb", buffering=0) as given, target.open("r+b", buffering=0) as made:
        for line in asked:
            place, size = map(int, line.split())
            copy_part(given.fileno(), made.fileno(), place, size)
            told.write(DONE)
            told.flush()


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
