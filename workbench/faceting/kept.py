"""The places of a column as they lie in a file, read anew each time they are wanted.

The system keeps the file's pages for all programs. To copy a million numbers out of them takes
less than a thousandth of a second, so none are held in memory between two questions.
"""

import os
import weakref
from array import array
from pathlib import Path
from typing import Final

from workbench.errors import StorageError

LOST: Final = "the cached counts were damaged while they were in use; ask again"


class KeptFile:
    """A file that stays open for reading, also when another takes its name."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)
        self._close = weakref.finalize(self, os.close, self._descriptor)
        self.size = os.fstat(self._descriptor).st_size
        self.lost = False

    def read(self, offset: int, size: int) -> bytes:
        """So many bytes from a place.

        Raises:
            StorageError: They cannot be read any more.
        """
        try:
            found = os.pread(self._descriptor, size, offset)
        except OSError:
            found = b""
        if len(found) != size:
            self.lost = True
            raise StorageError(LOST)
        return found


class KeptPlaces:
    """The places of one column in such a file."""

    __slots__ = ("_file", "_offset", "itemsize", "length", "typecode")

    def __init__(self, file: KeptFile, offset: int, typecode: str, length: int) -> None:
        self._file = file
        self._offset = offset
        self.typecode = typecode
        self.itemsize = array(typecode).itemsize
        self.length = length

    def __getitem__(self, number: int) -> int:
        """The place of one claim."""
        found = self._file.read(self._offset + number * self.itemsize, self.itemsize)
        return array(self.typecode, found)[0]

    def all(self) -> "array[int]":
        """The places of all claims, for whoever asked alone."""
        return array(self.typecode, self.bytes())

    def bytes(self) -> bytes:
        """The same as they lie in the file."""
        return self._file.read(self._offset, self.length * self.itemsize)
