"""A project in a git repository: real git, real branches, no conflicts."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.ledger.material import FIRST, SECOND, Person, add_document, decide
from tests.ledger.merge_material import log_of
from workbench.desk.sharing.git.prose import prose
from workbench.ledger.database import Ledger
from workbench.ledger.verify import verify

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

RATINGS = ("Supported", "Refuted", "Not Enough Evidence", "Supported")


@dataclass
class Repository:
    """A repository with a database, the settings of git-setup, and people on branches."""

    folder: Path
    home: Path
    tools: Path
    name: str = "claims.db"

    @property
    def database(self) -> Path:
        return self.folder / self.name

    def git(self, *words: str, fails: bool = False) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            env={
                "PATH": f"{self.tools}:{os.environ['PATH']}",
                "HOME": str(self.home),
                "WORKBENCH_HOME": str(self.home),
                "GIT_CONFIG_NOSYSTEM": "1",
                "GIT_EDITOR": "true",
                "LC_ALL": "C",
            },
        )
        assert (done.returncode != 0) == fails, done.stdout + done.stderr
        return done.stdout + done.stderr

    def opens(self, who: str = "Ada") -> Ledger:
        opened = Person(who, self.home / who).opens(self.database)
        assert isinstance(opened, Ledger)
        return opened

    def decides(self, who: str, rating: str, claim: str = FIRST) -> None:
        with self.opens(who) as ledger:
            decide(ledger, rating, claim)

    def branch(self, name: str, rating: str, start: str = "main", claim: str = FIRST) -> None:
        self.git("checkout", "-q", "-b", name, start)
        self.decides(name, rating, claim)
        self.git("commit", "-q", "-a", "-m", f"{name} decides")

    def ratings(self) -> list[str]:
        with self.opens() as ledger:
            assert not verify(ledger).problems
            return sorted(row[0] for row in ledger.rows("SELECT rating FROM verdict WHERE live=1"))


@pytest.fixture
def repository(tmp_path: Path, workbench: Program, monkeypatch: pytest.MonkeyPatch) -> Repository:
    return made(tmp_path, workbench, monkeypatch, "claims.db")


def made(
    tmp_path: Path, workbench: Program, monkeypatch: pytest.MonkeyPatch, name: str
) -> Repository:
    folder, home, tools = (tmp_path / part for part in ("the repo", "home", "tools"))
    for place in (folder, home, tools):
        place.mkdir()
    strategy = tools / "git-merge-workbench"
    strategy.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c"
        " 'import sys; from workbench.cli.git_strategy import main; sys.exit(main())' \"$@\"\n"
    )
    strategy.chmod(strategy.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    found = Repository(folder, home, tools, name)
    found.git("init", "-q", "-b", "main")
    found.git("config", "user.name", "Ada")
    found.git("config", "user.email", "ada@example.org")
    with Person("Ada", home / "Ada").opens(found.database, "create") as ledger:
        add_document(ledger)
    assert workbench("git-setup", "--db", str(found.database)).code == 0
    found.git("add", "-A")
    found.git("commit", "-q", "-m", "begin")
    return found


def test_two_branches_with_different_verdicts_keep_both(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    told = repository.git("merge", "--no-edit", "ben")
    assert "1 new conflict" in told
    assert repository.ratings() == ["Refuted", "Supported"]
    assert repository.git("status", "--porcelain") == ""


@pytest.mark.long
def test_a_rebase_keeps_both(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    repository.decides("ben", "Supported", SECOND)
    repository.git("commit", "-q", "-a", "-m", "more")
    repository.branch("cora", "Supported")
    repository.git("rebase", "ben")
    assert repository.ratings() == ["Refuted", "Supported", "Supported"]


@pytest.mark.long
def test_a_cherry_pick_and_a_stash_keep_both(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    repository.git("checkout", "-q", "main")
    repository.decides("Ada", "Supported")
    repository.git("stash")
    repository.git("cherry-pick", "ben")
    repository.git("stash", "pop")
    assert repository.ratings() == ["Refuted", "Supported"]


def test_an_octopus_keeps_all(repository: Repository) -> None:
    for name, rating in zip(("ben", "cora", "dora"), RATINGS, strict=False):
        repository.branch(name, rating)
    repository.git("checkout", "-q", "main")
    repository.decides("Ada", "Supported")
    repository.git("commit", "-q", "-a", "-m", "main decides")
    repository.git("merge", "--no-edit", "ben", "cora", "dora")
    assert len(repository.git("rev-list", "--parents", "-1", "HEAD").split()) == 5
    assert repository.ratings() == sorted(RATINGS)
    assert repository.git("status", "--porcelain") == ""


@pytest.mark.long
def test_branches_that_merged_each_other_crosswise_keep_both(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    repository.git("checkout", "-q", "-b", "both", "ben")
    repository.git("merge", "--no-edit", "cora")
    repository.git("checkout", "-q", "cora")
    repository.git("merge", "--no-edit", "ben")
    repository.decides("cora", "Supported", SECOND)
    repository.git("commit", "-q", "-a", "-m", "cora goes on")
    repository.git("checkout", "-q", "both")
    repository.decides("ben", "Refuted", SECOND)
    repository.git("commit", "-q", "-a", "-m", "ben goes on")
    repository.git("merge", "--no-edit", "cora")
    assert repository.ratings() == ["Refuted", "Refuted", "Supported", "Supported"]


@pytest.mark.long
def test_both_orders_of_merging_hold_the_same_events(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    repository.git("checkout", "-q", "-b", "one", "ben")
    repository.git("merge", "--no-edit", "cora")
    with repository.opens() as ledger:
        first = log_of(ledger)
    repository.git("checkout", "-q", "-b", "other", "cora")
    repository.git("merge", "--no-edit", "ben")
    with repository.opens() as ledger:
        assert log_of(ledger) == first


@pytest.mark.long
def test_what_a_killed_merge_has_left_goes_with_the_next(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    left, under_way, given = (
        repository.folder / name
        for name in (".merge_file_a1B2c3.merged", ".merge_file_d4.merged", ".merge_file_d4")
    )
    for one in (left, under_way, given):
        one.write_bytes(b"half of a database")
    repository.git("merge", "--no-edit", "ben")
    assert not left.exists()
    assert under_way.exists(), "another merge still works on it"


def test_a_difference_reads_as_prose(repository: Repository) -> None:
    repository.branch("ben", "Refuted")
    told = repository.git("diff", "main", "ben")
    added = [line for line in told.splitlines() if line.startswith("+ ")]
    assert any("ben says: Refuted" in line for line in added)
    assert any("The register says Refuted." in line for line in added)
    assert "Binary files" not in told
    assert "\x1b" not in told
    assert repository.git("diff", "ben", "ben") == ""


@pytest.mark.long
@pytest.mark.parametrize("rule", ["*.db binary", "* -diff -merge", "* text=auto eol=crlf"])
def test_other_rules_for_binary_files_do_not_get_in_the_way(
    repository: Repository, workbench: Program, rule: str
) -> None:
    place = repository.folder / ".gitattributes"
    place.write_text(f"{place.read_text()}{rule}\n")
    done = workbench("git-setup", "--db", str(repository.database))
    assert "another rule" not in done.err
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "rules")
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    repository.git("merge", "--no-edit", "ben")
    assert repository.ratings() == ["Refuted", "Supported"]


def test_setting_up_twice_changes_nothing_and_removing_leaves_nothing(
    repository: Repository, workbench: Program
) -> None:
    before = (repository.folder / ".git" / "config").read_bytes()
    again = workbench("git-setup", "--db", str(repository.database))
    assert "nothing to change" in again.err
    assert (repository.folder / ".git" / "config").read_bytes() == before
    assert workbench("git-setup", "--remove", "--db", str(repository.database)).code == 0
    assert b"workbench" not in (repository.folder / ".git" / "config").read_bytes()
    assert not (repository.folder / ".gitattributes").exists()
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    repository.git("merge", "--no-edit", "ben", fails=True)


@pytest.mark.long
def test_rules_of_others_in_the_file_stay(repository: Repository, workbench: Program) -> None:
    place = repository.folder / ".gitattributes"
    place.write_text("*.png binary\n" + place.read_text() + "*.jpg binary\n")
    workbench("git-setup", "--remove", "--db", str(repository.database))
    assert place.read_text() == "*.png binary\n*.jpg binary\n"


def hostile(path: Path, data: bytes | None = None) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2] if data is None else data)


@pytest.mark.parametrize(
    "data",
    [
        None,
        pytest.param(b"", marks=pytest.mark.long),
        pytest.param(b"#!/bin/sh\nrm -rf /\n" * 20, marks=pytest.mark.long),
    ],
    ids=["truncated", "empty", "a program"],
)
def test_a_side_that_cannot_be_used_leaves_ours_and_a_conflict(
    repository: Repository, data: bytes | None
) -> None:
    repository.git("checkout", "-q", "-b", "bad")
    hostile(repository.database, data)
    repository.git("commit", "-q", "-a", "-m", "bad")
    repository.branch("cora", "Supported", "main")
    ours = repository.database.read_bytes()
    told = repository.git("merge", "--no-edit", "bad", fails=True)
    (line,) = [one for one in told.splitlines() if one.startswith("workbench:")]
    assert "was not merged" in line
    assert "the other side" in line
    assert ".merge_file" not in line
    assert repository.git("status", "--porcelain").startswith("UU")
    assert repository.database.read_bytes() == ours
    repository.git("diff", "main", "bad")
    repository.git("merge", "--abort")
    assert repository.ratings() == ["Supported"]
    assert sorted(path.name for path in repository.folder.iterdir()) == [
        ".git",
        ".gitattributes",
        "claims.db",
    ]


@pytest.mark.long
def test_a_folder_named_workbench_in_the_repository_is_never_run(repository: Repository) -> None:
    trap = repository.folder / "workbench"
    trap.mkdir()
    (trap / "__init__.py").write_text("raise SystemExit('trapped')")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "trap")
    repository.branch("ben", "Refuted")
    repository.branch("cora", "Supported")
    assert "trapped" not in repository.git("merge", "--no-edit", "ben")
    assert "trapped" not in repository.git("diff", "main", "ben")


@pytest.mark.parametrize(
    "name", ["Ана [1].db", pytest.param("our claims.db", marks=pytest.mark.long)]
)
def test_a_database_of_any_name_is_set_up(
    tmp_path: Path, workbench: Program, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    repository = made(tmp_path, workbench, monkeypatch, name)
    told = repository.git("check-attr", "-z", "merge", "--", name)
    assert told.split("\0")[2] == "workbench"


def test_outside_a_repository_it_is_said(workbench: Program, dispatch: Path) -> None:
    workbench("add", str(dispatch))
    done = workbench("git-setup")
    assert done.code == 1
    assert "is in no git repository" in done.err


def test_prose_is_the_same_in_whatever_order_things_arrived(tmp_path: Path) -> None:
    ada, ben = Person("Ada", tmp_path / "ada"), Person("Ben", tmp_path / "ben")
    path, copy = tmp_path / "one.db", tmp_path / "other.db"
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
    shutil.copyfile(path, copy)
    with ada.opens(path) as ledger, ben.opens(copy) as other:
        decide(ledger, "Supported")
        decide(other, "Refuted")
        told = both(ledger, other), both(other, ledger)
    assert told[0] == told[1]
    assert sum("says:" in line for line in told[0]) == 2
    assert any("The reviewers disagree." in line for line in told[0])


def both(ledger: Ledger, other: Ledger) -> Sequence[str]:
    from workbench.ledger.merging import merge_events

    merge_events(ledger, log_of(other))
    return list(prose(ledger))


def test_a_damaged_file_is_told_of_without_the_name_of_its_private_copy(
    tmp_path: Path, workbench: Program
) -> None:
    path = tmp_path / "one.db"
    with Person("Ada", tmp_path / "ada").opens(path, "create") as ledger:
        add_document(ledger)
    spoiled = bytearray(path.read_bytes())
    spoiled[20_000:60_000] = b"\xff" * 40_000
    path.write_bytes(spoiled)
    done = workbench("git-show", str(path))
    assert done.code == 0, "git could not go on otherwise"
    assert done.out.startswith("this file is damaged")
    assert "workbench-" not in done.out


def test_prose_steers_no_terminal(tmp_path: Path) -> None:
    ada = Person("Ada", tmp_path / "ada")
    with ada.opens(tmp_path / "one.db", "create") as ledger:
        add_document(ledger)
        with ledger.act("x", claims=(FIRST,)) as act:
            act.record("claim", FIRST, "statement", {"text": "a\x1b]52;c;x\x07b\u202e\nVerdict"})
        lines = list(prose(ledger))
    assert not any("\x1b" in line or "\u202e" in line or "\n" in line for line in lines)
