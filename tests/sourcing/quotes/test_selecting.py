"""Selecting quotes, and links to them: always the page's own characters, always exact."""

from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.model import PageText, QuoteSelector
from workbench.sourcing.quotes import anchor_exact, select, text_fragment

PAGE = (
    "The harbour office said “five ships\u00a0were held” — none was\nreleased… Café owners didn’t "
    "mind. The fine is 1,500 euros, the office said. The fine may rise."
)


def only(words: str, text: str = PAGE) -> QuoteSelector:
    (found,) = anchor_exact(text, words)
    assert text[found.start : found.end] == found.exact
    return found


def test_a_selection_holds_its_span_and_32_characters_on_either_side() -> None:
    found = select(PAGE, 25, 35)
    assert found.exact == PAGE[25:35]
    assert (found.prefix, found.suffix) == (PAGE[:25][-32:], PAGE[35:67])
    assert (found.text, found.page) == (PageText.MAIN, None)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4), (0, 10_000), (23, 24)])
def test_a_selection_needs_words_of_the_text(start: int, end: int) -> None:
    with pytest.raises(UsageError):
        select(PAGE, start, end)


def test_the_page_of_a_quote_is_the_one_it_begins_on() -> None:
    pages = [(0, 40), (41, 90), (91, len(PAGE))]
    assert [select(PAGE, at, at + 12, pages=pages).page for at in (0, 36, 41, 95)] == [1, 1, 2, 3]


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ('"five ships were held"', "“five ships\u00a0were held”"),
        ("'five ships were held'", "five ships\u00a0were held"),
        ('held" - none was released...', "held” — none was\nreleased…"),
        ("Cafe\u0301 owners didn't mind", "Café owners didn’t mind"),
        ("  none   was released ", "none was\nreleased"),
        ("the harbour office", "The harbour office"),
        ("five \u00adships", "five ships"),
        ("The harbour office … released", PAGE[: PAGE.index("…")]),
    ],
)
def test_typed_words_select_the_characters_of_the_page(typed: str, exact: str) -> None:
    assert only(typed).exact == exact


def test_decomposed_letters_and_invisible_marks_of_the_page_do_not_hide_a_quote() -> None:
    page = "The cafe\u0301 in Zu\u0308rich was clo\u00adsed by the\u200b court."
    assert only("café in Zürich was closed by the court", page).exact == page[4:-1]


@pytest.mark.parametrize("typed", ["500 euros", "1,50", "1,500 euro", "fin", "ships sank", "", "…"])
def test_words_that_are_not_there_select_nothing(typed: str) -> None:
    assert anchor_exact(PAGE, typed) == ()


def test_twins_come_in_the_order_of_the_text_or_the_nearest_first() -> None:
    starts = [found.start for found in anchor_exact(PAGE, "The fine")]
    assert starts == sorted(starts)
    assert len(starts) == 2
    nearest = anchor_exact(PAGE, "The fine", near=len(PAGE))
    assert [found.start for found in nearest] == starts[::-1]


def test_a_short_word_on_a_long_page_selects_a_bounded_number_of_places() -> None:
    assert len(anchor_exact("no " * 10_000, "no")) == 50


@given(st.text(min_size=1, max_size=80), st.data())
def test_every_selected_span_is_found_again_by_its_own_words(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(any(character.isalnum() for character in text[start:end]))
    found = select(text, start, end)
    assert text[found.start : found.end] == found.exact == text[start:end]
    assert text[: found.start].endswith(found.prefix)
    assert text[found.end :].startswith(found.suffix)
    for place in anchor_exact(text, found.exact):
        assert text[place.start : place.end] == place.exact


def test_a_link_opens_the_page_at_the_quote() -> None:
    link = text_fragment("https://example.org/a?b=c#top", only("none was released"))
    address, _, directive = link.partition(":~:text=")
    assert address == "https://example.org/a?b=c#top"
    assert directive.split(",")[1] == "none%20was%20released"
    assert directive.split(",")[0].endswith("-")
    assert directive.split(",")[-1].startswith("-")


def test_commas_dashes_and_ampersands_are_encoded_in_a_link() -> None:
    text = "Before it. Fish & chips, a well-known 50% dish. After it."
    (found,) = anchor_exact(text, "Fish & chips, a well-known 50% dish")
    parts = text_fragment("https://example.org", found).partition(":~:text=")[2].split(",")
    assert parts[1] == "Fish%20%26%20chips%2C%20a%20well%2Dknown%2050%25%20dish"
    assert unquote(parts[1]) == found.exact


def test_a_long_quote_is_linked_by_its_ends_and_half_words_are_left_out() -> None:
    text = "Start. " + " ".join(f"word{number}" for number in range(60)) + " End of it."
    found = select(text, text.index("word20"), text.index("word50") + len("word50"))
    parts = text_fragment("https://example.org/", found).partition(":~:text=")[2].split(",")
    assert [unquote(part) for part in parts] == [
        "word17 word18 word19-",
        "word20 word21 word22 word23 word24",
        "word46 word47 word48 word49 word50",
        "-word51 word52 word53",
    ]


def test_an_old_text_directive_is_replaced() -> None:
    link = text_fragment("https://example.org/#:~:text=old", only("none was released"))
    assert link.count(":~:") == 1
    assert "old" not in link
