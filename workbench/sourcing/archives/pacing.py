"""How often archives are asked: one clock for all of one archive's services.

Each service has its own rate; a request for a pause from any of them holds back all.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Final

PAUSE_SECONDS: Final = 60.0
"""How long to wait after a 429 that names no time."""

LONGEST_PAUSE_SECONDS: Final = 3600.0
PATIENCE_SECONDS: Final = 300.0
"""A pause longer than this is not waited for; one's own queue is, however long."""


class Service(StrEnum):
    """What is asked; each has a rate of its own."""

    AVAILABILITY = "availability"
    INDEX = "index"
    MEMENTO = "memento"
    SAVE = "save"
    SAVE_WITH_KEYS = "save-with-keys"
    SAVE_STATUS = "save-status"
    FACT_CHECKS = "fact-checks"
    TIMESTAMP = "timestamp"


REQUESTS_A_MINUTE: Final = {
    Service.AVAILABILITY: 60,
    Service.INDEX: 24,
    Service.MEMENTO: 480,
    Service.SAVE: 3,
    Service.SAVE_WITH_KEYS: 7,
    Service.SAVE_STATUS: 30,
    Service.FACT_CHECKS: 60,
    Service.TIMESTAMP: 12,
}


class TooLong(Exception):
    """The archive asked for a longer pause than patience goes; the message says how long."""


class Pacing:
    """Gives out turns. Make one for the whole program and hand it to all who ask."""

    def __init__(
        self,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._patience = patience_seconds
        self._next: dict[Service, float] = {}
        self._held_until = 0.0

    async def turn(self, service: Service) -> None:
        """Wait until ``service`` may be asked.

        Raises:
            TooLong: The archive's pause is longer than patience goes; no turn is used up.
        """
        self._refuse_long_pause()
        began = self._now()
        due = max(began, self._next.get(service, began))
        self._next[service] = due + 60 / REQUESTS_A_MINUTE[service]
        while (wait := max(due, self._held_until) - self._now()) > 0:
            self._refuse_long_pause()
            await self._sleep(wait)

    def hold(self, seconds: float | None) -> None:
        """Let nobody ask for that long, or for the usual pause."""
        asked = PAUSE_SECONDS if seconds is None else max(float(seconds), 1.0)
        until = self._now() + min(asked, LONGEST_PAUSE_SECONDS)
        self._held_until = max(self._held_until, until)

    async def rest(self, seconds: float) -> None:
        """Wait without a turn, as between two looks at one job."""
        await self._sleep(seconds)

    def _refuse_long_pause(self) -> None:
        pause = self._held_until - self._now()
        if pause > self._patience:
            raise TooLong(f"the next question may be asked in {round(pause)} s; try again then")
