"""A web server on the loopback interface that does to a client whatever a test tells it.

It speaks bytes over real sockets, in a loop of its own in another thread, so that tests of
commands can use it as well as tests with a loop. What it can do is in ``tricks``.
"""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Self, TypeVar

from workbench.sourcing.fetching import AddressPolicy

LOOPBACK = "127.0.0.1"
Value = TypeVar("Value")


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """One connection with a request on it. ``over`` is set when the test is."""

    request: Request
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    over: asyncio.Event

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def reset(self) -> None:
        """Break the connection off without a word, as a server that dies does."""
        self.writer.transport.abort()


Trick = Callable[[Visitor], Awaitable[None]]


@dataclass
class Horrors:
    """The server. ``on`` says what happens at a path; anything else is 404."""

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    most_at_once: int = 0
    _series: dict[str, list[Trick]] = field(default_factory=dict)
    _ports: set[int] = field(default_factory=set)
    _at_once: int = 0
    _servers: list[asyncio.Server] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="horrors")
        self._thread.start()
        self._over = self._call(_event())
        self.port = self.listen()
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def on(self, path: str, *tricks: Trick) -> str:
        """Do this at a path: each trick once, the last one from then on. Gives the address."""
        self._series[path] = list(tricks)
        return self.url(path)

    def url(
        self, path: str = "/", host: str = LOOPBACK, scheme: str = "http", port: int = 0
    ) -> str:
        return f"{scheme}://{host}:{port or self.port}{path}"

    @property
    def policy(self) -> AddressPolicy:
        """The policy of the world, with the ports of this server allowed besides."""
        return AddressPolicy(frozenset(f"{LOOPBACK}:{port}" for port in self._ports))

    def listen(self, secured: ssl.SSLContext | None = None) -> int:
        """Open one more port, with or without encryption."""
        port = self._call(self._listen(secured))
        self._ports.add(port)
        return port

    def paths(self) -> list[str]:
        return [request.target for request in self.requests]

    def _call(self, work: Coroutine[object, object, Value]) -> Value:
        future: Future[Value] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(10)

    async def _listen(self, secured: ssl.SSLContext | None) -> int:
        server = await asyncio.start_server(self._meet, LOOPBACK, 0, ssl=secured)
        self._servers.append(server)
        port: int = server.sockets[0].getsockname()[1]
        return port

    async def _close(self) -> None:
        self._over.set()
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self.connections += 1
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, ssl.SSLError):
                await self._serve(reader, writer)
        finally:
            self._at_once -= 1
            self._tasks.discard(task)
            writer.close()
            with contextlib.suppress(OSError, ssl.SSLError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        if first == b"\x16":
            # encryption where there is none: what other servers say to it
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return
        request = await _read(first, reader)
        self.requests.append(request)
        series = self._series.get(request.target.partition("?")[0])
        if series is None:
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        trick = series.pop(0) if len(series) > 1 else series[0]
        await trick(Visitor(request, reader, writer, self._over))
        if not writer.transport.is_closing():
            await writer.drain()


async def _read(first: bytes, reader: asyncio.StreamReader) -> Request:
    head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    asked, *lines = head.strip().split("\r\n")
    method, target, _ = asked.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, target, headers, body)


async def _event() -> asyncio.Event:
    return asyncio.Event()
