"""Files of every version stay usable, and what a newer version wrote passes through unharmed."""

import gzip
import json
import os
import shutil
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.material import (
    FIRST,
    Person,
    add_document,
    contents,
    decide,
    event,
    verdict_value,
)
from tests.ledger.merge_material import log_of, state_of
from workbench.desk.sharing.merging import merge_files
from workbench.ledger.connection import interruptible
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.rebuild import rebuild
from workbench.ledger.schema import DERIVED_VERSION
from workbench.ledger.verify import verify

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = {
    "claims-0.1-derived-1": (32, 20, 3, 1),
    "claims-0.1-derived-2": (33, 21, 3, 1),
    "claims-0.1-derived-3": (42, 21, 3, 1),
    "claims-0.1-derived-4": (43, 21, 3, 1),
    "claims-0.1-derived-5": (46, 24, 3, 1),
}
"""Events, claims, live verdicts, and claims in conflict, as the program of that version said."""
HELD = (
    "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM claim),"
    " (SELECT count(*) FROM verdict WHERE live = 1),"
    " (SELECT count(*) FROM claim WHERE status = 'conflict')"
)


def unpacked(name: str, folder: Path) -> Path:
    path = folder / f"{name}.db"
    path.write_bytes(gzip.decompress((FIXTURES / f"{name}.db.gz").read_bytes()))
    return path


def test_every_file_of_a_version_is_expected() -> None:
    found = {path.name.removesuffix(".db.gz") for path in FIXTURES.glob("claims-*.db.gz")}
    assert found == EXPECTED.keys()
    assert f"-{DERIVED_VERSION}" in " ".join(found)
    assert all(path.stat().st_size < 300_000 for path in FIXTURES.iterdir())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_of_any_version_opens_and_says_what_it_said(
    name: str, tmp_path: Path, ada: Person
) -> None:
    path = unpacked(name, tmp_path)
    with ada.opens(path) as ledger:
        assert ledger.rows(HELD) == [EXPECTED[name]]
        assert verify(ledger).problems == ()
        opened = contents(ledger.connection)
        rebuild(ledger)
        assert contents(ledger.connection) == opened
        (claim,) = ledger.rows("SELECT id FROM claim ORDER BY id LIMIT 1")[0]
        decide(ledger, "Supported", claim)
        assert verify(ledger).problems == ()


def told(path: Path, ada: Person) -> list[tuple[str, int, int]]:
    """What is told while a file is opened."""
    found: list[tuple[str, int, int]] = []
    open_ledger(
        path, mode="read", identity=ada.identity, progress=lambda *step: found.append(step)
    ).close()
    return found


def test_it_is_told_how_far_a_file_from_before_is_brought_up_to_date(
    tmp_path: Path, ada: Person
) -> None:
    path = unpacked("claims-0.1-derived-1", tmp_path)
    steps = told(path, ada)
    assert ("reading events", 32, 32) in steps
    assert steps[-1] == ("making indexes", 32, 0)
    assert told(path, ada) == []


def test_bringing_a_file_up_to_date_can_be_stopped_anywhere(tmp_path: Path, ada: Person) -> None:
    path = unpacked("claims-0.1-derived-1", tmp_path)
    before = path.read_bytes()
    steps = told(unpacked("claims-0.1-derived-2", tmp_path), ada)
    for place in range(len(steps)):
        left = iter(range(place))

        def stop(_what: str, _done: int, _all: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            open_ledger(path, mode="read", identity=ada.identity, progress=stop)
        assert path.read_bytes() == before
    with ada.opens(path) as ledger:
        assert ledger.rows(HELD) == [EXPECTED["claims-0.1-derived-1"]]


def test_a_long_statement_ends_at_ctrl_c() -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with closing(sqlite3.connect(":memory:")) as connection:
        pressed = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
        pressed.start()
        with pytest.raises(KeyboardInterrupt), interruptible(connection):
            connection.execute(endless).fetchone()
        pressed.join()
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_files_of_all_versions_merge_into_one_in_any_order(tmp_path: Path, ada: Person) -> None:
    paths = [unpacked(name, tmp_path) for name in sorted(EXPECTED)]
    states: list[Any] = []
    for order in (paths, paths[::-1]):
        target = tmp_path / f"all-{len(states)}.db"
        shutil.copyfile(order[0], target)
        with ada.opens(target) as ledger:
            report = merge_files(ledger, order[1:], may_join=lambda _: True)
            assert report.problems == ()
            assert not report.merged.refused
            assert merge_files(ledger, order, may_join=lambda _: True).merged.empty
            states.append(state_of(ledger))
    assert states[0] == states[1]


# ---------------------------------------------------------------- what a newer version writes


def newer_events(after: int) -> list[tuple[bytes, str]]:
    """A new kind, a new field of a known kind, new keys in a value and a body, a new version."""

    def newer(seq: int, *what: Any, **changes: Any) -> tuple[bytes, str]:
        previous = None if seq == 0 else found[-1][0].hex()
        writer = "f" * 32
        return event(*what, writer=writer, seq=seq, previous=previous, clock=after + seq, **changes)

    found: list[tuple[bytes, str]] = []
    found.append(newer(0, "weather", "Karsk", "today", {"clouds": 7, "über": ["ß", {"a": None}]}))
    found.append(newer(1, "claim", FIRST, "mood", {"says": "grim"}))
    found.append(newer(2, "verdict", FIRST, "rating", {**verdict_value(), "certainty": 3}))
    found.append(newer(3, "claim", FIRST, "statement", {"text": "…"}, place={"of": ["birth"]}))
    found.append(newer(4, "verdict", FIRST, "rating", {"shape": "another"}, version=2))
    found.append(newer(5, "tag", FIRST, "not-16-digits", {"tag": "war"}))
    return found


def test_what_a_newer_version_wrote_is_kept_and_passed_on(
    tmp_path: Path, ada: Person, ben: Person, path: Path
) -> None:
    """From a file in which a newer program wrote, through two others, byte for byte."""
    with ada.opens(path, "create") as ledger:
        add_document(ledger)
        start = max(json.loads(body)["clock"] for _, body in log_of(ledger)) + 1
    passed_on = []
    for name in ("second", "third"):
        shutil.copyfile(path, tmp_path / f"{name}.db")
    with ada.opens(path) as ledger:
        written = newer_events(start)
        with ledger.transaction():
            ledger.connection.executemany("INSERT INTO event VALUES (?, ?)", written)
    for name, before in (("second", path), ("third", tmp_path / "second.db")):
        with ben.opens(tmp_path / f"{name}.db") as ledger:
            merged = merge_files(ledger, [before]).merged
            assert (merged.new, dict(merged.refused)) == (len(written), {})
            assert merge_files(ledger, [before]).merged.empty
            rebuild(ledger)
            passed_on.append(dict(log_of(ledger)))
            assert_unknown_are_remarked(ledger)
    for bodies in passed_on:
        assert all(bodies[one] == body.encode() for one, body in written)


def assert_unknown_are_remarked(ledger: Ledger) -> None:
    found = verify(ledger)
    assert found.problems == ()
    assert "4 events are of kinds that this version does not know" in found.remarks


def test_known_fields_of_a_newer_event_count(ada: Person, ledger: Ledger) -> None:
    """A new key beside known ones does not make an older program deaf to those."""
    start = max(json.loads(body)["clock"] for _, body in log_of(ledger)) + 1
    with ledger.transaction():
        ledger.connection.executemany("INSERT INTO event VALUES (?, ?)", newer_events(start))
    with ada.opens(ledger.path) as again:
        assert again.rows("SELECT rating FROM claim WHERE id = ?", (FIRST,)) == [("Supported",)]
        assert again.rows("SELECT statement FROM claim WHERE id = ?", (FIRST,)) == [("…",)]
