"""What reviewers say of pairs of claims, the groups it makes, and verdicts carried in them."""

from typing import Any

import pytest

from tests.ledger.link_material import link_value
from tests.ledger.material import (
    FIRST,
    SECOND,
    Person,
    claim_value,
    event,
)
from tests.ledger.test_standing import ADA, BEN, act, in_every_order
from workbench.ledger.database import Ledger
from workbench.ledger.queries import (
    claim_numbers,
    claim_rows,
    decided_pairs,
    group_of,
    groups,
    history,
    links_of_claim,
    links_of_pair,
    pair_state,
    pairs_of_claim,
)
from workbench.ledger.recording.linking import (
    record_link,
    withdraw_link,
)
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.undoing import redo
from workbench.ledger.undoing import undo as take_back
from workbench.ledger.values import understand
from workbench.model import ClaimFilter, ClaimRow, LinkRelation, PairState

THIRD, FAR = "3" * 32, "f" * 32


def link(ledger: Ledger, one: str, other: str, relation: str = "duplicate") -> str:
    with ledger.act(f"Link as {relation}", claims=(one, other)) as writing:
        return record_link(writing, one, other, LinkRelation(relation), "the same sentence")


def add_third(ledger: Ledger) -> None:
    """A claim by hand in the same document."""
    with ledger.act("Add claim") as writing:
        writing.record("claim", THIRD, "read", claim_value(0, 20, by_hand=True))


def row(ledger: Ledger, claim_id: str) -> ClaimRow:
    rows = claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))
    return next(one for one in rows if one.id == claim_id)


def said(
    relation: str,
    number: int,
    reviewer: str = ADA,
    pair: tuple[str, str] = (FIRST, SECOND),
    **more: Any,
) -> Any:
    return event(
        "link",
        *link_value(*pair, relation),
        reviewer=reviewer,
        act=act(number),
        clock=10 + number,
        **more,
    )


def states(tables: Any) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = tables.execute(
        "SELECT state, (SELECT count(*) FROM link WHERE pair = claim_pair.id) FROM claim_pair"
    ).fetchall()
    return found


def test_a_link_is_one_whichever_claim_is_named_first(ledger: Ledger) -> None:
    link(ledger, SECOND, FIRST)
    link(ledger, FIRST, SECOND, "related")
    assert pair_state(ledger, FIRST, SECOND) is PairState.RELATED
    assert pair_state(ledger, SECOND, FIRST) is PairState.RELATED
    (only,) = links_of_pair(ledger, SECOND, FIRST)
    assert (only.because, only.linked_by.name) == ("the same sentence", "Ada")
    assert (only.other(FIRST), only.other(SECOND)) == (SECOND, FIRST)


def test_words_given_apart_that_differ_are_a_dispute() -> None:
    tables = in_every_order(said("duplicate", 1), said("distinct", 2, BEN))
    assert states(tables) == [("disputed", 2)]
    assert tables.execute("SELECT count(*) FROM duplicate_member").fetchone() == (0,)


def test_the_same_words_from_two_agree() -> None:
    assert states(in_every_order(said("duplicate", 1), said("duplicate", 2, BEN))) == [
        ("duplicate", 2)
    ]


def test_a_link_replaces_anybodys_word_that_was_on_the_screen(ledger: Ledger, ben: Person) -> None:
    link(ledger, FIRST, SECOND)
    with ben.opens(ledger.path) as theirs:
        link(theirs, FIRST, SECOND, "conflict")
        (only,) = links_of_claim(theirs, FIRST)
        assert (only.relation, only.linked_by.name) == (LinkRelation.CONFLICT, "Ben")
        take_back(theirs)
    (again,) = links_of_claim(ledger, FIRST)
    assert (again.relation, again.linked_by.name) == (LinkRelation.DUPLICATE, "Ada")


def test_nobody_kills_a_word_without_the_right_to() -> None:
    first = said("duplicate", 1)
    tables = in_every_order(first, said("related", 2, BEN, supersedes=(first[0],)))
    assert states(tables) == [("disputed", 2)]


def test_a_withdrawn_or_undone_link_leaves_nothing_behind(ledger: Ledger) -> None:
    link(ledger, FIRST, SECOND)
    with ledger.act("Unlink") as writing:
        withdraw_link(writing, FIRST, SECOND)
    assert pair_state(ledger, FIRST, SECOND) is None
    assert group_of(ledger, FIRST) is None
    assert pairs_of_claim(ledger, FIRST) == ()
    take_back(ledger)
    assert pair_state(ledger, FIRST, SECOND) is PairState.DUPLICATE
    take_back(ledger)
    assert pair_state(ledger, FIRST, SECOND) is None
    redo(ledger)
    assert group_of(ledger, SECOND) is not None


def test_a_rejection_is_a_decision_and_is_remembered(ledger: Ledger) -> None:
    link(ledger, FIRST, SECOND, "distinct")
    asked = [(SECOND, FIRST), (FIRST, THIRD)]
    assert decided_pairs(ledger, asked) == {(SECOND, FIRST)}
    assert group_of(ledger, FIRST) is None


def test_duplicates_of_duplicates_are_one_group(ledger: Ledger) -> None:
    add_third(ledger)
    link(ledger, FIRST, SECOND)
    link(ledger, SECOND, THIRD)
    group = group_of(ledger, FIRST)
    assert group is not None
    assert set(group.claims) == {FIRST, SECOND, THIRD}
    assert not group.at_odds
    assert list(groups(ledger)) == [group]
    assert [row(ledger, one).group for one in (FIRST, SECOND, THIRD)] == [3, 3, 3]


@pytest.mark.parametrize("relation", ["conflict", "distinct", "related"])
def test_a_group_with_members_linked_otherwise_is_at_odds(ledger: Ledger, relation: str) -> None:
    add_third(ledger)
    link(ledger, FIRST, SECOND)
    link(ledger, SECOND, THIRD)
    link(ledger, FIRST, THIRD, relation)
    group = group_of(ledger, SECOND)
    assert group is not None
    assert [(pair.a, pair.b, pair.state) for pair in group.odds] == [
        (*sorted((FIRST, THIRD)), relation)
    ]
    assert row(ledger, SECOND).at_odds
    take_back(ledger)
    assert not row(ledger, SECOND).at_odds


def test_taking_the_middle_link_away_parts_the_group(ledger: Ledger) -> None:
    add_third(ledger)
    link(ledger, FIRST, SECOND)
    link(ledger, SECOND, THIRD)
    link(ledger, SECOND, THIRD, "distinct")
    assert group_of(ledger, THIRD) is None
    group = group_of(ledger, FIRST)
    assert group is not None
    assert set(group.claims) == {FIRST, SECOND}


def test_a_claim_that_is_not_here_counts_in_no_list(ledger: Ledger) -> None:
    link(ledger, FIRST, FAR)
    link(ledger, SECOND, FAR, "conflict")
    assert group_of(ledger, FIRST) is None
    assert list(groups(ledger)) == []
    assert (row(ledger, FIRST).group, row(ledger, SECOND).conflicts) == (0, 0)


def test_conflicts_are_counted_in_lists(ledger: Ledger) -> None:
    link(ledger, FIRST, SECOND, "conflict")
    assert [row(ledger, one).conflicts for one in (FIRST, SECOND)] == [1, 1]


def test_links_are_told_in_the_history_of_both_claims(ledger: Ledger) -> None:
    link(ledger, FIRST, SECOND)
    with ledger.act("Unlink") as writing:
        withdraw_link(writing, FIRST, SECOND)
    for one in (FIRST, SECOND):
        told = [entry for entry in history(ledger, one) if entry.field == "link"]
        assert [entry.because for entry in told] == ["the same sentence", None]
        assert told[0].new is not None
        assert told[0].new.startswith("duplicate: ")
        assert told[1].old == told[0].new


@pytest.mark.parametrize(
    "changes",
    [
        {"a": SECOND, "b": FIRST} if FIRST < SECOND else {"a": FIRST, "b": FIRST},
        {"b": FAR},
        {"a": 5},
        {"relation": "twin"},
        {"because": "x" * 20_001},
        {"because": ["x"]},
    ],
    ids=["order", "another pair", "no id", "relation", "long reason", "no text"],
)
def test_a_link_of_another_shape_is_not_understood(changes: dict[str, Any]) -> None:
    entity, field, value = link_value(FIRST, SECOND, "duplicate")
    with pytest.raises(NotUnderstood):
        understand(1, "link", entity, field, {**value, **changes})
