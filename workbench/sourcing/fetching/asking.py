"""A request and its answer, as whoever carries them over the wire sees them."""

import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass

from workbench.model.sourcing import Certificate
from workbench.sourcing.addresses import WebAddress
from workbench.sourcing.fetching.policy import AddressPolicy, Private
from workbench.sourcing.fetching.resolving import Resolver

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One request, and the bounds and permissions under which it goes out."""

    method: str
    address: WebAddress
    headers: Pairs
    content: bytes | None
    policy: AddressPolicy
    private: Private
    resolver: Resolver
    trust: ssl.SSLContext
    connect_seconds: float
    read_seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer, and the pieces of its body as they come.

    ``permitted`` is a remark when the server is at an address that needed permission.
    """

    status: int
    http_version: str
    headers: Pairs
    request_headers: Pairs
    peer: str | None
    certificate: Certificate | None
    pieces: AsyncIterator[bytes]
    permitted: str | None

    def header(self, name: str) -> str | None:
        """All values of a header, joined as HTTP joins them; none if it was not sent."""
        values = [value for given, value in self.headers if given.lower() == name]
        return ", ".join(values) if values else None
