"""Unpacking a body in pieces of bounded size, one layer only.

The HTTP library would unpack whatever the server names, in one go: 809 bytes can become two
gigabytes. Here at most :data:`PIECE_BYTES` exist beside what the caller keeps.
"""

import zlib
from collections.abc import Iterator
from typing import Final, Protocol

from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching.failures import Failure
from workbench.text import clean_line

ACCEPTED: Final = "gzip, deflate"
PIECE_BYTES: Final = 256 * 1024
MAX_MEMBERS: Final = 1000
_GZIP_MAGIC: Final = b"\x1f\x8b"


class Decoder(Protocol):
    """Turns the bytes of the wire into those of the page."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Unpack the next bytes, piece by piece.

        Raises:
            Failure: They are not what the server said they were.
        """
        ...

    @property
    def complete(self) -> bool:
        """Whether nothing is missing at the end."""
        ...


def decoder_for(encoding: str | None) -> Decoder:
    """The decoder for a Content-Encoding header.

    Raises:
        Failure: The encoding was not asked for, or there are several on top of each other.
    """
    named = [part.strip().lower() for part in (encoding or "").split(",")]
    named = [part for part in named if part not in ("", "identity")]
    if not named:
        return _Plain()
    if len(named) > 1:
        raise Failure(
            Outcome.PROTOCOL,
            f"the page is packed {len(named)} times over ({clean_line(', '.join(named), 60)}), "
            "which is not unpacked",
        )
    match named[0]:
        case "gzip" | "x-gzip":
            return _Gzip()
        case "deflate":
            return _Deflate()
    raise Failure(
        Outcome.PROTOCOL,
        f"the page is packed with {clean_line(named[0], 40)}, which was not asked for",
    )


class _Plain:
    complete = True

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data


class _Gzip:
    def __init__(self) -> None:
        self._member = zlib.decompressobj(31)
        self._members = 1
        self._between = b""
        self._ended = False
        self._begun = False

    @property
    def complete(self) -> bool:
        return not self._begun or self._member.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._begun = self._begun or bool(data)
        while data and not self._ended:
            if self._member.eof:
                data = self._between + data
                self._between = b""
                if len(data) < len(_GZIP_MAGIC):
                    self._between = data
                    return
                # what follows the last member is padding, and ignored by every reader
                if not data.startswith(_GZIP_MAGIC):
                    self._ended = True
                    return
                self._next_member()
            yield from _unpack(self._member, data, "gzip")
            data = self._member.unused_data

    def _next_member(self) -> None:
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise Failure(Outcome.PROTOCOL, "the page is packed in too many parts to be unpacked")
        self._member = zlib.decompressobj(31)


class _Deflate:
    """Both things that servers call deflate: with the header of zlib, and without."""

    def __init__(self) -> None:
        self._stream: zlib._Decompress | None = None
        self._head = b""

    @property
    def complete(self) -> bool:
        return not self._head if self._stream is None else self._stream.eof

    def feed(self, data: bytes) -> Iterator[bytes]:
        if self._stream is None:
            self._head += data
            if len(self._head) < 2:
                return
            first, second = self._head[0], self._head[1]
            wrapped = first & 0x0F == 8 and (first << 8 | second) % 31 == 0
            self._stream = zlib.decompressobj(15 if wrapped else -15)
            data = self._head
        if not self._stream.eof:
            yield from _unpack(self._stream, data, "deflate")


def _unpack(stream: "zlib._Decompress", data: bytes, name: str) -> Iterator[bytes]:
    while True:
        try:
            piece = stream.decompress(data, PIECE_BYTES)
        except zlib.error:
            raise Failure(
                Outcome.PROTOCOL, f"the page is said to be packed with {name}, but that is broken"
            ) from None
        yield piece
        data = stream.unconsumed_tail
        # a full piece may leave more behind even when all the input is used up
        if stream.eof or (not data and len(piece) < PIECE_BYTES):
            return
