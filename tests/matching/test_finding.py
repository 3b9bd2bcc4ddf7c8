"""Ranking candidates, keys for all pairs, weights of terms, and groups of what was accepted."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.claims import NO_CORPUS, facts
from workbench.matching import (
    Groups,
    TermWeights,
    counted_weights,
    facts_of_text,
    pair_keys,
    rank,
    rarest_terms,
)
from workbench.model import Relation

CLAIMS = (
    "500 troops were sent to Kosovo.",
    "700 troops were sent to Kosovo.",
    "The museum of Lindholm bought a painting.",
    "Troops left Kosovo after the election.",
    "A bridge near Norwick collapsed in the storm.",
)


def test_the_best_come_first_with_falling_scores() -> None:
    pool = [(number, facts(text)) for number, text in enumerate(CLAIMS)]

    found = rank(facts("Five hundred soldiers were deployed to Kosovo."), pool, NO_CORPUS)

    assert [match.claim for match in found[:2]] == [0, 1]
    assert [match.relation for match in found[:2]] == [Relation.DUPLICATE, Relation.CONFLICT]
    assert [match.score for match in found] == sorted(
        (match.score for match in found), reverse=True
    )
    assert 2 not in {match.claim for match in found}


def test_what_conflicts_stands_before_what_is_merely_near() -> None:
    texts = (
        "the forces of the alliance, consisting of 700 troops, had already advanced to Kosovo",
        "NATO sends 500 troops to Kosovo.",
    )
    pool = [(text, facts(text)) for text in texts]

    found = rank(facts("The alliance sent 700 troops to Kosovo."), pool, NO_CORPUS)

    assert [match.relation for match in found] == [Relation.CONFLICT, Relation.RELATED]


def test_no_more_are_given_than_asked_for() -> None:
    pool = [(text, facts(text)) for text in CLAIMS]

    assert len(rank(facts("troops in Kosovo"), pool, NO_CORPUS, limit=1)) == 1
    assert rank(facts("troops in Kosovo"), pool, NO_CORPUS, limit=0) == []
    assert rank(facts("troops in Kosovo"), [], NO_CORPUS) == []


def test_the_same_words_twice_are_one_hit_and_the_first_stands() -> None:
    twins = [("later", facts("Troops left Kosovo.")), ("twin", facts("troops left “Kosovo”"))]

    assert [match.claim for match in rank(facts("troops left Kosovo"), twins, NO_CORPUS)] == [
        "later"
    ]


def test_a_long_post_finds_the_claim_it_holds() -> None:
    post = facts_of_text(
        "OMG you will not believe this #Norwick!! My cousin was on the road when the big bridge "
        "near Norwick just collapsed in that storm, everybody is shaken https://example.org"
    )
    pool = [(number, facts(text)) for number, text in enumerate(CLAIMS)]

    best = rank(post, pool, NO_CORPUS)[0]

    assert best.claim == 4
    assert best.relation is not Relation.UNRELATED


def test_a_headline_helps_to_find_a_claim() -> None:
    headed, other = (
        facts_of_text("The video is old.", title=title)
        for title in ("Does this video show a bridge in Norwick?", "Does this video show a cat?")
    )

    found = rank(
        facts_of_text("look at the bridge in Norwick"), [(1, headed), (2, other)], NO_CORPUS
    )

    assert [match.claim for match in found] == [1]


def test_rare_terms_weigh_more() -> None:
    weights = counted_weights([("troop", "kosovo"), ("troop",), ("troop", "norwick")])

    assert weights.weight("troop") < weights.weight("kosovo") < weights.weight("never_seen")
    assert weights.count("troop") == 3


def test_a_term_is_counted_once_however_often_it_is_weighed() -> None:
    asked: list[str] = []

    def count(term: str) -> int:
        asked.append(term)
        return 1

    weights = TermWeights(count, 10)

    assert weights.weight("troop") == weights.weight("troop")
    assert asked == ["troop"]


def test_duplicates_share_a_key_and_strangers_do_not() -> None:
    keys = [set(pair_keys(facts(text), NO_CORPUS)) for text in CLAIMS]
    retold = set(pair_keys(facts("Five hundred soldiers were deployed to Kosovo."), NO_CORPUS))

    assert retold & keys[0]
    assert not retold & keys[2]


def test_few_of_the_rarest_terms_are_numbers() -> None:
    made = facts("On 5 June 2023, 12 of 500 houses, 7 schools and 3 clinics in Norwick burnt.")

    rarest = rarest_terms(made, NO_CORPUS)

    assert sum(term[0] in "#@" for term in rarest) <= 3
    assert "norwick" in rarest


def test_keys_are_the_same_in_every_run() -> None:
    assert pair_keys(facts_of_text("bridge Norwick"), NO_CORPUS) == (7634909940927558470,)


def test_groups_are_what_duplicates_connect() -> None:
    groups = Groups(duplicates=[(1, 2), (2, 3), (7, 8)])

    assert sorted(sorted(group.members) for group in groups.all()) == [[1, 2, 3], [7, 8]]
    assert groups.of(3).carries_verdict
    assert groups.of(9).members == (9,)
    assert not groups.of(9).carries_verdict


@pytest.mark.parametrize("later", [False, True])
def test_a_group_never_crosses_a_conflict_whenever_it_was_marked(*, later: bool) -> None:
    groups = Groups[int](duplicates=[(1, 2), (3, 4)], conflicts=[] if later else [(1, 4)])
    assert groups.join(2, 3) is later
    if later:
        groups.oppose(1, 4)

    assert groups.together(1, 2)
    assert not groups.together(1, 4)
    assert groups.of(1).refused == ((2, 3),)
    assert not groups.of(1).carries_verdict


PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=25)


@given(PAIRS, PAIRS)
def test_no_group_holds_two_claims_in_conflict(
    duplicates: list[tuple[int, int]], conflicts: list[tuple[int, int]]
) -> None:
    conflicts = [pair for pair in conflicts if pair[0] != pair[1]]
    groups = Groups(duplicates=duplicates, conflicts=conflicts)

    opposed = {frozenset(pair) for pair in conflicts}
    for group in groups.all():
        for pair in combinations(group.members, 2):
            assert frozenset(pair) not in opposed


@given(PAIRS, st.randoms(use_true_random=False))
def test_without_conflicts_the_order_of_links_does_not_matter(
    duplicates: list[tuple[int, int]], chance: random.Random
) -> None:
    shuffled = list(duplicates)
    chance.shuffle(shuffled)

    one, other = (
        {frozenset(group.members) for group in Groups(duplicates=pairs).all()}
        for pairs in (duplicates, shuffled)
    )
    assert one == other
