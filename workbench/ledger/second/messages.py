"""What the two processes say to each other: frames of MessagePack, each with its length before it.

Both are this program, at work on one file; so a frame that does not fit ends the conversation.
"""

import struct
from collections.abc import Callable
from typing import Any, Final

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder

from workbench.ledger.events import Event
from workbench.ledger.folding.additions import Additions, Lot
from workbench.ledger.folding.afresh import Afresh

LENGTH: Final = struct.Struct(">I")
_ENCODER: Final = Encoder()

_Id = bytes
_Ids = tuple[bytes, ...]
_Event = tuple[
    _Id,  # and its version, kind, writer, reviewer, seq, previous
    int,
    str,
    str,
    str,
    int,
    _Id | None,
    int,  # its clock; then act, entity, field, whether there is a value
    str,
    str,
    str,
    bool,
    _Ids,  # what it supersedes; then adjudicates, label, claims
    bool,
    str | None,
    tuple[str, ...],
]
"""The fields of an event in turn."""
Entry = tuple[int, int, bytes, str, str, int, int, int, int]
"""An entry about a claim: the columns of a ``ClaimEntry``."""


class Page(Struct, array_like=True, gc=False):
    """Some rows of the log: what the events in them are, and why others are none.

    Values of claims are left out of ``events``: they are read when the claims are worked out.
    ``others`` are events whose values are needed at once, each at its place among all.
    """

    last: bytes
    rows: int
    events: list[_Event]
    others: list[tuple[int, bytes, bytes]]
    refused: list[tuple[bytes, str]]


class Documents(Struct, array_like=True, tag=True, gc=False):
    """All documents that have a row: id, number and when they were added."""

    found: list[tuple[str, int, int]]


class Claims(Struct, array_like=True, tag=True, gc=False):
    """Claims to be worked out: their numbers and ids, and all that is understood about them."""

    ids: list[tuple[int, str]]
    entries: list[Entry]


class Staged(Struct, array_like=True, tag=True, gc=False):
    """New events that were set aside together, as they were packed."""

    packed: bytes


class Settle(Struct, array_like=True, tag=True, gc=False):
    """Say so when everything was looked up."""


class Numbered(Struct, array_like=True, tag=True, gc=False):
    """The ids of events one after the other, and the number of the first one's entry."""

    first: int
    events: bytes


class Decided(Struct, array_like=True, tag=True, gc=False):
    """Reviewers with their numbers, and the new entries that do not live."""

    reviewers: list[tuple[str, int]]
    dead: list[int]


class Wanted(Struct, array_like=True, tag=True, gc=False):
    """Claims of which is to be worked out what entries from the first one on add to them."""

    first: int
    claims: list[int]


PAGE: Final = Decoder(Page)
ASKED: Final = Decoder(Documents | Claims)
AFRESH: Final = Decoder(Afresh)
GIVEN: Final = Decoder(Documents | Lot | Staged | Settle | Numbered | Decided | Wanted)
ADDITIONS: Final = Decoder(Additions)


def framed(message: object) -> bytes:
    """A message with its length before it."""
    said = _ENCODER.encode(message)
    return LENGTH.pack(len(said)) + said


def read_frame(exactly: Callable[[int], bytes]) -> bytes:
    """The next message, of a source that gives so many bytes as it is asked for."""
    (length,) = LENGTH.unpack(exactly(LENGTH.size))
    return exactly(length)


def passed(event: Event) -> tuple[Any, ...]:
    """An event without its value, of which is only told that it has one."""
    return (*event[:11], True, *event[12:])
