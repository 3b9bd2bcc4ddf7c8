"""What every test has: a home of its own, so that nothing of the user's is read or written."""

import gc
import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

ALLOCATIONS = 20_000
"""After how many new objects the youngest are looked through; Python's own 700 cost a tenth."""

MEMORY = Path("/dev/shm")
ROOM = 3 * 2**30
"""More than lies in memory at once: what a test makes is removed when it has passed."""


def pytest_configure(config: pytest.Config) -> None:
    """Let the files of an ordinary run lie in memory, where there is such a place.

    Nearly each test makes a database, and each of its transactions waits for the disk, and longer
    where others use it too. No test can tell whether bytes have reached it; those of power loss
    replay what was written and synchronised. The full counts make files of a gigabyte and stay on
    the disk.
    """
    ordinary = config.option.markexpr == "not long" and not config.option.basetemp
    if ordinary and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


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
