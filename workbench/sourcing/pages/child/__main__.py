"""The child process: it reads frames from its channel until that closes, and nothing else.

    python -m workbench.sourcing.pages.child CHANNEL LIFELINE

Both are numbers of file descriptors that it was started with. The process limits itself before
each page, so that it ends even if the program that started it is gone.
"""

import contextlib
import fcntl
import math
import os
import resource
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Final

from workbench.sourcing.pages.child.reading import load_parsers, read_page
from workbench.sourcing.pages.child.tasks import load_tasks, read_value
from workbench.sourcing.pages.frames import (
    PREFIX_BYTES,
    TEXT_OF_PAGE,
    Answer,
    BadFrame,
    Request,
    pack_answer,
    unpack_prefix,
    unpack_request,
)
from workbench.sourcing.pages.limits import PDF_TIMES

_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Serve pages until the channel closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with(int(sys.argv[2]))
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
    kind = load_parsers(request, body) if request.task == TEXT_OF_PAGE else load_tasks(request)
    seconds = request.seconds * (PDF_TIMES if kind.family == "pdf" else 1)
    channel.sendall(pack_answer(Answer(begun=True, seconds=seconds)))
    deadline = time.monotonic() + seconds
    # A little more than the other side waits: this is for when the other side is gone.
    _limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds) + 1)
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)
    if request.task != TEXT_OF_PAGE:
        value = read_value(request, body)
        signal.setitimer(signal.ITIMER_REAL, 0)
        channel.sendall(pack_answer(Answer(value=value, peak_bytes=_peak())))
        return
    readable = read_page(
        request,
        body,
        kind,
        deadline=deadline,
        partial=lambda text: channel.sendall(pack_answer(Answer(readable=text))),
    )
    signal.setitimer(signal.ITIMER_REAL, 0)
    channel.sendall(pack_answer(Answer(readable=readable, final=True, peak_bytes=_peak())))


def _peak() -> int:
    """The most memory that this process has held.

    Linux counts what the program that started it held before among ``ru_maxrss``, so that under
    a large desk each page would end its process; VmHWM begins with the process.
    """
    with contextlib.suppress(OSError, ValueError), Path("/proc/self/status").open("rb") as status:
        for line in status:
            if line.startswith(b"VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _RSS_UNIT


def _end_with(lifeline: int) -> None:
    """End at once when the pipe breaks. Where systems do not signal that, the alarm remains."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:
        os._exit(0)


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
