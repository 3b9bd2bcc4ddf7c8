"""Paths that are no paths, or of the wrong kind, given to every command that takes one.

Each is one line and an exit code, and nothing is written.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from workbench.errors import EXIT_DONE, EXIT_OWN_FAULT, InputError, UsageError

IMPOSSIBLE = {
    "a name too long": "n" * 300,
    "a path too long": "/".join(["d" * 200] * 25),
    "a NUL": "cla\0ims.db",
    "half a character": "\ud800.db",
    "links in a circle": "round",
    "nothing": "",
}
"""What cannot be the path of anything."""
STRANGE = {
    "a line break": "no\nfile.db",
    "a file as a folder": "dispatch.txt/inner.db",
    "nobody's home": "~nobody-at-all/x.db",
    "bytes that are no text": "\udcff.db",
    "only spaces": "   ",
    "a folder": "kept",
    "nowhere": "/dev/null",
    "memory": "/proc/self/mem",
    "a dead link": "dead",
}
"""What may be a path, and is nothing that a command can use, or is to be written as it is."""
NEVER_DONE = ("a file as a folder", "nobody's home", "memory")

ARGUMENTS = {
    "--db": ("claims", "--db"),
    "--db to write": ("comment", "0000", "x", "--db"),
    "backup": ("backup",),
    "merge": ("merge",),
    "merge --dry-run": ("merge", "--dry-run"),
    "inspect": ("inspect",),
    "git-show": ("git-show",),
    "keys --check": ("keys", "--check"),
    "project --add-scale": ("project", "--add-scale"),
    "scales --add": ("scales", "--add"),
    "report --output": ("report", "--format", "csv", "--drafts", "--output"),
    "report --templates": ("report", "--format", "html", "--drafts", "--templates"),
    "sample": ("sample",),
    "sync": ("sync",),
    "verify-report --templates": ("verify-report", "dispatch.txt", "--templates"),
    "warc": ("warc",),
    "source --export": ("source", "0000", "--export"),
    "timestamp --roots": ("timestamp", "0000", "--check", "--roots"),
    "git-merge": ("git-merge", "claims.db", "claims.db"),
    "restore": ("restore", "--exactly"),
}
"""Commands that take a path and nothing else in its place."""
DOCUMENTS = {
    "add": ("add",),
    "extract": ("extract",),
    "import": ("import",),
    "lint": ("lint",),
    "verify-report": ("verify-report",),
    "attach": ("attach", "CLAIM"),
    "attach --from": ("attach", "CLAIM", "--from"),
    "record --file": (
        *("record", "CLAIM", "--kind", "call", "--who", "The ward", "--terms", "on-record"),
        "--file",
    ),
}
"""Commands that take a file, an address, or standard input."""

NEVER_REFUSE = ("git-show",)
"""What git calls prints what is wrong in place of the file, for a refusal would hide the rest."""


@pytest.fixture
def here(project: Program, folder: Path, wounded: str) -> str:
    """A folder with what the paths need; the id of a claim in its database."""
    del project
    (folder / "round").symlink_to("round")
    (folder / "dead").symlink_to("nowhere-at-all")
    (folder / "kept").mkdir()
    return wounded


SETTINGS = {
    "sync.folder": ("sync",),
    "reports.templates": ("report", "--format", "html"),
    "encoder.folder": ("doctor",),
}
"""Settings that name a folder, and a command that needs it."""


def listed(folder: Path) -> dict[str, str]:
    """All that is in a folder but the home of the reviewer, with what is in it."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "home"]
        for name in names:
            path = Path(place, name)
            whole = path.read_bytes() if path.is_file() else b""
            found[str(path.relative_to(folder))] = hashlib.sha256(whole).hexdigest()
    return found


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("named", [*ARGUMENTS, "the desk"])
def test_what_can_be_no_path_is_wrong_use(project: Program, folder: Path, named: str) -> None:
    words = ARGUMENTS.get(named, ("--db",))
    before = listed(folder)
    for what, path in IMPOSSIBLE.items():
        done = project(*words, path)
        assert (done.code, done.out) == (UsageError.exit_code, ""), (what, done)
        assert done.err.splitlines()[-1].startswith("workbench: "), (what, done)
        assert "--help" not in done.err, (what, done)
    assert listed(folder) == before


@pytest.mark.parametrize("named", DOCUMENTS)
def test_what_can_be_no_file_is_no_input(
    project: Program, folder: Path, here: str, named: str
) -> None:
    words = [here if word == "CLAIM" else word for word in DOCUMENTS[named]]
    before = listed(folder)
    for what, path in IMPOSSIBLE.items():
        done = project(*words, path)
        right = {InputError.exit_code, *([UsageError.exit_code] if path == "" else [])}
        assert done.code in right, (what, done)
        assert done.err.splitlines()[-1].startswith("workbench: "), (what, done)
    assert listed(folder) == before


@pytest.mark.parametrize("named", [*ARGUMENTS, *DOCUMENTS])
def test_what_is_of_another_kind_is_told_in_a_line(
    project: Program, folder: Path, here: str, named: str
) -> None:
    words = ARGUMENTS.get(named) or DOCUMENTS[named]
    words = tuple(here if word == "CLAIM" else word for word in words)
    for what, path in STRANGE.items():
        before = listed(folder)
        done = project(*words, path)
        assert done.code != EXIT_OWN_FAULT, (what, done)
        assert "Traceback" not in done.err, (what, done)
        if done.code != EXIT_DONE:
            assert done.err.splitlines()[-1].startswith("workbench: "), (what, done)
            assert listed(folder) == before, (what, done)
        else:
            assert what not in NEVER_DONE or named in NEVER_REFUSE, (what, done)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("named", SETTINGS)
def test_a_setting_that_names_no_path_is_told_by_its_name(
    project: Program, settings: Callable[[str], None], named: str
) -> None:
    section, _, name = named.partition(".")
    on = "on = true\n" if section == "encoder" else ""
    for what in ("a name too long", "a NUL", "links in a circle"):
        path = IMPOSSIBLE[what].replace("\0", "\\u0000")
        settings(f'[{section}]\n{on}{name} = "{path}"\n')
        done = project(*SETTINGS[named])
        said = done.out + done.err
        assert f"{named} is to be set anew" in said, (what, done)
        assert done.code in (1, UsageError.exit_code), (what, done)


@pytest.mark.usefixtures("here")
def test_so_is_the_folder_of_the_environment(
    project: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", IMPOSSIBLE["a name too long"])
    done = project("claims")
    assert done.code == UsageError.exit_code
    assert done.err.startswith("workbench: WORKBENCH_HOME is to be set anew: nnn")


@pytest.mark.parametrize("named", [*ARGUMENTS, *DOCUMENTS])
def test_where_one_may_not_look_nothing_is_found_and_nothing_is_a_fault(
    project: Program, folder: Path, here: str, named: str
) -> None:
    closed = folder / "closed"
    closed.mkdir()
    (closed / "inner.csv").write_text("text\n")
    words = ARGUMENTS.get(named) or DOCUMENTS[named]
    closed.chmod(0)
    try:
        if os.access(closed, os.X_OK):
            pytest.skip("this user may look everywhere")
        done = project(*(here if word == "CLAIM" else word for word in words), "closed/inner.csv")
    finally:
        closed.chmod(0o700)
    assert done.code not in (EXIT_OWN_FAULT, EXIT_DONE) or named in NEVER_REFUSE, done
    assert done.err.splitlines()[-1:] == [] or "fault" not in done.err, done
    assert sorted(path.name for path in closed.iterdir()) == ["inner.csv"]


@pytest.mark.parametrize("command", ["extract", "import", "lint", "verify-report"])
def test_what_has_no_end_is_not_read_to_it(project: Program, command: str) -> None:
    done = project(command, "/dev/zero")
    assert done.code == InputError.exit_code, done
    assert done.err.count("\n") <= 2, done
