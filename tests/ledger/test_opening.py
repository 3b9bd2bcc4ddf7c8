"""Every opening checks what the file is, and says in one line what is wrong with it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, Person, add_document, contents, decide, verdict_value
from workbench.errors import (
    LedgerLocked,
    LedgerReadOnly,
    NewerLedger,
    NotALedger,
    StorageError,
)
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, claim_numbers, counts
from workbench.ledger.schema import DERIVED
from workbench.ledger.verify import verify
from workbench.model import ClaimFilter

Change = Callable[[sqlite3.Connection], object]


@pytest.fixture
def closed(ada: Person, path: Path) -> Path:
    """A database with a document, that nobody has open."""
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
    return path


def change(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


# ---------------------------------------------------------------- what it is not


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


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\x00", os.urandom(5_000)])
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


# ---------------------------------------------------------------- what must not be in it


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


# ---------------------------------------------------------------- what is put right


def test_tables_of_an_older_version_are_made_anew(ada: Person, closed: Path) -> None:
    change(
        closed,
        "DROP VIEW claim_status",
        "DROP TABLE quantity",
        "CREATE TABLE quantity(old TEXT)",
        "UPDATE local SET value = '0' WHERE key = 'derived_version'",
    )
    with ada.opens(closed, "read") as ledger:
        assert counts(ledger)["all"] == 2
        assert verify(ledger).problems == ()
        assert ledger.rows("SELECT count(*) FROM quantity") == [(2,)]


def test_tables_that_another_program_altered_are_made_anew(ada: Person, closed: Path) -> None:
    change(closed, "ALTER TABLE claim ADD COLUMN mine", "DROP INDEX claim_in_order")
    with ada.opens(closed) as ledger:
        assert claim_numbers(ledger, ClaimFilter())
        assert {row[0] for row in ledger.rows("SELECT name FROM sqlite_schema")} >= DERIVED.keys()


def test_events_that_another_program_put_into_the_log_are_folded(
    ada: Person, ben: Person, closed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(closed, copy)
    with ben.opens(copy) as his:
        decide(his, "Refuted")
    change(
        closed,
        f"ATTACH '{copy}' AS other",
        "INSERT OR IGNORE INTO event SELECT id, body FROM other.event",
        "INSERT INTO event VALUES (zeroblob(32), 'no event')",
    )
    with ada.opens(closed, "read") as ledger:
        assert claim(ledger, FIRST).rating == "Refuted"
        assert ledger.notes == ()
        assert ledger.rows("SELECT * FROM unfolded") == []
        found = verify(ledger)
        assert found.problems == (f"event {'0' * 16}: the hash does not match the body",)
    with ada.opens(closed) as again:
        decide(again, "Supported")


def test_a_program_older_than_the_tables_reads_and_says_so(ada: Person, closed: Path) -> None:
    change(
        closed,
        "UPDATE local SET value = '99' WHERE key = 'derived_version'",
        "ALTER TABLE claim ADD COLUMN later TEXT",
    )
    with ada.opens(closed) as ledger:
        assert ledger.read_only
        assert "newer workbench" in ledger.notes[0]
        assert claim(ledger, FIRST).statement == "Some 500 troops left Karsk on 4 May"
        with pytest.raises(LedgerReadOnly, match="newer workbench"):
            decide(ledger, "Supported")


def test_a_write_ahead_file_is_converted_when_opened_for_writing(ada: Person, closed: Path) -> None:
    change(closed, "PRAGMA journal_mode=WAL", "INSERT INTO local VALUES ('a', 'b')")
    with ada.opens(closed, "read") as ledger:
        assert counts(ledger)["all"] == 2
    with ada.opens(closed) as ledger:
        assert ledger.rows("PRAGMA journal_mode") == [("delete",)]
        decide(ledger, "Supported")
    assert sorted(one.name for one in closed.parent.iterdir()) == ["claims.db"]


def test_a_write_ahead_file_that_is_in_use_elsewhere_is_locked(ada: Person, closed: Path) -> None:
    other = sqlite3.connect(closed, isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("SELECT count(*) FROM event").fetchone()
    with pytest.raises(LedgerLocked):
        ada.opens(closed, wait_seconds=0.05)
    other.close()
    with ada.opens(closed) as ledger:
        decide(ledger, "Supported")


# ---------------------------------------------------------------- locks


def test_a_database_that_another_program_writes_is_waited_for_and_then_refused(
    ada: Person, closed: Path
) -> None:
    other = sqlite3.connect(closed, isolation_level=None)
    with ada.opens(closed, wait_seconds=0.05) as ledger:
        other.execute("BEGIN IMMEDIATE")
        assert counts(ledger)["all"] == 2
        with pytest.raises(LedgerLocked, match="being written by another program"):
            decide(ledger, "Supported")
        other.execute("ROLLBACK")
        decide(ledger, "Supported")
        other.execute("BEGIN EXCLUSIVE")
        for ask in (lambda: counts(ledger), lambda: verify(ledger)):
            with pytest.raises(LedgerLocked):
                ask()
        with pytest.raises(LedgerLocked):
            ada.opens(closed, wait_seconds=0.05)
    other.close()


def test_a_reader_that_does_not_end_makes_a_writer_give_up_with_nothing_lost(
    ada: Person, closed: Path
) -> None:
    other = sqlite3.connect(closed, isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM event").fetchone()
    with ada.opens(closed, wait_seconds=0.05) as ledger:
        with pytest.raises(LedgerLocked):
            decide(ledger, "Supported")
        other.close()
        decide(ledger, "Refuted")
        assert ledger.rows("SELECT count(*) FROM writer") == [(1,)]
        assert claim(ledger, FIRST).rating == "Refuted"


# ---------------------------------------------------------------- files that cannot be written


NOBODY = 65534
READER = """
import os
import sys
from pathlib import Path
from workbench.errors import WorkbenchError
from workbench.ledger.database import open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import counts

path, mode = Path(sys.argv[1]), sys.argv[2]
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
identity = IdentityStore(Path("/nonexistent/config"), Path("/nonexistent/state"))
try:
    with open_ledger(path, mode=mode, identity=identity) as ledger:
        print(counts(ledger)["all"], *ledger.notes)
except WorkbenchError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def shared(closed: Path) -> Iterator[Path]:
    """A folder that another user of this computer can get at, with a copy of the database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copyfile(closed, folder / "claims.db")
        yield folder


def as_another_user(path: Path, mode: str) -> str:
    """Open the database as a user who owns nothing; root is not kept out by permissions."""
    done = subprocess.run(
        [sys.executable, "-c", READER.replace("NOBODY", str(NOBODY)), str(path), mode],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_a_read_only_file_is_read_and_not_written(shared: Path) -> None:
    shared.chmod(0o777)
    (shared / "claims.db").chmod(0o444)
    assert as_another_user(shared / "claims.db", "read") == "2"
    said = as_another_user(shared / "claims.db", "write")
    assert said.startswith("LedgerReadOnly")
    assert "because it is read-only" in said


def test_a_file_in_a_read_only_folder_is_read_and_not_written(shared: Path) -> None:
    (shared / "claims.db").chmod(0o666)
    shared.chmod(0o555)
    assert as_another_user(shared / "claims.db", "read") == "2"
    said = as_another_user(shared / "claims.db", "write")
    assert said.startswith("LedgerReadOnly")
    assert "because its folder is read-only" in said
    assert as_another_user(shared / "new.db", "create").startswith("LedgerReadOnly")


def test_a_write_ahead_file_in_a_read_only_folder_is_read(shared: Path) -> None:
    change(shared / "claims.db", "PRAGMA journal_mode=WAL")
    (shared / "claims.db").chmod(0o444)
    shared.chmod(0o555)
    assert as_another_user(shared / "claims.db", "read") == "2"


def test_what_cannot_be_folded_in_a_read_only_place_is_told(shared: Path) -> None:
    change(shared / "claims.db", "INSERT INTO event VALUES (zeroblob(32), 'x')")
    (shared / "claims.db").chmod(0o444)
    shared.chmod(0o555)
    assert as_another_user(shared / "claims.db", "read").startswith("2 some events of the log")
    shared.chmod(0o755)
    (shared / "claims.db").chmod(0o644)
    change(shared / "claims.db", "DELETE FROM local")
    (shared / "claims.db").chmod(0o444)
    shared.chmod(0o555)
    said = as_another_user(shared / "claims.db", "read")
    assert said.startswith("LedgerReadOnly the tables of")


def interrupted(path: Path, folder: Path) -> Path:
    """A copy of a database whose writer was stopped in the middle, journal and all."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size=2")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(200):
        connection.execute("INSERT INTO local VALUES (?, ?)", (f"{number}", "x" * 1_000))
    connection.execute("UPDATE claim SET statement = 'half written'")
    for side in ("", "-journal"):
        shutil.copyfile(f"{path}{side}", folder / f"claims.db{side}")
    connection.execute("ROLLBACK")
    connection.close()
    return folder / "claims.db"


def test_an_interrupted_write_is_taken_back(ada: Person, closed: Path, tmp_path: Path) -> None:
    for mode in ("read", "write"):
        folder = tmp_path / mode
        folder.mkdir()
        copy = interrupted(closed, folder)
        with ada.opens(copy, "read" if mode == "read" else "write") as ledger:
            assert claim(ledger, FIRST).statement == "Some 500 troops left Karsk on 4 May"
            assert verify(ledger).problems == ()
        assert [one.name for one in folder.iterdir()] == ["claims.db"]


def test_an_interrupted_write_in_a_read_only_place_is_told(closed: Path, shared: Path) -> None:
    interrupted(closed, shared)
    for file in shared.iterdir():
        file.chmod(0o444)
    shared.chmod(0o555)
    said = as_another_user(shared / "claims.db", "read")
    assert said.startswith("LedgerReadOnly")
    assert "was interrupted and cannot be taken back" in said


def test_an_unreadable_file_is_told(shared: Path) -> None:
    (shared / "claims.db").chmod(0o000)
    shared.chmod(0o777)
    assert "cannot be opened: Permission denied" in as_another_user(shared / "claims.db", "read")


# ---------------------------------------------------------------- openings of one process


RIVAL = """
import sqlite3
import sys

other = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)
try:
    other.execute("BEGIN IMMEDIATE")
    print("the lock was lost")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_opening_a_file_again_in_one_process_does_not_drop_its_locks(
    ada: Person, closed: Path
) -> None:
    with ada.opens(closed) as ledger, ledger.act("Hold the lock") as act:
        act.record("verdict", FIRST, "rating", verdict_value())
        act.flush()
        for _ in range(3):
            with ada.opens(closed, "read") as reader:
                assert counts(reader)["all"] == 2
        # Only another process can tell whether the lock is still held.
        said = subprocess.run(
            [sys.executable, "-c", RIVAL, str(closed)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.strip() == "database is locked"


def test_a_file_may_be_replaced_and_opened_once_it_is_closed(ada: Person, closed: Path) -> None:
    for _ in range(2):
        with ada.opens(closed) as ledger:
            decide(ledger, "Supported")
        closed.write_bytes(closed.read_bytes()[:-1])
        with pytest.raises(NotALedger, match="truncated"):
            ada.opens(closed)
        closed.unlink()
        with ada.opens(closed, "create") as ledger:
            add_document(ledger)


def test_closing_twice_does_nothing(ada: Person, closed: Path) -> None:
    ledger = ada.opens(closed)
    assert isinstance(ledger, Ledger)
    ledger.close()
    ledger.close()
    with ada.opens(closed) as again:
        assert contents(again.connection)["project"]
