"""Taking turns: one request at a time at each host, and so many a minute at an archive."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

SPACING_SECONDS: Final = 1.0

Sleep = Callable[[float], Awaitable[None]]


class HostTurns:
    """Lets one fetch in at a time for each host, and leaves a pause between them."""

    def __init__(self, spacing_seconds: float, sleep: Sleep) -> None:
        self._spacing = spacing_seconds
        self._sleep = sleep
        self._locks: dict[str, asyncio.Lock] = {}
        self._free_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host to be free, and have it to oneself."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            await self.pause_before(host)
            try:
                yield
            finally:
                self._free_at[host] = asyncio.get_running_loop().time() + self._spacing

    async def pause_before(self, host: str) -> None:
        """Leave the pause before one more request to a host that is not held."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at.get(host, now))
        self._free_at[host] = at + self._spacing
        if at > now:
            await self._sleep(at - now)

    def pause_needed(self, host: str) -> bool:
        """Whether :meth:`pause_before` would wait."""
        return self._free_at.get(host, 0.0) > asyncio.get_running_loop().time()


class Pace:
    """A clock that several callers share: no more than so many requests a minute.

    Requests are spread evenly. Make one for each service, and give it to every request there.
    """

    def __init__(self, per_minute: float, sleep: Sleep = asyncio.sleep) -> None:
        self._interval = 60.0 / per_minute
        self._sleep = sleep
        self._free_at = 0.0

    async def wait(self) -> None:
        """Wait for one's turn."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at)
        self._free_at = at + self._interval
        if at > now:
            await self._sleep(at - now)

    def hold(self, seconds: float) -> None:
        """Let nobody go for a while: the service asked for it."""
        until = asyncio.get_running_loop().time() + seconds
        self._free_at = max(self._free_at, until)
