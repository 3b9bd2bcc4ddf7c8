"""Reading a whole text: exact on any input, in linear time, and silent where it cannot read."""

import re
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.model import DateBasis, Reading
from workbench.reading import read

DISPATCH = """Bridge closed after flood

Saturday, 4 May 2019

The Harbour Board closed the Anchor Bridge on Friday after a flood that injured 12 sailors.
According to the board, repairs will cost about 3 million euros.

"The bridge is old," said Chief Engineer Nora Quist. "It was built in 1931, and nobody has
repaired it since."

On 2 May, some 400 residents of Port Ellery left their homes, the mayor's office said. Quist
noted that the water had not reached the school.
"""

FLOOD = "The Harbour Board closed the Anchor Bridge on Friday after a flood"
GERMAN = (
    "Der Hafen wurde am 2019-05-04 gesperrt, und 400 Menschen sind aus der Stadt auf das Land "
    "gefahren. Das ist nicht gut für die Stadt und es wird lange dauern."
)
FRENCH = (
    "Le port a été fermé le 2019-05-04 et 400 personnes ont quitté la ville. Ce qui est arrivé "
    "dans les rues du centre est grave pour la ville."
)
RUSSIAN = "Порт закрыт 2019-05-04, и 400 человек покинули город. Мост разрушен."

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x00\ud800\udfff\u202e\u200f\u2028\ufeff“”„«»\"'‘’()[]{}.,;:—-\n\r\t "),
        st.sampled_from("AaBbZzÉéßİıСсعה5٣½%$€"),
    ),
    max_size=400,
)
FRAGMENTS = st.lists(
    st.sampled_from(
        [
            "Nora Quist",
            "said",
            "that",
            "the board",
            "had",
            "closed",
            "12",
            "bridges",
            "in",
            "Port Ellery",
            ",",
            ".",
            "“",
            "”",
            '"',
            "and",
            "but",
            "which",
            "who",
            "According to",
            "on 3 May",
            "2019-05-04",
            "it",
            "was reported",
            "He",
            "noted",
            "killing",
            "wounding",
            "while",
            "although",
            "will",
            "not",
            "(",
            ")",
            ";",
            ":",
            "\n",
            "\n\n",
            "NATO",
            "the alliance",
            "65th",
            "Rifle Brigade",
            "of",
            "for",
            "told",
            "Reuters",
            "adding",
            "says",
            "denied",
            "reports",
            "52",
            "were injured",
            "if",
            "?",
            "!",
            "website of",
            "—",
        ]
    ),
    max_size=60,
).map(" ".join)


def assert_exact(text: str, reading: Reading) -> None:
    assert reading.text == text
    spans = set()
    for one in reading.statements:
        assert text[one.start : one.end] == one.span
        assert one.span.strip()
        assert one.text
        assert 0 <= one.worth <= 1000
        assert (one.start, one.end) not in spans
        spans.add((one.start, one.end))
        slots = [(slot.start, slot.end, slot.text) for slot in one.quantities]
        slots += [(slot.start, slot.end, slot.text) for slot in one.dates]
        slots += [(slot.start, slot.end, slot.text) for slot in one.names]
        for start, end, words in slots:
            assert text[start:end] == words
        if one.attribution is not None:
            said = one.attribution
            assert text[said.start : said.end] == said.text
            assert one.claimant == said.claimant
    assert list(reading.statements) == sorted(
        reading.statements, key=lambda one: (one.start, one.end)
    )


@given(HOSTILE)
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_with_exact_spans(text: str) -> None:
    assert_exact(text, read(text))


@given(FRAGMENTS)
@example("while Nora Quist said Nora Quist , “ while Nora Quist said said")
@example("They saw the mill as a fresh start, a brand new yard")
@example("Holt won 56 of the 72 wards, with most of those wards backing him in his 2012 and")
@settings(deadline=None, max_examples=250)
def test_any_jumble_of_news_words_is_read_with_exact_spans(text: str) -> None:
    assert_exact(text, read(text, document_date=date(2019, 5, 4)))


@given(FRAGMENTS)
@settings(deadline=None, max_examples=100)
def test_no_word_of_a_statement_is_missing_from_the_text(text: str) -> None:
    words = set(re.findall(r"\w+", text))
    for one in read(text).statements:
        # a comma may come to stand behind another word; "[is]" is the reader's own
        assert set(re.findall(r"\w+", re.sub(r" \[(is|are)\] ", " ", one.text))) <= words


def test_a_dispatch_is_read_end_to_end() -> None:
    reading = read(DISPATCH)
    assert reading.title == "Bridge closed after flood"
    assert reading.document_date == date(2019, 5, 4)
    assert reading.language == "en"
    assert reading.notes == ()
    assert_exact(DISPATCH, reading)
    assert [(one.claimant, one.text) for one in reading.statements] == [
        (None, "Bridge closed after flood"),
        (None, FLOOD),
        (None, "[a flood] injured 12 sailors"),
        ("Harbour Board", "repairs will cost about 3 million euros"),
        ("Nora Quist", "The bridge is old"),
        (None, "Nora Quist [is] Chief Engineer"),
        ("Nora Quist", "It was built in 1931"),
        ("Nora Quist", "nobody has repaired it since"),
        (
            "the mayor's office",
            "On 2 May, some 400 residents of Port Ellery left their homes",
        ),
        ("Nora Quist", "the water had not reached the school"),
    ]


def test_every_figure_and_date_of_a_dispatch_is_in_a_statement() -> None:
    reading = read(DISPATCH)
    quantities = {slot for one in reading.statements for slot in one.quantities}
    dates = {slot for one in reading.statements for slot in one.dates}
    header = {mention for mention in reading.dates if mention.basis is DateBasis.HEADER}
    assert set(reading.quantities) == quantities
    assert set(reading.dates) - header == dates


def test_the_date_of_a_header_on_the_same_line_belongs_to_the_first_statement() -> None:
    reading = read("date 2019-05-04 The Harbour Board has closed the Anchor Bridge.")
    assert reading.document_date == date(2019, 5, 4)
    assert [mention.value for mention in reading.statements[0].dates] == ["2019-05-04"]


def test_a_given_date_overrules_the_header() -> None:
    reading = read(DISPATCH, document_date=date(2020, 1, 2))
    assert reading.document_date == date(2020, 1, 2)
    assert reading.document_date_basis is DateBasis.GIVEN


def test_a_text_without_any_date_leaves_relative_dates_open_and_says_so() -> None:
    reading = read("The Harbour Board closed the Anchor Bridge yesterday.")
    assert [mention.value for mention in reading.dates] == [None]
    assert any("document date" in note for note in reading.notes)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "\ufeff"])
def test_an_empty_text_has_no_statements_and_a_note(text: str) -> None:
    reading = read(text)
    assert reading.statements == ()
    assert reading.notes


def test_a_text_without_a_claim_says_so() -> None:
    reading = read("Hello there! Thanks a lot.")
    assert reading.statements == ()
    assert reading.notes == ("No claim was found in the text.",)


@pytest.mark.parametrize(
    ("text", "language"), [(GERMAN, "de"), (FRENCH, "fr"), (RUSSIAN, "und")], ids=["de", "fr", "ru"]
)
def test_another_language_gives_digits_iso_dates_and_a_note(text: str, language: str) -> None:
    reading = read(text)
    assert reading.language == language
    [one] = reading.statements
    assert one.span == text.split(". ", maxsplit=1)[0] + "."
    assert [mention.value for mention in one.dates] == ["2019-05-04"]
    assert [quantity.text for quantity in one.quantities] == ["400"]
    assert reading.names == ()
    assert "only English is read in full" in reading.notes[0]


HUGE = {
    "one word": "a" * 1_000_000,
    "names": "Nora and " * 60_000,
    "saying": "he said that " * 50_000,
    "quotation marks": '" ' * 150_000,
    "brackets": "(" * 200_000,
    "banks": "Bank of " * 50_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_long_line_is_read_without_trouble(name: str) -> None:
    text = HUGE[name][:100_000]
    assert_exact(text, read(text))


@pytest.mark.long
@pytest.mark.parametrize("name", HUGE)
def test_a_huge_line_is_read_without_trouble(name: str) -> None:
    assert_exact(HUGE[name], read(HUGE[name]))


def test_reading_time_grows_with_the_text_and_not_faster() -> None:
    def seconds(copies: int) -> float:
        text = "\n\n".join(
            f"Nora Quist{number} said that the Harbour Board of Port{number} closed {number} "
            f"bridges in 2019. She noted that the board had lost {number} million euros."
            for number in range(copies)
        )
        start = time.process_time()
        read(text)
        return time.process_time() - start

    seconds(50)
    small, large = seconds(80), seconds(640)
    assert large < 8 * small * 2.5


def test_importing_the_package_loads_no_stage_of_reading() -> None:
    code = (
        "import sys, workbench.reading;"
        "print([name for name in sys.modules if name.startswith('workbench.reading.')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
