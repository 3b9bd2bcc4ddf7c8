"""Whole commands, timed from outside, each beside its peer in the same run.

    python benchmarks/command_line.py [--runs 15]

Prints CPU seconds of whole processes: help beside an interpreter that does nothing, reading a
500-word article into a fresh database, and the time of one durable verdict.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SENTENCES = (
    (
        "About {a} soldiers of the {n}th Engineer Brigade reached the port of Kerval on "
        "{d} May 2024, the defence ministry said."
    ),
    "According to the district hospital, {a} people were treated and {b} of them stayed overnight.",
    "The budget of the mission rose by {n} percent to {b} million euros in 2023.",
    "Mayor Anna Sorel denied that more than {b} houses had been damaged in the flood.",
)


def article(words: int) -> str:
    """A made-up article of about so many words, the same every time."""
    parts: list[str] = []
    number = 0
    while sum(len(part.split()) for part in parts) < words:
        number += 1
        sentence = SENTENCES[number % len(SENTENCES)]
        parts.append(
            sentence.format(a=100 + 7 * number, b=3 + number, n=20 + number, d=number % 28 + 1)
        )
    paragraphs = [" ".join(parts[start : start + 4]) for start in range(0, len(parts), 4)]
    return "Flood in the Marun valley\n\nTuesday, 14 May 2024\n\n" + "\n\n".join(paragraphs) + "\n"


def cpu_seconds(command: Sequence[str], folder: Path) -> float:
    """User and system time of one whole process."""
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def verdict_times(folder: Path, count: int) -> list[float]:
    """Wall seconds of single durable verdicts in one process."""
    from workbench.desk.deciding.verdicts import decide
    from workbench.ledger.database import open_ledger
    from workbench.ledger.identity import IdentityStore
    from workbench.ledger.queries import claim_numbers, claim_rows
    from workbench.model import ClaimFilter

    store = IdentityStore(folder / "config", folder / "state")
    times = []
    with open_ledger(folder / "verdicts.db", mode="write", identity=store) as ledger:
        rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
        for step in range(count):
            claim = rows[step % len(rows)].id
            begun = time.perf_counter()
            decide(ledger, claim, "Refuted", f"Reason {step}.", unsourced=True)
            times.append(time.perf_counter() - begun)
    return times


def main() -> None:
    """Run and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs: int = parser.parse_args().runs
    program = str(Path(sys.executable).with_name("workbench"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["WORKBENCH_HOME"] = str(folder / "home")
        (folder / "article.txt").write_text(article(500), "utf-8")
        nothing: list[float] = []
        helped: list[float] = []
        added: list[float] = []
        for run in range(runs):
            nothing.append(cpu_seconds([sys.executable, "-c", "pass"], folder))
            helped.append(cpu_seconds([program, "--help"], folder))
            added.append(cpu_seconds([program, "add", "article.txt", "--db", f"{run}.db"], folder))
        cpu_seconds([program, "add", "article.txt", "--db", "verdicts.db"], folder)
        verdicts = verdict_times(folder, 20 * runs)
    base = statistics.median(nothing)
    print("`python benchmarks/command_line.py`")
    print()
    print(f"{runs} runs; medians; CPU time of whole processes unless said")
    print()
    print("| what | time | beside `python -c pass` |")
    print("| --- | ---: | ---: |")
    for what, times in (
        ("`python -c pass`", nothing),
        ("`workbench --help`", helped),
        ("`workbench add` a 500-word article", added),
    ):
        median = statistics.median(times)
        print(f"| {what} | {median * 1000:.0f} ms | {median / base:.1f} |")
    verdicts.sort()
    p95 = verdicts[int(len(verdicts) * 0.95)]
    print(
        f"| one durable verdict, wall, p50 (p95) | {statistics.median(verdicts) * 1000:.1f} "
        f"({p95 * 1000:.1f}) ms | |"
    )


if __name__ == "__main__":
    main()
