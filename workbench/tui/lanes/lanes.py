"""Threads that own what they work with, so that the event loop never waits for a disk.

A ledger belongs to one thread. A lane is that thread: it opens its ledger when the first job
comes and does its jobs one after the other.
"""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from workbench.named_paths import file_fault

R = TypeVar("R")
T = TypeVar("T")
Told = Callable[[BaseException], BaseException]
"""How an error is put to whoever waits; called in the thread of the lane."""
CLOSING_SECONDS = 10.0


def as_it_is(error: BaseException) -> BaseException:
    """An error as it was raised."""
    return error


class Lane(Generic[R]):
    """One thread with a resource of its own. A job raises what it raises to the one who waits.

    Opening is tried again with the next job after it has failed.
    """

    def __init__(
        self,
        name: str,
        opener: Callable[[], R],
        closer: Callable[[R], None] | None = None,
        told: Told = as_it_is,
    ) -> None:
        self._opener = opener
        self._closer = closer
        self._told = told
        self._resource: R | None = None
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name=f"workbench {name}", daemon=True)
        self._started = False
        self.closing = Event()

    def submit(self, job: Callable[[R], T]) -> Future[T]:
        """Queue a job. Cancelling the future drops the job if it has not begun."""
        future: Future[T] = Future()

        def do() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                if self._resource is None:
                    self._resource = self._opener()
                result = job(self._resource)
            except BaseException as error:
                future.set_exception(self._told(file_fault(error) or error))
            else:
                future.set_result(result)

        if not self._started:
            self._started = True
            self._thread.start()
        self._jobs.put(do)
        return future

    async def run(self, job: Callable[[R], T]) -> T:
        """Do a job in the thread and wait for it without blocking."""
        return await asyncio.wrap_future(self.submit(job))

    def tell(self, job: Callable[[R], None]) -> None:
        """Queue a job for a lane that has begun; one that has not will open as things are then."""
        if self._started:
            self.submit(job)

    def close(self) -> None:
        """Let the jobs that are queued finish, then close the resource."""
        self.closing.set()
        if self._started:
            self._jobs.put(None)
            self._thread.join(CLOSING_SECONDS)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
        if self._resource is not None and self._closer is not None:
            with contextlib.suppress(Exception):
                self._closer(self._resource)
