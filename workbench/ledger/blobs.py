"""Bytes kept by their hash: documents now, captures later. Compressed, in parts."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

PART_BYTES: Final = 1_000_000
"""Bytes in a part before compression; a part that does not compress stays under 1 MiB."""


class BlobDamaged(ValueError):
    """The kept bytes are missing or are not what their hash says."""


def keep(connection: sqlite3.Connection, data: bytes) -> str:
    """Keep bytes in the transaction that is open, and return their SHA-256."""
    digest = hashlib.sha256(data)
    known = connection.execute(
        "SELECT 1 FROM blob WHERE sha256 = ? LIMIT 1", (digest.digest(),)
    ).fetchone()
    if known is None:
        starts = range(0, max(len(data), 1), PART_BYTES)
        connection.executemany(
            "INSERT INTO blob VALUES (?, ?, ?)",
            (
                (digest.digest(), part, zlib.compress(data[start : start + PART_BYTES], 6))
                for part, start in enumerate(starts)
            ),
        )
    return digest.hexdigest()


def join(digest: bytes, parts: Iterable[tuple[int, bytes]]) -> bytes:
    """Put the parts of kept bytes together again, given in order.

    Raises:
        BlobDamaged: A part is missing or damaged, or the hash is another.
    """
    data = b"".join(_unpacked(parts))
    if hashlib.sha256(data).digest() != digest:
        raise BlobDamaged("the bytes are not what their hash says")
    return data


def _unpacked(parts: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    expected = 0
    for part, packed in parts:
        if part != expected:
            raise BlobDamaged(f"part {expected} is missing")
        unpacker = zlib.decompressobj()
        try:
            data = unpacker.decompress(packed, PART_BYTES)
            more = unpacker.decompress(unpacker.unconsumed_tail, 1)
        except zlib.error as error:
            raise BlobDamaged(f"part {part} is damaged ({error})") from None
        if more:
            raise BlobDamaged(f"part {part} is larger than a part can be")
        if not unpacker.eof:
            raise BlobDamaged(f"part {part} is damaged (it ends too early)")
        expected += 1
        yield data
    if expected == 0:
        raise BlobDamaged("the bytes are missing")
