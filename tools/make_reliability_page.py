"""Write what the long tests have shown into docs/reliability.md.

    python -m pytest -n auto --junit-xml=build/long.xml
    python tools/make_reliability_page.py build/long.xml

Only rows whose tests ran are written anew, each with whether it passed and how long it took.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reliability.md"
_ROW = re.compile(r"^\| (?P<what>[^|]+)\| (?P<count>[^|]+)\| `(?P<test>[^`]+)` \|[^|]*\|[^|]*\|$")

_CASE = re.compile(
    r'<testcase [^>]*\bname="(?P<test>[^"]+)" time="(?P<seconds>[0-9.]+)"'
    r"(?:\s*/>|>(?P<inside>.*?)</testcase>)",
    re.DOTALL,
)


def main() -> int:
    """Bring the table up to date; 1 if a test in it failed."""
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
    return int(any(not passed for passed, _ in found.values()))


def results(report: Path) -> dict[str, tuple[bool, float]]:
    """By the name of each test whether it passed, and how long it took by the clock.

    A test with several cases has passed if all have, and took as long as all together.
    """
    found: dict[str, tuple[bool, float]] = {}
    for case in _CASE.finditer(report.read_text("utf-8")):
        inside = case["inside"] or ""
        if "<skipped" not in inside:
            passed = "<failure" not in inside and "<error" not in inside
            test = case["test"].partition("[")[0]
            before, seconds = found.get(test, (True, 0.0))
            found[test] = (passed and before, seconds + float(case["seconds"]))
    return found


if __name__ == "__main__":
    sys.exit(main())
