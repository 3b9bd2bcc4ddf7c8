"""report, verify, doctor, reviewer, completion, and the program as a whole."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from workbench import __version__
from workbench.cli.main import COMMANDS


def test_help_names_every_command(workbench: Program) -> None:
    helped = workbench("--help")
    assert helped.code == 0
    assert all(f"  {name} " in helped.out for name in COMMANDS)


def test_the_version_is_printed(workbench: Program) -> None:
    assert workbench("--version").out == f"workbench {__version__}\n"


def test_a_stream_that_the_caller_closed_leads_nowhere(project: Program, folder: Path) -> None:
    line = f"{shlex.quote(sys.executable)} -m workbench tag --where zeppelin +x <&- >&-"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, cwd=folder, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1] == "workbench: no claim fits zeppelin"
    line = f"{shlex.quote(sys.executable)} -m workbench claims >&- 2>&-"
    assert subprocess.run(["sh", "-c", line], cwd=folder, check=False).returncode == 0


def test_a_misspelt_command_gets_a_hint(workbench: Program, folder: Path) -> None:
    refused = workbench("clams")
    assert refused.code == 2
    assert "did you mean claims?" in refused.err
    assert list(folder.iterdir()) == []


def test_the_database_may_be_named_before_the_command(project: Program, folder: Path) -> None:
    named = project("--db", str(folder / "claims.db"), "claims", "--json")
    assert named.objects


def test_without_a_terminal_the_desk_is_a_table(project: Program) -> None:
    printed = project()
    assert printed.code == 0
    assert "no terminal here" in printed.err
    assert "52 civilians" in printed.out


def test_the_nearest_database_upwards_is_used(
    project: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert str(folder / "claims.db") in project("claims").err


def test_a_report_holds_what_a_reader_needs(project: Program, wounded: str) -> None:
    project("cite", wounded, "https://hospital.example/a_b", "47 <b>were</b> treated",
            "--stance", "refutes", "--seen", "2025-10-15")  # fmt: skip
    project("verdict", wounded, "Refuted", "--because", "# The hospital *counted* 47.")
    report = project("report").out
    assert "| Refuted | 1 |" in report
    assert "<https://hospital.example/a_b>, seen on 2025-10-15" in report
    assert "47 \\<b\\>were\\</b\\> treated" in report
    assert "> \\# The hospital \\*counted\\* 47." in report
    assert "not decided yet" in report


def test_a_report_of_nothing_decided_says_so(project: Program) -> None:
    report = project("report")
    assert report.code == 0
    assert "No claim has been decided yet" in report.out
    assert "Not decided" in project("report", "--drafts").out


def test_a_report_replaces_its_file_as_a_whole(project: Program, folder: Path) -> None:
    (folder / "r.md").write_text("old", "utf-8")
    assert project("report", "-o", "r.md").code == 0
    assert (folder / "r.md").read_text("utf-8").startswith("# Fact-check report")
    refused = project("report", "-o", "nowhere/r.md")
    assert refused.code == 4
    assert refused.out == ""


def test_verify_finds_an_altered_event(project: Program, folder: Path) -> None:
    assert project("verify").code == 0
    path = folder / "claims.db"
    path.write_bytes(path.read_bytes().replace(b"52 civilians", b"59 civilians"))
    found = project("verify")
    assert found.code == 1
    assert "problem: " in found.out


def test_doctor_tells_of_a_healthy_project(project: Program) -> None:
    examined = project("doctor", "--json").objects
    facts = {finding["subject"]: finding["fact"] for finding in examined}
    assert facts["workbench"] == __version__
    assert "1 documents" in facts["holds"] or "1 document" in facts["holds"]
    assert "as they were written" in facts["health"]
    assert facts["page reader"] == "finds the article of a page"


def test_doctor_points_at_what_is_wrong(workbench: Program, folder: Path) -> None:
    (folder / "claims.db").write_bytes(b"not a database at all" * 100)
    examined = workbench("doctor", "--db", "claims.db")
    assert examined.code == 1
    assert "! database" in examined.out


def test_the_reviewer_can_be_renamed(project: Program, wounded: str) -> None:
    assert project("reviewer", "Ada Lovelace").code == 0
    project("verdict", wounded, "Refuted", "--because", "x", "--unsourced")
    shown = project("show", wounded, "--json").objects[0]
    assert shown["verdicts"][0]["given_by"] == "Ada Lovelace"
    assert project("reviewer", " ").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_scripts_know_the_commands(workbench: Program, shell: str) -> None:
    script = workbench("completion", shell).out
    assert all(name in script for name in COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_scripts_know_the_options(workbench: Program, shell: str) -> None:
    assert "--unsourced" in workbench("completion", shell).out


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(
    workbench: Program, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        workbench(name, "--help")
    assert left.value.code == 0
    assert f"workbench {name}" in capsys.readouterr().out
