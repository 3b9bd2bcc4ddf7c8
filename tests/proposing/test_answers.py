"""Reading answers: models wrap, cut off and repeat their JSON in every way there is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.proposing.answers import MAX_CLAIMS, read_answer
from workbench.proposing.proposals import Proposal

CLAIM = {"statement": "The ferry sank.", "quote": "ferry sank", "claimant": None}
SECOND = {"statement": "The dam held.", "quote": "dam held", "claimant": "Brand"}
WHOLE = json.dumps({"claims": [CLAIM, SECOND]})
BOTH = (
    Proposal("The ferry sank.", "ferry sank"),
    Proposal("The dam held.", "dam held", "Brand"),
)


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"Here are the claims {{as asked}}:\n\n{WHOLE}\nAnything else?",
        json.dumps([CLAIM, SECOND]),
        f"{json.dumps(CLAIM)}\n{json.dumps(SECOND)}",
        f"{json.dumps({'claims': [CLAIM]})} {json.dumps({'claims': [SECOND]})}",
        f"<think>[maybe two?]</think>{WHOLE}",
        WHOLE.replace(", ", ",\n\t"),
        WHOLE.replace("null", '"null"'),
        WHOLE.replace('"quote"', '"span"'),
    ],
)
def test_claims_are_found_however_they_are_wrapped(content: str) -> None:
    assert read_answer(content).proposals == BOTH


def test_a_cut_off_answer_gives_what_is_complete() -> None:
    answer = read_answer(WHOLE[:-20])
    assert answer.proposals == BOTH[:1]
    assert not answer.complete


def test_an_answer_with_no_claims_is_told_from_one_that_is_no_answer() -> None:
    assert read_answer('{"claims": []}').empty
    assert read_answer("[]").empty
    assert not read_answer("I cannot help with that.").empty
    assert not read_answer('{"result": 5}').empty


def test_control_characters_do_not_come_in() -> None:
    claim = {"statement": "The \x1b[31mferry\x00 sank\u202e\ud800", "quote": "ferry\nsank"}
    (proposal,) = read_answer(json.dumps([claim])).proposals
    assert proposal == Proposal("The ␛[31mferry␀ sank��", "ferry sank")


@pytest.mark.parametrize(
    "claim",
    [
        {"quote": "ferry sank"},
        {"statement": None, "quote": "x"},
        {"statement": ["The ferry sank"], "quote": "x"},
        {"statement": "   "},
    ],
)
def test_a_claim_without_a_statement_is_counted_as_broken(claim: dict[str, object]) -> None:
    answer = read_answer(json.dumps({"claims": [claim, CLAIM]}))
    assert answer.proposals == BOTH[:1]
    assert not answer.complete


def test_a_claim_without_a_quote_is_shown_as_one() -> None:
    assert read_answer('[{"statement": "The ferry sank."}]').proposals[0].quote == ""


def test_claims_without_number_are_cut_at_the_limit() -> None:
    answer = read_answer(json.dumps({"claims": [CLAIM] * (MAX_CLAIMS + 5)}))
    assert len(answer.proposals) == MAX_CLAIMS
    assert not answer.complete


@pytest.mark.parametrize("opening", ["[", '{"a":', '["', "1", "\\"])
def test_hostile_json_is_read_in_time(opening: str) -> None:
    assert read_answer(opening * 100_000).proposals == ()


@given(st.text())
def test_any_text_is_read(content: str) -> None:
    assert read_answer(content).proposals == ()


@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.text(max_size=5))
def test_any_damage_leaves_at_most_the_claims_that_were_there(
    start: int, size: int, put: str
) -> None:
    damaged = WHOLE[:start] + put + WHOLE[start + size :]
    assert len(read_answer(damaged).proposals) <= 2
