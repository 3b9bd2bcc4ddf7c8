"""Linking, splitting and joining groups, and carrying verdicts, on a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ledger.material import Person, claim_value, document_value, verdict_value
from workbench.desk.acts import undo
from workbench.desk.deciding.carrying import carry_verdict, take_back
from workbench.desk.matching.linking import (
    conflicts_with,
    describe_odds,
    exclude,
    join,
    link,
    settled_with,
    split,
    unlink,
)
from workbench.errors import NotSo, UsageError
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, group_of, groups, links_of_pair, pair_state
from workbench.model import LinkRelation, PairState

A, B, C, D, E = (digit * 32 for digit in "abcde")
DUPLICATE, CONFLICT = LinkRelation.DUPLICATE, LinkRelation.CONFLICT


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    return Person("Ada", tmp_path / "ada")


@pytest.fixture
def ben(tmp_path: Path) -> Person:
    return Person("Ben", tmp_path / "ben")


@pytest.fixture
def ledger(ada: Person, tmp_path: Path) -> Iterator[Ledger]:
    """A database with five claims."""
    with ada.opens(tmp_path / "claims.db", "create") as opened:
        with opened.act("Add") as act:
            data = b"Some 500 troops left Karsk on 4 May."
            document = act.keep(data)
            act.record("document", document, "read", document_value(document))
            for one in (A, B, C, D, E):
                act.record("claim", one, "read", claim_value(document=document, by_hand=True))
        yield opened


def decide(ledger: Ledger, claim_id: str, rating: str = "Supported") -> None:
    with ledger.act(f"Verdict {rating}") as act:
        act.record("verdict", claim_id, "rating", verdict_value(rating))


def members(ledger: Ledger, claim_id: str) -> str:
    group = group_of(ledger, claim_id)
    return "".join(sorted(one[0] for one in group.claims)) if group else ""


def test_duplicates_make_a_group_and_one_undo_takes_it_back(ledger: Ledger) -> None:
    linked = link(ledger, A, B, DUPLICATE, " the same sentence ")
    assert linked.group is not None
    assert members(ledger, B) == "ab"
    assert links_of_pair(ledger, A, B)[0].because == "the same sentence"
    undo(ledger)
    assert members(ledger, B) == ""


@pytest.mark.parametrize("relation", list(LinkRelation))
def test_what_was_said_already_is_not_said_again(ledger: Ledger, relation: LinkRelation) -> None:
    link(ledger, A, B, relation)
    with pytest.raises(NotSo, match="linked so already, by Ada"):
        link(ledger, B, A, relation)
    link(ledger, B, A, relation, "with a reason")
    assert len(links_of_pair(ledger, A, B)) == 1


def test_a_claim_is_not_linked_with_itself_or_with_nothing(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="needs two"):
        link(ledger, A, A, DUPLICATE)
    with pytest.raises(NotSo, match="no claim"):
        link(ledger, A, "f" * 32, DUPLICATE)
    with pytest.raises(UsageError, match="at most"):
        link(ledger, A, B, DUPLICATE, "x" * 20_000)


def test_unlinking_forgets_the_pair(ledger: Ledger) -> None:
    with pytest.raises(NotSo, match="not linked"):
        unlink(ledger, A, B)
    link(ledger, A, B, LinkRelation.DISTINCT)
    assert B in settled_with(ledger, A)
    unlink(ledger, B, A)
    assert settled_with(ledger, A) == {A}
    undo(ledger)
    assert pair_state(ledger, A, B) is PairState.DISTINCT


def test_what_is_settled_of_one_is_settled_of_its_whole_group(ledger: Ledger) -> None:
    link(ledger, A, B, DUPLICATE)
    link(ledger, C, D, DUPLICATE)
    assert settled_with(ledger, A) == {A, B}
    link(ledger, B, C, LinkRelation.DISTINCT)
    assert settled_with(ledger, A) == {A, B, C, D}


def test_conflicts_are_named(ledger: Ledger) -> None:
    link(ledger, A, B, CONFLICT)
    assert conflicts_with(ledger, B) == (A,)


def test_groups_are_joined_by_any_of_their_members(ledger: Ledger) -> None:
    join(ledger, [A, B])
    join(ledger, [C, D])
    join(ledger, [B, D, E])
    assert members(ledger, A) == "abcde"
    with pytest.raises(NotSo, match="in one group already"):
        join(ledger, [A, E])
    with pytest.raises(UsageError, match="at least two"):
        join(ledger, [A, A])
    undo(ledger)
    assert (members(ledger, A), members(ledger, D), members(ledger, E)) == ("ab", "cd", "")


def test_taking_out_the_middle_keeps_the_others_together(ledger: Ledger) -> None:
    link(ledger, A, B, DUPLICATE)
    link(ledger, B, C, DUPLICATE)
    rest = exclude(ledger, B, "another day")
    assert rest is not None
    assert (members(ledger, A), members(ledger, B)) == ("ac", "")
    assert pair_state(ledger, A, B) is PairState.DISTINCT
    assert pair_state(ledger, B, C) is PairState.DISTINCT
    assert not rest.at_odds
    undo(ledger)
    assert members(ledger, B) == "abc"


def test_a_split_keeps_both_parts_and_tells_them_apart(ledger: Ledger) -> None:
    join(ledger, [A, B, C, D, E])
    taken, rest = split(ledger, [B, C])
    assert taken is not None
    assert rest is not None
    assert (members(ledger, B), members(ledger, A)) == ("bc", "ade")
    assert {pair_state(ledger, one, other) for one in (B, C) for other in (A, D, E)} == {
        PairState.DISTINCT
    }
    assert not any(group.at_odds for group in groups(ledger))
    undo(ledger)
    assert members(ledger, A) == "abcde"


def test_a_split_needs_a_group_that_something_stays_in(ledger: Ledger) -> None:
    join(ledger, [A, B])
    with pytest.raises(NotSo, match="not in one group"):
        split(ledger, [A, C])
    with pytest.raises(UsageError, match="some must stay"):
        split(ledger, [A, B])
    with pytest.raises(NotSo, match="not in one group"):
        exclude(ledger, E)


# ---------------------------------------------------------------- carrying


def test_a_verdict_is_carried_visibly_and_one_undo_takes_it_back(ledger: Ledger) -> None:
    join(ledger, [A, B, C])
    decide(ledger, A)
    carried = carry_verdict(ledger, A)
    assert set(carried.claims) == {B, C}
    (given,) = claim(ledger, B).verdicts
    assert (given.rating, given.carried_from, given.unsourced) == ("Supported", A, True)
    assert given.because.startswith(f"Carried from the duplicate claim {A[:8]}, decided by Ada on ")
    undo(ledger)
    assert [claim(ledger, one).rating for one in (A, B, C)] == ["Supported", None, None]


def test_what_is_decided_or_dismissed_is_left_as_it_is(ledger: Ledger) -> None:
    join(ledger, [A, B, C, D])
    decide(ledger, A)
    decide(ledger, B)
    with ledger.act("Dismiss") as act:
        act.record("claim", C, "dismissed", {"reason": ""})
    carried = carry_verdict(ledger, A)
    assert (carried.claims, set(carried.left)) == ((D,), {B, C})
    with pytest.raises(NotSo, match="no undecided duplicate"):
        carry_verdict(ledger, A)


def test_no_verdict_is_carried_across_a_conflict(ledger: Ledger) -> None:
    join(ledger, [A, B, C])
    decide(ledger, A)
    link(ledger, B, C, CONFLICT)
    group = group_of(ledger, A)
    assert group is not None
    assert describe_odds(group.odds) == f"{B[:8]} conflicts with {C[:8]}"
    with pytest.raises(NotSo, match="itself and carries no verdict"):
        carry_verdict(ledger, A)


def test_no_verdict_is_carried_beside_another_rating(ledger: Ledger) -> None:
    join(ledger, [A, B, C])
    decide(ledger, A)
    decide(ledger, C, "Refuted")
    with pytest.raises(NotSo, match=f"{C[:8]} is rated Refuted, which contradicts Supported"):
        carry_verdict(ledger, A)


def test_only_a_verdict_that_holds_and_was_given_there_is_carried(
    ledger: Ledger, ben: Person
) -> None:
    with pytest.raises(NotSo, match="has no duplicates"):
        carry_verdict(ledger, A)
    join(ledger, [A, B])
    with pytest.raises(NotSo, match="no verdict to carry"):
        carry_verdict(ledger, A)
    decide(ledger, A)
    carry_verdict(ledger, A)
    join(ledger, [B, C])
    with pytest.raises(NotSo, match=f"itself carried from {A[:8]}"):
        carry_verdict(ledger, B)
    with ben.opens(ledger.path) as theirs:
        decide(theirs, A, "Refuted")
        with pytest.raises(NotSo, match="disagree; settle that first"):
            carry_verdict(theirs, A)


def test_a_colleague_carries_a_verdict_in_their_own_name(ledger: Ledger, ben: Person) -> None:
    join(ledger, [A, B])
    decide(ledger, A)
    with ben.opens(ledger.path) as theirs:
        carry_verdict(theirs, A)
    (given,) = claim(ledger, B).verdicts
    assert given.given_by.name == "Ben"
    with pytest.raises(NotSo, match="carried no verdict"):
        take_back(ledger, A)


def test_carried_verdicts_are_taken_back_also_outside_the_group(ledger: Ledger) -> None:
    join(ledger, [A, B, C])
    decide(ledger, A)
    carry_verdict(ledger, A)
    exclude(ledger, C)
    assert (claim(ledger, B).stale, claim(ledger, C).stale) == (False, True)
    assert take_back(ledger, A) == (B, C)
    assert [claim(ledger, one).rating for one in (A, B, C)] == ["Supported", None, None]
