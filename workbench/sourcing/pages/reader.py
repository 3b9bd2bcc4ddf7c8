"""Reading pages from asynchronous code, in child processes that are started on first use."""

import asyncio
import time
from types import TracebackType
from typing import Final, Self

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
)
from workbench.sourcing.pages.frames import Request
from workbench.sourcing.pages.limits import PageLimits
from workbench.sourcing.pages.place import Place

_POLL_SECONDS: Final = 0.005
_DEFAULT: Final = PageLimits()


class PageReader:
    """Reads pages, each in one of ``workers`` child processes.

    Use it as an asynchronous context manager, or call :meth:`close` at the end. A reader belongs
    to one event loop. A cancelled :meth:`read` kills the child process it was using.
    """

    def __init__(self, workers: int = 1, limits: PageLimits = _DEFAULT) -> None:
        self._limits = limits
        self._places = tuple(Place(limits) for _ in range(workers))
        self._free: asyncio.LifoQueue[Place] = asyncio.LifoQueue()
        for place in self._places:
            self._free.put_nowait(place)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End the child processes and wait until they are gone."""
        for place in self._places:
            place.discard()
        for place in self._places:
            await _reaped(place)

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the child processes that are alive now."""
        return tuple(place.child.pid for place in self._places if place.child is not None)

    async def read(
        self,
        body: bytes,
        *,
        address: str | None,
        content_type: str | None,
        name: str | None = None,
        encoding: str | None = None,
    ) -> ReadableText:
        """Read a page or file. Bad content never raises; it is told in ``problem``.

        ``content_type`` is the header as it came, ``name`` a file's name; the bytes themselves
        outrank both. ``encoding`` overrides every other sign of the encoding.
        """
        limits = self._limits
        request = Request(
            address, content_type, name, encoding, limits.seconds, limits.memory_bytes
        )
        place = await self._free.get()
        try:
            return await _converse(place, page_conversation(request, body, limits))
        finally:
            self._free.put_nowait(place)


async def _converse(place: Place, conversation: Conversation) -> ReadableText:
    whole = False
    try:
        step = next(conversation)
        while True:
            try:
                reply = await _perform(place, step)
            except Trouble as trouble:
                step = conversation.throw(trouble)
            else:
                step = conversation.send(reply)
    except StopIteration as end:
        whole = True
        readable: ReadableText = end.value
        return readable
    finally:
        if not whole:
            place.discard()
        # Usually nothing is dying; after a cancellation this is left to the next page or to close.
        place.reap()


async def _perform(place: Place, step: Step) -> bytes:
    match step:
        case Send(data, until):
            await _reaped(place)
            await _send(place, data, until)
        case Receive(size, until):
            return await _receive(place, size, until)
        case Discard():
            place.discard()
            await _reaped(place)
        case Done(peak_bytes):
            place.done(peak_bytes)
    return b""


async def _send(place: Place, data: bytes, until: float) -> None:
    channel = place.started().channel
    try:
        async with asyncio.timeout(until - time.monotonic()):
            await asyncio.get_running_loop().sock_sendall(channel, data)
    except TimeoutError:
        raise Trouble(TOO_SLOW) from None
    except OSError:
        raise Trouble(DIED) from None


async def _receive(place: Place, size: int, until: float) -> bytes:
    channel = place.started().channel
    loop = asyncio.get_running_loop()
    received = bytearray(size)
    view = memoryview(received)
    try:
        async with asyncio.timeout(until - time.monotonic()):
            while view:
                count = await loop.sock_recv_into(channel, view)
                if not count:
                    raise Trouble(DIED)
                view = view[count:]
    except TimeoutError:
        raise Trouble(TOO_SLOW) from None
    except OSError:
        raise Trouble(DIED) from None
    return bytes(received)


async def _reaped(place: Place) -> None:
    while True:
        if place.reap():
            return
        await asyncio.sleep(_POLL_SECONDS)
