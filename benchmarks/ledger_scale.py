"""The ledger among many events: tables made anew, a check of everything, and bytes an event takes.

    python benchmarks/ledger_scale.py [--events 1000000] [--claims 100000]

Two files: one in which a quarter of the events are claims and the others evidence and verdicts on
them, and one of claims alone, which are the heaviest events. Each measurement is a process of its
own; times are processor time beside the clock. What an event takes is how much the file grows by
it, tables and indexes included.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any, Final

from make_large_database import build
from merging import make_work, opened

from workbench.ledger.rebuild import rebuild
from workbench.ledger.verify import verify

_WEIGHED: Final = 20_000


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
        print("| file | what | events | processor time, s | clock, s | memory, MB |")
        print("| --- | --- | ---: | ---: | ---: | ---: |")
        for name, path in (("claims and verdicts", mixed), ("claims alone", claims)):
            for part in _PARTS:
                print(f"| {name} | {part} {_in_a_process(part, path)}")
        print(f"\n{_bytes(folder)}")


def _in_a_process(part: str, path: Path) -> str:
    command = [sys.executable, __file__, "--part", part, "--file", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    return (
        f"| {found['events']:,} | {found['seconds']:.1f} | {found['clock']:.1f} "
        f"| {found['peak']:.0f} |"
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
    return {
        "events": events,
        "seconds": time.process_time() - used,
        "clock": time.perf_counter() - began,
        "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1000,
    }


def _bytes(folder: Path) -> str:
    """How much a file grows by verdicts without evidence, and by claims."""
    path = folder / "weighed.db"
    path.unlink(missing_ok=True)
    build(path, _WEIGHED)
    claims = path.stat().st_size / _WEIGHED
    with opened(path, "Ada") as ledger:
        before = path.stat().st_size
        value = {
            "rating": "Supported",
            "scale": "averitec/1",
            "because": "The register of the ministry gives the same figure for that day.",
            "evidence": [],
            "unsourced": True,
        }
        given = [row[0] for row in ledger.rows("SELECT id FROM claim")]
        with ledger.act("Verdicts") as act:
            for claim in given:
                act.record("verdict", claim, "rating", value)
    verdict = (path.stat().st_size - before) / len(given)
    path.unlink()
    return (
        f"A verdict takes {verdict / 1000:.2f} kB of the file with its rows and indexes, "
        f"a claim {claims / 1000:.2f} kB."
    )


_PARTS: Final = {"rebuild": _rebuild, "verify": _verify}


if __name__ == "__main__":
    main()
