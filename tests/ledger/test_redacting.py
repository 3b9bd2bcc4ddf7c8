"""What is redacted is gone from the file, stays out, and leaves a hole that is explained."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledger.material import DATA, DOCUMENT, FIRST, SECOND, Person, contents, decide
from tests.ledger.merge_material import Team, log_of
from workbench.desk.deciding.drafts import Draft, DraftBox
from workbench.desk.finding.facets import Facets
from workbench.desk.finding.narrowing import Narrowing
from workbench.desk.matching.indexes import opened_index
from workbench.desk.safekeeping.backups import BackupKind, backups_of, make_backup
from workbench.desk.safekeeping.proposed_redactions import plan_proposed, proposals
from workbench.desk.safekeeping.redacting import carry_out, plan_redaction, remove_backups
from workbench.desk.sharing.merging import merge_files
from workbench.desk.working.commenting import comment
from workbench.desk.working.notes import NoteBox
from workbench.errors import NotSo, StorageError, UsageError
from workbench.ledger.as_of import ledger_as_of
from workbench.ledger.copying import copy_ledger
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, document_text, history
from workbench.ledger.rebuild import rebuild
from workbench.ledger.redacting import finish, is_unfinished, list_of
from workbench.ledger.verify import verify
from workbench.settings import BackupSettings

SECRET = "Miriam Okafor of Lindenallee 7"
"""What no byte of a file may hold afterwards."""


def filled(folder: Path) -> list[Path]:
    """The files under a folder that have something in them."""
    return [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]


@pytest.fixture
def telling(ledger: Ledger) -> Ledger:
    """A file in which one claim tells of a person, in every way there is."""
    with ledger.act(f"Correct {SECRET}", claims=(FIRST,)) as act:
        act.record("claim", FIRST, "statement", {"text": f"{SECRET} left Karsk"})
    with ledger.act(f"Dismiss {SECRET}", claims=(FIRST,)) as act:
        act.record("claim", FIRST, "dismissed", {"reason": f"names {SECRET}"})
    with ledger.act("Cite") as act:
        act.record(
            "evidence",
            FIRST,
            "1" * 16,
            {
                "url": "https://register.example/karsk",
                "source": "register.example/karsk",
                "quote": f"{SECRET} was there.",
                "stance": "supports",
                "seen_on": "2025-05-07",
            },
        )
    comment(ledger, FIRST, f"I called {SECRET}.")
    decide(ledger, "Supported")
    decide(ledger, "Refuted", SECOND)
    return ledger


def bytes_beside(path: Path) -> bytes:
    """The bytes of a database and of whatever SQLite left beside it."""
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))


def holds(path: Path, words: str) -> bool:
    return words.encode() in bytes_beside(path)


def redact(ledger: Ledger, what: str, **options: bool) -> None:
    carry_out(ledger, plan_redaction(ledger, what, **options), "A person asked for it.")


def test_nothing_of_a_redacted_claim_is_left_in_the_bytes_of_the_file(telling: Ledger) -> None:
    path = telling.path
    assert holds(path, SECRET)
    assert holds(path, "Some 500 troops")
    redact(telling, FIRST)
    assert not holds(path, SECRET)
    assert not holds(path, "Some 500 troops")
    with pytest.raises(NotSo, match="was redacted from this file"):
        document_text(telling, DOCUMENT)
    telling.close()
    assert not holds(path, SECRET)
    assert list(path.parent.iterdir()) == [path]


def test_pages_that_were_free_before_hold_nothing_either(telling: Ledger) -> None:
    """Earlier rebuilds left old rows on free pages."""
    rebuild(telling)
    rebuild(telling)
    redact(telling, FIRST)
    assert not holds(telling.path, SECRET)


def test_the_hole_is_explained_and_work_goes_on(ada: Person, telling: Ledger) -> None:
    redact(telling, FIRST)
    found = verify(telling)
    assert found.problems == ()
    (remark,) = found.remarks
    assert remark.startswith("6 events and 1 kept text were redacted from this file")
    decide(telling, "Supported", SECOND)
    assert verify(telling).problems == ()
    assert telling.rows("SELECT count(*) FROM writer") == [(1,)]
    with pytest.raises(NotSo):
        claim(telling, FIRST)
    assert claim(telling, SECOND).rating == "Supported"
    incremental = contents(telling.connection)
    rebuild(telling)
    assert contents(telling.connection) == incremental


def test_one_thing_said_goes_alone_and_brings_nothing_back(telling: Ledger) -> None:
    decide(telling, "Conflicting", FIRST)
    (latest,) = telling.rows("SELECT id FROM verdict WHERE live = 1 AND rating = 'Conflicting'")[0]
    redact(telling, latest[-12:])
    assert claim(telling, FIRST).status == "unrated"
    assert telling.rows("SELECT rating, live FROM verdict ORDER BY rating") == [
        ("Refuted", 1),
        ("Supported", 0),
    ]
    assert "Conflicting" not in str(history(telling, FIRST))
    redact(telling, "1" * 16)
    assert claim(telling, FIRST).evidence == ()
    assert verify(telling).problems == ()


def test_what_was_redacted_does_not_come_back_by_a_merge(tmp_path: Path) -> None:
    team = Team.begin(tmp_path)
    with team.opens("Ben") as bens:
        decide(bens, "Supported")
    with team.opens("Ada") as adas:
        redact(adas, FIRST)
        left = log_of(adas)
        merged = merge_files(adas, [team.path("Ben")]).merged
        assert (merged.redacted, merged.kept, dict(merged.refused)) == (1, 0, {})
        assert not holds(adas.path, "Some 500 troops")
        assert {one for one, _ in log_of(adas)} >= {one for one, _ in left}
        assert merge_files(adas, [team.path("Ben")]).merged.empty
        assert verify(adas).problems == ()
        incremental = contents(adas.connection)
        rebuild(adas)
        assert contents(adas.connection) == incremental
        again = pytest.raises(NotSo, match="were redacted from this file and are not taken in")
        with again, adas.act("Add again") as act:
            act.keep(DATA)


def test_a_merge_never_spreads_a_redaction_but_tells_of_it(tmp_path: Path) -> None:
    team = Team.begin(tmp_path)
    with team.opens("Ada") as adas:
        redact(adas, FIRST)
    with team.opens("Ben") as bens:
        merge_files(bens, [team.path("Ada")])
        assert claim(bens, FIRST).statement.startswith("Some 500 troops")
        assert not list_of(bens)
        (proposal,) = proposals(bens)
        assert (proposal.by, proposal.because) == ("Ada", "A person asked for it.")
        carry_out(bens, plan_proposed(bens, proposal.event), "as proposed", propose=False)
        assert proposals(bens) == ()
        assert not holds(bens.path, "Some 500 troops")
        assert verify(bens).problems == ()


def test_a_copy_of_a_redacted_file_leaves_out_the_same(telling: Ledger, tmp_path: Path) -> None:
    decide(telling, "Conflicting", SECOND)
    (latest,) = telling.rows("SELECT id FROM verdict WHERE live = 1 AND rating = 'Conflicting'")[0]
    redact(telling, FIRST)
    redact(telling, latest[-12:])
    copy = tmp_path / "copy.db"
    copy_ledger(telling, copy, page_copies=True)
    assert not holds(copy, SECRET)
    with Person("Ada", tmp_path / "ada").opens(copy) as copied:
        assert contents(copied.connection) == contents(telling.connection)
        assert verify(copied).problems == ()
    with ledger_as_of(telling, telling.now()) as then:
        assert claim(then, SECOND).status == "unrated"


def test_drafts_notes_and_backups_are_thought_of(
    telling: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    project = telling.project.id
    DraftBox().save(project, FIRST, Draft(because=SECRET))
    DraftBox().save_typed(project, "comment", FIRST, {"words": SECRET})
    DraftBox().save_typed(project, "comment", SECOND, {"words": "Ask the harbour."})
    NoteBox(project).write_note(FIRST, SECRET)
    make_backup(telling, BackupKind.MERGE, BackupSettings())
    plan = plan_redaction(telling, FIRST)
    (backup,) = backups_of(telling.path)
    assert f"the backup {backup.path} holds it still" in plan.lines
    carry_out(telling, plan, "A person asked for it.")
    assert DraftBox().load(project, FIRST) is None
    assert DraftBox().load_typed(project, "comment", FIRST) is None
    assert DraftBox().load_typed(project, "comment", SECOND) == {"words": "Ask the harbour."}
    assert NoteBox(project).note(FIRST) == ""
    assert holds(backup.path, SECRET)
    assert remove_backups(plan.backups) == 1
    assert backups_of(telling.path) == []


def test_what_cannot_be_forgotten_elsewhere_is_told_and_the_rest_goes(
    telling: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    project = telling.project.id
    draft = tmp_path / "home" / "state" / "drafts" / project / f"{FIRST}.json"
    (draft / "in the way").mkdir(parents=True)
    NoteBox(project).write_note(FIRST, SECRET)
    made = make_backup(telling, BackupKind.MERGE, BackupSettings())
    assert made is not None
    half = made.with_name(f".{made.name}.part")
    half.write_text(SECRET, "utf-8")
    with pytest.raises(StorageError, match=r"may still be read elsewhere .* draft cannot be"):
        carry_out(telling, plan_redaction(telling, FIRST), "A person asked for it.")
    assert NoteBox(project).note(FIRST) == ""
    assert not half.exists()
    assert telling.rows("SELECT count(*) FROM redaction_proposal") == [(1,)]
    assert not holds(telling.path, SECRET)


def test_no_cache_made_from_the_file_is_left(
    telling: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    cache = tmp_path / "home" / "cache"
    with opened_index(telling):
        pass
    monkeypatch.setattr("workbench.desk.finding.facets._SAVE_SECONDS", 0.0)
    with closing(Facets(telling)) as facets:
        facets.counts("")
    with closing(Narrowing(telling)) as narrowing:
        narrowing.bring_up_to_date()
    assert {path.parent.name for path in filled(cache)} == {"facets", "matching", "substrings"}
    redact(telling, FIRST)
    assert filled(cache) == []


def test_a_reason_and_an_unmistakable_id_are_needed(telling: Ledger) -> None:
    with pytest.raises(UsageError, match="say why"):
        carry_out(telling, plan_redaction(telling, FIRST), " ")
    with pytest.raises(UsageError, match="at least 6 digits"):
        plan_redaction(telling, FIRST[:3])
    with pytest.raises(NotSo, match="nothing in this file"):
        plan_redaction(telling, "f" * 12)
    redact(telling, FIRST)
    with pytest.raises(NotSo):
        redact(telling, FIRST)


def test_a_redaction_that_was_cut_short_is_told_of_and_finished(telling: Ledger) -> None:
    redact(telling, FIRST)
    with telling.transaction():
        telling.connection.execute("INSERT INTO local VALUES ('redacted:unfinished', '')")
    assert is_unfinished(telling)
    assert verify(telling).problems == ("a redaction was cut short; run workbench redact --finish",)
    finish(telling)
    assert verify(telling).problems == ()


def test_the_guards_of_the_log_are_as_before(ada: Person, telling: Ledger) -> None:
    redact(telling, FIRST)
    with closing(sqlite3.connect(telling.path)) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute("DELETE FROM event")
    with ada.opens(telling.path) as again:
        assert again.rows("SELECT count(*) FROM claim") == [(1,)]


def test_an_event_that_another_program_puts_back_is_found(tmp_path: Path, ada: Person) -> None:
    path = tmp_path / "claims.db"
    with ada.opens(path, "create") as ledger:
        with ledger.act("Read") as act:
            act.record("claim", FIRST, "dismissed", {"reason": SECRET})
        (row,) = ledger.rows("SELECT id, body FROM event WHERE body LIKE '%dismissed%'")
        redact(ledger, row[0].hex()[-12:])
        with ledger.transaction():
            ledger.connection.execute("INSERT INTO event VALUES (?, ?)", row)
        assert any("it was redacted and is here again" in one for one in verify(ledger).problems)
        rebuild(ledger)
        assert ledger.rows("SELECT understood FROM entry WHERE event = ?", (row[0],)) == [(0,)]
