"""A server on the loopback interface that speaks the protocol, and does what a test tells it."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from workbench.settings import ModelSettings

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class FakeModel:
    """Answers each request with the next reply, and with the last one from then on."""

    port: int = 0
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def settings(self, **changes: Any) -> ModelSettings:
        return ModelSettings(**{"url": self.url, "model": "liar", **changes})

    def says(self, content: Any, **choice: Any) -> None:
        """Add a well-formed answer with this message."""
        self.replies.append(completion(content, **choice))

    def claims(self, *claims: tuple[str, str, str | None]) -> None:
        """Add a well-formed answer that lists these statements, quotes and claimants."""
        listed = [dict(zip(("statement", "quote", "claimant"), one, strict=True)) for one in claims]
        self.says(json.dumps({"claims": listed}))

    def sends(self, body: bytes, status: int = 200, **headers: str) -> None:
        """Add an answer with these bytes."""
        self.replies.append(raw(body, status, **headers))

    def hangs(self, first: bytes = b"") -> None:
        """Add an answer that stops after its beginning until the test is over."""

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(first)
            handler.wfile.flush()
            self.released.wait(60)

        self.replies.append(reply)


def completion(content: Any, **choice: Any) -> Reply:
    message = {"role": "assistant", "content": content}
    answer = {"choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}]}
    return raw(json.dumps(answer).encode())


def raw(body: bytes, status: int = 200, **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {"Content-Type": "application/json", "Content-Length": str(len(body)), **given}
        for name, value in given.items():
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


@pytest.fixture
def model() -> Iterator[FakeModel]:
    fake = FakeModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length", 0))
            fake.paths.append(self.path)
            fake.headers.append({name.lower(): value for name, value in self.headers.items()})
            fake.requests.append(json.loads(self.rfile.read(size)))
            try:
                fake.replies[min(len(fake.requests), len(fake.replies)) - 1](self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield fake
    fake.released.set()
    server.shutdown()
    thread.join()
    server.server_close()
