"""Write what the long tests have shown into docs/reliability.md.

    python tools/make_reliability_page.py build/long/ledger.jsonl

Only rows whose tests ran to their end are written anew, each with whether it passed and how long it
took.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
_ROW = re.compile(r"^\| (?P<what>[^|]+)\| (?P<count>[^|]+)\| `(?P<test>[^`]+)` \|[^|]*\|[^|]*\|$")


def main() -> int:
    """Bring the table up to date."""
    found = results(Path(sys.argv[1]))
    lines = PAGE.read_text("utf-8").splitlines()
    for place, line in enumerate(lines):
        row = _ROW.match(line)
        if row is not None and row["test"] in found:
            passed, seconds = found[row["test"]]
            said = "nothing lost, nothing damaged" if passed else "**failed**"
            lines[place] = (
                f"| {row['what']}| {row['count']}| `{row['test']}` | {said} | {seconds:.0f} s |"
            )
    PAGE.write_text("\n".join(lines) + "\n", "utf-8")
    return 0


def results(report: Path) -> dict[str, tuple[bool, float]]:
    """By the name of each test whether it passed, and how long it took by the clock.

    A test with several cases has passed if all have, and took as long as all together. One of which
    only some cases ran, or that was skipped, says nothing yet, unless one of them has failed.
    """
    cases: dict[str, tuple[str, float]] = {}
    wanted: set[str] = set()
    for line in map(json.loads, report.read_text("utf-8").splitlines()):
        wanted.update(line.get("tests", ()))
        if "test" in line:
            cases[line["test"]] = line["outcome"], line["seconds"]
    found: dict[str, tuple[bool, float]] = {}
    missing: set[str] = set()
    for case in wanted:
        test = case.rpartition("::")[2].partition("[")[0]
        outcome, seconds = cases.get(case, ("missing", 0.0))
        if outcome in ("missing", "skipped"):
            missing.add(test)
        before, so_far = found.get(test, (True, 0.0))
        found[test] = (before and outcome != "failed", so_far + seconds)
    return {test: one for test, one in found.items() if test not in missing or not one[0]}


if __name__ == "__main__":
    sys.exit(main())
