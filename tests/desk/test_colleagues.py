"""Importing what a colleague has decided, from a file that may hold anything."""

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.material import (
    FIRST,
    SECOND,
    Person,
    add_document,
    change,
    decide,
    event,
    evidence_value,
    verdict_value,
)
from workbench.desk.matching.colleagues import Decisions
from workbench.desk.matching.importing import Imported, import_reviews, read_import
from workbench.desk.matching.precedents import describe_review
from workbench.errors import NewerLedger, NotALedger, NotSo, StorageError, UsageError
from workbench.ledger.database import Ledger
from workbench.ledger.foreign import private_copy
from workbench.ledger.queries import all_published, comparable_reviews
from workbench.ledger.rebuild import rebuild
from workbench.ledger.undoing import redo, undo
from workbench.ledger.verify import verify

DAY = "2025-06-15"


@pytest.fixture
def ben(tmp_path: Path) -> Person:
    return Person("Ben", tmp_path / "ben")


@pytest.fixture
def theirs(ben: Person, tmp_path: Path) -> Path:
    """Ben's project Marun: one claim decided on two sources, one not decided."""
    path = tmp_path / "marun.db"
    with ben.opens(path, "create") as ledger:
        add_document(ledger)
        with ledger.act("Cite") as act:
            evidence = [
                act.record("evidence", FIRST, f"{number:032x}", evidence_value(f"https://{host}/"))
                for number, host in enumerate(("a.example", "b.example"))
            ]
        with ledger.act("Verdict", claims=(FIRST,)) as act:
            value = verdict_value("Supported", evidence=evidence, unsourced=False)
            act.record("verdict", FIRST, "rating", value)
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Ledger]:
    with Person("Ada", tmp_path / "ada").opens(tmp_path / "claims.db", "create") as ledger:
        yield ledger


def take(ours: Ledger, path: Path) -> Imported:
    return import_reviews(ours, read_import(str(path)), str(path))


def counted(imported: Imported) -> tuple[int, int, int, int]:
    return (imported.added, imported.updated, imported.known, imported.withdrawn)


def told(ours: Ledger) -> list[str]:
    return [describe_review(known) for known in all_published(ours)]


def test_decided_claims_come_with_who_when_what_and_on_how_many_sources(
    ours: Ledger, theirs: Path
) -> None:
    before = theirs.read_bytes()
    imported = take(ours, theirs)
    assert counted(imported) == (1, 0, 0, 0)
    assert imported.notes == ()
    (known,) = all_published(ours)
    assert describe_review(known) == (
        f"checked on {DAY} by Ben (project marun): Supported, 2 sources"
    )
    assert known.review.text == "Some 500 troops left Karsk on 4 May"
    assert (known.review.language, known.review.url) == ("en", None)
    assert theirs.read_bytes() == before
    assert sorted(one.name for one in theirs.parent.glob("marun*")) == ["marun.db"]
    assert verify(ours).problems == ()
    rebuild(ours)
    assert list(all_published(ours)) == [known]


def test_importing_again_changes_nothing_and_undo_takes_all_of_it_back(
    ours: Ledger, theirs: Path
) -> None:
    take(ours, theirs)
    assert counted(take(ours, theirs)) == (0, 0, 1, 0)
    assert undo(ours).label == "Import 1 decision of the project marun"
    assert told(ours) == []
    redo(ours)
    assert len(told(ours)) == 1


def test_a_changed_verdict_takes_the_place_of_the_one_before_and_an_older_copy_does_not(
    ours: Ledger, theirs: Path, ben: Person
) -> None:
    take(ours, theirs)
    older = theirs.with_name("older.db")
    older.write_bytes(theirs.read_bytes())
    with ben.opens(theirs) as ledger:
        decide(ledger, "Refuted")
    assert counted(take(ours, theirs)) == (0, 1, 0, 0)
    changed = [f"checked on {DAY} by Ben (project marun): Refuted, unsourced"]
    assert told(ours) == changed
    assert counted(take(ours, older)) == (0, 0, 1, 0)
    assert told(ours) == changed


def test_another_wording_is_the_same_claim(ours: Ledger, theirs: Path, ben: Person) -> None:
    take(ours, theirs)
    with ben.opens(theirs) as ledger, ledger.act("Correct") as act:
        act.record("claim", FIRST, "statement", {"text": "500 soldiers left", "because": "plain"})
    assert counted(take(ours, theirs)) == (0, 1, 0, 0)
    assert [one.review.text for one in all_published(ours)] == ["500 soldiers left"]


def test_a_withdrawn_verdict_is_taken_away(ours: Ledger, theirs: Path, ben: Person) -> None:
    take(ours, theirs)
    with ben.opens(theirs) as ledger, ledger.act("Withdraw", claims=(FIRST,)) as act:
        act.record("verdict", FIRST, "rating", None)
    assert counted(take(ours, theirs)) == (0, 0, 0, 1)
    assert told(ours) == []


def test_reviewers_who_disagree_are_named_with_both_ratings(
    ours: Ledger, theirs: Path, tmp_path: Path
) -> None:
    with Person("Cora", tmp_path / "cora").opens(theirs) as ledger:
        decide(ledger, "Refuted")
    take(ours, theirs)
    (words,) = told(ours)
    assert words.startswith(f"checked on {DAY} by ")
    assert "Ben" in words
    assert "Cora" in words
    assert "reviewers disagree (" in words


def test_a_dismissed_claim_is_not_taken_and_a_file_without_decisions_says_so(
    ours: Ledger, theirs: Path, ben: Person
) -> None:
    with ben.opens(theirs) as ledger, ledger.act("Dismiss") as act:
        act.record("claim", FIRST, "dismissed", {"reason": "no claim"})
    imported = take(ours, theirs)
    assert counted(imported) == (0, 0, 0, 0)
    assert imported.notes == (f"nothing is decided in {theirs}",)


def test_a_copy_of_our_own_project_and_the_open_file_itself_are_refused(
    ours: Ledger, tmp_path: Path
) -> None:
    with pytest.raises(NotSo, match="is open in this program"):
        read_import(str(ours.path))
    copy = tmp_path / "copy.db"
    copy.write_bytes(ours.path.read_bytes())
    with pytest.raises(NotSo, match="is a copy of this project"):
        take(ours, copy)
    assert told(ours) == []


def test_columns_are_for_tables(ours: Ledger, theirs: Path) -> None:
    data = read_import(str(theirs))
    assert isinstance(data, Decisions)
    with pytest.raises(UsageError, match="is a database"):
        import_reviews(ours, data, "marun.db", {"text": "Claim"})


def test_events_that_are_not_what_their_ids_say_are_counted_and_the_rest_is_imported(
    ours: Ledger, theirs: Path
) -> None:
    forged, _ = event("verdict", SECOND, "rating", verdict_value("Refuted"))
    _, body = event("verdict", SECOND, "rating", verdict_value("Supported"))
    with closing(sqlite3.connect(theirs)) as connection:
        for identifier, text in (
            (forged, body),
            (os.urandom(32), "\x1b]0;owned\x07"),
            (os.urandom(32), None),
            (os.urandom(32), "x" * (1 << 20) + "x"),
        ):
            connection.execute("INSERT INTO event VALUES (?, ?)", (identifier, text))
        connection.commit()
    imported = take(ours, theirs)
    assert counted(imported) == (1, 0, 0, 0)
    assert imported.notes == (
        "1 event was left out: the body is larger than 1 MB",
        "1 event was left out: the body is not text",
        "2 events were left out: the hash does not match the body",
    )
    assert told(ours) == [f"checked on {DAY} by Ben (project marun): Supported, 2 sources"]


def test_tables_that_tell_something_else_than_the_log_are_not_believed(
    ours: Ledger, theirs: Path
) -> None:
    change(theirs, "UPDATE rated SET rating = 'Refuted'", "UPDATE claim SET rating = 'Refuted'")
    take(ours, theirs)
    assert told(ours) == [f"checked on {DAY} by Ben (project marun): Supported, 2 sources"]


def test_a_claim_is_compared_by_the_slots_it_has_in_its_own_project(
    ours: Ledger, theirs: Path, ben: Person
) -> None:
    take(ours, theirs)
    (known,) = all_published(ours)
    statement = comparable_reviews(ours, [known])[known.number]
    assert [one.counted for one in statement.quantities] == ["troops"]
    assert [one.value for one in statement.dates] == ["2025-05-04"]
    with ben.opens(theirs) as ledger, ledger.act("Correct") as act:
        act.record("claim", FIRST, "statement", {"text": "They left Karsk", "because": "plain"})
    take(ours, theirs)
    (known,) = all_published(ours)
    statement = comparable_reviews(ours, [known])[known.number]
    assert (statement.text, statement.quantities) == ("They left Karsk", ())


def test_hostile_names_are_plain_words(ours: Ledger, theirs: Path, ben: Person) -> None:
    with ben.opens(theirs) as ledger, ledger.act("Name") as act:
        value = {"name": "Marun\x1b[2J\u202e\nvalley", "sample": False}
        act.record("project", ledger.project.id, "name", value)
    take(ours, theirs)
    (known,) = all_published(ours)
    publisher = known.review.publisher or ""
    assert "project Marun" in publisher
    assert publisher.isprintable()


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END", "the trigger t"),
        ("CREATE INDEX i ON event(length(body))", "the index i"),
        ("DROP TABLE unfolded", "lacks the log's unfolded"),
        ("PRAGMA application_id=7", "database of another program"),
    ],
)
def test_what_is_no_log_of_ours_is_refused(
    ours: Ledger, theirs: Path, statement: str, complaint: str
) -> None:
    change(theirs, statement)
    with pytest.raises(NotALedger, match=complaint):
        take(ours, theirs)
    assert told(ours) == []


def test_a_newer_file_is_refused(ours: Ledger, theirs: Path) -> None:
    change(theirs, "PRAGMA user_version=99")
    with pytest.raises(NewerLedger, match="newer workbench"):
        take(ours, theirs)


@pytest.mark.parametrize("kept", [100, 8192, 40_000])
def test_random_bytes_and_truncation_are_told_in_one_line(
    ours: Ledger, theirs: Path, kept: int
) -> None:
    whole = theirs.read_bytes()
    theirs.write_bytes(whole[:kept])
    with pytest.raises(NotALedger, match=r"is truncated|not a workbench database"):
        take(ours, theirs)
    theirs.write_bytes(whole[:kept] + os.urandom(len(whole) - kept))
    with pytest.raises(StorageError) as caught:
        take(ours, theirs)
    assert str(theirs) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert told(ours) == []


@pytest.mark.parametrize(
    "damage", [b"CREATE INDEX entry_of_entity ON en\xe7ered", b"CREATE \xff\xfe"]
)
def test_a_schema_that_is_no_text_is_told_in_one_line(
    ours: Ledger, theirs: Path, damage: bytes
) -> None:
    whole = theirs.read_bytes()
    start = whole.index(b"CREATE INDEX entry_of_entity ON entered")
    theirs.write_bytes(whole[:start] + damage + whole[start + len(damage) :])
    with pytest.raises(NotALedger, match="is damaged"):
        take(ours, theirs)
    assert told(ours) == []


def test_too_large_a_file_is_not_copied(
    ours: Ledger, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_copy, "MOST_BYTES", theirs.stat().st_size - 1)
    with pytest.raises(StorageError, match="is larger than"):
        take(ours, theirs)


def test_an_unfinished_write_is_taken_back_in_the_copy_alone(ours: Ledger, theirs: Path) -> None:
    with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("CREATE TABLE spill AS SELECT randomblob(2000000) AS bytes")
        torn, journal = theirs.read_bytes(), Path(f"{theirs}-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert theirs.read_bytes() != torn
    theirs.write_bytes(torn)
    Path(f"{theirs}-journal").write_bytes(journal)
    assert counted(take(ours, theirs)) == (1, 0, 0, 0)
    assert theirs.read_bytes() == torn
    assert Path(f"{theirs}-journal").read_bytes() == journal


def test_a_journal_that_names_another_file_is_refused(ours: Ledger, theirs: Path) -> None:
    victim = theirs.with_name("victim.txt")
    victim.write_text("mine", "utf-8")
    name = bytes(victim)
    ending = len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big")
    Path(f"{theirs}-journal").write_bytes(
        b"\0" * 512 + name + ending + bytes.fromhex("d9d505f920a163d7")
    )
    with pytest.raises(NotALedger, match="names another file"):
        take(ours, theirs)
    assert victim.read_text("utf-8") == "mine"


def test_a_file_that_changes_while_it_is_copied_is_copied_anew(
    theirs: Path, ben: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying, writes = private_copy._copy_some, iter(range(1))

    def write_meanwhile(*given: Any) -> int:
        if next(writes, None) is not None:
            with ben.opens(theirs) as ledger:
                decide(ledger, "Refuted")
        return copying(*given)

    monkeypatch.setattr(private_copy, "_copy_some", write_meanwhile)
    private_copy.copy_privately(theirs, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == theirs.read_bytes()


def test_a_file_that_is_written_without_pause_is_told_of(
    theirs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copying, moments = private_copy._copy_some, itertools.count(1)

    def write_meanwhile(*given: Any) -> int:
        os.utime(theirs, ns=(next(moments), next(moments)))
        return copying(*given)

    monkeypatch.setattr(private_copy, "_copy_some", write_meanwhile)
    with pytest.raises(StorageError, match="is being written while it is copied"):
        private_copy.copy_privately(theirs, tmp_path / "copy.db")
    assert list(tmp_path.glob("copy.db*")) == []


def test_what_lies_in_a_write_ahead_file_is_read(ours: Ledger, theirs: Path, ben: Person) -> None:
    with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        forged, body = event("verdict", SECOND, "rating", verdict_value("Refuted"))
        connection.execute("INSERT INTO event VALUES (?, ?)", (forged, body))
        before = theirs.read_bytes()
        assert Path(f"{theirs}-wal").stat().st_size > 0
        assert counted(take(ours, theirs)) == (2, 0, 0, 0)
        assert theirs.read_bytes() == before
