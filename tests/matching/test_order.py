"""What puts candidates in order: months, what the nearest have in common, nearness of meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.claims import NO_CORPUS, facts
from workbench.matching import Facts, rank
from workbench.model import Relation


def order(query: Facts, *texts: str, nearness: list[float | None] | None = None) -> list[int]:
    pool = [(number, facts(text)) for number, text in enumerate(texts)]
    return [match.claim for match in rank(query, pool, NO_CORPUS, nearness=nearness)]


def test_the_month_of_a_day_prefers_what_names_that_month() -> None:
    query = facts("The ferry sank near Norwick on 2019-09-04.")
    earlier, same = (
        "The ferry sank near Norwick in March 2019.",
        "The ferry sank near Norwick in September 2019.",
    )
    assert order(query, earlier, same)[0] == 1
    assert order(query, same, earlier)[0] == 0


def test_what_the_nearest_have_in_common_counts_beyond_the_words_of_the_query() -> None:
    texts = [
        "A hurricane map with Alabama was altered.",
        "The hurricane forecast for Alabama was altered.",
        "Altered postcards of Montana exist.",
        "Altered postcards of Alabama exist.",
    ]
    found = order(facts("The hurricane map was altered."), *texts)
    assert found == [0, 1, 3, 2]


def test_meaning_finds_what_shares_no_word_and_makes_it_related_at_most() -> None:
    query = facts("A burgomaster barred an ancient crossing.")
    other, same = facts("Bread was sold."), facts("The mayor closed the old bridge.")
    assert rank(query, [(0, other), (1, same)], NO_CORPUS) == []
    found = rank(query, [(0, other), (1, same)], NO_CORPUS, nearness=[0.1, 0.8])
    assert [match.claim for match in found] == [1, 0]
    assert [match.relation for match in found] == [Relation.RELATED, Relation.UNRELATED]


@pytest.mark.parametrize("near", [0.0, 0.6, 0.99, 1.0, None])
@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("500 troops were sent to Kosovo.", Relation.DUPLICATE),
        ("5,000 troops were sent to Kosovo.", Relation.CONFLICT),
        ("500 troops were not sent to Kosovo.", Relation.CONFLICT),
        ("At least 400 troops were sent to Kosovo.", Relation.RELATED),
    ],
)
def test_no_nearness_changes_what_the_slots_have_decided(
    text: str, relation: Relation, near: float | None
) -> None:
    query = facts("Five hundred soldiers were sent to Kosovo.")
    (found,) = rank(query, [(0, facts(text))], NO_CORPUS, nearness=[near])
    assert found.relation is relation


def test_a_claim_that_is_not_encoded_yet_stands_in_the_middle() -> None:
    query = facts("The ferry sank near Norwick.")
    texts = [
        "The ferry sank near Lindholm.",
        "The ferry sank near Kerval.",
        "The ferry sank near Perat.",
    ]
    assert order(query, *texts, nearness=[None, 0.9, 0.1]) == [1, 0, 2]
    assert order(query, *texts, nearness=[None, None, None]) == order(query, *texts)


@given(st.lists(st.none() | st.floats(-1, 1), min_size=3, max_size=3))
def test_scores_never_rise_whatever_the_nearness(near: list[float | None]) -> None:
    texts = ("500 troops left Kosovo.", "A bridge collapsed.", "Troops left Kosovo on Friday.")
    pool = [(number, facts(text)) for number, text in enumerate(texts)]
    scores = [
        match.score for match in rank(facts("Troops left Kosovo."), pool, NO_CORPUS, nearness=near)
    ]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
