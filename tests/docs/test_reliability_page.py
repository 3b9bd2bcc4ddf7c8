"""The table of docs/reliability.md names tests that exist, and is filled in from their results."""

import json
import re
from pathlib import Path

import pytest

from tools.make_reliability_page import PAGE, results
from tools.run_long_tests import GROUPS

ROOT = Path(__file__).parents[2]


def test_the_page_names_only_long_tests_that_exist() -> None:
    text = "\n".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/test_*.py"))
    named = re.findall(r"^\|.*\| `(test_\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(named) > 10
    for name in named:
        assert re.search(rf"@pytest\.mark\.long\n(@[^\n]*\n)*def {name}\(", text), name


@pytest.mark.parametrize(
    ("outcomes", "found"),
    [
        (["passed", "passed"], {"test_kills": (True, 2.0)}),
        (["passed", "failed"], {"test_kills": (False, 2.0)}),
        (["failed"], {"test_kills": (False, 1.0)}),
        (["passed"], {}),
        (["passed", "skipped"], {}),
    ],
    ids=["all passed", "one failed", "failed, then stopped", "stopped", "skipped"],
)
def test_a_row_says_that_all_passed_only_where_all_ran(
    tmp_path: Path, outcomes: list[str], found: dict[str, tuple[bool, float]]
) -> None:
    cases = ["tests/a.py::test_kills[0]", "tests/a.py::test_kills[1]"]
    lines = [
        {"code": "0"},
        {"tests": cases},
        *(
            {"test": case, "outcome": outcome, "seconds": 1.0}
            for case, outcome in zip(cases, outcomes, strict=False)
        ),
    ]
    report = tmp_path / "ledger.jsonl"
    report.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert results(report) == found


def test_every_file_of_tests_is_in_one_group() -> None:
    grouped = sorted(path for group in GROUPS.values() for path in group.paths)
    assert grouped == sorted(
        str(path.relative_to(ROOT)) for path in ROOT.glob("tests/**/test_*.py")
    )
