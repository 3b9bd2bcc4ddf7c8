"""How matching bears many claims: one claim against all, and all pairs, beside peers.

    python benchmarks/matching_scale.py [--claims 10000 100000 1000000] [--without-peers]

Claims are those of ``claims_generator``, seeded. Each measurement runs in a process of its own;
times are processor time, so that a busy machine does not lie; memory is the peak of the whole
process, and for questions what the process grew by. A duplicate counts as found when one telling
of an event is among the ten best for another telling, or, among all pairs, when links between
duplicates connect the two tellings. rapidfuzz and SQLite's FTS5 always run beside it; rapidfuzz
over all pairs, tantivy, datasketch, splink and dedupe where they are installed, for instance in an
environment of their own:

    python -m venv peers
    peers/bin/pip install -e . numpy tantivy datasketch splink dedupe 'BTrees<6.5'
    peers/bin/python benchmarks/matching_scale.py
"""

import argparse
import json
import math
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getpagesize, getrusage
from typing import Any, Final

from claims_generator import Generated, generate
from matching_scale_peers import PAIR_PEERS, QUERY_PEERS, Absent, Linked

from workbench.indexing import compared_pairs, open_index
from workbench.matching import Facts, facts_of, rank
from workbench.model import Relation

SEED: Final = 1
QUERIES: Final = 1000
CANDIDATES: Final = 100
RANKED: Final = 30
PATIENCE_MS: Final = 20_000
FEWEST_QUERIES: Final = 20


def main() -> None:
    """Run every part in a process of its own and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--peer", default="", help=argparse.SUPPRESS)
    parser.add_argument("--without-peers", action="store_true")
    given = parser.parse_args()
    if given.part:
        print(json.dumps(PARTS[given.part](given.claims[0], given.folder, given.peer)))
        return
    built, asked, paired = [], [], []
    absent: dict[str, None] = {}
    for count in given.claims:
        with tempfile.TemporaryDirectory() as folder:
            built.append(_in_a_process("build", count, folder))
            asked.append(_in_a_process("queries", count, folder))
            paired.append(_in_a_process("pairs", count, folder))
        if not given.without_peers:
            for part, peers, rows in (
                ("query peer", QUERY_PEERS, asked),
                ("pair peer", PAIR_PEERS, paired),
            ):
                for peer, (most, _) in peers.items():
                    if count <= most:
                        row = _in_a_process(part, count, None, peer)
                        absent |= dict.fromkeys(row.pop("absent", ()))
                        rows.extend([row] if row else [])
    print(_table("Building the index", built))
    print(_table("One claim against all", asked))
    print(_table("All pairs", paired))
    ours = [row for row in paired if row["by"] == "this program"]
    if len(ours) > 1:
        print(f"\nGrowth of the time for all pairs: {_growth(ours)}.")
    for line in absent:
        print(f"\n{line}")


def build(count: int, folder: Path, _: str) -> dict[str, Any]:
    """Feed an index, counting the making of facts apart."""
    spent = 0.0
    making = 0.0

    def fed() -> Iterator[tuple[int, Facts]]:
        nonlocal spent, making
        start = time.process_time()
        for key, one in enumerate(generate(count, SEED)):
            made = time.process_time()
            facts = facts_of(one.statement)
            done = time.process_time()
            making += done - made
            spent += made - start
            yield key, facts
            start = time.process_time()

    began = time.process_time()
    with open_index(folder, "scale") as index:
        index.update(fed(), stamp="all")
        whole = time.process_time() - began - spent
        path = index.path
    size = path.stat().st_size
    with sqlite3.connect(path) as connection:
        (facts,) = connection.execute("SELECT sum(length(facts) + 8) FROM claim").fetchone()
    return {
        "claims": count,
        "CPU s": f"{whole:.1f}",
        "of it facts": f"{making:.1f}",
        "index MB": f"{(size - facts) / 1e6:.1f}",
        "kept facts MB": f"{facts / 1e6:.1f}",
        "peak MB": _peak(),
    }


def queries(count: int, folder: Path, _: str) -> dict[str, Any]:
    """Ask for one telling of an event with another."""
    asked = planted(count, QUERIES)
    finding: list[float] = []
    ranking: list[float] = []
    found = 0
    first = 0
    before = _resident_mb()
    with open_index(folder, "scale") as index:
        for key, telling, others in asked:
            facts = facts_of(telling.statement)
            start = time.process_time()
            keys = [one for one in index.candidates(facts, CANDIDATES) if one != key]
            middle = time.process_time()
            best = rank(facts, index.facts(keys[:RANKED]), index.weights, 10)
            ranking.append((time.process_time() - middle) * 1000)
            finding.append((middle - start) * 1000)
            first += not others.isdisjoint(keys[:10])
            found += any(one.claim in others for one in best)
    return {
        "by": "this program",
        "claims": count,
        **times(finding),
        "recall@10": f"{first / len(asked):.3f}",
        "then ranked, ms": f"{_part(ranking, 0.5):.1f}",
        "recall@10 ranked": f"{found / len(asked):.3f}",
        "MB": f"{_resident_mb() - before:.0f}",
    }


def pairs(count: int, folder: Path, _: str) -> dict[str, Any]:
    """Find all duplicates."""
    with open_index(folder, "scale") as index:
        start, wall = time.process_time(), time.monotonic()
        links = [
            (one.a, one.b)
            for one in compared_pairs(index, related=False)
            if one.compared.relation is Relation.DUPLICATE
        ]
        spent, wall = time.process_time() - start, time.monotonic() - wall
        peak = _peak()
    return {
        "by": "this program",
        "claims": count,
        "CPU s": f"{spent:.1f}",
        "wall s": f"{wall:.1f}",
        "peak MB": peak,
        **judged(links, count),
    }


def query_peer(count: int, folder: Path, peer: str) -> dict[str, Any]:
    """Let a peer answer some of the same questions."""
    del folder
    ask = QUERY_PEERS[peer][1]
    asked = planted(count, QUERIES)
    before = _resident_mb()
    try:
        start = time.process_time()
        answers = ask(_statements(count))
        built = time.process_time() - start
        spent: list[float] = []
        found = 0
        for key, telling, others in asked:
            start = time.process_time()
            best = [one for one in answers(telling.statement, 11) if one != key][:10]
            spent.append((time.process_time() - start) * 1000)
            found += not others.isdisjoint(best)
            if sum(spent) > PATIENCE_MS and len(spent) >= FEWEST_QUERIES:
                break
    except Absent as error:
        return {"absent": [str(error)]}
    return {
        "by": f"{peer} (built in {built:.0f} s)",
        "claims": count,
        **times(spent),
        "recall@10": f"{found / len(spent):.3f}",
        "then ranked, ms": "",
        "recall@10 ranked": "",
        "MB": f"{_resident_mb() - before:.0f}",
    }


def pair_peer(count: int, folder: Path, peer: str) -> dict[str, Any]:
    """Let a peer find duplicates its own way."""
    del folder
    find = PAIR_PEERS[peer][1]
    statements = [one.statement for one in generate(count, SEED)]
    try:
        start, wall = time.process_time(), time.monotonic()
        links: Linked = find(statements)
        spent, wall = time.process_time() - start, time.monotonic() - wall
    except Absent as error:
        return {"absent": [str(error)]}
    return {
        "by": peer,
        "claims": count,
        "CPU s": f"{spent:.1f}",
        "wall s": f"{wall:.1f}",
        "peak MB": _peak(),
        **judged(links, count),
    }


PARTS: Final[dict[str, Callable[[int, Path, str], dict[str, Any]]]] = {
    "build": build,
    "queries": queries,
    "pairs": pairs,
    "query peer": query_peer,
    "pair peer": pair_peer,
}


def planted(count: int, most: int) -> list[tuple[int, Generated, set[int]]]:
    """Tellings of events that are told again, with the keys of their other tellings."""
    tellings: dict[int, list[int]] = {}
    for key, one in enumerate(generate(count, SEED)):
        tellings.setdefault(one.event, []).append(key)
    again = [keys for keys in tellings.values() if len(keys) > 1]
    chosen = random.Random(SEED).sample(again, min(most, len(again)))
    wanted = {keys[1]: {*keys} - {keys[1]} for keys in chosen}
    return [
        (key, one, wanted[key]) for key, one in enumerate(generate(count, SEED)) if key in wanted
    ]


def judged(links: Iterable[tuple[int, int]], count: int) -> dict[str, str]:
    """How many planted pairs links connect, and how many links are right."""
    events = [(one.event, one.near) for one in generate(count, SEED)]
    parents = list(range(count))

    def root(key: int) -> int:
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    right = wrong = near_misses = 0
    for a, b in links:
        parents[root(a)] = root(b)
        same = events[a][0] == events[b][0]
        right += same
        wrong += not same
        near_misses += events[a][1] == events[b][0] or events[b][1] == events[a][0]
    tellings: dict[int, list[int]] = {}
    nearly = 0
    for key, (event, near) in enumerate(events):
        tellings.setdefault(event, []).append(key)
        nearly += near is not None
    true = met = 0
    for keys in tellings.values():
        for at, key in enumerate(keys):
            for other in keys[:at]:
                true += 1
                met += root(key) == root(other)
    return {
        "recall": f"{met / true:.3f}",
        "precision": f"{right / max(1, right + wrong):.3f}",
        "near misses linked": f"{near_misses} of {nearly}",
    }


def times(spent: Sequence[float]) -> dict[str, str]:
    """Half of the times, and all but the worst hundredth, are below these."""
    return {"p50 ms": f"{_part(spent, 0.5):.2f}", "p99 ms": f"{_part(spent, 0.99):.2f}"}


def _part(spent: Sequence[float], part: float) -> float:
    return sorted(spent)[min(len(spent) - 1, int(len(spent) * part))]


def _statements(count: int) -> Iterator[Any]:
    return (one.statement for one in generate(count, SEED))


def _growth(rows: Sequence[dict[str, Any]]) -> str:
    steps = []
    for one, other in pairwise(rows):
        longer = float(other["CPU s"]) / max(0.1, float(one["CPU s"]))
        steps.append(math.log(longer) / math.log(other["claims"] / one["claims"]))
    return ", then ".join(f"exponent {step:.2f}" for step in steps)


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * getpagesize() / 1e6


def _peak() -> str:
    return f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f}"


def _in_a_process(part: str, count: int, folder: str | None, peer: str = "") -> dict[str, Any]:
    print(f"{part} {peer} {count}", file=sys.stderr, flush=True)
    words = [sys.executable, __file__, "--part", part, "--claims", str(count), "--peer", peer]
    words += ["--folder", folder] if folder else []
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{part} {peer} failed: {done.stderr.strip()[-2000:]}")
    row: dict[str, Any] = json.loads(done.stdout)
    return row


def _table(title: str, rows: Sequence[dict[str, Any]]) -> str:
    heads = list(rows[0])
    lines = [f"\n{title}:\n", "| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    lines += ["| " + " | ".join(_cell(row[head]) for head in heads) + " |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


if __name__ == "__main__":
    main()
