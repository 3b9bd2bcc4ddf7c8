"""Reading pages without an event loop, for the command line.

One child process serves the whole program. It is started on first use and ends with the program,
because its channel does.
"""

import atexit
import select
import threading
import time
from typing import Any, Final

from workbench.model.sourcing import ReadableText
from workbench.sourcing.pages.conversation import (
    DIED,
    TOO_SLOW,
    Conversation,
    Discard,
    Done,
    Receive,
    Send,
    Step,
    Trouble,
    page_conversation,
    value_conversation,
)
from workbench.sourcing.pages.frames import Request
from workbench.sourcing.pages.limits import PageLimits
from workbench.sourcing.pages.place import Place

_LIMITS: Final = PageLimits()
_PLACE: Final = Place(_LIMITS)
_LOCK: Final = threading.Lock()


def read_page_blocking(
    body: bytes,
    *,
    address: str | None,
    content_type: str | None,
    name: str | None = None,
    encoding: str | None = None,
) -> ReadableText:
    """Read a page or file as :meth:`PageReader.read` does, and wait for it."""
    request = Request(address, content_type, name, encoding, _LIMITS.seconds, _LIMITS.memory_bytes)
    with _LOCK:
        readable: ReadableText = _converse(page_conversation(request, body, _LIMITS))
    return readable


@atexit.register
def end_blocking_reader() -> None:
    """End the child process of :func:`read_page_blocking`, if it was ever started."""
    _PLACE.discard()
    _PLACE.wait()


def read_value_blocking(
    body: bytes, task: str, *, address: str | None = None, content_type: str | None = None
) -> Any:
    """Have a child process do another task with a page than read its text.

    Raises:
        Trouble: It could not be done.
    """
    request = Request(
        address, content_type, None, None, _LIMITS.seconds, _LIMITS.memory_bytes, task=task
    )
    with _LOCK:
        return _converse(value_conversation(request, body, _LIMITS))


def _converse(conversation: Conversation) -> Any:
    whole = False
    try:
        step = next(conversation)
        while True:
            try:
                reply = _perform(step)
            except Trouble as trouble:
                step = conversation.throw(trouble)
            else:
                step = conversation.send(reply)
    except StopIteration as end:
        whole = True
        return end.value
    finally:
        if not whole:
            end_blocking_reader()


def _perform(step: Step) -> bytes:
    match step:
        case Send(data, until):
            _send(data, until)
        case Receive(size, until):
            return _receive(size, until)
        case Discard():
            end_blocking_reader()
        case Done(peak_bytes):
            _PLACE.done(peak_bytes)
            _PLACE.wait()
    return b""


def _send(data: bytes, until: float) -> None:
    channel = _PLACE.started().channel
    view = memoryview(data)
    while view:
        if not select.select([], [channel], [], _left(until))[1]:
            raise Trouble(TOO_SLOW)
        try:
            view = view[channel.send(view) :]
        except OSError:
            raise Trouble(DIED) from None


def _receive(size: int, until: float) -> bytes:
    channel = _PLACE.started().channel
    received = bytearray(size)
    view = memoryview(received)
    while view:
        if not select.select([channel], [], [], _left(until))[0]:
            raise Trouble(TOO_SLOW)
        try:
            count = channel.recv_into(view)
        except OSError:
            raise Trouble(DIED) from None
        if not count:
            raise Trouble(DIED)
        view = view[count:]
    return bytes(received)


def _left(until: float) -> float:
    return max(until - time.monotonic(), 0.0)
