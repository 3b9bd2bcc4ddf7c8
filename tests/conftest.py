"""What every test has: a home of its own, so that nothing of the user's is read or written."""

import gc
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

ALLOCATIONS = 20_000
"""After how many new objects the youngest are looked through; Python's own 700 cost a tenth."""


def pytest_collection_finish() -> None:
    """Leave all that was collected out of every later search for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, 10, 10)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders, one after the other.

    They lie in a folder of their own: pytest looks through all names beside a new folder, and
    thousands of homes would make each folder of a test slower than the one before.
    """
    place = tmp_path_factory.mktemp("homes")
    return (place / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that this program takes for its own during the test."""
    place = next(homes)
    place.mkdir()
    monkeypatch.setenv("WORKBENCH_HOME", str(place))
    return place
