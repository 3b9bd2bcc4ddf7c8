"""The ids that a database holds are written down in order, whichever of them begin alike."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.ledger.merge_material import Team
from workbench.ledger.known import HeldIds, write_held_ids

_LIKE = (
    "INSERT INTO entered SELECT number + ?1, ?2, kind, entity, field, reviewer, act,"
    " adjudicates, understood, withdraws, live FROM entered ORDER BY number LIMIT 1"
)


@pytest.mark.parametrize("at_once", [1, 3, 20_000])
def test_ids_that_begin_alike_are_in_order_however_many_are_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("workbench.ledger.known._PAGE_IDS", at_once)
    team = Team.begin(tmp_path)
    alike = [bytes([6, *[1] * 11, end]) + bytes(19) for end in (9, 3, 7, 1, 5)]
    with team.opens("Ada") as ledger:
        with closing(sqlite3.connect(team.path("Ada"))) as other, other:
            other.executemany(_LIKE, [(1_000 + at, one) for at, one in enumerate(alike)])
        expected = sorted(row[0] for row in ledger.rows("SELECT event FROM entered"))
        assert set(alike) < set(expected)

        with HeldIds(ledger, tmp_path / "beside") as held:
            held.wait()
        write_held_ids(ledger, tmp_path / "held")

    assert held.file.read_bytes() == b"".join(expected)
    assert (tmp_path / "held").read_bytes() == b"".join(expected)
