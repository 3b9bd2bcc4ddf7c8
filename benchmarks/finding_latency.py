"""How soon a query finds, and how soon its facets are counted, among many claims.

    python benchmarks/make_large_database.py --claims 1000000 --varied --out large.db
    python benchmarks/finding_latency.py large.db

How long a query takes to its first page and to its end, and how long its facets take. Beside it, as
a peer, the same counts by plain SQL, one GROUP BY for each facet, on the same file. How soon the
desk shows both is measured by desk_latency.py, key by key.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from workbench.desk.finding.facets import Facets
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.narrowing import Narrowing
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim_number_slices

QUERIES: Final = (
    *("karsk", "zebra", '"12 march"', "is:rated", "claimant:union quantity>=8000"),
    *("quantity>=8990", "date:2024-03", "host:records.example", "rating:refuted"),
    *("is:unsourced", "reviewer:ben", "-is:rated (karsk OR tonnes)", "has:conflict"),
)
PAGE: Final = 46
"""Rows that a terminal of 48 lines shows."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("databases", nargs="+", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["WORKBENCH_HOME"] = home
        identity = IdentityStore(Path(home) / "config", Path(home) / "state")
        for database in arguments.databases:
            with open_ledger(database, mode="read", identity=identity) as ledger:
                print_facets(ledger)
                print_queries(ledger)
                print_peer(database)


def print_facets(ledger: Ledger) -> None:
    """The columns of facets: made, kept, taken up again."""
    for what in ("made anew", "from the cache"):
        facets = Facets(ledger)
        started, worked = time.perf_counter(), time.process_time()
        facets.queues()
        elapsed, work = time.perf_counter() - started, time.process_time() - worked
        facets.close()
        print(f"- columns {what}: {elapsed:.2f} s, {work:.2f} s of processor")


def print_queries(ledger: Ledger) -> None:
    """Each query: its first page, its end, its facets."""
    facets = Facets(ledger)
    facets.queues()
    narrowing = Narrowing(ledger)
    making = time.process_time()
    while narrowing.bring_up_to_date():
        pass
    making = time.process_time() - making
    print(
        f"- index of letters: {making:.1f} s of processor,"
        f" {narrowing.index.size_bytes / 1_000_000:.0f} MB"
    )
    print("\n| query | claims | first page ms | all s | all CPU s | longest read ms | facets s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for query in QUERIES:
        first, total, longest = None, 0, 0.0
        started, worked = time.perf_counter(), time.process_time()
        last = started
        wanted = parse_filter(query)
        for numbers in claim_number_slices(ledger, wanted, among=narrowing.among(wanted)):
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            total += len(numbers)
            if first is None and total >= PAGE:
                first = now - started
        elapsed, work = time.perf_counter() - started, time.process_time() - worked
        counting = time.process_time()
        counted = facets.counts(query)
        counting = time.process_time() - counting
        if counted.total != total:
            sys.exit(f"{query} finds {total} claims, and {counted.total} were counted")
        print(
            f"| `{query}` | {total:,} | {(first or elapsed) * 1000:.0f} | {elapsed:.2f} |"
            f" {work:.2f} | {longest * 1000:.0f} | {counting:.2f} |",
            flush=True,
        )


def print_peer(database: Path) -> None:
    """The same facets by GROUP BY."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    started = time.process_time()
    for column in ("status", "claimant", "document", "types", "priority", "assignee", "rating"):
        connection.execute(
            f"SELECT {column}, count(*) FROM claim WHERE dismissed = 0"
            f" AND statement LIKE '%karsk%' GROUP BY {column}"
        ).fetchall()
    connection.execute(
        "SELECT substr(value, 1, 7), count(DISTINCT claim) FROM date JOIN claim"
        " ON claim.number = date.claim WHERE dismissed = 0 AND statement LIKE '%karsk%' GROUP BY 1"
    ).fetchall()
    print(f"\npeer: the facets of `karsk` by GROUP BY: {time.process_time() - started:.2f} s CPU")
    connection.close()


if __name__ == "__main__":
    main()
