"""Run the long tests group by group, and keep what each test came to as soon as it is known.

    python tools/run_long_tests.py [--resume] [GROUP ...]

Without a group all of them run, the benchmarks last. What came of a group stands in
``build/long/GROUP.jsonl``, a line a test, and docs/reliability.md is brought up to date after each
group, also when it was stopped or killed. With ``--resume`` what has passed since on the very same
code is not run again.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TextIO

import pytest

ROOT: Final = Path(__file__).parents[1]
FOUND: Final = ROOT / "build" / "long"
CODE: Final = ("workbench", "tests", "tools")
MINUTE_SECONDS: Final = 60
INTERRUPTED: Final = 130
LONGEST_SECONDS: Final = 1_200
"""How long a test may take that says nothing else; in an ordinary run it is a tenth."""


@dataclass(frozen=True)
class Group:
    """Tests that run together.

    Those that take longest are named first, so that none is left alone at the end. Where the tests
    wait for the disk most of the time, more of them run at once than there are processors.
    """

    paths: Sequence[str]
    at_once_per_processor: int = 1


LEDGER: Final = (
    "tests/ledger/test_durability.py",
    "tests/ledger/test_team.py",
    "tests/ledger/test_power_loss.py",
    "tests/desk/test_strangers_files.py",
    "tests/ledger/test_merging.py",
    "tests/ledger/test_folder_services.py",
    "tests/cli/test_git.py",
    "tests/ledger/test_syncing.py",
    "tests/cli/test_cut_short.py",
)
DESK: Final = "tests/tui"


def _files(first: str, folder: str) -> tuple[str, ...]:
    """The files of tests in a folder and those below it, but for those of the ledger's group."""
    found = sorted(str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("test_*.py"))
    return (first, *(path for path in found if path != first and path not in LEDGER))


GROUPS: Final = {
    "ledger": Group(LEDGER, at_once_per_processor=2),
    "desk": Group(_files(f"{DESK}/test_random_keys.py", DESK)),
    "rest": Group(
        tuple(
            path
            for path in _files("tests/ledger/test_fairness.py", "tests")
            if not path.startswith(f"{DESK}/")
        )
    ),
}
BENCHMARKS: Final = "benchmarks"


class Recorder:
    """Writes down what each test came to, a line each; of several workers this one hears all."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._told = False

    def _write(self, **line: Any) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()

    def _begin(self, tests: Sequence[str]) -> None:
        if not self._told:
            self._told = True
            self._write(tests=list(tests))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """A worker knows which tests there are."""
        self._begin(ids)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """This process knows it, if it runs them itself."""
        if session.items:
            self._begin([item.nodeid for item in session.items])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A part of a test has ended."""
        if report.when == "call" or not report.passed:
            self._write(test=report.nodeid, outcome=report.outcome, seconds=report.duration)


def run_group(name: str, done: Sequence[str]) -> int:
    """In a process of its own: run a group but for what is done."""
    group = GROUPS[name]
    workers = max(1, os.cpu_count() or 1) * group.at_once_per_processor
    os.environ["WORKBENCH_EXAMPLES"] = "many"
    with (FOUND / f"{name}.jsonl").open("a", encoding="utf-8") as file:
        ended = pytest.main(
            [
                *("-n", str(workers), "--maxschedchunk", "1", "-m", "long or many"),
                *("--durations", "15", "--durations-min", "10", "--timeout", str(LONGEST_SECONDS)),
                *(f"--deselect={test}" for test in done),
                *group.paths,
            ],
            plugins=[Recorder(file)],
        )
    nothing_left = bool(done) and ended == pytest.ExitCode.NO_TESTS_COLLECTED
    return 0 if nothing_left else ended


def passed(name: str, code: str) -> list[str]:
    """The tests of a group that have passed on this code; forgets what was found on another."""
    file = FOUND / f"{name}.jsonl"
    lines = (
        [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    )
    if not lines or lines[0] != {"code": code}:
        begin(name, code)
        return []
    found = {line["test"]: line["outcome"] for line in lines if "test" in line}
    return [test for test, outcome in found.items() if outcome == "passed"]


def begin(name: str, code: str) -> None:
    """Begin what is found of a group anew."""
    (FOUND / f"{name}.jsonl").write_text(json.dumps({"code": code}) + "\n", "utf-8")


def digest_of_the_code() -> str:
    """Stands for all that the tests run and are."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Run what is asked for; 1 if any of it failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join((*GROUPS, BENCHMARKS)))
    parser.add_argument("--resume", action="store_true", help="only what has not passed yet")
    parser.add_argument("--one", choices=GROUPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    FOUND.mkdir(parents=True, exist_ok=True)
    code = digest_of_the_code()
    if given.one:
        return run_group(given.one, passed(given.one, code))
    unknown = set(given.groups) - {*GROUPS, BENCHMARKS}
    if unknown:
        parser.error(f"there is no group {', '.join(sorted(unknown))}")
    wanted = given.groups or [*GROUPS, BENCHMARKS]
    if not given.resume:
        for name in GROUPS.keys() & set(wanted):
            begin(name, code)
    try:
        ended = {name: run(name, f"{at} of {len(wanted)}") for at, name in enumerate(wanted, 1)}
    except KeyboardInterrupt:
        say("stopped; make test-long RESUME=1 goes on where it was")
        return INTERRUPTED
    failed = [name for name, code in ended.items() if code]
    say(f"failed: {', '.join(failed)}" if failed else "everything passed")
    return int(bool(failed))


def run(name: str, place: str) -> int:
    """Run a group or the benchmarks, and write down what was found."""
    say(f"{place}: {name}")
    begun = time.monotonic()
    if name == BENCHMARKS:
        words = ["benchmarks/run_all.py", "--long"]
    else:
        words = ["tools/run_long_tests.py", "--one", name]
    try:
        code = subprocess.run([sys.executable, *words], cwd=ROOT, check=False).returncode
    finally:
        if name != BENCHMARKS:
            page = [sys.executable, "tools/make_reliability_page.py", f"build/long/{name}.jsonl"]
            subprocess.run(page, cwd=ROOT, check=True)
    minutes, seconds = divmod(round(time.monotonic() - begun), MINUTE_SECONDS)
    said = "passed" if code == 0 else "FAILED"
    say(f"{place}: {name} {said} after {minutes} min {seconds} s")
    return code


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
