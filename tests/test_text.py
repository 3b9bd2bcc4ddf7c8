"""Text from outside is made harmless and keeps its offsets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text import clean_block, clean_line, surrounding_words

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)


@given(ANY_TEXT)
def test_cleaning_keeps_every_offset(text: str) -> None:
    assert len(clean_block(text)) == len(text)
    assert len(clean_line(text)) == len(text)


@given(ANY_TEXT)
def test_cleaned_text_holds_nothing_that_steers_a_terminal(text: str) -> None:
    for cleaned in (clean_block(text).replace("\n", "").replace("\t", ""), clean_line(text)):
        assert not {unicodedata.category(c) for c in cleaned} & {"Cc", "Cs", "Co", "Zl", "Zp"}
        cleaned.encode()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("a\x9b31m", "a\ufffd31m"),
        ("\u202egnp.exe", "\ufffdgnp.exe"),
        ("nul\x00", "nul␀"),
        ("lone \ud800", "lone \ufffd"),
        ("He said [sic] it [/] rose", "He said [sic] it [/] rose"),
    ],
)
def test_known_attacks_become_visible(raw: str, shown: str) -> None:
    assert clean_line(raw) == shown


def test_a_long_text_is_cut_before_it_is_cleaned() -> None:
    assert clean_line("x" * 1_000_000, 10) == "xxxxxxxxx…"


def test_the_words_around_a_span() -> None:
    assert surrounding_words("one two three", 4, 7, characters=3) == ("ne ", " th")
