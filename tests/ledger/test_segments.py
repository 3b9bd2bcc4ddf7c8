"""The files in a shared folder: whatever becomes of their bytes, only whole events are read."""

import hashlib
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import NewerLedger, NotALedger
from workbench.ledger.segments.devices import DeviceState, DeviceStore
from workbench.ledger.segments.folders import Folder
from workbench.ledger.segments.frames import EVENTS, HEADER, MOST_DAMAGES, frame, pack_events
from workbench.ledger.segments.reading import (
    Header,
    Read,
    header_frame,
    read_events,
    read_header,
)
from workbench.ledger.segments.writing import SegmentWriter

OURS = Header("a" * 32, "Hospital", "b" * 32, "Ана, ноутбук", 5, ("00000001.segment",))


def event_of(body: bytes) -> tuple[bytes, bytes]:
    return b"\0" * 8 + hashlib.sha256(body).digest()[:24], body


bodies = st.lists(st.binary(max_size=60), max_size=8, unique=True)
batches = st.lists(bodies, max_size=5)


def segment(contents: list[list[bytes]]) -> list[bytes]:
    return [frame(EVENTS, pack_events([event_of(body) for body in some])) for some in contents]


def read_all(path: Path, data: bytes) -> tuple[set[bytes], Read]:
    path.write_bytes(data)
    descriptor = os.open(path, os.O_RDONLY)
    try:
        read = Read()
        return {body for _, body in read_events(descriptor, 0, read)}, read
    finally:
        os.close(descriptor)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("segments") / "one"


@settings(max_examples=60, deadline=None)
@given(contents=batches, order=st.randoms(use_true_random=False))
def test_frames_in_any_order_and_doubled_give_the_same_events(
    scratch: Path, contents: list[list[bytes]], order: random.Random
) -> None:
    frames = segment(contents) * 2
    order.shuffle(frames)
    found, read = read_all(scratch, b"".join(frames))
    assert found == {body for some in contents for body in some}
    assert read.whole == sum(map(len, frames))


@settings(max_examples=60, deadline=None)
@given(contents=batches, cut=st.integers(min_value=0))
def test_a_torn_end_costs_itself_alone_and_is_read_once_it_is_whole(
    scratch: Path, contents: list[list[bytes]], cut: int
) -> None:
    frames = segment(contents)
    data = b"".join(frames)
    end = cut % (len(data) + 1)
    expected: set[bytes] = set()
    whole = 0
    for one, some in zip(frames, contents, strict=True):
        if whole + len(one) > end:
            break
        whole += len(one)
        expected.update(some)
    found, read = read_all(scratch, data[:end])
    assert found == expected
    assert read.whole == whole
    scratch.write_bytes(data)
    descriptor = os.open(scratch, os.O_RDONLY)
    try:
        found.update(body for _, body in read_events(descriptor, read.whole, read))
    finally:
        os.close(descriptor)
    assert found == {body for some in contents for body in some}


@settings(max_examples=100, deadline=None)
@given(
    contents=batches,
    damage=st.lists(st.tuples(st.integers(min_value=0), st.binary(min_size=1, max_size=9))),
)
def test_damage_never_makes_an_event_and_never_costs_a_frame_that_it_has_not_touched(
    scratch: Path, contents: list[list[bytes]], damage: list[tuple[int, bytes]]
) -> None:
    frames = segment(contents)
    data = bytearray(b"".join(frames))
    for at, written in damage:
        place = at % (len(data) + 1)
        data[place : place + len(written)] = written
    found, _ = read_all(scratch, bytes(data))
    everything = {body for some in contents for body in some}
    assert found <= everything
    at = 0
    for one, some in zip(frames, contents, strict=True):
        if data[at : at + len(one)] == one:
            assert found >= set(some)
        at += len(one)


def test_an_event_that_is_not_what_its_id_says_is_counted_and_left_out(scratch: Path) -> None:
    good, (identifier, _) = event_of(b"good"), event_of(b"was this")
    data = frame(EVENTS, pack_events([good, (identifier, b"is that")]))
    found, read = read_all(scratch, data)
    assert found == {b"good"}
    assert read.damaged == 1


def test_a_file_of_nothing_but_beginnings_is_left_after_a_while(scratch: Path) -> None:
    first = segment([[b"first"]])[0]
    data = first + first[:25] * (MOST_DAMAGES * 50) + segment([[b"last"]])[0]
    found, _ = read_all(scratch, data)
    assert found == {b"first"}


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotALedger),
        (header_frame(OURS)[:-1], NotALedger),
        (b"PK\x03\x04" + header_frame(OURS), NotALedger),
        (frame(HEADER, b"[]"), NotALedger),
        (frame(HEADER, b'{"format":1}'), NotALedger),
        (frame(HEADER, b'{"format":1,"project":"no","device":"no"}'), NotALedger),
        (frame(HEADER, b"[" * 100_000), NotALedger),
        (frame(HEADER, b'{"format":2}'), NewerLedger),
        (frame(EVENTS, b""), NotALedger),
    ],
    ids=[
        "empty",
        "torn",
        "begins otherwise",
        "a list",
        "no project",
        "no ids",
        "nested",
        "newer",
        "no header",
    ],
)
def test_only_a_header_of_ours_is_one(scratch: Path, data: bytes, error: type[Exception]) -> None:
    scratch.write_bytes(data)
    descriptor = os.open(scratch, os.O_RDONLY)
    try:
        with pytest.raises(error):
            read_header(descriptor)
    finally:
        os.close(descriptor)


def test_a_name_in_any_script_comes_back_and_steers_no_terminal(scratch: Path) -> None:
    header = replace(OURS, name="Ана\x1b]52;c;x\a")
    scratch.write_bytes(header_frame(header))
    descriptor = os.open(scratch, os.O_RDONLY)
    try:
        found, end = read_header(descriptor)
    finally:
        os.close(descriptor)
    assert found.name.startswith("Ана")
    assert "\x1b" not in found.name
    assert found.replaces == OURS.replaces
    assert end == scratch.stat().st_size


def test_links_in_a_folder_are_not_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.segment").write_bytes(b"x")
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "way").symlink_to(outside)
    (shared / "secret.segment").symlink_to(outside / "secret.segment")
    os.mkfifo(shared / "pipe.segment")
    with Folder.at(shared) as folder:
        assert folder.folders() == []
        assert folder.files(".segment") == []
        assert folder.child("way") is None
        with folder.reading("secret.segment") as opened:
            assert opened is None
        with folder.reading("pipe.segment") as opened:
            assert opened is None


def test_mending_keeps_what_is_whole_behind_half_a_write(tmp_path: Path) -> None:
    folder = tmp_path / "device"
    folder.mkdir()
    whole = frame(EVENTS, pack_events([event_of(b"decided"), event_of(b"cited")]))
    begun = header_frame(OURS) + whole[:40] + header_frame(OURS) + whole
    (folder / "00000001.segment").write_bytes(begun)
    store = DeviceStore(tmp_path / "state.json")
    state = DeviceState("b" * 32, begun=1)
    with Folder.at(folder) as opened:
        SegmentWriter(opened, OURS, store, state).mend()
        SegmentWriter(opened, OURS, store, state).mend()
    (left,) = folder.glob("*.segment")
    found, read = read_all(tmp_path / "copy", left.read_bytes())
    assert found == {b"decided", b"cited"}
    assert read.whole == left.stat().st_size
