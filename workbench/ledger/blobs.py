"""Bytes kept by their hash: documents now, captures later. Compressed, in parts."""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workbench.errors import NotSo

PART_BYTES: Final = 1_000_000
"""Bytes in a part before compression; a part that does not compress stays under 1 MiB."""


LEFT_OUT: Final = "left-out:"
"""How the key of a note about bytes that are not in this file begins; their hash follows."""
REDACTED: Final = "redacted:bytes:"
"""The same for bytes that were removed for good."""
PAGE_PARTS: Final = "('body', 'main', 'visible')"
"""The parts of a capture, as SQL: what a project can be shared without."""
TEXT_PARTS: Final = "('main', 'visible')"
"""Those of them that are its words."""


class BlobDamaged(ValueError):
    """The kept bytes are missing or are not what their hash says."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes made ready to be kept: their hash and their compressed parts."""

    digest: bytes
    parts: tuple[bytes, ...]

    @property
    def sha256(self) -> str:
        """The hash in hexadecimal digits."""
        return self.digest.hex()


def pack(data: bytes) -> Packed:
    """Hash and compress bytes. This is the slow part, and needs no transaction."""
    starts = range(0, max(len(data), 1), PART_BYTES)
    return Packed(
        hashlib.sha256(data).digest(),
        tuple([zlib.compress(data[start : start + PART_BYTES], 6) for start in starts]),
    )


def keep(connection: sqlite3.Connection, data: bytes | Packed) -> str:
    """Keep bytes in the transaction that is open, and return their SHA-256."""
    digest = data.digest if isinstance(data, Packed) else hashlib.sha256(data).digest()
    if not is_kept(connection, digest):
        _refuse_redacted(connection, digest)
        packed = data if isinstance(data, Packed) else pack(data)
        connection.executemany(
            "INSERT INTO blob VALUES (?, ?, ?)",
            [(digest, part, packed_part) for part, packed_part in enumerate(packed.parts)],
        )
        connection.execute("DELETE FROM local WHERE key = ?", (LEFT_OUT + digest.hex(),))
    return digest.hex()


def _refuse_redacted(connection: sqlite3.Connection, digest: bytes) -> None:
    found = connection.execute("SELECT 1 FROM local WHERE key = ?", (REDACTED + digest.hex(),))
    if found.fetchone() is not None:
        raise NotSo(
            f"these bytes ({digest.hex()[:8]}) were redacted from this file and are not taken in "
            "again; to keep them, make another database"
        )


def is_kept(connection: sqlite3.Connection, digest: bytes) -> bool:
    """Whether bytes of this hash are in the file."""
    found = connection.execute("SELECT 1 FROM blob WHERE sha256 = ? LIMIT 1", (digest,))
    return found.fetchone() is not None


def note_left_out(connection: sqlite3.Connection) -> None:
    """Note which page copies this file has not, so that a check knows of it.

    Whatever else the log names must be in the file; a page may stay out when a project is
    shared, and does not come along with events from elsewhere.
    """
    connection.execute(
        "INSERT OR IGNORE INTO local SELECT DISTINCT ? || lower(hex(sha256)), ''"
        f" FROM kept WHERE part IN {PAGE_PARTS} AND NOT EXISTS"
        " (SELECT 1 FROM blob WHERE blob.sha256 = kept.sha256)",
        (LEFT_OUT,),
    )


def join(digest: bytes, parts: Iterable[tuple[int, bytes]]) -> bytes:
    """Put the parts of kept bytes together again, given in order.

    Raises:
        BlobDamaged: A part is missing or damaged, or the hash is another.
    """
    data = b"".join(unpacked(parts))
    if hashlib.sha256(data).digest() != digest:
        raise BlobDamaged("the bytes are not what their hash says")
    return data


def unpacked(parts: Iterable[tuple[int, bytes]]) -> Iterator[bytes]:
    """The bytes of each part, given in order; no part may grow beyond its size.

    Raises:
        BlobDamaged: A part is missing or damaged.
    """
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
