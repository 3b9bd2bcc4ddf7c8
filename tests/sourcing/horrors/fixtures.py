"""Fixtures for any folder of tests: import those you need in its ``conftest``."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sourcing.horrors.certificates import Certificates
from tests.sourcing.horrors.server import Horrors


@pytest.fixture
def horrors() -> Iterator[Horrors]:
    """A server on loopback that does what the test tells it."""
    with Horrors() as server:
        yield server


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates good and bad."""
    return Certificates(Path(tmp_path_factory.mktemp("certificates")))
