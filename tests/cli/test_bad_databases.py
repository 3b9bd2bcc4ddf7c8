"""A database that cannot be used: one clear line, exit code 4, and nothing lost."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DISPATCH, Program

root_ignores_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")


def one_line(words: str) -> str:
    lines = [line for line in words.splitlines() if line.startswith("workbench: ")]
    assert len(lines) == 1, words
    assert "Traceback" not in words
    return lines[0]


@pytest.mark.parametrize("command", [("claims",), ("show", "abcd"), ("verify",), ("undo",)])
def test_a_missing_database_is_told_and_not_made(
    workbench: Program, folder: Path, command: tuple[str, ...]
) -> None:
    refused = workbench(*command)
    assert refused.code == 4
    assert "claims.db" in one_line(refused.err)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"hello", b"SQLite format 3\x00" + bytes(400), bytes(range(256)) * 32],
    ids=["words", "only a header", "noise"],
)
def test_another_file_is_refused_and_left_as_it_is(
    workbench: Program, folder: Path, dispatch: Path, content: bytes
) -> None:
    (folder / "x.db").write_bytes(content)
    refused = workbench("add", str(dispatch), "--db", "x.db")
    assert refused.code == 4
    one_line(refused.err)
    assert (folder / "x.db").read_bytes() == content


def test_somebody_elses_sqlite_file_is_refused(workbench: Program, folder: Path) -> None:
    script = (
        "import sqlite3; c = sqlite3.connect('x.db'); c.execute('create table t(a)'); c.commit()"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=folder)
    refused = workbench("claims", "--db", "x.db")
    assert refused.code == 4
    one_line(refused.err)


def test_a_folder_is_refused(workbench: Program, folder: Path) -> None:
    refused = workbench("claims", "--db", str(folder))
    assert refused.code == 4
    assert "folder" in one_line(refused.err)


def test_a_truncated_file_is_refused(project: Program, folder: Path) -> None:
    whole = (folder / "claims.db").read_bytes()
    (folder / "short.db").write_bytes(whole[: len(whole) // 2])
    refused = project("claims", "--db", "short.db")
    assert refused.code == 4
    one_line(refused.err)


def test_a_file_from_a_newer_version_is_refused(project: Program, folder: Path) -> None:
    data = bytearray((folder / "claims.db").read_bytes())
    data[60:64] = (999).to_bytes(4, "big")
    (folder / "newer.db").write_bytes(data)
    refused = project("claims", "--db", "newer.db")
    assert refused.code == 4
    assert "newer" in one_line(refused.err)


@root_ignores_permissions
def test_a_read_only_file_can_be_read_and_not_written(
    project: Program, folder: Path, wounded: str
) -> None:
    (folder / "claims.db").chmod(0o444)
    assert project("claims").code == 0
    refused = project("dismiss", wounded)
    assert refused.code == 4
    one_line(refused.err)


def test_a_locked_file_is_told_after_waiting(
    project: Program, folder: Path, wounded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desk.opening.WAIT_SECONDS", 0.2)
    script = (
        "import sqlite3, sys; c = sqlite3.connect('claims.db', isolation_level=None);"
        "c.execute('begin exclusive'); print('locked', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        refused = project("dismiss", wounded)
        holder.communicate("")
    assert refused.code == 4
    assert "another program" in one_line(refused.err)
    assert project("dismiss", wounded).code == 0


def test_a_full_disk_loses_nothing_that_was_acknowledged(
    project: Program, folder: Path, wounded: str
) -> None:
    project("verdict", wounded, "Refuted", "--because", "kept", "--unsourced")
    size = (folder / "claims.db").stat().st_size
    limited = subprocess.run(
        [sys.executable, "-m", "workbench", "verdict", wounded, "Supported", "--unsourced",
         "--because", "x" * 90_000],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 4096, size + 4096)),
    )  # fmt: skip
    assert limited.returncode == 4
    assert "Traceback" not in limited.stderr
    verdicts = project("show", wounded, "--json").objects[0]["verdicts"]
    assert [verdict["because"] for verdict in verdicts] == ["kept"]
    assert project("verify").code == 0


def test_without_a_folder_for_the_identity_reading_works_and_writing_says_what_to_do(
    project: Program, folder: Path, wounded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "occupied").write_text("a file where a folder should be", "utf-8")
    monkeypatch.setenv("WORKBENCH_HOME", str(folder / "occupied"))
    assert project("claims").code == 0
    refused = project("dismiss", wounded)
    assert refused.code == 4
    assert "WORKBENCH_HOME" in one_line(refused.err)


def test_an_interrupted_command_says_so(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", "add", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        text=True,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: once it is written, the program is reading it.
        process.stdin.write(DISPATCH * 500)
        process.stdin.flush()
        process.send_signal(2)
        _, words = process.communicate()
    assert process.returncode == 130
    assert words == "workbench: interrupted; what was acknowledged is kept\n"
    assert list(folder.iterdir()) == []
