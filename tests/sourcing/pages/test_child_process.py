"""The child process: started late, killed on time, replaced, and never left behind."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sourcing.pages.material import ARRIVAL, ARTICLE, page
from workbench.sourcing.pages import PageLimits, PageReader
from workbench.sourcing.pages.frames import BadFrame, unpack_answer, unpack_prefix
from workbench.sourcing.pages.process import ChildProcess

WORN_BYTES = 200 * 1024 * 1024
SLOW = page(ARTICLE + "".join(f"<a href=/{n}>link {n}</a> " for n in range(150_000)))


async def read(reader: PageReader, body: str = page()) -> str:
    readable = await reader.read(body.encode(), address=None, content_type="text/html")
    return readable.main


def gone(process: int) -> bool:
    """Whether a process is neither running nor left as a zombie."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def ends_within(process: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if gone(process):
            return True
        time.sleep(0.02)
    return False


def worked(process: int) -> int:
    """How long a process has worked, in ticks of the clock."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def is_busy_within(process: int, seconds: float) -> bool:
    """Whether a process is seen to work on something."""
    before, until = worked(process), time.monotonic() + seconds
    while time.monotonic() < until:
        if worked(process) > before + 2:
            return True
        time.sleep(0.005)
    return False


async def test_nothing_is_started_before_the_first_page() -> None:
    async with PageReader() as reader:
        assert reader.processes == ()
        assert ARRIVAL in await read(reader)
        assert len(reader.processes) == 1


async def test_one_process_reads_many_pages_until_it_is_worn() -> None:
    async with PageReader(limits=PageLimits(pages_per_process=2)) as reader:
        await read(reader)
        first = reader.processes
        await read(reader)
        assert reader.processes == ()
        await read(reader)
        assert reader.processes != first
    assert gone(first[0])


async def test_a_process_is_not_worn_by_the_memory_of_the_program_that_started_it() -> None:
    assert len(b"x" * (WORN_BYTES * 2)) > WORN_BYTES
    async with PageReader(limits=PageLimits(worn_bytes=WORN_BYTES)) as reader:
        await read(reader)
        assert len(reader.processes) == 1


async def test_no_process_is_left_when_the_reader_is_closed() -> None:
    async with PageReader(workers=2) as reader:
        await asyncio.gather(*(read(reader) for _ in range(4)))
        processes = reader.processes
        assert len(processes) == 2
    assert all(gone(process) for process in processes)


async def test_a_page_that_takes_too_long_is_killed_keeps_its_text_and_the_next_is_read() -> None:
    async with PageReader(limits=PageLimits(seconds=3)) as reader:
        await read(reader)
        first = reader.processes
        readable = await reader.read(SLOW.encode(), address=None, content_type="text/html")
        assert ARRIVAL in readable.main
        assert len(readable.flags) == 1
        assert reader.processes == ()
        assert gone(first[0])
        assert ARRIVAL in await read(reader)


async def test_a_process_that_was_killed_between_pages_is_replaced() -> None:
    async with PageReader() as reader:
        await read(reader)
        first = reader.processes[0]
        os.kill(first, signal.SIGKILL)
        assert ARRIVAL in await read(reader)
        assert reader.processes != (first,)
    assert gone(first)


async def test_a_process_that_is_killed_in_the_middle_of_a_page_costs_that_page_at_most() -> None:
    async with PageReader() as reader:
        await read(reader)
        first = reader.processes[0]
        slow = asyncio.create_task(read(reader, SLOW))
        assert await asyncio.to_thread(is_busy_within, first, 10)
        assert not slow.done()
        os.kill(first, signal.SIGKILL)
        await slow
        assert ARRIVAL in await read(reader)
        assert gone(first)


async def test_a_cancelled_page_ends_its_process_and_the_next_is_read() -> None:
    async with PageReader() as reader:
        await read(reader)
        first = reader.processes[0]
        slow = asyncio.create_task(read(reader, SLOW))
        assert await asyncio.to_thread(is_busy_within, first, 10)
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        assert ARRIVAL in await read(reader)
        assert gone(first)


async def test_the_event_loop_goes_on_while_a_page_is_read() -> None:
    async with PageReader() as reader:
        await read(reader)
        reading = asyncio.create_task(read(reader, SLOW))
        worst, last = 0.0, time.monotonic()
        for _ in range(40):
            await asyncio.sleep(0.01)
            now = time.monotonic()
            worst, last = max(worst, now - last), now
        assert not reading.done()
        reading.cancel()
    assert worst < 1.0


async def test_a_program_that_answers_garbage_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "garbage.py"
    program.write_text(
        "import socket, sys, time\n"
        "s = socket.socket(fileno=int(sys.argv[1])); s.recv(10)\n"
        "s.sendall(b'HTTP/1.1 200 OK' * 9); time.sleep(60)\n"
    )
    monkeypatch.setattr(
        "workbench.sourcing.pages.process._command", lambda: (sys.executable, str(program))
    )
    async with PageReader() as reader:
        readable = await reader.read(b"<p>x</p>", address=None, content_type="text/html")
        assert reader.processes == ()
    assert readable.problem == "the page could not be read safely: it made its reader fail"


async def test_a_program_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.sourcing.pages.process._command", lambda: ("/no/such/program",))
    async with PageReader() as reader:
        readable = await reader.read(b"<p>x</p>", address=None, content_type="text/html")
    assert "did not start the reader" in (readable.problem or "")


def test_an_interrupt_from_the_terminal_does_not_reach_the_child() -> None:
    child = ChildProcess()
    try:
        assert os.getpgid(child.pid) != os.getpgid(0)
    finally:
        child.kill()
        child.wait()
    assert gone(child.pid)


@pytest.mark.parametrize(
    "busy", [pytest.param(False, marks=pytest.mark.long), True], ids=["idle", "busy"]
)
def test_the_child_ends_with_its_parent(busy: bool) -> None:
    program = (
        "import asyncio, os, sys\n"
        "from workbench.sourcing.pages import PageReader\n"
        "async def main():\n"
        "    reader = PageReader()\n"
        "    await reader.read(b'<p>x</p>', address=None, content_type='text/html')\n"
        "    print(reader.processes[0], flush=True)\n"
        "    page = b'<p>word</p>' + b''.join(b'<a href=/%d>x</a> ' % n for n in range(100000))\n"
        "    if sys.argv[1] == 'True':\n"
        "        await reader.read(page, address=None, content_type='text/html')\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(busy)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    with parent:
        child = int(parent.stdout.readline())
        assert is_busy_within(child, 10) if busy else not gone(child)
        parent.kill()
    assert ends_within(child, 3)


def test_the_child_is_given_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_API_KEY", "secret")
    child = ChildProcess()
    try:
        assert b"secret" not in Path(f"/proc/{child.pid}/environ").read_bytes()
    finally:
        child.kill()
        child.wait()


@pytest.mark.parametrize(
    "header",
    [b"", b"{", b"[]", b"{}", b'{"begun": true}', b'{"readable": 5, "main_bytes": 0, "same": true}',
     b'{"main_bytes": "x"}', b"[" * 100_000],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused(header: bytes) -> None:
    with pytest.raises(BadFrame):
        unpack_answer(header, b"")


@pytest.mark.parametrize("prefix", [b"HTTP/1.1 200", b"WBP1\xff\xff\xff\xff\x00\x00\x00\x00"])
def test_a_length_that_no_frame_has_is_refused(prefix: bytes) -> None:
    with pytest.raises(BadFrame):
        unpack_prefix(prefix)
