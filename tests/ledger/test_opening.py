"""Every opening checks what the file is, and says in one line what is wrong with it."""

import os
from pathlib import Path

import pytest

from tests.ledger.material import (
    FIRST,
    Person,
    change,
    decide,
)
from workbench.errors import (
    NewerLedger,
    NotALedger,
    StorageError,
)
from workbench.ledger.queries import claim
from workbench.ledger.verify import verify


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_missing_file_is_told_and_not_made(ada: Person, path: Path, mode: str) -> None:
    with pytest.raises(StorageError, match="there is no database"):
        ada.opens(path, "read" if mode == "read" else "write")
    assert not path.exists()


def test_a_missing_folder_is_told(ada: Person, path: Path) -> None:
    with pytest.raises(StorageError, match=r"there is no folder|cannot be written"):
        ada.opens(path.parent / "nowhere" / "claims.db", "create")


def test_a_folder_is_no_database(ada: Person, path: Path) -> None:
    with pytest.raises(NotALedger, match="is a folder"):
        ada.opens(path.parent, "read")
    with pytest.raises(NotALedger, match="is a folder"):
        ada.opens(path.parent, "create")


def test_a_pipe_is_no_database(ada: Person, path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(NotALedger, match="not a regular file"):
        ada.opens(path, "read")


@pytest.mark.parametrize(
    "content",
    [b"hello", b"SQLite format 3\x00", bytes(range(1, 256)) * 20],
    ids=["words", "only a header", "noise"],
)
def test_any_other_file_is_no_database(ada: Person, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for mode in ("read", "create"):
        with pytest.raises(NotALedger, match="not a workbench database"):
            ada.opens(path, "read" if mode == "read" else "create")
    assert path.read_bytes() == content


def test_an_empty_file_is_told_and_may_be_made_into_a_database(ada: Person, path: Path) -> None:
    path.touch()
    with pytest.raises(NotALedger, match="is empty"):
        ada.opens(path, "read")
    with ada.opens(path, "create") as ledger:
        assert ledger.project.name == "karsk"


def test_another_programs_database_is_left_exactly_as_it_is(ada: Person, path: Path) -> None:
    change(path, "PRAGMA journal_mode=WAL", "CREATE TABLE bookmark(url)")
    before = path.read_bytes()
    for mode in ("read", "write", "create"):
        with pytest.raises(NotALedger, match="another program"):
            ada.opens(path, "read" if mode == "read" else "create")
    assert path.read_bytes() == before


def test_a_database_of_a_newer_program_is_refused(ada: Person, closed: Path) -> None:
    change(closed, "PRAGMA user_version=2")
    with pytest.raises(NewerLedger, match="newer workbench"):
        ada.opens(closed, "read")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_a_truncated_file_is_told(ada: Person, closed: Path, part: float) -> None:
    data = closed.read_bytes()
    closed.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(NotALedger, match="is truncated"):
        ada.opens(closed, "read")


def test_text_that_is_not_utf8_is_told(ada: Person, closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[59] = 2
    closed.write_bytes(data)
    with pytest.raises(NotALedger, match="UTF-8"):
        ada.opens(closed, "read")


def test_damaged_pages_are_told_when_they_are_met(ada: Person, closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[8192:] = os.urandom(len(data) - 8192)
    closed.write_bytes(data)

    def use() -> None:
        with ada.opens(closed, "read") as ledger:
            claim(ledger, FIRST)

    with pytest.raises(NotALedger, match="is damaged"):
        use()


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM local; END", "the trigger t"),
        ("CREATE TRIGGER t AFTER UPDATE ON claim BEGIN DELETE FROM name; END", "the trigger t"),
        ("CREATE TRIGGER t INSTEAD OF UPDATE ON history BEGIN SELECT 1; END", "the trigger t"),
        ("DROP TRIGGER event_is_never_deleted", "lacks the log's event_is_never_deleted"),
        ("CREATE INDEX i ON event(length(body))", "the index i"),
        ("DROP TABLE unfolded", "lacks the log's unfolded"),
    ],
)
def test_what_this_program_did_not_make_is_refused(
    ada: Person, closed: Path, statement: str, complaint: str
) -> None:
    change(closed, statement)
    for mode in ("read", "write"):
        with pytest.raises(NotALedger, match=complaint):
            ada.opens(closed, "read" if mode == "read" else "write")


@pytest.mark.parametrize(
    "replacement",
    [
        "CREATE VIEW event AS SELECT id, body FROM spare",
        "CREATE TABLE event(id BLOB PRIMARY KEY, body TEXT)",
        "CREATE VIRTUAL TABLE event USING fts5(id, body)",
    ],
)
def test_a_log_that_is_not_the_log_is_refused(ada: Person, closed: Path, replacement: str) -> None:
    change(closed, "DROP TRIGGER event_is_never_deleted", "DROP VIEW history")
    change(closed, "PRAGMA legacy_alter_table=ON", "ALTER TABLE event RENAME TO spare", replacement)
    with pytest.raises(NotALedger):
        ada.opens(closed, "read")


def test_a_view_in_the_place_of_a_table_is_refused(ada: Person, closed: Path) -> None:
    change(closed, "DROP TABLE name", "CREATE VIEW name AS SELECT randomblob(9) AS claim")
    with pytest.raises(NotALedger, match="name is not a table or view of this program"):
        ada.opens(closed, "write")


def test_tables_and_views_of_other_names_are_let_be(ada: Person, closed: Path) -> None:
    change(
        closed,
        "CREATE TABLE mine(x)",
        "CREATE VIEW endless AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)"
        " SELECT x FROM c",
        "CREATE INDEX my_ratings ON claim(rating)",
    )
    with ada.opens(closed) as ledger:
        decide(ledger, "Supported")
        assert verify(ledger).problems == ()
