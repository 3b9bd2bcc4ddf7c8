"""Words in square brackets: each points at the place in the text that it came from."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Statement
from workbench.reading import read

SENTENCE = (
    "The mayor of Alma signed the order and left the city , which said it will not NATO Ida Holt "
    "a nurse , 43 , ( known as ) he She its were injured 52 Serbs soldiers but has 12 March 2023 "
    "“ ” ; that who after closed by the director . Governor Omar Reyes warned adding including"
)
WORDS = SENTENCE.split()


def origins(text: str, place: int = -1) -> list[tuple[str, str]]:
    """The words in brackets of one statement, each with the words at its origin."""
    statement = read(text).statements[place]
    return [(one.text, text[one.start : one.end]) for one in statement.insertions]


def in_brackets(statement: Statement) -> str:
    return " ".join(re.findall(r"\[([^\[\]]*)\]", statement.text))


def test_a_carried_subject_points_at_the_subject() -> None:
    text = "The mayor signed the order and left the city."
    statement = read(text).statements[-1]
    assert statement.text == "[The mayor] left the city"
    [insertion] = statement.insertions
    assert (insertion.start, insertion.end, insertion.text) == (0, 9, "The mayor")


def test_a_name_for_a_pronoun_points_at_where_the_name_stands() -> None:
    text = "Brightwater Trust owns the mill. Its budget rose by 12 percent last year."
    assert origins(text) == [("Brightwater Trust", "Brightwater Trust")]


def test_the_verb_of_an_apposition_points_at_the_comma_it_stands_for() -> None:
    text = "Ida Holt, the mayor of Alma, opened the bridge on Monday."
    found = [one for one in read(text).statements if "[is]" in one.text]
    assert [(one.text, text[one.start : one.end]) for one in found[0].insertions] == [("is", ",")]


def test_one_pair_of_brackets_may_hold_words_from_two_places() -> None:
    text = "The fleet, based in Riga, was sold in May and scrapped in June."
    assert read(text).statements[-1].text == "[The fleet was] scrapped in June"
    assert origins(text) == [("The fleet", "The fleet"), ("was", "was")]


@pytest.mark.parametrize(
    "text",
    [
        "The mine closed in May.",
        "The [old] mine closed in May.",
    ],
)
def test_brackets_of_the_text_itself_are_no_insertion(text: str) -> None:
    assert read(text).statements[0].insertions == ()


@given(st.lists(st.sampled_from(WORDS), min_size=4, max_size=30))
@settings(max_examples=80, deadline=None)
def test_every_word_in_brackets_points_at_itself_or_at_a_mark(words: list[str]) -> None:
    text = " ".join(words) + "."
    for statement in read(text).statements:
        for one in statement.insertions:
            there = " ".join(text[one.start : one.end].split())
            assert one.text == there or (one.text in ("is", "are") and not there.isalnum())
        assert " ".join(one.text for one in statement.insertions) == in_brackets(statement)
