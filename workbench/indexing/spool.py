"""Whole numbers put aside in shards: a little of each in memory, the rest in a file."""

from array import array
from io import RawIOBase
from typing import Final

from workbench.errors import StorageError

_HELD: Final = 8_192


class Spool:
    """Numbers of up to 64 bits in ``shards`` heaps, each read back once, with a file for them."""

    def __init__(self, file: RawIOBase, shards: int) -> None:
        self.shards = shards
        self._held = [array("Q") for _ in range(shards)]
        self._places: list[list[tuple[int, int]]] = [[] for _ in range(shards)]
        self._file = file
        self._end = 0

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
                "there is no room beside the index of claims for looking at all pairs; "
                "free some space and repeat it"
            )

    def take(self, shard: int) -> "array[int]":
        """All numbers of a shard, in the order in which they came."""
        numbers = array("Q")
        for start, length in self._places[shard]:
            self._file.seek(start)
            numbers.frombytes(self._file.read(length) or b"")
        numbers.extend(self._held[shard])
        del self._held[shard][:]
        return numbers
