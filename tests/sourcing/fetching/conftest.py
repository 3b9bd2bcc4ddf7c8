"""A server of horrors for each test, and a client that may go to it and nowhere else unusual."""

from collections.abc import AsyncIterator

import pytest

from tests.sourcing.horrors.fixtures import certificates, horrors
from tests.sourcing.horrors.server import Horrors
from workbench.sourcing.fetching import Client

__all__ = ["certificates", "horrors"]


@pytest.fixture
async def client(horrors: Horrors) -> AsyncIterator[Client]:
    """A client for which this server's port is the user's own, and that never pauses."""
    async with Client(policy=horrors.policy, backoff_seconds=0.0) as fetching:
        yield fetching
