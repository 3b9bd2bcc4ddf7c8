"""An archive on loopback that says what a test tells it to, and remembers what it was asked."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from workbench.sourcing.archives.through_client import ThroughClient
from workbench.sourcing.fetching import AddressPolicy, Client


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class LoopbackArchive:
    """Gives its replies in their order; one that is ``None`` is never given."""

    port: int = 0
    replies: deque[bytes | None] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def will_say(
        self, body: bytes | str | object, status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        if isinstance(body, str):
            body = body.encode()
        elif not isinstance(body, bytes):
            body = json.dumps(body).encode()
        lines = [f"HTTP/1.1 {status} Said", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.replies.append("\r\n".join([*lines, "", ""]).encode() + body)

    def will_send(self, raw: bytes | None) -> None:
        self.replies.append(raw)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split(" ")
            pairs = [line.partition(": ") for line in head[1:] if line]
            headers = {name.lower(): value for name, _, value in pairs}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.asked.append(Asked(method, path, headers, body))
            self.heard.set()
            reply = self.replies.popleft()
            if reply is None:
                await reader.read()
            else:
                writer.write(reply)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def opened() -> AsyncIterator[LoopbackArchive]:
    """The archive, listening."""
    archive = LoopbackArchive()
    server = await asyncio.start_server(archive.answer, "127.0.0.1", 0)
    archive.port = server.sockets[0].getsockname()[1]
    async with server:
        yield archive


@asynccontextmanager
async def asking(archive: LoopbackArchive) -> AsyncIterator[ThroughClient]:
    """Whoever may ask that archive, and nothing else that is local."""
    policy = AddressPolicy(also=frozenset({f"127.0.0.1:{archive.port}"}))
    async with Client(policy=policy) as client:
        yield ThroughClient(client)


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
