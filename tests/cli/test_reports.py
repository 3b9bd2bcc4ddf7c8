"""The commands that make reports of claims, and that read them back."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program


@pytest.fixture
def decided(project: Program, wounded: str) -> Program:
    """A project with one verdict in it."""
    assert project("verdict", wounded, "Refuted", "--because", "47.", "--unsourced").code == 0
    return project


def test_the_ending_of_the_file_chooses_the_format(decided: Program, folder: Path) -> None:
    for name in ("r.md", "r.csv", "r.json", "r.jsonl", "r.jsonld", "r.averitec.json", "r.docx"):
        outcome = decided("report", "-o", name)
        assert outcome.code == 0
        assert "wrote" in outcome.err
        assert (folder / name).stat().st_size > 100
    assert json.loads((folder / "r.averitec.json").read_text())[0]["label"] == "Refuted"


def test_claims_can_be_picked_by_their_ids(decided: Program, wounded: str) -> None:
    told = decided("report", "--format", "jsonl", "--drafts", "--claim", wounded[:9])
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert [line["claim"]["id"] for line in lines if "claim" in line] == [wounded]
    assert decided("report", "--claim", "ffffffff").code == 1


def test_nothing_to_report_is_said_and_is_no_failure(project: Program) -> None:
    outcome = project("report", "--format", "claimreview")
    assert outcome.code == 0
    assert json.loads(outcome.out)["@graph"] == []
    assert "no claim" in outcome.err


def test_what_a_format_cannot_do_is_refused(decided: Program) -> None:
    assert decided("report", "--format", "csv", "--page-copies").code == 2
    assert decided("report", "--format", "csv", "--templates", "x").code == 2
    assert decided("report", "--as-of", "yesterday").code == 2
    assert decided("report", "--drafts", "--closed").code == 2
    assert decided("report", "-o", "missing/report.md").code == 4
    assert decided("report", "--as-of", "1999-01-01").code == 1


def test_the_past_is_listed_and_shown(decided: Program, wounded: str) -> None:
    far = "2200-01-01"
    assert decided("claims", "--as-of", far, "--json").objects[0]["id"]
    shown = decided("show", wounded, "--as-of", far, "--json").objects[0]
    assert shown["rating"] == "Refuted"
    assert decided("claims", "--as-of", "1999-01-01").code == 1


def test_a_report_is_imported_as_reviews_or_as_claims(decided: Program, folder: Path) -> None:
    assert decided("report", "--format", "averitec", "-o", "a.json").code == 0
    assert decided("import", "a.json", "--db", "other.db").code == 0
    assert decided("claims", "--db", "other.db", "--json").objects == []
    assert decided("import", "a.json", "--as-claims", "--db", "third.db").code == 0
    assert decided("report", "--format", "averitec", "-o", "b.json", "--db", "third.db").code == 0
    assert (folder / "a.json").read_bytes() == (folder / "b.json").read_bytes()
    refused = decided("import", "a.json", "--as-claims", "--columns", "text=x", "--db", "third.db")
    assert refused.code == 2


def test_figures_are_printed_for_people_and_programs(decided: Program) -> None:
    found = decided("stats", "--json").objects[0]
    assert found["decided"] == 1
    assert found["ratings"] == {"Refuted": 1}
    assert "1 decided" in decided("stats").out
    assert decided("stats", "nothingsaysthis").code == 0


def test_the_schema_is_printed(decided: Program) -> None:
    assert json.loads(decided("report", "--schema").out)["title"].startswith("A report")


@pytest.mark.long
def test_datasette_shows_the_tables_as_the_metadata_says(decided: Program, folder: Path) -> None:
    datasette = shutil.which("datasette", path=str(Path(sys.executable).parent)) or shutil.which(
        "datasette"
    )
    if datasette is None:
        pytest.skip("Datasette is not on PATH")
    assert decided("report", "--format", "datasette", "-o", "metadata.json").code == 0
    for place in ("/claims/claim.json?_shape=array", "/claims/decided.json?_shape=array"):
        got = subprocess.run(
            [datasette, "claims.db", "-m", "metadata.json", "--get", place],
            cwd=folder, capture_output=True, check=True, timeout=100,
        )  # fmt: skip
        assert json.loads(got.stdout)
    page = subprocess.run(
        [datasette, "claims.db", "-m", "metadata.json", "--get", "/claims/claim"],
        cwd=folder, capture_output=True, check=True, timeout=100,
    ).stdout.decode()  # fmt: skip
    assert "how much it is worth checking" in page
    assert 'data-column="status"' in page


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_help_that_cannot_be_written_is_told_in_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", "claims", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr == "workbench: the output cannot be written: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_told_in_one_line(decided: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        run = subprocess.run(
            [sys.executable, "-m", "workbench", "report"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert run.returncode == 4
    assert run.stderr.decode().splitlines()[-1] == (
        "workbench: the output cannot be written: No space left on device"
    )


@pytest.mark.parametrize("name", ["report.nope", "report", "report.json.bak"])
def test_a_name_that_tells_no_format_is_asked_about(
    decided: Program, folder: Path, name: str
) -> None:
    outcome = decided("report", "-o", name)
    assert outcome.code == 2
    assert "--format" in outcome.err
    assert ".jsonl" in outcome.err
    assert not (folder / name).exists()
    assert decided("report", "-o", name, "--format", "csv").code == 0


def test_lines_tell_histories_where_they_are_asked_for(decided: Program) -> None:
    whole = json.loads(decided("report", "--format", "json").out)
    (document,) = whole["documents"]
    lines = decided("report", "--format", "jsonl", "--histories").out.splitlines()
    claims = [one["claim"] for line in lines if "claim" in (one := json.loads(line))]
    assert claims == document["claims"]
    assert claims[0]["history"]
    assert decided("report", "--format", "csv", "--histories").code == 2
