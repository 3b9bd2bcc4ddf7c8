"""Fetching aside: pages come in a thread with an event loop of its own, and are kept here.

A database belongs to one thread, and writing takes longer than an event loop should ever be held
up. So whoever keeps many pages takes them one by one from :func:`aside`, in the thread that holds
the database, while more are fetched and read. This module knows neither pages nor the database.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Thread
from typing import Final, Generic, TypeVar

Thing = TypeVar("Thing")

AHEAD: Final = 8
"""So many things wait to be taken at most; then fetching waits too."""


@contextmanager
def aside(things: Callable[[], AsyncIterator[Thing]]) -> Iterator[Iterator[Thing]]:
    """Run an asynchronous iterator in a thread of its own, and take what it gives, as it comes.

    What it raises is raised here. Leaving the block early, by an interrupt say, cancels what is
    under way and waits for its end.
    """
    line = _Line(things)
    line.start()
    try:
        yield line.taken()
    finally:
        line.stop()


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class _Line(Generic[Thing]):
    """What waits between the thread that fetches and the one that keeps."""

    def __init__(self, things: Callable[[], AsyncIterator[Thing]]) -> None:
        self._things = things
        self._arrived: SimpleQueue[Thing | _End] = SimpleQueue()
        self._thread = Thread(target=self._run, name="fetching", daemon=True)
        self._begun = Event()
        self._cancel: Callable[[], object] = lambda: None
        self._make_room: Callable[[], object] = lambda: None

    def start(self) -> None:
        self._thread.start()
        self._begun.wait()

    def stop(self) -> None:
        self._cancel()
        self._thread.join()

    def taken(self) -> Iterator[Thing]:
        while True:
            thing = self._arrived.get()
            if isinstance(thing, _End):
                if thing.error is not None:
                    raise thing.error
                return
            self._make_room()
            yield thing

    def _run(self) -> None:
        end = _End()
        try:
            asyncio.run(self._bring())
        except asyncio.CancelledError:
            pass
        except BaseException as error:
            end = _End(error)
        finally:
            self._begun.set()
            self._arrived.put(end)

    async def _bring(self) -> None:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        room = asyncio.Semaphore(AHEAD)

        def tell(what: Callable[[], object]) -> None:
            with suppress(RuntimeError):  # the loop is closed once everything has come
                loop.call_soon_threadsafe(what)

        if task is not None:
            self._cancel = lambda: tell(task.cancel)
        self._make_room = lambda: tell(room.release)
        self._begun.set()
        things = self._things()
        try:
            async for thing in things:
                await room.acquire()
                self._arrived.put(thing)
        finally:
            if isinstance(things, AsyncGenerator):
                await things.aclose()
