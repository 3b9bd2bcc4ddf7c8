"""The words that dates and quantities are made of, in any order: never a crash, spans exact."""

from datetime import date
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.reading import read

VOCABULARY = (
    "on in from between to and or until since by before after the a last next this past early "
    "late March May June 5 2023 '99 1990s nineties 9 12 31 2nd third Monday Tues. weekend week "
    "month year years decade quarter Q1 first half fiscal spring winter century 20th ago earlier "
    "later following previous day night morning evening noon today yesterday 10:30 a.m. GMT , . – "
    "/ 2006 2008-10 1999/2000 12/05/2023 500 troops 5,000 percent % $ €3.5bn million dozen "
    "thousand one two twenty-one hundred some nearly at least up than per km km/h °C 1-1/2 ½ rose "
    "fell said that not NATO Ilse Brandauer “ ” ( ) 65th Brigade"
)
WORDS = VOCABULARY.split()
OF_NAMES = (
    "65th 2nd Brigade Rifle Camp 5 University College of the for and Minister President Secretary "
    "General NATO Ilse Brandauer United States New York Kosovo Serbs 's & van al-Rashid John F. "
    "Kennedy Apollo 11 Regulation 2023 / 851 The In Republic House ( ) “ ” , . said May II"
)
NAMED = OF_NAMES.split()


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=14),
    written=st.sampled_from([None, date(2024, 2, 29)]),
)
@example(words=["rose", "that", "third"], written=None)
@settings(max_examples=400, deadline=None)
def test_no_order_of_these_words_breaks_the_reader(words: list[str], written: date | None) -> None:
    text = " ".join(words)
    reading = read(text, document_date=written)
    found = [(one.start, one.end, one.text) for one in reading.dates]
    found += [(one.start, one.end, one.text) for one in reading.quantities]
    found += [(one.start, one.end, one.text) for one in reading.names]
    assert all(text[start:end] == words_there for start, end, words_there in found)
    for statement in reading.statements:
        assert text[statement.start : statement.end] == statement.span


@given(words=st.lists(st.sampled_from(NAMED), min_size=2, max_size=16))
@settings(max_examples=400, deadline=None)
def test_names_stand_apart_whatever_the_order_of_words(words: list[str]) -> None:
    names = read(" ".join(words)).names
    assert all(one.end <= other.start for one, other in pairwise(names))


def test_two_days_of_one_month_are_two_dates() -> None:
    reading = read("The court sat on March 2 and 9, 2006.")
    assert [mention.value for mention in reading.dates] == ["2006-03-02", "2006-03-09"]


def test_a_source_that_breaks_off_after_a_connector_is_survived() -> None:
    text = "According to Nora Quist of"
    assert [name.text for name in read(text).names] == ["Nora Quist"]
