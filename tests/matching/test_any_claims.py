"""What holds of any two claims, however odd."""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.examples import examples
from tests.matching.claims import NO_CORPUS, facts
from workbench.matching import (
    compare,
    facts_of,
    facts_of_text,
    pack,
    pair_keys,
    rank,
    unpack,
)
from workbench.model import ClaimSlot, Relation, Statement

WORDS = st.sampled_from(
    (
        "Kosovo",
        "Brandt",
        "Norwick",
        "500",
        "5,000",
        "about",
        "not",
        "troops",
        "soldiers",
        "sent",
        "lost",
        "65th",
        "brigade",
        "rose",
        "fell",
        "June",
        "2023",
        "percent",
        "$5",
        "million",
        "five",
        "hundred",
        "the",
        "of",
        "at",
        "least",
        "and",
        "7",
        "%",
        "before",
        "after",
        "never",
    )
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
ANY_TEXT = st.text(max_size=300)
COUNTED = st.sampled_from(
    [
        "{} troops were sent to Kosovo.",
        "The army of Norland lost {} tanks near Norwick.",
        "{} percent of voters in Norwick stayed at home.",
        "Brandt paid ${} for the house.",
        "The {}th brigade left Norwick.",
        "In {} the bridge was closed.",
        "Section {} of the act was struck out.",
    ]
)


@given(SENTENCES, SENTENCES)
@examples(40, 750)
def test_comparing_the_other_way_round_mirrors_the_result(ours: str, theirs: str) -> None:
    there, back = (
        compare(facts_of_text(one), facts_of_text(other), NO_CORPUS)
        for one, other in ((ours, theirs), (theirs, ours))
    )

    assert there.relation is back.relation
    assert there.score == pytest.approx(back.score, abs=0.02)
    assert {one.slot for one in there.differences} == {one.slot for one in back.differences}


@given(st.one_of(SENTENCES, ANY_TEXT))
@examples(60, 1000)
@example("No. 7")
@example("not not")
@example("5 June 2023 and 6 June 2023, 5 and 6")
def test_a_claim_is_a_duplicate_of_itself(text: str) -> None:
    for made in (facts_of_text(text), facts_of(Statement(0, len(text), text, text))):
        found = compare(made, made, NO_CORPUS)

        assert made.wording == "" or found.relation is Relation.DUPLICATE
        assert not [one for one in found.differences if one.slot is not ClaimSlot.CLAIMANT]


@given(COUNTED, st.integers(10, 99_999), st.data())
@examples(40, 600)
def test_changing_a_digit_never_gives_a_duplicate(
    form: str, number: int, data: st.DataObject
) -> None:
    digits = str(number)
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "123456789" if digit != digits[at]]))
    ours, theirs = form.format(digits), form.format(digits[:at] + other + digits[at + 1 :])

    for made in (facts, facts_of_text):
        assert compare(made(ours), made(theirs), NO_CORPUS).relation is not Relation.DUPLICATE


@given(ANY_TEXT, ANY_TEXT)
@examples(40, 500)
@example("", "")
@example("!!!", "?")
@example("\ud800", "\x00")
@example("٥٠٠ جندي", "五百名士兵")
def test_any_text_can_be_compared_ranked_keyed_and_kept(ours: str, theirs: str) -> None:
    one, other = facts_of_text(ours), facts_of_text(theirs, title=ours)
    found = compare(one, other, NO_CORPUS)

    assert 0 <= found.score <= 1
    assert found.words
    assert all(0 <= key < 1 << 63 for key in pair_keys(one, NO_CORPUS))
    assert len(rank(one, [(1, other), (2, one)], NO_CORPUS)) <= 2
    assert unpack(pack(other)) == other


@pytest.mark.parametrize("text", ["", " ", "…", "🙂🙂", "---"])
def test_what_has_no_words_matches_nothing(text: str) -> None:
    made = facts_of_text(text)

    assert made.empty
    assert compare(made, made, NO_CORPUS).relation is Relation.UNRELATED
    assert rank(made, [(1, made)], NO_CORPUS) == []
    assert pair_keys(made, NO_CORPUS) == ()


def test_claims_of_one_word_are_compared_by_that_word() -> None:
    assert (
        compare(facts_of_text("Genocide"), facts_of_text("genocide"), NO_CORPUS).relation
        is Relation.DUPLICATE
    )
    assert (
        compare(facts_of_text("Genocide"), facts_of_text("Elections"), NO_CORPUS).relation
        is Relation.UNRELATED
    )


def test_other_scripts_are_compared_by_their_words() -> None:
    ours = facts_of_text("Россия отправила 500 солдат в Косово")
    theirs = facts_of_text("Россия отправила 700 солдат в Косово")

    assert compare(ours, ours, NO_CORPUS).relation is Relation.DUPLICATE
    assert compare(ours, theirs, NO_CORPUS).relation is not Relation.DUPLICATE


@pytest.mark.parametrize(
    "text", ["troops " * 16_000, "a" * 100_000, "5,000 " * 17_000, "Anna Brandt said " * 6_000]
)
def test_a_claim_of_100_kilobytes_costs_no_more_than_a_moment(text: str) -> None:
    begin = time.process_time()
    made = facts_of_text(text)
    compare(made, made, NO_CORPUS)
    rank(made, [(1, made)], NO_CORPUS)

    assert time.process_time() - begin < 1.0
    assert max(map(len, made.terms), default=0) < 100


def test_thousands_of_identical_claims_are_one_hit() -> None:
    made = facts_of_text("500 troops were sent to Kosovo.")

    found = rank(made, [(number, made) for number in range(5000)], NO_CORPUS)

    assert [(match.claim, match.relation) for match in found] == [(0, Relation.DUPLICATE)]


@pytest.mark.parametrize("packed", [b"", b"{}", b"[1]", b"\xff", b"null", b'["a"]'])
def test_bytes_that_are_no_facts_are_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match=re.compile(".")):
        unpack(packed)
