"""Merging, looking into files, settling and restoring from the command line."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.ledger.material import Person
from workbench.ledger.database import Ledger

WORDS = "52 civilians [were injured in the unrest on 10 October]"


@pytest.fixture
def ben(folder: Path, project: Program, wounded: str) -> Path:
    """Ben's copy, with a verdict of his own on the claim about the wounded."""
    path = folder / "ben.db"
    shutil.copyfile(folder / "claims.db", path)
    with Person("Ben", folder / "home-of-ben").opens(path) as theirs:
        give(theirs, wounded, "Refuted")
    return path


def give(ledger: Ledger, claim: str, rating: str) -> None:
    with ledger.act("Verdict", claims=(claim,)) as act:
        value = {"rating": rating, "scale": "averitec/1", "because": "So.", "evidence": []}
        act.record("verdict", claim, "rating", {**value, "unsourced": True})


def test_a_dry_run_tells_who_what_and_which_conflicts_and_writes_nothing(
    project: Program, folder: Path, ben: Path, wounded: str
) -> None:
    project("verdict", wounded, "Supported", "--because", "Seen.", "--unsourced")
    before = (folder / "claims.db").read_bytes()
    told = project("merge", str(ben), "--dry-run")
    assert told.code == 0
    assert told.out.splitlines() == [
        f"{ben}: 2 of 11 events not here yet",
        "Ben: 2 events, 1 verdict, 1 name of a reviewer",
        f"would be in conflict: {wounded[:8]}  verdict  {WORDS}",
    ]
    assert "2 events would be merged, 1 verdict, 1 new conflict (1 of verdicts)" in told.err
    assert (folder / "claims.db").read_bytes() == before
    assert project("backups").out == ""


def test_a_merge_is_told_as_json_and_leaves_a_backup(
    project: Program, ben: Path, wounded: str
) -> None:
    project("verdict", wounded, "Supported", "--because", "Seen.", "--unsourced")
    (merged,) = project("merge", str(ben), "--json").objects
    assert (merged["new"], merged["verdicts"]) == (2, 1)
    assert merged["conflicts"] == [{"what": "verdict", "kind": "claim", "id": wounded}]
    assert merged["conflicts_by_kind"] == {"verdicts": 1}
    assert [(one["name"], one["kinds"]) for one in merged["people"]] == [
        ("Ben", {"reviewer": 1, "verdict": 1})
    ]
    (backup,) = project("backups", "--json").objects
    assert backup["file"] == merged["backup"]
    again = project("merge", str(ben))
    assert "nothing new" in again.err
    (conflict,) = project("conflicts", "--json").objects
    assert {one["says"] for one in conflict["sides"]} == {"Supported", "Refuted"}
    listed = project("conflicts").out
    assert "Refuted, unsourced, by Ben" in listed
    assert "because: Seen." in listed
    settled = project("adjudicate", wounded, "Refuted", "--because", "Both.", "--unsourced")
    assert settled.code == 0
    assert project("conflicts").err.endswith("nobody disagrees\n")
    assert project("restore", backup["file"], "--exactly").code == 0
    (claim,) = [one for one in project("claims", "--json").objects if one["id"] == wounded]
    assert claim["status"] == "single"


def test_files_that_cannot_be_used_are_named_and_give_the_exit_code(
    project: Program, folder: Path, ben: Path
) -> None:
    torn = folder / "torn.db"
    torn.write_bytes(ben.read_bytes()[:9000])
    some = project("merge", str(torn), str(ben))
    assert some.code == 4
    assert "left alone" in some.out
    assert "2 events merged" in some.err
    assert project("merge", str(torn)).code == 4
    assert project("merge", str(folder / "claims.db")).code == 1
    assert project("merge").code == 2


def test_another_project_needs_to_be_asked_for(project: Program, folder: Path) -> None:
    other = folder / "marun.db"
    with Person("Cora", folder / "home-of-cora").opens(other, "create"):
        pass
    refused = project("merge", str(other))
    assert refused.code == 1
    assert "another project, marun" in refused.err
    assert "--other-project" in project("merge", str(other), "--dry-run").err
    assert project("merge", str(other), "--other-project").code == 0


def test_inspecting_tells_what_a_file_holds_and_what_would_come(
    project: Program, folder: Path, ben: Path
) -> None:
    before = ben.read_bytes()
    told = project("inspect", str(ben))
    assert told.code == 0
    assert "reviewer   Ben: 2 events, 1 verdict" in told.out
    assert "it is a copy of this project; 2 events of it would be new" in told.out
    assert "everything in it is what its hash says" in told.err
    (found,) = project("inspect", str(ben), "--json").objects
    assert (found["events"], found["kept"], found["new"], found["refused"]) == (11, 1, 2, {})
    assert ben.read_bytes() == before
    (folder / "claims.db").rename(folder / "away.db")
    assert "here" not in project("inspect", str(ben)).out
    text = folder / "text.db"
    text.write_text("no database\n" * 20, "utf-8")
    assert project("inspect", str(text)).code == 4


@pytest.mark.parametrize(
    "words",
    [
        ("adjudicate",),
        ("adjudicate", "abc", "Refuted"),
        ("adjudicate", "abc", "--keep", "0123456789ab"),
        ("adjudicate", "--keep", "zz"),
        ("restore", "abc", "--exactly"),
    ],
)
def test_wrong_use_is_told_in_one_line(project: Program, words: tuple[str, ...]) -> None:
    told = project(*words)
    assert told.code == 2
    assert told.err.count("workbench: ") == 1


def test_restoring_what_is_no_backup_is_told_in_one_line(project: Program, folder: Path) -> None:
    assert project("restore", "no.db").code == 3
    assert "there is no backup no.db" in project("restore", "no.db").err
    assert project("restore", str(folder / "claims.db")).code == 1
