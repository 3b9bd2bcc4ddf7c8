"""Where clauses are joined, by what was learnt: kinds and ends, the file, and any text at all."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import StorageError
from workbench.reading.grammar.tagging import tagged
from workbench.reading.joints import Joint, Joints, Kind
from workbench.reading.joints.linear import SCALE, Linear, packed
from workbench.reading.joints.storage import decode, encode
from workbench.reading.language.lexicon import learnt

LARGEST_MODEL_BYTES = 128 * 1024


def joints_of(sentence: str) -> list[Joint]:
    tokens = tagged(sentence, 0, len(sentence))
    joints = Joints(tokens, len(tokens) - 1)
    return [joint for token in tokens if (joint := joints.at(token)) is not None]


def told(sentence: str) -> list[tuple[str, str]]:
    """The kind of each joint and the words it covers."""
    tokens = tagged(sentence, 0, len(sentence))
    return [
        (joint.kind, sentence[tokens[joint.index].start : tokens[joint.end - 1].end])
        for joint in joints_of(sentence)
    ]


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        (
            "The harbour was closed and the ferries stayed in Marun.",
            Kind.CLAUSE,
            "and the ferries stayed in Marun",
        ),
        ("The mayor resigned and left the country.", Kind.PREDICATE, "and left the country"),
        (
            "The map is based on data collected by a probe.",
            Kind.MODIFIER,
            "collected by a probe",
        ),
        ("The dam broke, flooding four villages.", Kind.TAIL, "flooding four villages"),
        (
            "The clinic shut after the power failed, the mayor said.",
            Kind.ADVERBIAL,
            "after the power failed",
        ),
        ("She joined the board after leaving the army.", Kind.GERUND, "after leaving the army"),
        (
            "The probe, which left Earth in May, is silent.",
            Kind.RELATIVE,
            "which left Earth in May",
        ),
    ],
)
def test_a_clause_is_joined_as_its_kind_and_ends_where_it_ends(
    sentence: str, kind: Kind, words: str
) -> None:
    assert (kind, words) in told(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bread and butter were sold in the market.",
        "The 52 injured soldiers were flown home.",
        "He arrived on Monday by train.",
    ],
)
def test_words_that_join_no_clause_are_no_joints(sentence: str) -> None:
    assert told(sentence) == []


@given(st.text(max_size=300))
def test_any_text_has_joints_that_lie_inside_it(text: str) -> None:
    tokens = tagged(text, 0, len(text))
    joints = Joints(tokens, len(tokens))
    for token in tokens:
        joint = joints.at(token)
        assert joint is None or joint.index < joint.end <= len(tokens)


def test_the_answer_with_the_greatest_sum_wins_by_its_lead() -> None:
    tables = ({"and": packed([0, 2 * SCALE, -SCALE])}, {"left": packed([0, SCALE, 5 * SCALE])})
    linear = Linear(("", "clause", "predicate"), (SCALE, 0, 0), tables)
    assert linear.best(("and", "stayed")) == ("clause", 1.0)
    assert linear.best(("and", "left")) == ("predicate", 1.0)
    assert linear.best(("or", "stayed")) == ("", 1.0)


weights = st.tuples(*[st.integers(-2000, 2000)] * 3)
values = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\t\n\x1d"), min_size=1, max_size=8
)


@given(st.lists(st.dictionaries(values, weights), min_size=1, max_size=4), weights)
def test_what_was_learnt_comes_back_from_its_file(
    tables: list[dict[str, tuple[int, ...]]], bias: tuple[int, ...]
) -> None:
    answers = ("", "clause", "predicate")
    data = encode({"conjunction": (answers, bias, tuple(tables))}, "learnt from nothing")
    linear = decode(data)["conjunction"]
    assert linear.answers == answers
    assert linear.tables == tuple(
        {value: packed(given) for value, given in table.items()} for table in tables
    )


def test_a_damaged_file_is_told_in_one_line() -> None:
    whole = learnt("joints")
    for data in (b"", whole[:-100], b"OTHER" + whole, whole[:9] + b"\xff" + whole[10:]):
        with pytest.raises(StorageError, match=r"model of joints is damaged .* install"):
            decode(data)


def test_the_shipped_model_is_small_and_names_its_origin() -> None:
    data = learnt("joints")
    (length,) = struct.unpack_from("<I", data, 8)
    attribution = data[12 : 12 + length].decode()
    assert len(data) <= LARGEST_MODEL_BYTES
    assert "WiCE" in attribution
    assert "ClaimBuster" in attribution
