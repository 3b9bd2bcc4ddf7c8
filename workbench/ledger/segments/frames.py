"""The frames of which a file in a shared folder consists: each says how long it is and its hash.

A file is only ever added to. What does not fit its hash is passed over, up to the next frame
that does; so a torn end, a hole or a damaged place costs no more than itself.
"""

import hashlib
import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

HEADER: Final = b"H"
EVENTS: Final = b"E"
PART: Final = b"P"

MOST_PAYLOAD_BYTES: Final = 4 * 1024 * 1024
MOST_RAW_BYTES: Final = 4 * 1024 * 1024
"""Of the events in one frame, unpacked."""
MOST_DAMAGES: Final = 100
"""Passed over in one file before the rest of it is left; a file of nothing but beginnings of
frames would cost hours otherwise."""
_MAGIC: Final = b"\x89wbs"
_PREFIX: Final = struct.Struct(">4scI16s")
_EVENT: Final = struct.Struct(">32sI")
_PART: Final = struct.Struct(">I")
_LOOKED_THROUGH_BYTES: Final = 1024 * 1024


class Frame(NamedTuple):
    """A frame whose hash is right, and where in its file it lies."""

    kind: bytes
    payload: bytes
    start: int
    end: int


def frame(kind: bytes, payload: bytes) -> bytes:
    """The bytes of a frame."""
    return _PREFIX.pack(_MAGIC, kind, len(payload), _digest(kind, payload)) + payload


def frames_in(descriptor: int, start: int = 0) -> Iterator[Frame]:
    """The frames of an open file from an offset on, whatever lies between them."""
    at, damages = start, 0
    while True:
        found = _frame_at(descriptor, at)
        if found is not None:
            yield found
            at = found.end
            continue
        damages += 1
        following = _next_magic(descriptor, at + 1)
        if following is None or damages > MOST_DAMAGES:
            return
        at = following


def _frame_at(descriptor: int, at: int) -> Frame | None:
    prefix = os.pread(descriptor, _PREFIX.size, at)
    if len(prefix) < _PREFIX.size:
        return None
    magic, kind, size, digest = _PREFIX.unpack(prefix)
    if magic != _MAGIC or size > MOST_PAYLOAD_BYTES:
        return None
    payload = os.pread(descriptor, size, at + _PREFIX.size)
    if len(payload) < size or _digest(kind, payload) != digest:
        return None
    return Frame(kind, payload, at, at + _PREFIX.size + size)


def _next_magic(descriptor: int, at: int) -> int | None:
    while found := os.pread(descriptor, _LOOKED_THROUGH_BYTES, at):
        place = found.find(_MAGIC)
        if place >= 0:
            return at + place
        if len(found) < len(_MAGIC):
            return None
        at += len(found) - len(_MAGIC) + 1
    return None


def _digest(kind: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(kind + payload).digest()[:16]


def pack_events(pairs: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Events as the payload of a frame, compressed."""
    raw = b"".join(_EVENT.pack(identifier, len(body)) + body for identifier, body in pairs)
    return zlib.compress(raw, 6)


def unpack_events(payload: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """The events in a payload, and whether each has the hash that its id says."""
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(payload, MOST_RAW_BYTES)
    except zlib.error:
        return
    if not unpacker.eof:
        return
    at = 0
    while at + _EVENT.size <= len(raw):
        identifier, size = _EVENT.unpack_from(raw, at)
        at += _EVENT.size
        body = raw[at : at + size]
        at += size
        yield identifier, body, hashlib.sha256(body).digest()[:24] == identifier[8:]


def pack_part(number: int, data: bytes) -> bytes:
    """A compressed part of kept bytes as the payload of a frame."""
    return _PART.pack(number) + data


def unpack_part(payload: bytes) -> tuple[int, bytes]:
    """The number and the compressed bytes of a part; nothing about them is sure.

    A payload that is too short is part 0 of nothing, which has no hash.
    """
    if len(payload) < _PART.size:
        return 0, b""
    return _PART.unpack_from(payload)[0], payload[_PART.size :]
