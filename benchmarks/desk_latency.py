"""How soon the desk shows its first claims, and how soon a key shows, in a real pseudo-terminal.

    python benchmarks/make_large_database.py --claims 1000000 --out large.db
    python benchmarks/desk_latency.py large.db [another.db ...]

Beside it, in the same run, the least app that shows the same claims in a Textual DataTable. It
is given at most ``--table-claims`` of them, because a table reads and measures all of them
before it paints. "Painted" is when the statement of the first claim has arrived; processor time
is the whole process's from its start. Key figures are from the key's write to the first byte of
the answer, with the process idle in between.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass, field
from pathlib import Path

from workbench.ledger.database import open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim_number_slices, claim_rows, counts
from workbench.model import ClaimFilter

COLUMNS, LINES = 160, 48
PATIENCE_SECONDS = 300.0
IDLE_SECONDS = 0.12
SETTLED_SECONDS = 1.5
PAUSE_SECONDS = 0.3
LIST_BYTES = 600
"""More than a key changes in its own line, less than a list that is painted anew."""
TICKS = os.sysconf("SC_CLK_TCK")
KEYS = (("down", (b"\x1b[B",), 60), ("page", (b"\x1b[5~", b"\x1b[6~"), 40))
"""Pages are turned back and forth, so that a short list moves with each key too."""
DESK = "import sys, pathlib; from workbench.tui.app import run; run(pathlib.Path(sys.argv[1]))"
TABLE = """
import pathlib, sys
from textual.app import App
from textual.widgets import DataTable
from workbench.desk.opening import open_for_reading
from workbench.ledger.queries import claim_number_slices, claim_rows
from workbench.model import ClaimFilter

class Table(App):
    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("status", "worth", "statement", "claimant", "rating")
        wanted = int(sys.argv[2])
        with open_for_reading(pathlib.Path(sys.argv[1])) as ledger:
            for numbers in claim_number_slices(ledger, ClaimFilter(), first=500):
                for row in claim_rows(ledger, numbers[:wanted]):
                    table.add_row(
                        row.status, str(row.worth), row.statement, row.claimant, row.rating
                    )
                wanted -= len(numbers)
                if wanted <= 0:
                    break
        table.focus()

Table().run()
"""


@dataclass
class Measured:
    """One run of one program."""

    painted_seconds: float
    painted_processor: float
    settled_processor: float
    megabytes: float
    keys: dict[str, list[float]] = field(default_factory=dict)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("databases", nargs="+", type=Path)
    parser.add_argument("--table-claims", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    print(f"terminal {COLUMNS}x{LINES}, best of {arguments.repeats} for painting; times in ms")
    print(
        f"{'program':<10} {'claims':>9} {'painted':>8} {'CPU':>6} {'settled CPU':>11} {'MB':>5}"
        + "".join(f" {name + ' p50':>9} {name + ' p95':>9}" for name, _, _ in KEYS)
    )
    with tempfile.TemporaryDirectory() as home:
        os.environ["WORKBENCH_HOME"] = home
        for database in arguments.databases:
            claims, words = first_claim(database, Path(home))
            few = min(claims, arguments.table_claims)
            for name, shown, program in (
                ("desk", claims, [DESK, str(database)]),
                ("DataTable", few, [TABLE, str(database), str(few)]),
            ):
                runs = [measure(program, words) for _ in range(arguments.repeats)]
                print_line(name, shown, runs)


def first_claim(database: Path, home: Path) -> tuple[int, str]:
    """How many claims there are, and how the first one on the list begins."""
    identity = IdentityStore(home / "config", home / "state")
    with open_ledger(database, mode="read", identity=identity) as ledger:
        numbers = next(iter(claim_number_slices(ledger, ClaimFilter(), first=1)))
        (row,) = claim_rows(ledger, numbers)
        tally = counts(ledger)
    return tally["all"] - tally["dismissed"], row.statement[:24]


def measure(program: list[str], words: str) -> Measured:
    """Run a program in a pseudo-terminal, wait for its first claim, then press keys."""
    started = time.perf_counter()
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
        os.execv(sys.executable, [sys.executable, "-c", *program])
    try:
        written = b""
        while words.encode() not in written:
            if time.perf_counter() - started > PATIENCE_SECONDS:
                sys.exit(f"the first claim was never painted; last bytes: {written[-300:]!r}")
            written += read(descriptor, 1.0)
        painted, work = time.perf_counter() - started, processor_seconds(pid)
        settle(pid, descriptor)
        measured = Measured(painted, work, processor_seconds(pid), resident_megabytes(pid))
        for name, keys, presses in KEYS:
            measured.keys[name] = [
                answer(descriptor, keys[press % len(keys)]) for press in range(presses)
            ]
        return measured
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(descriptor)


def measure_query(
    program: list[str], words: str, queries: tuple[str, ...]
) -> tuple[dict[str, list[float]], float]:
    """Type queries into the desk; milliseconds of each key to the repainted list, and memory."""
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_ANIMATIONS="none")
        os.execv(sys.executable, [sys.executable, "-c", *program])
    try:
        written = b""
        while words.encode() not in written:
            written += read(descriptor, 1.0)
        settle(pid, descriptor)
        measured: dict[str, list[float]] = {}
        for query in queries:
            answer(descriptor, b"/")
            measured[query] = [list_answer(descriptor, bytes((key,))) for key in query.encode()]
            answer(descriptor, b"\x1b")
            settle(pid, descriptor)
        return measured, resident_megabytes(pid)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(descriptor)


def list_answer(descriptor: int, key: bytes) -> float:
    """Press a key of a query; milliseconds until so much has come that the list is among it."""
    pressed = time.perf_counter()
    os.write(descriptor, key)
    written, seen = 0, pressed
    while (got := read(descriptor, PAUSE_SECONDS)) or not written:
        written += len(got)
        seen = time.perf_counter()
        if written > LIST_BYTES:
            break
    while read(descriptor, PAUSE_SECONDS):
        pass
    return (seen - pressed) * 1000


def read(descriptor: int, seconds: float) -> bytes:
    """What is written within some seconds."""
    if not select.select([descriptor], [], [], seconds)[0]:
        return b""
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:
        sys.exit("the program ended by itself")


def settle(pid: int, descriptor: int) -> None:
    """Wait until the program does nothing for a while."""
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while time.perf_counter() < deadline:
        before, end = processor_seconds(pid), time.perf_counter() + SETTLED_SECONDS
        while time.perf_counter() < end:
            read(descriptor, 0.2)
        if processor_seconds(pid) - before < SETTLED_SECONDS * 0.05:
            return


def answer(descriptor: int, key: bytes) -> float:
    """Press a key; milliseconds until the first byte of the answer."""
    pressed = time.perf_counter()
    os.write(descriptor, key)
    read(descriptor, 5.0)
    milliseconds = (time.perf_counter() - pressed) * 1000
    while read(descriptor, IDLE_SECONDS):
        pass
    return milliseconds


def processor_seconds(pid: int) -> float:
    """User and system time of a process, with all its threads, since it started."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_megabytes(pid: int) -> float:
    """Memory that a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def print_line(name: str, claims: int, runs: list[Measured]) -> None:
    """One line of the table."""
    painted = min(run.painted_seconds for run in runs) * 1000
    work = min(run.painted_processor for run in runs) * 1000
    settled = min(run.settled_processor for run in runs) * 1000
    line = f"{name:<10} {claims:>9,} {painted:>8.0f} {work:>6.0f} {settled:>11.0f}"
    line += f" {max(run.megabytes for run in runs):>5.0f}"
    for key, _, _ in KEYS:
        times = sorted(one for run in runs for one in run.keys[key])
        middle = statistics.median(times)
        line += f" {middle:>9.1f} {times[int(len(times) * 0.95) - 1]:>9.1f}"
    print(line, flush=True)


if __name__ == "__main__":
    main()
