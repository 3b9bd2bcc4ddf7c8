"""Reports of many claims as tables and lines: how long they take, and that memory stays level.

    python benchmarks/report_tables.py SMALL.db LARGE.db DECIDED.db

Every claim is told, decided or not; ``make_decided_database`` makes one in which all are, with
three sources each. Each report is made by the program in a process of its own; processor time and
the most memory it held are the kernel's. A waiting writer is a program that writes an act ten times
a second meanwhile; its longest wait shows that no report holds the database for long.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from workbench.desk.opening import open_for_writing
from workbench.desk.working.commenting import comment
from workbench.ledger.queries import claim_numbers, claim_rows, counts
from workbench.model import ClaimFilter

FORMATS: Final = ("csv", "jsonl", "json", "averitec")


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("databases", type=Path, nargs="+")
    arguments = parser.parse_args()
    os.environ["WORKBENCH_HOME"] = tempfile.mkdtemp()
    print("| claims | decided | format | time | processor | most memory | written |")
    print("| ---: | ---: | --- | ---: | ---: | ---: | ---: |")
    for database in arguments.databases:
        with open_for_writing(database) as ledger:
            every = counts(ledger)
        claims = f"{every['all']:,} | {every['all'] - every['unrated']:,}"
        for name in FORMATS:
            print(_row(database, claims, name, []))
        day = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
        print(_row(database, claims, "csv", ["--as-of", day]))
    longest, acts = _waiting(arguments.databases[-1])
    print(
        f"\nWhile the last of these was told as `jsonl`, another program wrote {acts} acts; the "
        f"longest took {longest * 1000:.0f} ms."
    )


def _row(database: Path, claims: str, name: str, more: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report"
        started = time.perf_counter()
        process = subprocess.Popen(_command(database, name, target, more), stderr=subprocess.PIPE)
        _, _, used = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - started
        written = target.stat().st_size
    shown = f"{name} {' '.join(more[:1])}".rstrip()
    work = used.ru_utime + used.ru_stime
    return (
        f"| {claims} | `{shown}` | {elapsed:.1f} s | {work:.1f} s "
        f"| {used.ru_maxrss / 1024:.0f} MB | {written / 1e6:.1f} MB |"
    )


def _command(database: Path, name: str, target: Path, more: list[str]) -> list[str]:
    program = [sys.executable, "-m", "workbench", "report", "--db", str(database), "--drafts"]
    return [*program, "--format", name, "-o", str(target), *more]


def _waiting(database: Path) -> tuple[float, int]:
    """The longest that an act took while a report was written, and how many there were."""
    times: list[float] = []
    ended = threading.Event()

    def write() -> None:
        with open_for_writing(database) as ledger:
            numbers = claim_numbers(ledger, ClaimFilter(), limit=1)
            claim = claim_rows(ledger, numbers)[0].id
            while not ended.wait(0.1):
                started = time.perf_counter()
                comment(ledger, claim, f"Remark {len(times)}.")
                times.append(time.perf_counter() - started)

    writer = threading.Thread(target=write)
    writer.start()
    with tempfile.TemporaryDirectory() as folder:
        command = _command(database, "jsonl", Path(folder) / "report", [])
        subprocess.run(command, check=True, capture_output=True)
    ended.set()
    writer.join()
    return max(times, default=0.0), len(times)


if __name__ == "__main__":
    main()
