"""Private notes: on this computer, for their owner alone, whole or not at all."""

from pathlib import Path

import pytest

from workbench.cli.main import main
from workbench.desk.deciding.drafts import Draft, DraftBox
from workbench.desk.finding.facets import Facets
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.views import save_view
from workbench.desk.opening import open_for_reading, open_for_writing
from workbench.desk.sharing.merging import merge_files
from workbench.desk.working.notes import NoteBox, refuse_name
from workbench.errors import StorageError, UsageError
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim_numbers

PROJECT = "a" * 32
SOURCE = "said:0123456789abcdef"


def files_under(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_note_is_kept_replaced_and_removed(home: Path) -> None:
    box = NoteBox(PROJECT)
    assert box.note("c1") == ""
    box.write_note("c1", "Ask the harbour master.\nTwice.")
    assert NoteBox(PROJECT).note("c1") == "Ask the harbour master.\nTwice."
    box.write_note("c1", "Asked.")
    assert box.note("c1") == "Asked."
    box.write_note("c1", "  ")
    assert box.note("c1") == ""
    assert files_under(home) == []


def test_only_the_owner_can_read_notes(home: Path) -> None:
    box = NoteBox(PROJECT)
    box.write_note("c1", "private")
    box.keep_name(SOURCE, "Jo Sample")
    kept = files_under(home)
    assert len(kept) == 2
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


def test_projects_have_notes_of_their_own() -> None:
    NoteBox(PROJECT).write_note("c1", "here")
    assert NoteBox("b" * 32).note("c1") == ""


def test_a_note_that_cannot_be_written_leaves_the_old_one(home: Path) -> None:
    box = NoteBox(PROJECT)
    box.write_note("c1", "old")
    (path,) = files_under(home)
    path.unlink()
    path.mkdir()
    with pytest.raises(StorageError, match="WORKBENCH_HOME"):
        box.write_note("c1", "new")
    assert path.is_dir()
    assert list(path.parent.glob(".new-*")) == []


def test_a_hidden_name_is_kept_and_read_again() -> None:
    NoteBox(PROJECT).keep_name(SOURCE, "Jo  Sample")
    assert NoteBox(PROJECT).name(SOURCE) == "Jo Sample"
    NoteBox(PROJECT).keep_name(SOURCE, "")
    assert NoteBox(PROJECT).name(SOURCE) == ""


def test_a_hidden_name_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as refused:
        refuse_name("Jo Sample", "nothing", "as jo\nsample told us")
    assert "sample" not in str(refused.value).lower()
    refuse_name("Jo Sample", "an official told us", None, "Jo Sampled it", "Ms Sample")
    refuse_name("", "anything")


def test_the_last_name_alone_is_refused_where_that_is_wanted() -> None:
    with pytest.raises(UsageError):
        refuse_name("Jo Sample", "Ms Sample told us", last_word_too=True)
    refuse_name("Jo Sample", "Jo told us", last_word_too=True)
    refuse_name("Jo Li", "a list", last_word_too=True)


def test_notes_and_drafts_follow_when_an_older_project_was_joined(
    tmp_path: Path,
) -> None:
    with open_for_writing(tmp_path / "older.db", create=True) as older:
        first = older.project.id
    with open_for_writing(tmp_path / "newer.db", create=True) as newer:
        former = newer.project.id
        NoteBox(former).write_note("c1", "Ask twice.")
        DraftBox().save(former, "c1", Draft(because="So far"))
        merge_files(newer, [older.path], may_join=lambda _: True)
    with open_for_reading(tmp_path / "newer.db") as joined:
        assert joined.project.id == first != former
    box = NoteBox(first)
    assert box.note("c1") == NoteBox(former).note("c1") == "Ask twice."
    assert DraftBox().load(first, "c1") == Draft(because="So far")
    box.write_note("c1", "")
    with open_for_reading(tmp_path / "newer.db"):
        assert box.note("c1") == ""


@pytest.fixture
def noted(ledger: Ledger, wounded: str) -> Ledger:
    """A database with a note of Ana's on the claim about the wounded."""
    NoteBox(ledger.project.id).write_note(wounded, "Ring the\nHospital again on Monday.")
    return ledger


def test_notes_are_found_by_their_words_and_by_being_there(
    noted: Ledger, wounded: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for query in ("note:hospital", 'note:"the hospital again"', "has:note", "civilians note:ring"):
        assert main(["claims", "--db", str(noted.path), query]) == 0
        assert capsys.readouterr().out.startswith(wounded[:8]), query
    for query in ("note:tuesday", "-has:note", "note:ring -note:hospital"):
        assert main(["claims", "--db", str(noted.path), query]) == 0
        assert wounded[:8] not in capsys.readouterr().out, query
    facets = Facets(noted)
    assert facets.counts("has:note").total == 1
    NoteBox(noted.project.id).write_note(wounded, "")
    assert facets.counts("has:note").total == 0


def test_nobody_finds_notes_elsewhere_nor_in_the_file_or_its_caches(
    noted: Ledger, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facets = Facets(noted)
    facets.counts("note:hospital")
    facets.close()
    assert not [
        path
        for path in files_under(tmp_path)
        if b"Hospital" in path.read_bytes() and "notes" not in path.parts
    ]
    monkeypatch.setenv("WORKBENCH_HOME", str(home / "of somebody else"))
    with open_for_reading(noted.path) as ledger:
        assert len(claim_numbers(ledger, parse_filter("has:note"))) == 0


def test_neither_a_report_nor_a_saved_view_takes_the_words_of_a_search_in_notes(
    noted: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.html"
    asked = ["note:hospital", "--drafts", "-o", str(report)]
    assert main(["report", "--db", str(noted.path), *asked]) == 2
    assert "private notes stay out of reports" in capsys.readouterr().err
    assert not report.exists()
    with pytest.raises(UsageError, match="a view is for everybody"):
        save_view(noted, "To ring", "civilians OR has:note")
