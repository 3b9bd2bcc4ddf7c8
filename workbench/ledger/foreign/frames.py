"""What the child process and this program say to each other: small frames of plain bytes.

A frame is one letter, a length and that many bytes. Both sides of the pipe are suspicious: a
frame that is longer than it may be, or is cut off, ends the conversation.
"""

import struct
from collections.abc import Iterator
from typing import Final

PREFIX: Final = struct.Struct(">cI")
MOST_FRAME_BYTES: Final = 16 * 1024 * 1024
IN_PLACE: Final = "still"
"""The last word of the command where the file is to be read where it lies."""

FACTS: Final = b"F"
"""What the file is, as JSON; the first frame where all is well."""
REFUSED: Final = b"R"
"""The file is not to be read, as JSON: which error and what to say."""
MOVING: Final = b"M"
"""The file cannot be read where it lies, since it may change; nothing of it counts."""
EVENTS: Final = b"E"
PROGRESS: Final = b"P"
"""How many events were looked at by now, in decimal digits."""
EVENTS_DONE: Final = b"D"
"""What became of all events, as JSON."""
DIGESTS: Final = b"G"
"""Hashes of kept bytes, 32 bytes each; an empty frame is the last one."""
PART: Final = b"B"
"""A part of kept bytes: its number and the bytes."""
PARTS_DONE: Final = b"N"
"""The end of kept bytes; what kept them from being read, if anything did."""

_EVENT: Final = struct.Struct(">32sI")
_PART: Final = struct.Struct(">q")


class BadFrame(ValueError):
    """The other side does not keep to the frames."""


def pack_event(identifier: bytes, body: bytes) -> bytes:
    """One event within a frame of events."""
    return _EVENT.pack(identifier, len(body)) + body


def unpack_events(payload: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The ids and bodies in a frame of events.

    Raises:
        BadFrame: A body is cut off.
    """
    place = 0
    while place < len(payload):
        if place + _EVENT.size > len(payload):
            raise BadFrame
        identifier, size = _EVENT.unpack_from(payload, place)
        place += _EVENT.size
        if place + size > len(payload):
            raise BadFrame
        yield identifier, payload[place : place + size]
        place += size


def pack_part(number: int, data: bytes) -> bytes:
    """A part of kept bytes."""
    return _PART.pack(number) + data


def unpack_part(payload: bytes) -> tuple[int, bytes]:
    """The number and the bytes of a part.

    Raises:
        BadFrame: It is none.
    """
    if len(payload) < _PART.size:
        raise BadFrame
    return _PART.unpack_from(payload)[0], payload[_PART.size :]
