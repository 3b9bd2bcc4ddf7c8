"""The vectors of the claims of one project, in a file of the cache that is only added to.

One file for each project and model. A record has the key of a claim, a mark of the words that were
encoded, and the vector in steps of 1/127 of its largest number; the last record of a key counts. A
file that is not ours, or another program is in the midst of writing, gives way or is left alone:
all of it can be made again.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from workbench.indexing.cache_file import cache_path

__all__ = ["VectorFile", "mark_of", "vectors_path"]

_MAGIC: Final = b"WBVECS01"
_STAMP_BYTES: Final = 116
_HEADER_BYTES: Final = 128
_STEPS: Final = 127
_ROWS_AT_ONCE: Final = 16_384
SCANNED_CLAIMS: Final = 200_000
"""Beyond so many claims vectors put candidates in order, and find none."""

Vectors = NDArray[np.float32]


def vectors_path(folder: Path, project: str, model: str) -> Path:
    """Where the vectors of a project by a model lie."""
    return cache_path(folder, project).with_suffix(f".{model}.vectors")


def mark_of(text: str) -> int:
    """A number by which the same text is known again."""
    told = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(told.digest(), "little")


class VectorFile:
    """The vectors in a file, for one thread; other processes may add to it at the same time."""

    def __init__(self, path: Path, size: int) -> None:
        self.path = path
        self.size = size
        self._form = np.dtype(
            [("key", "<i8"), ("mark", "<u8"), ("step", "<f4"), ("vector", "i1", (size,))]
        )
        self._rows: NDArray[Any] = np.empty(0, dtype=self._form)
        self._keys: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._last: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._bytes = -1
        self._prepare()

    @property
    def count(self) -> int:
        """How many claims have a vector."""
        self._look_again()
        return len(self._keys)

    @property
    def stamp(self) -> str:
        """The state of the claims of which all have a vector; empty if that was never so."""
        with self.path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
        return header[-_STAMP_BYTES:].rstrip(b"\0").decode("utf-8", "replace")

    def set_stamp(self, stamp: str) -> None:
        """Say that all claims have a vector."""
        told = stamp.encode()
        if len(told) <= _STAMP_BYTES:
            with self._locked() as file:
                os.pwrite(file, told.ljust(_STAMP_BYTES, b"\0"), _HEADER_BYTES - _STAMP_BYTES)

    def add(self, keys: Sequence[int], marks: Sequence[int], vectors: Vectors) -> None:
        """Add vectors, or give known claims others."""
        rows = np.zeros(len(keys), dtype=self._form)
        rows["key"], rows["mark"] = keys, marks
        steps = np.abs(vectors).max(axis=1) / _STEPS
        rows["step"] = steps
        rows["vector"] = np.rint(vectors / np.maximum(steps, 1e-9)[:, None])
        with self._locked() as file:
            end = os.fstat(file).st_size
            whole = end - (end - _HEADER_BYTES) % self._form.itemsize
            os.ftruncate(file, whole)
            os.pwrite(file, rows.tobytes(), whole)

    def lacking(self, keys: Sequence[int], marks: Sequence[int]) -> list[int]:
        """The places in ``keys`` of those without a vector of just these words."""
        rows = self._rows_of(keys, marks)
        return [at for at, row in enumerate(rows.tolist()) if row < 0]

    def cosines(
        self, vector: Vectors, keys: Sequence[int], marks: Sequence[int]
    ) -> list[float | None]:
        """How near claims are to a vector; ``None`` where these words have none."""
        rows = self._rows_of(keys, marks)
        there = rows >= 0
        found: list[float | None] = [None] * len(keys)
        values = self._products(vector, self._rows[rows[there]])
        for at, value in zip(np.flatnonzero(there).tolist(), values.tolist(), strict=True):
            found[at] = value
        return found

    def nearest(self, vector: Vectors, limit: int) -> list[int]:
        """The keys of the claims nearest to a vector, best first."""
        self._look_again()
        if not len(self._keys) or len(self._keys) > SCANNED_CLAIMS:
            return []
        pieces = [
            self._products(vector, self._rows[self._last[start : start + _ROWS_AT_ONCE]])
            for start in range(0, len(self._last), _ROWS_AT_ONCE)
        ]
        values = np.concatenate(pieces)
        order = np.argsort(-values, kind="stable")[:limit]
        return [int(key) for key in self._keys[order]]

    def _products(self, vector: Vectors, rows: NDArray[Any]) -> Vectors:
        made: Vectors = (rows["vector"].astype(np.float32) @ vector) * rows["step"]
        return made

    def _rows_of(self, keys: Sequence[int], marks: Sequence[int]) -> NDArray[np.int64]:
        """The last record of each claim; -1 where there is none of just these words."""
        self._look_again()
        found = np.full(len(keys), -1, dtype=np.int64)
        if not len(self._keys) or not keys:
            return found
        asked = np.asarray(keys, dtype=np.int64)
        places = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        rows = self._last[places]
        held = self._rows[rows]
        same = (held["key"] == asked) & (held["mark"] == np.asarray(marks, dtype=np.uint64))
        found[same] = rows[same]
        return found

    def _look_again(self) -> None:
        """Take note of what this or another process has added."""
        size = self.path.stat().st_size
        if size == self._bytes:
            return
        count = max(size - _HEADER_BYTES, 0) // self._form.itemsize
        if count:
            self._rows = np.memmap(
                self.path, dtype=self._form, mode="r", offset=_HEADER_BYTES, shape=(count,)
            )
            keys = np.asarray(self._rows["key"])
            order = np.argsort(keys, kind="stable")
            ordered = keys[order]
            last = np.append(ordered[1:] != ordered[:-1], True)
            self._keys, self._last = ordered[last], order[last]
        else:
            self._rows = np.empty(0, dtype=self._form)
            self._keys = self._last = np.empty(0, dtype=np.int64)
        self._bytes = size

    def _prepare(self) -> None:
        """Make the file, and make it anew if it is not as it should be."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._locked() as file:
            wanted = _MAGIC + self.size.to_bytes(4, "little")
            if os.pread(file, len(wanted), 0) != wanted or os.fstat(file).st_size < _HEADER_BYTES:
                os.ftruncate(file, 0)
                os.pwrite(file, wanted.ljust(_HEADER_BYTES, b"\0"), 0)

    @contextmanager
    def _locked(self) -> Iterator[int]:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(self.path, flags, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
        finally:
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_UN)
            os.close(file)
