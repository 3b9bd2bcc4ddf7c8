"""Every kind of damage is found and named; a healthy file has no problems."""

import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledger.material import (
    FIRST,
    Person,
    add_document,
    decide,
    event,
    evidence_value,
    verdict_value,
)
from workbench.errors import StorageError
from workbench.ledger.connection import interruptible
from workbench.ledger.database import Ledger
from workbench.ledger.ingest import ingest
from workbench.ledger.rebuild import rebuild
from workbench.ledger.verify import verify


@pytest.fixture
def closed(ada: Person, path: Path) -> Path:
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
        with ledger.act("Cite") as act:
            act.record("evidence", FIRST, "1" * 16, evidence_value())
        decide(ledger, "Supported")
    return path


def tamper(path: Path, statement: str) -> None:
    """Change a row behind the guards, and put the guards back."""
    connection = sqlite3.connect(path, isolation_level=None)
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(statement)
    for _, sql in guards:
        connection.execute(sql)
    connection.close()


def test_a_healthy_database_has_no_problems(ledger: Ledger) -> None:
    decide(ledger, "Supported")
    found = verify(ledger)
    assert found.problems == found.remarks == ()
    assert (found.events, found.blobs) == (6, 1)


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        (
            "UPDATE event SET body = replace(body, 'Supported', 'Refuted')",
            "the hash does not match the body",
        ),
        ("UPDATE event SET body = NULL WHERE body LIKE '%rating%'", "the body is not text"),
        ("UPDATE event SET body = CAST(x'ff' AS TEXT)", "the hash does not match the body"),
        ("DELETE FROM event WHERE body LIKE '%rating%'", "table entered: 1 rows are not"),
        ("DELETE FROM blob", "its bytes are missing"),
        ("UPDATE blob SET data = x'00'", "part 0 is damaged"),
        ("UPDATE blob SET part = 7", "part 0 is missing"),
        ("UPDATE claim SET statement = 'Nobody left'", "table claim: 2 rows are not what"),
        ("UPDATE claim SET status = 'agreed'", "table claim: 2 rows"),
        ("DELETE FROM quantity", "table quantity: 0 rows are not what the log says, and 2"),
        ("INSERT INTO name SELECT number, 9, 0, 1, 'x', 'person' FROM claim", "table name: 2"),
        ("UPDATE entered SET live = 0", "table entered"),
        ("UPDATE rated SET rating = 'Refuted'", "table rated: 1 rows"),
        ("UPDATE evidence SET claim = 99", "refers to a row of claim that is not there"),
        ("UPDATE reviewer SET name = 'Eve'", "table reviewer"),
        ("UPDATE document SET title = ''", "table document"),
    ],
)
def test_damage_is_found(ada: Person, closed: Path, statement: str, complaint: str) -> None:
    tamper(closed, statement)
    with ada.opens(closed, "read") as ledger:
        found = verify(ledger)
    assert any(complaint in problem for problem in found.problems), found.problems


def test_a_rebuild_mends_tables_that_do_not_say_what_the_log_says(
    ada: Person, closed: Path
) -> None:
    tamper(closed, "UPDATE claim SET statement = 'Nobody left', status = 'agreed'")
    with ada.opens(closed) as ledger:
        assert verify(ledger).problems
        rebuild(ledger)
        assert verify(ledger).problems == ()


def test_a_broken_chain_is_found(ledger: Ledger) -> None:
    """An event put in the place of another, with its own hash right."""
    decide(ledger, "Supported")
    ((writer, head),) = ledger.rows("SELECT id, head FROM writer")
    forged = event(
        "verdict",
        FIRST,
        "rating",
        verdict_value("Refuted"),
        writer=writer,
        seq=7,
        previous="a" * 64,
        clock=1_800_000_000_000 << 16,
    )
    between = event(
        "verdict",
        FIRST,
        "rating",
        verdict_value("Refuted"),
        writer=writer,
        seq=6,
        previous=head.hex(),
        clock=1_700_000_000_000 << 16,
    )
    stray = event("mood", FIRST, "today", {}, writer="7" * 32, seq=3, previous=head.hex(), clock=9)
    ingest(ledger, [forged, between, stray])
    problems = verify(ledger).problems
    assert f"writer {writer[:8]}: the event before number 7 is not the one it names" in problems
    assert "writer 77777777: event 3 does not follow the event that it names" in problems


def test_many_problems_of_a_kind_are_counted(ledger: Ledger) -> None:
    with ledger.act("Many") as act:
        for number in range(150):
            act.record("mood", FIRST, "today", {"number": number})
    ledger.connection.execute("DROP TRIGGER event_is_never_changed")
    ledger.connection.execute("UPDATE event SET body = body || ' '")
    problems = verify(ledger).problems
    assert len([one for one in problems if "the hash does not match" in one]) == 100
    assert any(one.startswith("and ") and one.endswith("more of the kind") for one in problems)


def test_a_damaged_page_is_found(ada: Person, closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    at = data.rindex(b"Some 500 troops left")
    data[at - 40 : at + 40] = bytes(80)
    closed.write_bytes(data)
    with ada.opens(closed, "read") as ledger:
        found = verify(ledger)
    assert found.problems


def test_no_room_for_the_private_copy_is_told_and_is_no_damage(ledger: Ledger) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(StorageError, match="set TMPDIR to another folder"):
            verify(ledger)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert verify(ledger).problems == ()


def told_while_checking(ledger: Ledger) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    verify(ledger, lambda *step: found.append(step))
    return found


def test_a_check_tells_how_far_it_is(ledger: Ledger) -> None:
    told = told_while_checking(ledger)
    assert [what for place, (what, _, _) in enumerate(told) if what != told[place - 1][0]] == [
        *("copying", "checking pages", "checking events", "folding claims", "making indexes"),
        *("checking kept bytes", "comparing tables"),
    ]
    assert ("checking events", 5, 5) in told


def test_a_check_is_stopped_anywhere_and_leaves_nothing_behind(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    for last in dict.fromkeys(what for what, _, _ in told_while_checking(ledger)):

        def stop(what: str, _done: int, _of: int, last: str = last) -> None:
            if what == last:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            verify(ledger, stop)
        assert list(place.iterdir()) == []
    assert verify(ledger).problems == ()


def test_a_long_statement_is_ended_by_whoever_is_asked_meanwhile() -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    def stop() -> None:
        raise TimeoutError

    with closing(sqlite3.connect(":memory:")) as connection:
        with pytest.raises(TimeoutError), interruptible(connection, stop):
            connection.execute(endless).fetchone()
        assert connection.execute("SELECT 1").fetchone() == (1,)
