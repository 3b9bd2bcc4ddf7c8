"""Parts of a document: within the budget, in order, nothing left out, cut where it reads best."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Reading
from workbench.proposing.chunks import chunks
from workbench.reading.sentences import split_sentences


def parts(text: str, budget: int) -> list[str]:
    reading = Reading(text, (), split_sentences(text), (), (), ())
    return [text[start:end] for start, end in chunks(reading, budget)]


def test_paragraphs_stay_together_as_long_as_they_fit() -> None:
    text = "One is here.\n\nTwo is here.\n\n\nThree is here."
    assert parts(text, 1000) == [text]
    assert parts(text, 30) == ["One is here.\n\nTwo is here.", "Three is here."]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    assert parts("The dam held. The mill fell. The ferry sank.", 30) == [
        "The dam held. The mill fell. "[:28],
        "The ferry sank.",
    ]


def test_a_long_sentence_is_cut_at_white_space() -> None:
    assert parts("aaaa bbbb cccc dddd", 10) == ["aaaa bbbb", "cccc dddd"]
    assert parts("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_an_empty_text_has_no_parts() -> None:
    assert parts(" \n\n ", 10) == []


@given(st.text(alphabet="ab .\n\t\r\x0b\u2028é", max_size=300), st.integers(5, 60))
@settings(deadline=None)
def test_parts_are_in_order_within_the_budget_and_leave_out_only_white_space(
    text: str, budget: int
) -> None:
    reading = Reading(text, (), split_sentences(text), (), (), ())
    position = 0
    for start, end in chunks(reading, budget):
        assert 0 < end - start <= budget
        assert not text[position:start].strip()
        position = end
    assert not text[position:].strip()
