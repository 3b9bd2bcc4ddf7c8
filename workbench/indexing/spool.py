"""Whole numbers put aside in shards: a little of each in memory, the rest in a file.

The file has no name and is gone when it is closed, or when the program ends however it ends.
"""

import tempfile
from array import array
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from workbench.errors import StorageError
from workbench.text import clean_line

_HELD: Final = 8_192


class Spool:
    """Numbers of up to 64 bits in ``shards`` heaps, each read back once.

    The file lies in ``folder``, or where temporary files lie.
    """

    def __init__(self, shards: int, folder: Path | None = None) -> None:
        self.shards = shards
        self._held = [array("Q") for _ in range(shards)]
        self._places: list[list[tuple[int, int]]] = [[] for _ in range(shards)]
        self._folder = folder
        self._closing = ExitStack()
        self._file = self._closing.enter_context(tempfile.TemporaryFile(buffering=0, dir=folder))
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.close()

    @property
    def heaps(self) -> "list[array[int]]":
        """The heaps to append to; :meth:`settle` is to be called now and then."""
        return self._held

    def settle(self) -> None:
        """Put full heaps into the file.

        Raises:
            StorageError: The disk takes nothing more.
        """
        for shard, held in enumerate(self._held):
            if len(held) >= _HELD:
                written = held.tobytes()
                self._file.seek(self._end)
                self._put(written)
                self._places[shard].append((self._end, len(written)))
                self._end += len(written)
                del held[:]

    def _put(self, written: bytes) -> None:
        try:
            complete = self._file.write(written) == len(written)
        except OSError:
            complete = False
        if not complete:
            raise StorageError(
                f"there is no room in {clean_line(str(self._folder or tempfile.gettempdir()))} for looking at all "
                "pairs; free some space and repeat it"
            )

    def take(self, shard: int) -> "array[int]":
        """All numbers of a shard, in the order in which they came."""
        numbers = array("Q")
        for start, length in self._places[shard]:
            self._file.seek(start)
            numbers.frombytes(self._file.read(length))
        numbers.extend(self._held[shard])
        del self._held[shard][:]
        return numbers
