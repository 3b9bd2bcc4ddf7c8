"""A colleague's file may hold anything. It is told of in one line, and does nothing else."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.ledger.material import SECOND, change, decide
from tests.ledger.merge_material import Team, log_of, state_of
from workbench.desk.sharing.merging import MergeReport, merge_files
from workbench.errors import NotALedger, NotSo, StorageError
from workbench.ledger.database import Ledger
from workbench.ledger.events import read_event
from workbench.ledger.foreign import reading
from workbench.ledger.schema import LOG
from workbench.ledger.verify import verify

BOMB = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS id, x AS body"
UNGUARDED = [f"DROP TRIGGER {name}" for name in LOG if name.startswith("event_is")]


@pytest.fixture
def team(tmp_path: Path) -> Team:
    team = Team.begin(tmp_path)
    with team.opens("Ben") as theirs:
        decide(theirs, "Refuted")
        decide(theirs, "Supported", SECOND)
    return team


@pytest.fixture
def theirs(team: Team) -> Path:
    return team.path("Ben")


@pytest.fixture
def ours(team: Team) -> Iterator[Ledger]:
    with team.opens("Ada") as ledger:
        yield ledger


def replaced(table: str, sql: str) -> list[str]:
    """Put something else in the place of a table, with its rows where they fit."""
    return [*UNGUARDED, f"ALTER TABLE {table} RENAME TO was", sql]


def schema(statement: str) -> list[str]:
    return ["PRAGMA writable_schema=ON", statement, "PRAGMA writable_schema=RESET"]


EVENT = LOG["event"]
REFUSED = {
    "a trigger": ["CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM blob; END"],
    "a view that never ends in place of the log": replaced(
        "event", f"CREATE VIEW event AS {BOMB} FROM c"
    ),
    "a generated column": replaced(
        "event", "CREATE TABLE event(id BLOB PRIMARY KEY, b, body AS (hex(zeroblob(900000000))))"
    ),
    "an index on an expression": ["CREATE INDEX i ON event(length(body))"],
    "an index on some rows": ["CREATE INDEX i ON blob(part) WHERE hex(data) > 'A'"],
    "a check that takes for ever": replaced(
        "event",
        EVENT.replace("length(id)=32", "length(id)=32 AND length(hex(randomblob(100000000)))>1"),
    ),
    "a virtual table": replaced("event", "CREATE VIRTUAL TABLE event USING fts5(id, body)"),
    "rows with numbers": replaced("event", EVENT.replace(", WITHOUT ROWID", "")),
    "another collation": replaced("event", EVENT.replace("body TEXT", "body TEXT COLLATE NOCASE")),
    "a kind that is not so": schema("UPDATE sqlite_schema SET type='view' WHERE name='event'"),
    "another table's pages": schema(
        "UPDATE sqlite_schema SET rootpage=(SELECT rootpage FROM sqlite_schema WHERE name='claim')"
        " WHERE name='event'"
    ),
    "two of a name": schema(
        "INSERT INTO sqlite_schema SELECT type,name,tbl_name,rootpage,sql FROM sqlite_schema"
        " WHERE name='event'"
    ),
}
HARMLESS = {
    "a schema as long as a book": [f"CREATE VIEW long AS SELECT '{'x' * 200_000}'"],
    "a view that never ends beside the log": [f"CREATE VIEW fine AS {BOMB} FROM c"],
    "a view in place of a table of ours": [
        "DROP VIEW claim_status",
        f"CREATE VIEW claim_status AS {BOMB} FROM c",
    ],
    "a check that takes for ever on a table beside": [
        "CREATE TABLE t(a CHECK(a IS NULL OR length(hex(randomblob(100000000))) > 1))",
        "INSERT INTO t VALUES (NULL)",
    ],
    "a table of counters": [
        "CREATE TABLE counted(a INTEGER PRIMARY KEY AUTOINCREMENT)",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
        "INSERT INTO sqlite_sequence VALUES ('event', -1)",
    ],
    "tables that say something else than the log": [
        "UPDATE rated SET rating = 'Supported'",
        "DELETE FROM reviewer",
    ],
    "another page of local facts": ["UPDATE local SET value = '99999999999999999999'"],
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_schema_is_refused_in_one_line(ours: Ledger, theirs: Path, name: str) -> None:
    change(theirs, *REFUSED[name])
    before = state_of(ours)
    began = time.process_time()
    with pytest.raises(StorageError) as caught:
        merge_files(ours, [theirs])
    assert str(theirs) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert state_of(ours) == before
    assert time.process_time() - began < 2


@pytest.mark.parametrize("name", HARMLESS)
def test_what_lies_beside_the_log_is_never_asked_for(ours: Ledger, theirs: Path, name: str) -> None:
    change(theirs, *HARMLESS[name])
    assert merge_files(ours, [theirs]).merged.verdicts == 2
    assert verify(ours).problems == ()


def test_rows_that_break_the_rules_of_the_table_are_counted_and_the_others_merged(
    ours: Ledger, theirs: Path
) -> None:
    with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for identifier, body in (
            (b"short", "{}"),
            (b"\xff" * 32, "x" * 6_000_000),
            (b"\xfe" * 32, None),
            (b"\xfd" * 32, "\ud800".encode("utf-8", "surrogatepass")),
        ):
            words = "CAST(? AS TEXT)" if isinstance(body, bytes) else "?"
            connection.execute(f"INSERT INTO event VALUES (?, {words})", (identifier, body))
    merged = merge_files(ours, [theirs]).merged
    assert merged.verdicts == 2
    assert dict(merged.refused) == {
        "the id is not 32 bytes": 1,
        "the body is larger than 1 MB": 1,
        "the body is not text": 1,
        "the hash does not match the body": 1,
    }


def test_kept_bytes_that_were_altered_do_not_come(team: Team, theirs: Path) -> None:
    change(
        theirs,
        "DROP TRIGGER blob_is_never_changed",
        "UPDATE blob SET data = zeroblob(1000)",
        LOG["blob_is_never_changed"],
    )
    ours = team.folder / "fresh.db"
    shutil.copyfile(team.path("Ada"), ours)
    change(ours, "DROP TRIGGER blob_is_never_deleted", "DELETE FROM blob")
    change(ours, LOG["blob_is_never_deleted"])
    with team.people["Ada"].opens(ours) as ledger:
        merged = merge_files(ledger, [theirs]).merged
        assert (merged.kept, merged.damaged) == (0, 1)
        merged = merge_files(ledger, [team.path("Cora")]).merged
        assert (merged.kept, merged.damaged) == (1, 0)
        assert verify(ledger).problems == ()


def test_a_file_that_cannot_be_used_does_not_keep_the_others_out(
    team: Team, ours: Ledger, theirs: Path
) -> None:
    torn, other, nothing = (team.folder / name for name in ("torn.db", "other.txt", "no.db"))
    torn.write_bytes(theirs.read_bytes()[:10_000])
    other.write_text("not a database, and far from one" * 10, "utf-8")
    report = merge_files(ours, [torn, other, nothing, ours.path, theirs])
    assert report.merged.verdicts == 2
    problems = [str(one.problem) for one in report.files]
    assert "is truncated" in problems[0]
    assert "is not a workbench database" in problems[1]
    assert "there is no database" in problems[2]
    assert "is the database itself" in problems[3]
    assert report.files[4].problem is None


def test_a_file_that_names_no_project_leaves_nothing_behind(ours: Ledger, theirs: Path) -> None:
    change(
        theirs,
        "DROP TRIGGER event_is_never_deleted",
        'DELETE FROM event WHERE body LIKE \'%"kind":"project"%\'',
        LOG["event_is_never_deleted"],
    )
    before = state_of(ours)
    with pytest.raises(NotALedger, match="names no project"):
        merge_files(ours, [theirs])
    assert state_of(ours) == before


def test_the_file_stays_as_it_was(ours: Ledger, theirs: Path) -> None:
    before, names = theirs.read_bytes(), sorted(theirs.parent.iterdir())
    merge_files(ours, [theirs])
    assert theirs.read_bytes() == before
    assert sorted(theirs.parent.iterdir()) == names


def test_the_process_that_reads_it_can_open_nothing(theirs: Path, tmp_path: Path) -> None:
    program = (
        "import resource, sys, socket\n"
        "from workbench.ledger.foreign import child\n"
        "def tried(*_):\n"
        "    for attempt in (lambda: open('/etc/hostname'), socket.socket, lambda: open(\n"
        f"        {str(tmp_path / 'made')!r}, 'w')):\n"
        "        try:\n"
        "            attempt()\n"
        "        except OSError as error:\n"
        "            sys.stdout.write(f'{error.errno} ')\n"
        "    sys.stdout.flush()\n"
        "child._serve = tried\n"
        "child.Speaker.say_json = lambda *_: None\n"
        f"sys.argv = ['child', {str(theirs)!r}, 'shown', '', '1000000000', '30', '1000000']\n"
        "child.main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["24", "24", "24"]
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["dies", "hangs"])
def test_a_process_that_dies_or_hangs_is_told_of_in_one_line(
    ours: Ledger, theirs: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    started = reading._started

    def strike(*given: Any) -> "subprocess.Popen[bytes]":
        process = started(*given)
        os.kill(process.pid, how)
        return process

    monkeypatch.setattr(reading, "_started", strike)
    monkeypatch.setattr(reading, "_SILENCE_SECONDS", 0.1)
    before = state_of(ours)
    with pytest.raises(NotALedger, match="made the program that looked at it fail"):
        merge_files(ours, [theirs])
    assert state_of(ours) == before


def test_cancelling_ends_the_process_and_merges_nothing(ours: Ledger, theirs: Path) -> None:
    def stop(what: str, _done: int) -> None:
        if what == "reading kept bytes":
            raise NotSo("stopped")

    before = state_of(ours)
    with pytest.raises(NotSo, match="stopped"):
        merge_files(ours, [theirs], step=stop)
    assert state_of(ours) == before


def spoil(whole: bytes, chance: Random) -> bytes:
    """Some bytes changed, and now and then the end cut off."""
    spoiled = bytearray(whole)
    for _ in range(chance.choice([1, 3, 10, 60])):
        spoiled[chance.randrange(0 if chance.random() < 0.1 else 100, len(spoiled))] = (
            chance.randrange(256)
        )
    if chance.random() < 0.2:
        return bytes(spoiled[: chance.randrange(len(spoiled))])
    return bytes(spoiled)


def attempt(ours: Ledger, path: Path) -> MergeReport | str:
    """What a merge did, or what was said when it was refused."""
    try:
        return merge_files(ours, [path])
    except (StorageError, NotSo) as refusal:
        return str(refusal)


def spoiled_files_do_no_harm(team: Team, seeds: range) -> list[MergeReport | None]:
    whole = team.path("Ben").read_bytes()
    with team.opens("Ben") as ledger:
        sound = set(log_of(ledger))
    found: list[MergeReport | None] = []
    path = team.folder / "spoiled.db"
    fresh = team.folder / "target.db"
    for seed in seeds:
        path.write_bytes(spoil(whole, Random(seed)))
        shutil.copyfile(team.path("Ada"), fresh)
        with team.people["Ada"].opens(fresh) as ours:
            before = log_of(ours)
            report = attempt(ours, path)
            after = log_of(ours)
            if isinstance(report, str):
                assert report.isprintable()
                assert after == before
                found.append(None)
                continue
            found.append(report)
            assert set(before) <= set(after) <= sound | set(before)
            for identifier, body in after:
                read_event(identifier, body)
            assert not [one for one in verify(ours).problems if "bytes are missing" not in one]
    return found


def test_spoiled_files_give_sound_events_or_one_line(team: Team) -> None:
    found = spoiled_files_do_no_harm(team, range(12))
    assert None in found
    assert any(found)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_thousand_spoiled_files_give_sound_events_or_one_line(team: Team) -> None:
    found = spoiled_files_do_no_harm(team, range(1_000))
    assert sum(one is None for one in found) > 100
    assert sum(one is not None for one in found) > 100
