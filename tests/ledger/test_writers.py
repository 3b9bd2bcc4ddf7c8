"""A writer's line of events never goes on in two files at once."""

import json
import shutil
from pathlib import Path

import pytest

from tests.ledger.material import DATA, FIRST, Person, decide
from workbench.errors import LedgerLocked, StorageError
from workbench.ledger.database import Ledger
from workbench.ledger.ingest import ingest
from workbench.ledger.verify import verify


def writers(ledger: Ledger) -> dict[str, int]:
    return dict(ledger.rows("SELECT id, events FROM writer ORDER BY id"))


def merge(target: Ledger, source: Ledger) -> int:
    return ingest(target, source.rows("SELECT id, body FROM event")).new


def test_one_computer_goes_on_with_one_writer(ada: Person, ledger: Ledger) -> None:
    for rating in ("Supported", "Refuted"):
        with ada.opens(ledger.path) as again:
            decide(again, rating)
    assert list(writers(ledger).values()) == [7]
    rows = ledger.rows("SELECT json_extract(body, '$.seq') FROM event ORDER BY id")
    assert [row[0] for row in rows] == list(range(7))


def test_another_computer_is_another_writer(ben: Person, ledger: Ledger) -> None:
    with ben.opens(ledger.path) as his:
        decide(his, "Supported")
    assert sorted(writers(ledger).values()) == [2, 5]


def test_a_copy_begins_a_new_writer_and_the_original_goes_on(
    ada: Person, ledger: Ledger, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(ledger.path, copy)
    decide(ledger, "Supported")
    with ada.opens(copy) as other:
        decide(other, "Refuted")
        decide(other, "Supported")
        decide(ledger, "Refuted")
        assert sorted(writers(other).values()) == [2, 5]
        assert list(writers(ledger).values()) == [7]
        assert merge(ledger, other) == 2
        assert merge(other, ledger) == 2
        assert verify(ledger).remarks == verify(ledger).problems == ()
        assert writers(other) == writers(ledger)


def test_a_restored_file_begins_a_new_writer(ada: Person, ledger: Ledger, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    shutil.copyfile(ledger.path, kept)
    decide(ledger, "Supported")
    lost = ledger.rows("SELECT id, body FROM event")
    ledger.close()
    shutil.copyfile(kept, ledger.path)
    with ada.opens(ledger.path) as restored:
        decide(restored, "Refuted")
        assert sorted(writers(restored).values()) == [1, 5]
        assert ingest(restored, lost).new == 1
        decide(restored, "Supported")
        assert verify(restored).remarks == ()


def test_a_fork_is_remarked_and_is_no_problem(ada: Person, ledger: Ledger, tmp_path: Path) -> None:
    """Only a state directory that was itself copied can make one."""
    twin = Person("Ada", tmp_path / "twin")
    shutil.copytree(ada.home, twin.home)
    copy = tmp_path / "copy.db"
    shutil.copyfile(ledger.path, copy)
    decide(ledger, "Supported")
    with twin.opens(copy) as other:
        decide(other, "Refuted")
        merge(ledger, other)
    found = verify(ledger)
    assert found.problems == ()
    assert len(found.remarks) == 1
    assert "forks at event 5: 2 events" in found.remarks[0]
    decide(ledger, "Refuted")
    assert verify(ledger).problems == ()


def test_a_gap_is_remarked_and_is_no_problem(ben: Person, ledger: Ledger, tmp_path: Path) -> None:
    with ben.opens(tmp_path / "ben.db", "create") as his:
        pairs = ledger.rows("SELECT id, body FROM event ORDER BY id")
        ingest(his, [*pairs[:3], *pairs[4:]])
        with his.act("Keep the text") as act:
            act.keep(DATA)
            act.record("mood", FIRST, "today", {})
        found = verify(his)
    assert found.problems == ()
    assert any("1 of 5 events are not here" in remark for remark in found.remarks)


def test_a_lost_memory_only_begins_a_new_writer(ada: Person, ledger: Ledger) -> None:
    (memory,) = (ada.home / "state" / "writers").glob("*.json")
    for damage in ("", "{", json.dumps({"writers": {"x": 1}}), json.dumps([])):
        memory.write_text(damage)
        decide(ledger, "Supported")
    assert len(writers(ledger)) == 5
    assert verify(ledger).problems == ()


def remembered(person: Person) -> dict[str, str]:
    (memory,) = (person.home / "state" / "writers").glob("*.json")
    heads: dict[str, str] = json.loads(memory.read_text())["writers"]
    return heads


def in_file(ledger: Ledger) -> dict[str, str]:
    return dict(ledger.rows("SELECT id, lower(hex(head)) FROM writer"))


def test_the_memory_is_that_of_the_file_after_every_act(ada: Person, ledger: Ledger) -> None:
    decide(ledger, "Supported")
    assert remembered(ada) == in_file(ledger)


def test_an_act_that_fails_leaves_the_memory_as_it_was(ada: Person, ledger: Ledger) -> None:
    pages = ledger.rows("PRAGMA page_count")[0][0]
    ledger.connection.execute(f"PRAGMA max_page_count={pages}")

    def fill() -> None:
        for _ in range(2_000):
            decide(ledger, "Supported")

    with pytest.raises(StorageError, match="disk is full"):
        fill()
    assert remembered(ada) == in_file(ledger)
    assert verify(ledger).problems == ()


def test_acts_in_two_copies_wait_for_each_other(
    ada: Person, ledger: Ledger, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    shutil.copyfile(ledger.path, copy)
    project = ledger.project.id
    with ada.opens(copy, wait_seconds=0.05) as other:
        with (
            ada.identity.held(project, 1.0),
            pytest.raises(LedgerLocked, match="another copy of this project"),
        ):
            decide(other, "Supported")
        decide(other, "Supported")


def test_a_state_directory_that_cannot_be_written_is_told(ada: Person, ledger: Ledger) -> None:
    state = ada.home / "state"
    shutil.rmtree(state)
    state.write_text("in the way")
    before = ledger.rows("SELECT count(*) FROM event")
    with pytest.raises(StorageError, match=r"state.* cannot be written"):
        decide(ledger, "Supported")
    assert ledger.rows("SELECT count(*) FROM event") == before


def test_a_wrong_clock_elsewhere_does_not_drag_ours(
    ada: Person, ben: Person, ledger: Ledger
) -> None:
    ben.clock.milliseconds += 40 * 24 * 3_600_000
    with ben.opens(ledger.path) as his:
        decide(his, "Supported")
    decide(ledger, "Refuted")
    given = [row[0][:10] for row in ledger.rows("SELECT given_at FROM verdict ORDER BY id")]
    assert given == ["2025-06-15", "2025-07-25"]
    assert "1 events are dated more than a day ahead" not in str(verify(ledger).remarks)


def test_a_clock_a_little_ahead_is_followed_so_that_answers_come_after(
    ben: Person, ledger: Ledger
) -> None:
    ben.clock.milliseconds += 3_600_000
    with ben.opens(ledger.path) as his:
        first = decide(his, "Supported")
    assert decide(ledger, "Refuted") > first


def test_a_clock_that_stands_still_or_goes_back_keeps_events_in_order(
    ada: Person, ledger: Ledger
) -> None:
    ids = []
    for _ in range(3):
        ada.clock.milliseconds -= 60_000
        ids.append(decide(ledger, "Supported", FIRST))
    assert ids == sorted(ids)
