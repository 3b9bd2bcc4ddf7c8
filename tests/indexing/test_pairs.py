"""All pairs of claims that may say the same, and what they are."""

import gc
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.indexing.claims import claims, keyed
from workbench.indexing import (
    ClaimIndex,
    PairProgress,
    all_pairs,
    compared_pairs,
    new_pairs,
    open_index,
    pairing,
)
from workbench.matching import facts_of_text
from workbench.model import Relation

TOLD = "31 submarines were sunk near Vorholm on 3 June 2023."
AGAIN = "On 3 June 2023, 31 submarines were sunk near Vorholm, sailors said."
OTHERWISE = "On 3 June 2023, 75 submarines were sunk near Vorholm."


@pytest.fixture
def fed(index: ClaimIndex) -> ClaimIndex:
    """Some hundred claims, among them an event that is told three times."""
    index.update(claims(400))
    for key, facts in zip((1000, 1001, 1002), keyed(TOLD, AGAIN, OTHERWISE), strict=True):
        index.update([(key, facts[1])])
    return index


def test_claims_that_say_the_same_are_paired(fed: ClaimIndex) -> None:
    found = {(pair.a, pair.b) for pair in all_pairs(fed)}
    assert {(1000, 1001), (1000, 1002), (1001, 1002)} <= found


def test_each_pair_is_given_once_with_the_smaller_key_first(fed: ClaimIndex) -> None:
    found = [(pair.a, pair.b) for pair in all_pairs(fed)]
    assert len(found) == len(set(found))
    assert all(a < b for a, b in found)


def test_most_claims_are_paired_with_none(fed: ClaimIndex) -> None:
    assert len(list(all_pairs(fed))) < 200


def test_a_pair_is_told_apart_by_its_facts(fed: ClaimIndex) -> None:
    relations = {(one.a, one.b): one.compared.relation for one in compared_pairs(fed)}
    assert relations[1000, 1001] is Relation.DUPLICATE
    assert relations[1000, 1002] is Relation.CONFLICT
    assert Relation.UNRELATED not in relations.values()


def test_without_related_pairs_no_duplicate_and_no_conflict_is_lost(index: ClaimIndex) -> None:
    index.update(claims(1200))
    index.update(keyed(TOLD, AGAIN, OTHERWISE))
    whole, asked = (
        {
            (one.a, one.b)
            for one in compared_pairs(index, related=related)
            if one.compared.relation is not Relation.RELATED
        }
        for related in (True, False)
    )
    assert len(whole) > 3
    assert whole <= asked


def test_without_related_pairs_few_are_looked_at_in_vain(index: ClaimIndex) -> None:
    index.update(claims(800))
    pairs = list(all_pairs(index))
    asked = list(all_pairs(index, related=False))
    assert len(asked) < len(pairs) / 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Smith said on 3 June 2023 that 47 submarines were sunk near Torsholm.",
            "On 3 June 2023, 47 submarines were sunk near Torshlom, Smith said.",
        ),
        ("NATO sent 40 ships near Mirby on 3 June 2023.", "40 ships were sent near Mirby by NATO"),
    ],
)
def test_names_that_may_be_one_are_compared(index: ClaimIndex, one: str, other: str) -> None:
    index.update(claims(50))
    index.update(((key, facts_of_text(text)) for key, text in ((900, one), (901, other))))
    assert (900, 901) in {(pair.a, pair.b) for pair in all_pairs(index, related=False)}


def test_the_pairs_of_new_claims_alone_are_those_among_all_pairs(fed: ClaimIndex) -> None:
    new = {(one.a, one.b) for one in new_pairs(fed, [1001, 1002])}
    known = {(one.a, one.b) for one in compared_pairs(fed) if one.b > 1000}
    assert {(1000, 1001), (1000, 1002), (1001, 1002)} <= new
    assert known <= new


def test_thousands_of_identical_claims_make_a_star(index: ClaimIndex) -> None:
    index.update((key, facts_of_text(TOLD)) for key in range(2000))
    found = [(pair.a, pair.b) for pair in all_pairs(index)]
    assert found == [(0, other) for other in range(1, 2000)]


def test_two_tellings_of_what_another_claim_denies_are_paired(index: ClaimIndex) -> None:
    denied = "31 submarines were not sunk near Vorholm on 3 June 2023."
    index.update(keyed(TOLD, denied, f"Sailors said {denied}"))
    relations = {(one.a, one.b): one.compared.relation for one in compared_pairs(index)}
    assert relations[1, 2] is Relation.DUPLICATE
    assert relations[0, 1] is Relation.CONFLICT


def test_in_a_large_group_every_figure_meets_its_likes_and_its_neighbours(
    index: ClaimIndex,
) -> None:
    index.update(claims(400))
    told = [f"{figure} submarines were sunk near Vorholm on 3 June 2023." for figure in range(30)]
    again = [f"Near Vorholm {figure} submarines sank on 3 June 2023." for figure in range(30)]
    index.update((1000 + key, facts) for key, facts in keyed(*told, *again))
    found = {
        (one.a - 1000, one.b - 1000): one.compared.relation
        for one in compared_pairs(index, related=False)
        if one.a >= 1000
    }
    assert len(found) < 60 * 5
    assert all(found[at, at + 30] is Relation.DUPLICATE for at in range(30))
    assert all(found[at, at + 1] is Relation.CONFLICT for at in range(29))


def test_figures_of_one_event_conflict_where_nothing_else_is_known(index: ClaimIndex) -> None:
    index.update(keyed(*(f"{at} ships left Norwick on 3 March 2023." for at in range(10, 70))))
    found = {(one.a, one.b): one.compared.relation for one in compared_pairs(index, related=False)}
    assert all(found[at, at + 1] is Relation.CONFLICT for at in range(59))


def test_short_claims_of_other_figures_are_compared(index: ClaimIndex) -> None:
    index.update(keyed(*(f"Serbs in Kosovo were injured on {day} May." for day in range(1, 29))))
    said = ["41 Kosovo Serbs were wounded.", "52 Serbs were injured.", "4 nurses were injured."]
    index.update((at + 1000, facts) for at, facts in keyed(*said))
    for found in (compared_pairs(index, related=False), new_pairs(index, [1001])):
        relations = {(one.a, one.b): one.compared.relation for one in found}
        assert relations[1000, 1001] is Relation.CONFLICT


def test_claims_of_no_words_are_paired_with_none(index: ClaimIndex) -> None:
    index.update(keyed("", "?", "!!", "the"))
    assert list(all_pairs(index)) == []


def test_an_empty_index_has_no_pairs(index: ClaimIndex) -> None:
    assert list(all_pairs(index)) == []
    assert list(new_pairs(index, [1, 2])) == []


def test_pairing_tells_how_far_it_is(fed: ClaimIndex) -> None:
    told: list[PairProgress] = []
    list(compared_pairs(fed, on_progress=told.append))
    phases = list(dict.fromkeys(one.phase for one in told))
    assert phases == ["reading claims", "grouping claims", "comparing claims"]
    assert all(0 <= one.done <= one.total for one in told)


@pytest.mark.parametrize("phase", ["reading claims", "grouping claims", "comparing claims"])
def test_pairing_can_be_cancelled_in_every_phase(fed: ClaimIndex, phase: str) -> None:
    told: list[PairProgress] = []
    found = all_pairs(fed, on_progress=told.append, cancelled=lambda: told[-1].phase == phase)
    assert list(found) == []
    assert told[-1].phase == phase


def test_pairing_is_resumed_where_it_was_left(
    fed: ClaimIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairing, "CLAIMS_A_SHARD", 50)
    whole = list(all_pairs(fed))
    shards = sorted({pair.shard for pair in whole})
    assert len(shards) > 2
    resumed = list(all_pairs(fed, resume_from=shards[1]))
    assert resumed == [pair for pair in whole if pair.shard >= shards[1]]


def test_shards_change_nothing_of_what_is_found(
    fed: ClaimIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {(pair.a, pair.b) for pair in all_pairs(fed)}
    monkeypatch.setattr(pairing, "CLAIMS_A_SHARD", 30)
    assert {(pair.a, pair.b) for pair in all_pairs(fed)} == whole


def test_pairs_are_found_without_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "matching").write_text("in the way")
    with open_index(tmp_path, "project") as index:
        index.update(keyed(TOLD, AGAIN))
        assert [(pair.a, pair.b) for pair in all_pairs(index)] == [(0, 1)]


@pytest.fixture
def collecting() -> Iterator[tuple[int, int, int]]:
    """How often Python looks for cycles by itself; the tests have it look seldom."""
    of_the_tests = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*of_the_tests)


def test_collecting_is_as_before_when_the_work_is_done_or_left(
    fed: ClaimIndex, collecting: tuple[int, int, int]
) -> None:
    begun = all_pairs(fed)
    assert isinstance(begun, Generator)
    next(begun)
    assert gc.get_threshold()[2] > collecting[2], "and seldom while it lasts"
    assert list(all_pairs(fed))
    begun.close()
    assert gc.get_threshold() == collecting
