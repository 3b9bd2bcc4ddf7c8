"""What a caller may ask of a fetch, and what it tells while it runs."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MEBIBYTE: Final = 1024 * 1024
MAX_HOPS: Final = 8
MAX_ATTEMPTS: Final = 3


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """The bounds of one fetch.

    ``total_seconds`` bounds all hops and attempts together; waiting for one's turn at a host, or
    because a server asked for it, does not count. ``wire_bytes`` and ``decoded_bytes`` left out
    mean 10 and 20 MiB for web pages and text, 50 MiB for PDF and other files. ``etag`` and
    ``last_modified`` make the request conditional. ``headers`` are sent to the first origin only,
    never to another one it redirects to, and their values are not kept in the exchange.
    ``allow_private`` is for intranets; the exchange says so.
    """

    allow_private: bool = False
    allow_any_port: bool = False
    total_seconds: float = 30.0
    connect_seconds: float = 5.0
    read_seconds: float = 10.0
    wire_bytes: int | None = None
    decoded_bytes: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    attempts: int = 2
    headers: tuple[tuple[str, str], ...] = ()


class FetchStage(StrEnum):
    """Where a fetch is."""

    WAITING = "waiting"
    CONNECTING = "connecting"
    READING = "reading"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """How far a fetch is; ``expected`` is what the server promised, if it did."""

    address: str
    stage: FetchStage
    wire_bytes: int = 0
    expected: int | None = None
