"""Verdicts that were carried from a duplicate: what they name, and when they no longer hold."""

from typing import Any

import pytest

from tests.ledger.material import FIRST, SECOND, Person, decide, event, folded, second_claim
from tests.ledger.test_links import THIRD, add_third, link, row, said
from tests.ledger.test_standing import GROUND, act, in_every_order, undo, verdict
from workbench.errors import NotSo
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, groups, history
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording.linking import record_carried_verdict, withdraw_link
from workbench.ledger.undoing import undo as take_back
from workbench.ledger.verify import verify


def carry(ledger: Ledger) -> str:
    origin = next(one for one in claim(ledger, FIRST).verdicts if one.live)
    with ledger.act("Carry", claims=(FIRST, SECOND)) as writing:
        return record_carried_verdict(writing, SECOND, origin, f"Carried: {origin.because}")


@pytest.fixture
def carried(ledger: Ledger) -> Ledger:
    """A verdict on the first claim, carried to the second, its duplicate."""
    link(ledger, FIRST, SECOND)
    decide(ledger, "Supported")
    carry(ledger)
    return ledger


def test_a_carried_verdict_names_its_origin(carried: Ledger) -> None:
    (origin,) = claim(carried, FIRST).verdicts
    second = claim(carried, SECOND)
    (verdict,) = second.verdicts
    assert (verdict.carried_from, verdict.carried_verdict) == (FIRST, origin.id)
    assert (second.status, second.rating, second.stale) == ("single", "Supported", False)
    told = [entry.new for entry in history(carried, SECOND) if entry.field == "verdict"]
    assert told == [f"Supported, carried from claim {FIRST[:8]}"]


def unlinked(ledger: Ledger) -> None:
    with ledger.act("Unlink") as writing:
        withdraw_link(writing, FIRST, SECOND)


def torn(ledger: Ledger) -> None:
    add_third(ledger)
    link(ledger, SECOND, THIRD)
    link(ledger, FIRST, THIRD, "conflict")


def withdrawn(ledger: Ledger) -> None:
    with ledger.act("Withdraw") as writing:
        writing.record("verdict", FIRST, "rating", None)


def decided_anew(ledger: Ledger) -> None:
    decide(ledger, "Refuted")


@pytest.mark.parametrize("happening", [unlinked, torn, withdrawn, decided_anew])
def test_a_carried_verdict_is_stale_once_it_rests_on_nothing(
    carried: Ledger, happening: Any
) -> None:
    happening(carried)
    second = claim(carried, SECOND)
    assert (second.rating, second.stale, second.verdicts[0].stale) == ("Supported", True, True)
    take_back(carried)
    assert not claim(carried, SECOND).stale
    assert verify(carried).problems == ()


def test_it_is_stale_when_somebody_contradicts_the_original(carried: Ledger, ben: Person) -> None:
    with ben.opens(carried.path) as theirs:
        decide(theirs, "Refuted")
    assert claim(carried, SECOND).stale
    with ben.opens(carried.path) as theirs:
        take_back(theirs)
    assert not claim(carried, SECOND).stale


def test_it_holds_when_the_link_arrives_after_it() -> None:
    origin = verdict("X", 1)
    linked = said("duplicate", 2)
    carrying = event(
        "verdict",
        SECOND,
        "rating",
        {
            "rating": "X",
            "scale": "averitec/1",
            "because": "b",
            "evidence": [],
            "carried": {"claim": FIRST, "verdict": origin[0].hex()},
        },
        act=act(3),
        clock=13,
    )
    second = event("claim", SECOND, "read", second_claim(), act=f"{80:016x}", clock=3)
    for order in ((origin, linked, carrying, second), (second, carrying, linked, origin)):
        tables = folded(GROUND, *[[one] for one in order])
        assert tables.execute("SELECT stale FROM claim WHERE id = ?", (SECOND,)).fetchone() == (0,)
    tables = in_every_order(origin, linked, carrying, undo(2, 4))
    assert tables.execute("SELECT count(*) FROM claim WHERE stale = 1").fetchone() == (0,)
    tables = folded(GROUND, [second, origin, linked, carrying, undo(2, 4)])
    assert tables.execute("SELECT id FROM claim WHERE stale = 1").fetchall() == [(SECOND,)]


def test_a_rebuild_says_the_same(carried: Ledger) -> None:
    decided_anew(carried)
    before = claim(carried, SECOND), list(groups(carried)), row(carried, FIRST).group
    rebuild(carried)
    assert (claim(carried, SECOND), list(groups(carried)), row(carried, FIRST).group) == before
    assert verify(carried).problems == ()


def test_a_verdict_that_a_colleague_has_carried_is_not_undone_under_them(
    ledger: Ledger, ben: Person
) -> None:
    link(ledger, FIRST, SECOND)
    decide(ledger, "Supported")
    with ben.opens(ledger.path) as theirs:
        carry(theirs)
    with pytest.raises(NotSo, match="Ben has carried it to a duplicate since"):
        take_back(ledger)


def test_a_document_whose_claims_a_colleague_has_linked_is_not_undone_under_them(
    ledger: Ledger, ben: Person
) -> None:
    with ben.opens(ledger.path) as theirs:
        link(theirs, FIRST, SECOND)
    with pytest.raises(NotSo, match="Ben has linked its claims since"):
        take_back(ledger)


def test_readers_of_the_file_find_groups_and_pairs(carried: Ledger) -> None:
    found = carried.rows("SELECT claim, rating, document FROM duplicate_group ORDER BY claim")
    assert found == [(one, "Supported", "Troops leave Karsk") for one in sorted((FIRST, SECOND))]
    pairs = carried.rows("SELECT state, relation, because, reviewer FROM pair_of_claims")
    assert pairs == [("duplicate", "duplicate", "the same sentence", "Ada")]
    assert carried.rows(
        "SELECT carried_from, stale FROM verdict_current WHERE claim = ?", (SECOND,)
    ) == [(FIRST, 0)]
