"""The ledger among many events: tables made anew, a check of everything, and bytes an event takes.

    python benchmarks/ledger_scale.py [--events 1000000] [--claims 100000]

Two files: one in which a quarter of the events are claims and the others evidence and verdicts on
them, and one of claims alone, which are the heaviest events. Each measurement is a process of its
own, which starts a second one where there are two cores; times are processor time of both beside
the clock. What an event takes are the pages that SQLite counts for each table and index before and
after.
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, Final

from make_large_database import build
from merging import make_work, opened

from workbench.ledger.rebuild import rebuild
from workbench.ledger.verify import verify

_WEIGHED: Final = 20_000
_ALONE: Final = 2_000


def main() -> None:
    """Make the files, measure, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where to make the files, and leave them")
    parser.add_argument("--part", choices=_PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        print(json.dumps(_PARTS[given.part](given.file)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        mixed, claims = folder / "mixed.db", folder / "claims-alone.db"
        if not mixed.exists():
            with opened(mixed, "Ada", "create") as ledger:
                make_work(ledger, random.Random(1), given.events, 0, [])
        if not claims.exists():
            build(claims, given.claims)
        print(
            "| file | what | events | processor time, s | of it the second process | clock, s"
            " | memory, MB | of the second process |"
        )
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for name, path in (("claims and verdicts", mixed), ("claims alone", claims)):
            for part in _PARTS:
                print(f"| {name} | {part} {_in_a_process(part, path)}")
        print(f"\n{_bytes(folder)}")


def _in_a_process(part: str, path: Path) -> str:
    command = [sys.executable, __file__, "--part", part, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return (
        f"| {found['events']:,} | {found['seconds']:.1f} | {found['of_second']:.1f} "
        f"| {found['clock']:.1f} | {found['peak']:.0f} | {found['peak_of_second']:.0f} |"
    )


def _rebuild(path: Path) -> dict[str, Any]:
    with opened(path, "Ada") as ledger:
        events = ledger.rows("SELECT count(*) FROM event")[0][0]
        used, began = time.process_time(), time.perf_counter()
        rebuild(ledger)
        return _measured(events, used, began)


def _verify(path: Path) -> dict[str, Any]:
    with opened(path, "Ada") as ledger:
        used, began = time.process_time(), time.perf_counter()
        found = verify(ledger)
        if found.problems:
            raise SystemExit(found.problems[0])
        return _measured(found.events, used, began)


def _measured(events: int, used: float, began: float) -> dict[str, Any]:
    second = getrusage(RUSAGE_CHILDREN)
    of_second = second.ru_utime + second.ru_stime
    return {
        "events": events,
        "seconds": time.process_time() - used + of_second,
        "of_second": of_second,
        "clock": time.perf_counter() - began,
        "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1000,
        "peak_of_second": second.ru_maxrss / 1000,
    }


def _bytes(folder: Path) -> str:
    """What verdicts without evidence, and claims, take: bytes of all pages by table and index."""
    path = folder / "weighed.db"
    path.unlink(missing_ok=True)
    build(path, _WEIGHED)
    empty, of_claims = path.stat().st_size, _pages(path)
    value: dict[str, Any] = {
        "rating": "Supported",
        "scale": "averitec/1",
        "because": "The register of the ministry gives the same figure for that day.",
        "evidence": [],
        "unsourced": True,
    }
    with opened(path, "Ada") as ledger:
        given = [row[0] for row in ledger.rows("SELECT id FROM claim")]
        with ledger.act("Verdicts") as act:
            for claim in given:
                act.record("verdict", claim, "rating", value)
    grown, of_all = (path.stat().st_size - empty) / len(given), _pages(path)
    with opened(path, "Ben") as ledger:
        for claim in given[:_ALONE]:
            with ledger.act("Verdict Supported", [claim]) as act:
                act.record("verdict", claim, "rating", value)
    together = sum(of_all.values())
    alone = (sum(_pages(path).values()) - together) / _ALONE
    verdict = (together - sum(of_claims.values())) / len(given)
    claim_bytes = sum(of_claims.values()) / _WEIGHED
    path.unlink()
    told = (
        f"A verdict without evidence, with a reason of {len(value['because'])} characters, takes"
        f" {verdict / 1000:.2f} kB with its rows and indexes, and the file grows by"
        f" {grown / 1000:.2f} kB, free pages included; a second one, in an act of its own, takes"
        f" {alone / 1000:.2f} kB with its act. A claim takes {claim_bytes / 1000:.2f} kB.\n"
    )
    lines = [
        told,
        "| table or index | bytes of a verdict | bytes of a claim |\n| --- | ---: | ---: |",
    ]
    for name, size in sorted(of_all.items(), key=lambda one: -one[1]):
        first = of_claims.get(name, 0)
        shares = (size - first) / len(given), first / _WEIGHED
        if max(shares) >= 1:
            lines.append(f"| `{name}` | {shares[0]:.0f} | {shares[1]:.0f} |")
    return "\n".join(lines)


def _pages(path: Path) -> dict[str, int]:
    """The bytes of all pages of each table and index."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return dict(connection.execute("SELECT name, pgsize FROM dbstat WHERE aggregate = 1"))


_PARTS: Final = {"rebuild": _rebuild, "verify": _verify}


if __name__ == "__main__":
    main()
