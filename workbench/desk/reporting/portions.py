"""Very many claims of a report are told by several processes, each a portion at a time.

Each process opens the database for itself and reads, as one process does, two hundred claims at a
time. The portions are written in their order, and few are waiting, so that memory stays level.
Whatever a process cannot do, this one does: a portion that fails, or in which a claim is missing
because it went meanwhile, is told here, and so are all behind it.
"""

import os
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO, Final

from workbench.collecting import seldom_collecting
from workbench.desk.processes import started
from workbench.desk.reporting.dossiers import THINGS_BETWEEN_COLLECTIONS, Entries, Watch
from workbench.errors import WorkbenchError
from workbench.ledger.queries import claims_by_number
from workbench.ledger.veil import published
from workbench.reporting.dossier import Dossier, Entry
from workbench.reporting.formats import Format, Part, Pieces, format_named

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

FEWEST_CLAIMS = 4_000
"""Fewer are told sooner than processes are started."""
PORTION_CLAIMS = 400
_CHILD: Final = "workbench.desk.reporting.portion_process"
_MOST_PROCESSES: Final = 4
_WAITING_PER_PROCESS: Final = 3


@dataclass(frozen=True, slots=True)
class Portion:
    """Some claims of a report, counted from ``first``; ``before`` is the number of the one before.

    The dossier is that of the report, without its entries.
    """

    path: Path
    form: str
    dossier: Dossier
    needs: frozenset[Part]
    numbers: tuple[int, ...]
    first: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Portions:
    """A report that is cut into portions."""

    ledger: "Ledger"
    dossier: Dossier
    entries: Entries
    form: Format
    pieces: Pieces
    processes: int

    def write(self, stream: BinaryIO, watch: Watch | None) -> None:
        """Write the whole report; ``watch`` is told how far it is, and may end it."""
        self.pieces.begin(self.dossier, stream)
        told, total = 0, len(self.entries.numbers)
        for portion, written in self._written():
            if not written:
                break
            stream.write(written)
            told += len(portion.numbers)
            if watch is not None:
                watch(told, total)
        if told < total:
            told += _tell(self.ledger, self._portion(told, total), self.form, stream)
            if watch is not None:
                watch(total, total)
        self.pieces.end(told, stream)

    def _portion(self, start: int, stop: int) -> Portion:
        numbers = self.entries.numbers
        return Portion(
            self.ledger.path.absolute(),
            self.form.name,
            replace(self.dossier, entries=()),
            self.form.needs,
            tuple(numbers[start:stop]),
            start + 1,
            numbers[start - 1] if start else None,
        )

    def _written(self) -> Iterator[tuple[Portion, bytes]]:
        """The portions in order, each with its bytes, which are none where it could not be told."""
        total = len(self.entries.numbers)
        portions = (
            self._portion(start, min(start + PORTION_CLAIMS, total))
            for start in range(0, total, PORTION_CLAIMS)
        )
        with _processes(self.processes) as tell:
            waiting = deque(
                (portion, tell(portion))
                for portion in islice(portions, _WAITING_PER_PROCESS * self.processes)
            )
            while waiting:
                portion, written = waiting.popleft()
                yield portion, written.result()
                waiting.extend((each, tell(each)) for each in islice(portions, 1))


@contextmanager
def _processes(number: int) -> Iterator[Callable[[Portion], Future[bytes]]]:
    """So many processes of this program, and what gives one of them a portion to tell.

    Ctrl+C does not reach them. They end when this one closes their line, or is gone.
    """
    running: list[tuple[subprocess.Popen[bytes], Connection]] = []
    free: SimpleQueue[Connection] = SimpleQueue()

    def told(portion: Portion) -> bytes:
        line = free.get()
        try:
            line.send(portion)
            return line.recv_bytes()
        except (EOFError, OSError):
            return b""
        finally:
            free.put(line)

    threads = ThreadPoolExecutor(number)
    try:
        for _ in range(number):
            running.append(started(_CHILD))
            free.put(running[-1][1])
        yield lambda portion: threads.submit(told, portion)
    finally:
        threads.shutdown(cancel_futures=True)
        for process, line in running:
            line.close()
            process.wait()


def portions(ledger: "Ledger", dossier: Dossier, entries: Entries, form: Format) -> Portions | None:
    """How a report is told by several processes, or ``None`` where one does it."""
    processes = min(len(os.sched_getaffinity(0)), _MOST_PROCESSES)
    many = len(entries.numbers) >= FEWEST_CLAIMS and processes > 1
    if form.pieces is None or not many or not entries.alike or ledger.past:
        return None
    return Portions(ledger, dossier, entries, form, form.pieces(), processes)


def tell_portions(line: Connection) -> None:
    """Tell portions as long as somebody asks on this line; this is a process of its own.

    Where a claim is missing, or the database cannot be read, nothing is sent back.
    """
    with suppress(EOFError, OSError):
        while True:
            portion: Portion = line.recv()
            stream = BytesIO()
            told = 0
            with suppress(WorkbenchError), seldom_collecting(things=THINGS_BETWEEN_COLLECTIONS):
                form = format_named(portion.form)
                told = _tell(_opened(portion.path), portion, form, stream)
            line.send_bytes(stream.getvalue() if told == len(portion.numbers) else b"")


def _tell(ledger: "Ledger", portion: Portion, form: Format, stream: BinaryIO) -> int:
    """Write the claims of a portion, and count them."""
    assert form.pieces is not None
    entries = Entries(ledger, portion.numbers, portion.needs, None, first=portion.first)
    dossier = replace(portion.dossier, entries=entries)
    return form.pieces().claims(dossier, stream, _before(ledger, portion))


def _before(ledger: "Ledger", portion: Portion) -> Entry | None:
    if portion.before is None:
        return None
    found = next(claims_by_number(ledger, (portion.before,)), None)
    return None if found is None else Entry(portion.first - 1, found)


@cache
def _opened(path: Path) -> "Ledger":
    """The database, open as long as this process lasts, as it may be published."""
    from workbench.desk.opening import WAIT_SECONDS, identity_store
    from workbench.ledger.database import open_ledger

    ledger = open_ledger(path, mode="read", identity=identity_store(), wait_seconds=WAIT_SECONDS)
    published(ledger).__enter__()
    return ledger
