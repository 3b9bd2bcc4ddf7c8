"""Own segments after half a write: nothing is ever written behind the half."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from tests.ledger.material import decide
from tests.ledger.merge_material import log_of
from tests.ledger.sync_material import Devices
from workbench.ledger.segments.frames import frames_in


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """The system writes as much of a write as fits, and refuses the rest, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def hold_together(path: Path) -> None:
    """Frame follows frame from the first byte to the last."""
    with path.open("rb") as file:
        found = list(frames_in(file.fileno()))
    assert found[0].start == 0
    assert all(one.end == following.start for one, following in pairwise(found))
    assert found[-1].end == path.stat().st_size


def test_whatever_was_half_written_the_next_sync_leaves_no_gap(tmp_path: Path) -> None:
    whole = _whole_segment_bytes(tmp_path / "whole")
    for size in range(120, whole, 193):  # the memory of the device itself needs no more than 120
        devices = Devices.begin(_made(tmp_path / str(size)))
        _decided(devices)
        with files_no_larger_than(size):
            assert "no room left" in str(devices.sync("Ada").problem)
        (half,) = devices.segments()
        assert half.stat().st_size == size
        assert devices.sync("Ada").problem is None
        for segment in devices.segments():
            hold_together(segment)
        devices.sync("Ben")
        with devices.team.opens("Ada") as ada, devices.team.opens("Ben") as ben:
            assert log_of(ada) == log_of(ben)


def _whole_segment_bytes(folder: Path) -> int:
    """How large the segment is of somebody who could write it."""
    devices = Devices.begin(_made(folder))
    _decided(devices)
    devices.sync("Ada")
    (segment,) = devices.segments()
    hold_together(segment)
    return segment.stat().st_size


def _decided(devices: Devices) -> None:
    with devices.team.opens("Ada") as ledger:
        decide(ledger, "Supported")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
