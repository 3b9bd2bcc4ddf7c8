"""Reading a body within bounds of size, giving the event loop its turn all the while."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from time import perf_counter
from typing import Final

from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching.asking import Answer
from workbench.sourcing.fetching.decoding import decoder_for
from workbench.sourcing.fetching.failures import Failure
from workbench.sourcing.fetching.options import MEBIBYTE, FetchOptions
from workbench.sourcing.fetching.sniffing import SNIFFED_BYTES, is_large_kind, not_text

TEXT_WIRE_BYTES: Final = 10 * MEBIBYTE
TEXT_DECODED_BYTES: Final = 20 * MEBIBYTE
FILE_BYTES: Final = 50 * MEBIBYTE
MAX_RATIO: Final = 100
RATIO_FROM_BYTES: Final = 4 * MEBIBYTE
"""No page of so many bytes packs a hundredfold; what does is made to fill the memory."""

_TURN_SECONDS: Final = 0.008


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes over the wire, and after unpacking."""

    wire_bytes: int
    decoded_bytes: int


@dataclass(slots=True)
class Body:
    """What came so far, unpacked, and what is known of it as it went over the wire.

    ``decoded`` is a stream because that gives its bytes away without copying them.
    """

    decoded: BytesIO = field(default_factory=BytesIO)
    wire_bytes: int = 0
    complete: bool = False
    wire_sha256: str | None = None

    @property
    def size(self) -> int:
        """How many unpacked bytes there are."""
        return self.decoded.tell()


def limits_for(content_type: str | None, options: FetchOptions) -> Limits:
    """The bounds in force for a kind of body."""
    large = is_large_kind(content_type)
    return Limits(
        options.wire_bytes or (FILE_BYTES if large else TEXT_WIRE_BYTES),
        options.decoded_bytes or (FILE_BYTES if large else TEXT_DECODED_BYTES),
    )


async def read_body(
    answer: Answer,
    body: Body,
    limits: Limits,
    *,
    place: str,
    any_kind: bool,
    on_bytes: Callable[[int], None],
) -> None:
    """Read and unpack into ``body``, which holds what came even when this fails.

    Raises:
        Failure: A bound was reached, the bytes are no text (unless ``any_kind``), or they are
            not what the headers say.
    """
    _check_declared(answer, limits, place)
    decoder = decoder_for(answer.header("content-encoding"))
    digest = hashlib.sha256()
    turns = _Turns()
    sniffed = any_kind
    try:
        async for data in answer.pieces:
            body.wire_bytes += len(data)
            if body.wire_bytes > limits.wire_bytes:
                raise _too_large(place, limits.wire_bytes)
            digest.update(data)
            for piece in decoder.feed(data):
                _keep(piece, body, limits, place)
                if not sniffed and body.size >= SNIFFED_BYTES:
                    _sniff(answer, body, place)
                    sniffed = True
                await turns.give()
            on_bytes(body.wire_bytes)
            await turns.give()
    finally:
        body.wire_sha256 = digest.hexdigest() if body.wire_bytes else None
    if not sniffed:
        _sniff(answer, body, place)
    if not decoder.complete:
        raise Failure(
            Outcome.INCOMPLETE,
            f"{place} sent a packed page that ends too early; only the beginning came",
            partial=True,
        )
    body.complete = True


def _check_declared(answer: Answer, limits: Limits, place: str) -> None:
    declared = expected_bytes(answer)
    if declared is not None and declared > limits.wire_bytes:
        raise Failure(
            Outcome.TOO_LARGE,
            f"{place} announces {_size(declared)}, which is more than the "
            f"{_size(limits.wire_bytes)} that are fetched",
        )


def expected_bytes(answer: Answer) -> int | None:
    """How many bytes the server announces."""
    declared = answer.header("content-length") or ""
    return int(declared) if declared.isdecimal() and len(declared) < 20 else None


def _keep(piece: bytes, body: Body, limits: Limits, place: str) -> None:
    size = body.size + len(piece)
    if size > limits.decoded_bytes:
        raise Failure(
            Outcome.TOO_LARGE,
            f"the page of {place} unpacks to more than {_size(limits.decoded_bytes)}",
        )
    if size > RATIO_FROM_BYTES and size > MAX_RATIO * body.wire_bytes:
        raise Failure(
            Outcome.TOO_LARGE,
            f"the page of {place} unpacks to more than {MAX_RATIO} times its size, "
            "as only a decompression bomb does",
        )
    body.decoded.write(piece)


def _sniff(answer: Answer, body: Body, place: str) -> None:
    with body.decoded.getbuffer() as view:
        head = bytes(view[:SNIFFED_BYTES])
    found = not_text(head, answer.header("content-type"))
    if head and found is not None:
        raise Failure(Outcome.NOT_TEXT, f"{place} sent {found}, which has no text to read or quote")


def _too_large(place: str, limit: int) -> Failure:
    return Failure(Outcome.TOO_LARGE, f"{place} sent more than the {_size(limit)} that are fetched")


def _size(count: int) -> str:
    if count >= MEBIBYTE:
        return f"{count / MEBIBYTE:.0f} MiB"
    return f"{count / 1024:.0f} KiB" if count >= 1024 else f"{count} bytes"


class _Turns:
    """Lets the event loop run whenever some milliseconds have gone into one body."""

    def __init__(self) -> None:
        self._since = perf_counter()

    async def give(self) -> None:
        if perf_counter() - self._since > _TURN_SECONDS:
            await asyncio.sleep(0)
            self._since = perf_counter()
