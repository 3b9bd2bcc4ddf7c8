"""Merging copies of a large project: time, memory, and what the write lock costs others.

    python benchmarks/merging.py [--events 1000000]

Two copies of a project go apart: a tenth of the events of each is its own, documents with claims,
evidence and verdicts alike. Then one is merged into the other, with the backup that is made
meanwhile, and once more, when nothing is new. Each measurement is a process of its own; times
are processor time, the child process that reads the other file included, because the clock of a
busy machine lies. Memory is the peak of either process. Then a second merge goes on while another
program reads and writes in the file and takes the time that it waits. Last, four programs write in
one file. The copies are on the disk before the first measurement begins.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any, Final

from make_large_database import add_document

from workbench.desk.safekeeping import backups
from workbench.desk.sharing import merging
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.rebuild import rebuild
from workbench.model import Reviewer

_RATINGS: Final = ("Supported", "Refuted", "Not Enough Evidence")
_CLAIMS_IN_A_DOCUMENT: Final = 40
_EVENTS_IN_AN_ACT: Final = 10_000
_WRITERS: Final = 4
_WRITING_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 600.0
_BETWEEN_SECONDS: Final = 0.1


def main() -> None:
    """Make the copies, measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to make the copies, and leave them")
    parser.add_argument("--part", choices=_PARTS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.part:
        print(json.dumps(_PARTS[given.part](given.folder)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        folder.mkdir(exist_ok=True)
        if not (folder / "theirs.db").exists():
            make_copies(folder, given.events)
        shutil.copyfile(folder / "ours.db", folder / "claims.db")
        os.sync()  # what is measured is the merge, and not how the copies get to the disk
        found = {part: _in_a_process(part, folder) for part in _PARTS}
        print(_table(found))


def make_copies(folder: Path, events: int) -> None:
    """Make one project and two copies of it that went apart."""
    common = events * 9 // 10
    with opened(folder / "ours.db", "Ada", "create") as ledger:
        claims = make_work(ledger, random.Random(1), common, 0, [])
    shutil.copyfile(folder / "ours.db", folder / "theirs.db")
    for name, path, seed in (("Ada", "ours.db", 2), ("Ben", "theirs.db", 3)):
        with opened(folder / path, name) as ledger:
            make_work(ledger, random.Random(seed), events - common, seed * events, claims)


def make_work(
    ledger: Ledger, chance: random.Random, events: int, first: int, claims: list[str]
) -> list[str]:
    """Record documents with claims, then evidence and verdicts on all claims there are."""
    known = list(claims)
    done = 0
    while done < events:
        with ledger.act("A day's work") as act:
            until = min(events, done + _EVENTS_IN_AN_ACT)
            for _ in range((until - done) // 4 // _CLAIMS_IN_A_DOCUMENT):
                known.extend(add_document(act, chance, first + len(known), _CLAIMS_IN_A_DOCUMENT))
            left = until - done - act.recorded
            for claim in chance.choices(known, k=left // 2):
                evidence = act.record("evidence", claim, chance.randbytes(8).hex(), _quote(claim))
                value = {
                    "rating": chance.choice(_RATINGS),
                    "scale": "averitec/1",
                    "because": "The register of the ministry gives the same figure for that day.",
                    "evidence": [evidence],
                    "unsourced": False,
                }
                act.record("verdict", claim, "rating", value)
            done = until
    return known


def _quote(claim: str) -> dict[str, Any]:
    return {
        "url": f"https://records.example/{claim[:6]}",
        "source": f"records.example/{claim[:6]}",
        "quote": "The register gives another figure.",
        "stance": "refutes",
        "seen_on": "2024-07-01",
    }


def opened(path: Path, name: str, mode: Any = "write", wait_seconds: float = 5.0) -> Ledger:
    """A database with a reviewer of this name, whose identity lies beside it."""
    place = path.parent / "homes" / name
    identity = IdentityStore(place / "config", place / "state")
    if identity.known_reviewer() is None:
        identity.adopt(Reviewer(random.Random(name).randbytes(16).hex(), name))
    return open_ledger(
        path, mode=mode, identity=identity, name="synthetic", wait_seconds=wait_seconds
    )


def _in_a_process(part: str, folder: Path) -> dict[str, Any]:
    home = folder / "home"
    done = subprocess.run(
        [sys.executable, __file__, "--part", part, "--folder", str(folder)],
        env={**os.environ, "WORKBENCH_HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _merge(folder: Path) -> dict[str, Any]:
    with opened(folder / "claims.db", "Ada") as ledger:
        before = _used()
        held = time.perf_counter()
        report = merging.merge_files(ledger, [folder / "theirs.db"])
        return _measured(before, held) | {
            "new": report.merged.new,
            "events": report.files[0].events,
            "refused": sum(report.merged.refused.values()),
            "size": (folder / "theirs.db").stat().st_size,
        }


def _backup(folder: Path) -> dict[str, Any]:
    from workbench.settings import BackupSettings

    with opened(folder / "claims.db", "Ada") as ledger:
        before, began = _used(), time.perf_counter()
        backups.make_backup(ledger, backups.BackupKind.MERGE, BackupSettings())
        return _measured(before, began)


def _beside(folder: Path) -> dict[str, Any]:
    """Merge while two other programs use the file, one reading and one writing."""
    path = folder / "beside.db"
    shutil.copyfile(folder / "ours.db", path)
    context = multiprocessing.get_context("spawn")
    over, waited = context.Event(), context.SimpleQueue()
    others = [
        context.Process(target=one, args=(path, over, waited)) for one in (_read_on, _write_on)
    ]
    for one in others:
        one.start()
    for _ in others:
        waited.get()  # both have the file open
    with opened(path, "Ada") as ledger:
        locked = _Locked()
        merging.merge_files(ledger, [folder / "theirs.db"], step=locked.step)
        held = time.perf_counter() - locked.since
    over.set()
    longest = dict([waited.get() for _ in others])
    for one in others:
        one.join()
    path.unlink()
    return {"held": held, **longest}


class _Locked:
    """Takes the time from the moment at which a merge has the write lock."""

    def __init__(self) -> None:
        self.since = 0.0

    def step(self, what: str, _done: int) -> None:
        """The first events are told to be merged soon after the lock is taken."""
        if what == "merging" and not self.since:
            self.since = time.perf_counter()


def _read_on(path: Path, over: Any, waited: Any) -> None:
    longest = 0.0
    with opened(path, "Cora", "read", _PATIENCE_SECONDS) as ledger:
        waited.put(None)
        while not over.wait(_BETWEEN_SECONDS):
            began = time.monotonic()
            ledger.rows("SELECT number FROM claim WHERE status = 'conflict' LIMIT 1")
            longest = max(longest, time.monotonic() - began)
    waited.put(("reading", longest))


def _write_on(path: Path, over: Any, waited: Any) -> None:
    longest = 0.0
    with opened(path, "Dan", "write", _PATIENCE_SECONDS) as ledger:
        waited.put(None)
        claim = ledger.rows("SELECT id FROM claim LIMIT 1")[0][0]
        while not over.wait(_BETWEEN_SECONDS):
            began = time.monotonic()
            with ledger.act("Say something") as act:
                act.record("comment", claim, act.new_field(), {"text": "So it goes on."})
            longest = max(longest, time.monotonic() - began)
    waited.put(("writing", longest))


def _rebuild(folder: Path) -> dict[str, Any]:
    with opened(folder / "claims.db", "Ada") as ledger:
        before, began = _used(), time.perf_counter()
        rebuild(ledger)
        return _measured(before, began)


def _write(folder: Path) -> dict[str, Any]:
    """Four programs that give verdicts without a pause."""
    path = folder / "shared.db"
    with opened(path, "Writer", "create") as ledger, ledger.act("Begin") as act:
        claims = add_document(act, random.Random(5), 0, _CLAIMS_IN_A_DOCUMENT)
    with multiprocessing.get_context("spawn").Pool(_WRITERS) as pool:
        found = pool.starmap(_give_verdicts, [(path, claims, one) for one in range(_WRITERS)])
    written = [count for count, _ in found]
    return {"written": written, "longest": max(wait for _, wait in found)}


def _give_verdicts(path: Path, claims: list[str], number: int) -> tuple[int, float]:
    written, longest = 0, 0.0
    with opened(path, f"Writer {number}") as ledger:
        until = time.monotonic() + _WRITING_SECONDS
        while time.monotonic() < until:
            began = time.monotonic()
            with ledger.act("Verdict") as act:
                value: dict[str, Any] = {
                    "rating": _RATINGS[written % 3],
                    "scale": "averitec/1",
                    "because": "So says the register.",
                    "evidence": [],
                    "unsourced": True,
                }
                act.record("verdict", claims[written % len(claims)], "rating", value)
            longest = max(longest, time.monotonic() - began)
            written += 1
    return written, longest


def _used() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    )


def _measured(before: float, began: float) -> dict[str, Any]:
    return {
        "seconds": _used() - before,
        "clock": time.perf_counter() - began,
        "peak": getrusage(RUSAGE_SELF).ru_maxrss / 1000,
        "child": getrusage(RUSAGE_CHILDREN).ru_maxrss / 1000,
    }


_PARTS: Final = {
    "merge": _merge,
    "again": _merge,
    "beside": _beside,
    "backup": _backup,
    "rebuild": _rebuild,
    "write": _write,
}


def _table(found: dict[str, dict[str, Any]]) -> str:
    merged, again = found["merge"], found["again"]
    head = (
        f"{merged['events']:,} events in the other file ({merged['size'] / 1e6:,.0f} MB), "
        f"{merged['new']:,} of them new; as many here. {merged['refused']} refused."
    )
    lines = [
        head,
        "",
        "| what | processor time, s | clock, s | memory, MB | of the largest other process, MB |",
        "| --- | ---: | ---: | ---: | ---: |",
        _row(f"merge, {merged['new']:,} new, with the backup before", merged),
        _row("merge, nothing new", again),
        _row("a backup alone, checked", found["backup"]),
        _row("rebuild of all tables", found["rebuild"]),
        "",
    ]
    beside = found["beside"]
    lines.append(
        f"Another merge of as much held the write lock for {beside['held']:.1f} s by the clock. "
        f"Of two programs that used the file meanwhile, the longest that one waited to read was "
        f"{beside['reading']:.1f} s, and to write {beside['writing']:.1f} s. (Programs give up "
        "after 5 s and say so; these did not.)"
    )
    lines.append("")
    written = found["write"]["written"]
    lines.append(
        f"{_WRITERS} programs write in one file for {_WRITING_SECONDS:.0f} s: "
        f"{', '.join(map(str, sorted(written)))} verdicts each; the longest that one waited was "
        f"{found['write']['longest']:.2f} s."
    )
    return "\n".join(lines)


def _row(name: str, found: dict[str, Any]) -> str:
    return (
        f"| {name} | {found['seconds']:.1f} | {found['clock']:.1f} | {found['peak']:.0f} "
        f"| {found['child']:.0f} |"
    )


if __name__ == "__main__":
    main()
