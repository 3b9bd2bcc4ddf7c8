"""Text is broken into screen lines without losing or inventing a character."""

import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from workbench.text import clean_block
from workbench.tui.looks.wrapping import _NOT_ONE_COLUMN, wrap

texts = st.text(
    alphabet=st.one_of(st.sampled_from(" \nab.中́😀"), st.characters(codec="utf-8")), max_size=300
).map(clean_block)


@given(texts, st.integers(4, 30), st.integers(0, 6))
def test_lines_fit_and_only_spaces_and_line_feeds_are_left_out(
    text: str, width: int, hang: int
) -> None:
    starts_of_paragraphs = [0, *(n + 1 for n, character in enumerate(text) if character == "\n")]
    wrapped = wrap(text, width, dict.fromkeys(starts_of_paragraphs, hang))
    end_before = 0
    for line in range(len(wrapped)):
        start, end = wrapped.starts[line], wrapped.ends[line]
        assert text[end_before:start].strip(" \n") == ""
        assert "\n" not in text[start:end]
        assert wrapped.indents.get(line, 0) + cell_len(text[start:end]) <= width
        end_before = end
    assert text[end_before:].strip(" ") == ""


@given(texts.filter(bool), st.integers(4, 30), st.data())
def test_a_place_on_the_screen_and_an_offset_lead_to_each_other(
    text: str, width: int, data: st.DataObject
) -> None:
    wrapped = wrap(text, width)
    offset = data.draw(st.integers(0, len(text) - 1))
    line = wrapped.line_of(offset)
    assert wrapped.starts[line] <= offset
    if offset < wrapped.ends[line] and get_character_cell_size(text[offset]) > 0:
        assert wrapped.offset_at(line, wrapped.column_of(offset)) == offset


def test_a_word_that_is_too_long_is_cut_at_the_edge() -> None:
    wrapped = wrap("x" * 25, 10)
    assert [end - start for start, end in zip(wrapped.starts, wrapped.ends, strict=True)] == [
        10,
        10,
        5,
    ]


def test_a_line_of_a_million_characters_becomes_many_lines() -> None:
    text = "word " * 200_000
    wrapped = wrap(text, 80)
    assert len(wrapped) == 12_500
    assert wrapped.line_of(len(text) - 2) == 12_499


def test_characters_taken_for_one_column_are_one_column_wide() -> None:
    for code in range(0x20, sys.maxunicode):
        character = chr(code)
        if clean_block(character) == character and not _NOT_ONE_COLUMN.match(character):
            assert get_character_cell_size(character) == 1, hex(code)
