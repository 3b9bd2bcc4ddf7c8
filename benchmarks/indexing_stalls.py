"""How long the desk's loop waits while a thread beside it indexes claims and looks for all pairs.

    python benchmarks/make_large_database.py --claims 100000 --out large.db
    python benchmarks/indexing_stalls.py [--claims 100000] [--database large.db]

An asyncio loop that only ticks stands for the desk. Beside it a thread works as the desk's lane
does: it feeds an index with generated claims and looks for pairs, and then, with ``--database``,
does what the duplicates screen does with that database. A wait is what the process spent of
processor time from one tick to the next, so that a busy machine does not lie; the longest wait by
the clock is given too.
"""

import argparse
import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from claims_generator import generate

from workbench.indexing import PairProgress, compared_pairs, open_index
from workbench.matching import facts_of
from workbench.tui.lanes.sparing import sparing_the_loop

TICK_SECONDS: Final = 0.005
ALLOWED_MS: Final = 50.0
SEED: Final = 1


@dataclass
class Waits:
    """The waits of one phase, in milliseconds of processor time, and by the clock."""

    spent: list[float] = field(default_factory=list)
    clock: float = 0.0


class Phases:
    """What the thread is doing, and the waits in each phase."""

    def __init__(self) -> None:
        self.now = ""
        self.waits: dict[str, Waits] = {}

    def wait(self, spent: float, clock: float) -> None:
        """Note a wait in the phase that goes on."""
        waits = self.waits.setdefault(self.now, Waits())
        waits.spent.append(spent)
        waits.clock = max(waits.clock, clock)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--database", type=Path)
    given = parser.parse_args()
    phases = Phases()
    with _own_cache():
        asyncio.run(_beside(lambda: _generated(given.claims, phases), phases))
        if given.database is not None:
            asyncio.run(_beside(lambda: _as_the_desk(given.database, phases), phases))
    print(f"{given.claims:,} claims; milliseconds\n")
    print("| the thread is | ticks | longest wait (CPU) | waits over 50 | by the clock |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for phase, waits in phases.waits.items():
        over = sum(1 for spent in waits.spent if spent > ALLOWED_MS)
        longest = max(waits.spent)
        print(f"| {phase} | {len(waits.spent):,} | {longest:.0f} | {over} | {waits.clock:.0f} |")


@contextmanager
def _own_cache() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        yield


async def _beside(work: Callable[[], None], phases: Phases) -> None:
    """Tick while a thread works."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def worked() -> None:
        try:
            work()
        finally:
            loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=worked).start()
    while not ended.is_set():
        spent, clock = time.process_time(), time.monotonic()
        await asyncio.sleep(TICK_SECONDS)
        if phases.now:
            phases.wait((time.process_time() - spent) * 1000, (time.monotonic() - clock) * 1000)


def _generated(count: int, phases: Phases) -> None:
    """Feed an index with generated claims and look for all pairs."""

    def told(at: PairProgress) -> None:
        phases.now = at.phase

    with (
        tempfile.TemporaryDirectory() as folder,
        sparing_the_loop(),
        open_index(Path(folder), "stalls") as index,
    ):
        phases.now = "feeding the index"
        claims = enumerate(generate(count, SEED))
        index.update((key, facts_of(one.statement)) for key, one in claims)
        for _ in compared_pairs(index, related=False, on_progress=told):
            pass
    phases.now = ""


def _as_the_desk(database: Path, phases: Phases) -> None:
    """Do what the duplicates screen does with a database."""
    from workbench.desk.opening import open_for_reading
    from workbench.tui.lanes.matching import Indexed, Watch, search

    def told(what: str, _: int, __: int) -> None:
        phases.now = f"at the desk: {what.lower() or 'asking'}"

    with open_for_reading(database) as ledger:
        phases.now = "at the desk: asking"
        indexed = Indexed(ledger, threading.Lock())
        search(indexed, Watch(told, print, lambda: False), lambda _: None)
    phases.now = ""


if __name__ == "__main__":
    main()
