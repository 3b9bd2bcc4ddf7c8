"""An archive on loopback for each test, and a clock on which nobody waits in earnest."""

from collections.abc import AsyncIterator

import pytest

from tests.sourcing.archives.loopback import Clock, LoopbackArchive, asking, opened
from workbench.sourcing.archives.pacing import Pacing
from workbench.sourcing.archives.through_client import ThroughClient


@pytest.fixture
async def archive() -> AsyncIterator[LoopbackArchive]:
    async with opened() as archive:
        yield archive


@pytest.fixture
async def asker(archive: LoopbackArchive) -> AsyncIterator[ThroughClient]:
    async with asking(archive) as asker:
        yield asker


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pacing(clock: Clock) -> Pacing:
    return Pacing(now=clock.time, sleep=clock.sleep)
