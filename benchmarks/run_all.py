"""Run the benchmarks and write what they print into docs/benchmarks.md.

    python benchmarks/run_all.py [--long] [--only PART-OF-A-TITLE] [--folder FOLDER]

Each program stands alone and prints its own table; this one only collects them. With ``--long``
the ones that take minutes run as well, with ``--only`` those alone whose title has the words.
Programs that need data beside the checkout say so in one line when it is absent, and that line is
what the page then holds. The page is written after each of them. Databases that several need are
made once; with ``--folder`` they stay there and serve the next run.
"""

import argparse
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"


@dataclass(frozen=True)
class Benchmark:
    """A program with the heading of its section."""

    title: str
    command: Sequence[str]
    long: bool = False
    before: Sequence[Sequence[str]] = ()
    """Programs that make what it needs, each named last; ``{folder}`` is where."""


BENCHMARKS = (
    Benchmark("Whole commands", ("command_line.py",)),
    Benchmark(
        "The desk: start, keys, memory",
        ("desk_latency.py", "{folder}/1000.db", "{folder}/1000000.db"),
        long=True,
        before=(
            ("make_large_database.py", "--claims", "1000", "--varied", "--out", "{folder}/1000.db"),
            (
                *("make_large_database.py", "--claims", "1000000", "--varied"),
                *("--out", "{folder}/1000000.db"),
            ),
        ),
    ),
    Benchmark(
        "The desk: steps of its event loop",
        ("loop_steps.py", "{folder}/1000.db", "{folder}/1000000.db"),
        long=True,
        before=(
            ("make_large_database.py", "--claims", "1000", "--varied", "--out", "{folder}/1000.db"),
            (
                *("make_large_database.py", "--claims", "1000000", "--varied"),
                *("--out", "{folder}/1000000.db"),
            ),
        ),
    ),
    Benchmark(
        "Finding: queries and facets",
        ("finding_latency.py", "{folder}/1000000.db"),
        long=True,
        before=(
            (
                *("make_large_database.py", "--claims", "1000000", "--varied"),
                *("--out", "{folder}/1000000.db"),
            ),
        ),
    ),
    Benchmark("Sentences", ("reading_sentences.py",)),
    Benchmark("Dates", ("reading_dates.py",)),
    Benchmark("Quantities", ("reading_quantities.py",)),
    Benchmark("Claims, names and attribution", ("reading_claims.py",)),
    Benchmark("Patterns of the claim reader", ("reading_patterns.py",)),
    Benchmark("Constructions left whole", ("reading_constructions.py",)),
    Benchmark("Check-worthiness", ("reading_worth.py",)),
    Benchmark("Checks inside a document", ("reading_checks.py",)),
    Benchmark("Passages for a claim", ("passages.py",)),
    Benchmark("Quotes found again", ("quote_anchoring.py",)),
    Benchmark("Reading: speed, start, memory", ("reading_speed.py",)),
    Benchmark("Fetching", ("fetching.py",)),
    Benchmark("Articles of web pages", ("page_reading.py",)),
    Benchmark("Duplicates and near misses", ("matching_pairs.py",)),
    Benchmark("Published claims for a post", ("matching_retrieval.py",)),
    Benchmark(
        "Matching among many claims",
        ("matching_scale.py", "--claims", "10000", "100000", "1000000"),
        long=True,
    ),
    Benchmark(
        "Indexing beside the desk",
        ("indexing_stalls.py", "--claims", "100000", "--database", "{folder}/100000.db"),
        long=True,
        before=(("make_large_database.py", "--claims", "100000", "--out", "{folder}/100000.db"),),
    ),
    Benchmark("A source beside its claim", ("source_pane.py",)),
    Benchmark("Merging copies of a large project", ("merging.py",), long=True),
    Benchmark("The ledger among many events", ("ledger_scale.py",), long=True),
    Benchmark("Very much on one claim", ("much_on_one_claim.py",)),
    Benchmark("A large report", ("report_writing.py",), long=True),
    Benchmark(
        "Reports as tables and lines",
        (
            "report_tables.py",
            "{folder}/10000.db",
            "{folder}/decided.db",
            "{folder}/100000.db",
        ),
        before=(
            ("make_large_database.py", "--claims", "10000", "--out", "{folder}/10000.db"),
            ("make_large_database.py", "--claims", "100000", "--out", "{folder}/100000.db"),
            ("make_decided_database.py", "--claims", "100000", "--out", "{folder}/decided.db"),
        ),
        long=True,
    ),
    Benchmark("Linting a feed, verifying a report", ("lint_and_verify.py",)),
)


def main() -> int:
    """Run what was asked for and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="those that take minutes too")
    parser.add_argument("--only", metavar="WORDS", action="append", help="sections titled so")
    parser.add_argument("--folder", type=Path, help="where databases are made, and kept")
    arguments = parser.parse_args()
    if arguments.folder is None:
        with tempfile.TemporaryDirectory() as folder:
            return _run_all(arguments, folder)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    return _run_all(arguments, str(arguments.folder.resolve()))


def _run_all(arguments: argparse.Namespace, folder: str) -> int:
    everything: bool = arguments.long
    only: list[str] = [words.casefold() for words in arguments.only or ()]
    sections = _sections(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    wanted = [
        benchmark
        for benchmark in BENCHMARKS
        if (
            any(words in benchmark.title.casefold() for words in only)
            if only
            else everything or not benchmark.long
        )
    ]
    for benchmark in BENCHMARKS:
        sections.setdefault(benchmark.title, _not_run(benchmark))
    failed = []
    for number, benchmark in enumerate(wanted, 1):
        place = f"{number} of {len(wanted)}: {benchmark.title}"
        print(place, file=sys.stderr, flush=True)
        begun = time.monotonic()
        try:
            sections[benchmark.title] = _section(benchmark, folder)
        except _Failed as failure:
            failed.append(benchmark.title)
            print(f"{place}: FAILED, its section stays as it was: {failure}", file=sys.stderr)
        _write_page(sections)
        print(f"{place}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    _write_page(sections)
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


class _Failed(Exception):
    """A program ended with an error; what it said last."""


def _write_page(sections: Mapping[str, str]) -> None:
    """Write the page with what is known so far: one program that fails does not cost the others."""
    titles = [benchmark.title for benchmark in BENCHMARKS if benchmark.title in sections]
    parts = [_head(), *(sections[title] for title in titles)]
    PAGE.write_text("\n\n".join(part.strip() for part in parts) + "\n", "utf-8")


def _head() -> str:
    return (
        "# Benchmarks\n\n"
        "Made by `python benchmarks/run_all.py --long`; without `--long` the sections that take "
        "minutes keep the figures of their last run, and `--only WORDS` runs those titled so. "
        "Times depend on the machine, so read the ratios: where a table has a peer, it is from "
        "the same run.\n\n"
        f"Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{datetime.now(UTC):%Y-%m-%d}."
    )


def _section(benchmark: Benchmark, folder: str) -> str:
    for command in benchmark.before:
        if not Path(command[-1].format(folder=folder)).exists():
            _run(command, folder)
    printed = _run(benchmark.command, folder)
    commands = "\n".join(
        " ".join(("python benchmarks/" + command[0], *command[1:])).replace("{folder}", "FOLDER")
        for command in (*benchmark.before, benchmark.command)
    )
    return f"## {benchmark.title}\n\n```sh\n{commands}\n```\n\n{_fenced(printed)}"


def _run(command: Sequence[str], folder: str) -> str:
    program, *words = (word.replace("{folder}", folder) for word in command)
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / program), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise _Failed(f"{program} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    printed = done.stdout.strip() or done.stderr.strip()
    return printed.replace(folder, "FOLDER").replace(str(ROOT), ".")


def _fenced(printed: str) -> str:
    """A Markdown table as it is; anything else as it was printed."""
    has_table = re.search(r"^\| ?---", printed, re.MULTILINE) is not None
    return printed if has_table else f"```text\n{printed}\n```"


def _not_run(benchmark: Benchmark) -> str:
    command = " ".join(benchmark.command)
    return f"## {benchmark.title}\n\nRun by `python benchmarks/{command}`."


def _sections(page: str) -> dict[str, str]:
    return dict(_split(page))


def _split(page: str) -> Iterator[tuple[str, str]]:
    for section in page.split("\n## ")[1:]:
        yield section.split("\n", 1)[0], f"## {section}"


if __name__ == "__main__":
    raise SystemExit(main())
