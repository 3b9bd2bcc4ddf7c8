"""One request over the wire. The only module that knows the HTTP library, loaded when needed.

To exchange the library, write :func:`ask` anew. What it promises: the host is looked up once and
the connection goes to a checked address; the certificate is checked against the name; no proxy,
password file, cookie or redirect is used; the body comes as it went over the wire; and every
error is a :class:`Failure`.
"""

# the network backend of the library names its parameters so
# ruff: noqa: ASYNC109

import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, Final

import httpcore
import httpx

from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching.asking import Answer, Question
from workbench.sourcing.fetching.encryption import certificate_of, encryption_failed
from workbench.sourcing.fetching.failures import Failure, connecting_failed
from workbench.sourcing.fetching.resolving import checked_addresses
from workbench.text import clean_line, squeeze

MAX_HEAD_BYTES: Final = 48 * 1024
_READ_BYTES_BEFORE_ANSWER: Final = 8 * 1024
_READ_BYTES: Final = 32 * 1024
_WRITE_SECONDS: Final = 10
_POOL_SECONDS: Final = 5
_SHOWN_CHARACTERS: Final = 120
_HTTP: Final = b"HTTP/"


@lru_cache(maxsize=1)
def default_trust() -> ssl.SSLContext:
    """Whom to trust: the authorities that come with the HTTP library, not the environment's."""
    return httpx.create_ssl_context(trust_env=False)


@asynccontextmanager
async def ask(question: Question) -> AsyncIterator[Answer]:
    """Send one request and give its answer as soon as the head is there.

    Raises:
        Failure: There is no answer, or none that is HTTP. Reading the body may raise it as well.
    """
    wire = _Wire(question)
    request = httpx.Request(
        question.method,
        question.address.url,
        headers=list(question.headers),
        content=question.content,
        extensions={
            "timeout": {
                "connect": question.connect_seconds,
                "read": question.read_seconds,
                "write": _WRITE_SECONDS,
                "pool": _POOL_SECONDS,
            }
        },
    )
    # the library's client object would keep cookies, and raise an error of its own for a redirect
    # that leads nowhere; a transport for one request does neither, and no connection outlives it
    async with _Transport(wire) as transport:
        response = await transport.handle_async_request(request)
        try:
            stream = response.extensions["network_stream"]
            yield Answer(
                status=response.status_code,
                http_version=response.http_version,
                headers=_pairs(response.headers.raw),
                request_headers=_pairs(request.headers.raw),
                peer=_peer(stream),
                certificate=certificate_of(stream.get_extra_info("ssl_object")),
                pieces=response.aiter_raw(),
                permitted=wire.permitted,
            )
        finally:
            await response.aclose()


class _Wire(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only, and remembers by what permission."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._backend = httpcore.AnyIOBackend()
        self.permitted: str | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        question = self._question
        addresses, self.permitted = await checked_addresses(
            host,
            port,
            policy=question.policy,
            private=question.private,
            resolver=question.resolver,
            seconds=question.connect_seconds,
        )
        failed: Failure | None = None
        for address in addresses:
            try:
                stream = await self._backend.connect_tcp(
                    address,
                    port,
                    timeout=(timeout or question.connect_seconds) / len(addresses),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except httpcore.ConnectTimeout:
                failed = Failure(
                    Outcome.TIMED_OUT,
                    f"{question.address.place} could not be reached within "
                    f"{question.connect_seconds:g} s",
                    retry=True,
                )
            except httpcore.ConnectError as error:
                failed = connecting_failed(question.address.place, error)
            else:
                return _Stream(stream, question.address.place)
        raise failed or Failure(Outcome.UNREACHABLE, f"the name {host} has no address")


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that is read in small pieces, and not without end before the answer begins.

    Small pieces, because everything that came in one piece is parsed without giving the event
    loop a turn.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream, place: str) -> None:
        self._stream = stream
        self._place = place
        self._unanswered = 0
        self._beginning = b""
        self.answered = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self.answered:
            return await self._stream.read(min(max_bytes, _READ_BYTES), timeout)
        data = await self._stream.read(min(max_bytes, _READ_BYTES_BEFORE_ANSWER), timeout)
        self._beginning = (self._beginning + data)[:_SHOWN_CHARACTERS]
        self._unanswered += len(data)
        if not _HTTP.startswith(self._beginning[: len(_HTTP)]):
            said = _line(self._beginning.partition(b"\n")[0].decode("latin-1"))
            raise Failure(
                Outcome.PROTOCOL, f"{self._place} does not answer in HTTP; it says “{said}”"
            )
        if self._unanswered > MAX_HEAD_BYTES:
            raise Failure(
                Outcome.PROTOCOL,
                f"{self._place} sent {MAX_HEAD_BYTES // 1024} KiB without coming to the end of "
                "its headers",
            )
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            secured = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectTimeout:
            raise Failure(
                Outcome.TIMED_OUT,
                f"{self._place} did not agree on encryption within {timeout or 0:g} s",
                retry=True,
            ) from None
        except httpcore.ConnectError as error:
            raise encryption_failed(self._place, error) from None
        return _Stream(secured, self._place)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Transport(httpx.AsyncBaseTransport):
    """The library's public connection pool, with connections of our own."""

    def __init__(self, wire: _Wire) -> None:
        self._question = wire._question
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=self._question.trust,
            max_connections=1,
            max_keepalive_connections=0,
            http1=True,
            http2=False,
            network_backend=wire,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        place = self._question.address.place
        assert isinstance(request.stream, httpx.AsyncByteStream)
        with_host = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        try:
            response = await self._pool.handle_async_request(with_host)
        except _LIBRARY_ERRORS as error:
            raise _before_answer(place, self._question, error) from None
        stream = response.extensions.get("network_stream")
        if isinstance(stream, _Stream):
            stream.answered = True
        assert not isinstance(response.stream, bytes)
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream, self._question),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    """The bytes of a body as they come, with the library's errors turned into ours."""

    def __init__(self, stream: Any, question: Question) -> None:
        self._stream = stream
        self._question = question

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._stream:
                yield piece
        except _LIBRARY_ERRORS as error:
            raise _in_body(self._question.address.place, self._question, error) from None

    async def aclose(self) -> None:
        await self._stream.aclose()


_LIBRARY_ERRORS: Final = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)


def _before_answer(place: str, question: Question, error: Exception) -> Failure:
    if isinstance(error, httpcore.TimeoutException):
        return Failure(
            Outcome.TIMED_OUT,
            f"{place} sent no answer for {question.read_seconds:g} s",
            retry=True,
        )
    if isinstance(error, httpcore.NetworkError):
        return Failure(
            Outcome.UNREACHABLE, f"{place} broke off the connection before answering", retry=True
        )
    said = str(error)
    if "disconnected" in said:
        return Failure(Outcome.UNREACHABLE, f"{place} hung up without an answer", retry=True)
    return Failure(Outcome.PROTOCOL, f"{place} does not answer in valid HTTP ({_line(said)})")


def _in_body(place: str, question: Question, error: Exception) -> Failure:
    if isinstance(error, httpcore.TimeoutException):
        return Failure(
            Outcome.TIMED_OUT,
            f"{place} stopped sending for {question.read_seconds:g} s in the middle of the page",
            retry=True,
        )
    said = str(error)
    if isinstance(error, httpcore.NetworkError) or "peer closed" in said:
        return Failure(
            Outcome.INCOMPLETE,
            f"{place} broke off in the middle of the page; only the beginning came",
            retry=True,
            partial=True,
        )
    return Failure(Outcome.PROTOCOL, f"{place} sends a body that is not valid HTTP ({_line(said)})")


def _pairs(headers: Iterable[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _peer(stream: httpcore.AsyncNetworkStream) -> str | None:
    address = stream.get_extra_info("server_addr")
    return str(address[0]) if address else None


def _line(said: str) -> str:
    return squeeze(clean_line(said, _SHOWN_CHARACTERS))
