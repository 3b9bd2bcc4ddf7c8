"""The child process: it reads frames from its channel until that closes, and nothing else.

    python -m workbench.sourcing.pages.child NUMBER

``NUMBER`` is the file descriptor of the channel. The process limits itself before each page, so
that it ends even if the program that started it is gone.
"""

import contextlib
import fcntl
import math
import os
import resource
import signal
import socket
import sys
import time
from typing import Final

from workbench.sourcing.pages.frames import (
    PREFIX_BYTES,
    Answer,
    BadFrame,
    Request,
    pack_answer,
    unpack_prefix,
    unpack_request,
)
from workbench.sourcing.pages.child.reading import load_parsers, read_page

_PDF_TIMES: Final = 3
_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Serve pages until the channel closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = socket.socket(fileno=int(sys.argv[1]))
    _limit(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(OSError, BadFrame):
        while True:
            header_bytes, body_bytes = unpack_prefix(_receive(channel, PREFIX_BYTES))
            request = unpack_request(_receive(channel, header_bytes))
            _serve(channel, request, _receive(channel, body_bytes))
    os._exit(0)


def _serve(channel: socket.socket, request: Request, body: bytes) -> None:
    _limit(resource.RLIMIT_AS, request.memory_bytes)
    kind = load_parsers(request, body)
    seconds = request.seconds * (_PDF_TIMES if kind.family == "pdf" else 1)
    channel.sendall(pack_answer(Answer(begun=True, seconds=seconds)))
    deadline = time.monotonic() + seconds
    _limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    with _ended_with_its_parent(channel):
        readable = read_page(
            request,
            body,
            kind,
            deadline=deadline,
            partial=lambda text: channel.sendall(pack_answer(Answer(readable=text))),
        )
    signal.setitimer(signal.ITIMER_REAL, 0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT
    channel.sendall(pack_answer(Answer(readable=readable, final=True, peak_bytes=peak)))


@contextlib.contextmanager
def _ended_with_its_parent(channel: socket.socket):  # type: ignore[no-untyped-def]
    yield


def _limit(what: int, amount: int) -> None:
    # Only the soft limit: it can be set anew for the next page.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (amount, resource.getrlimit(what)[1]))


def _receive(channel: socket.socket, size: int) -> bytes:
    received = bytearray(size)
    view = memoryview(received)
    while view:
        count = channel.recv_into(view)
        if not count:
            raise BrokenPipeError
        view = view[count:]
    return bytes(received)


if __name__ == "__main__":
    main()
