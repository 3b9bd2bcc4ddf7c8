"""A language model on the loopback interface that always proposes the same claims."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@contextmanager
def answering_model(home: Path, claims: Sequence[dict[str, Any]]) -> Iterator[None]:
    """Set up in the user's settings, it speaks the protocol that is usual for such models."""

    class Model(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            content = json.dumps({"claims": list(claims)})
            choices = [{"message": {"role": "assistant", "content": content}}]
            body = json.dumps({"choices": choices})
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            """Say nothing on the test's stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text(
        f'[model]\nurl = "http://127.0.0.1:{server.server_port}/v1"\nmodel = "small"\n'
    )
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
