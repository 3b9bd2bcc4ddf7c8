"""Sentences: where they end, where they do not, and what kind of line each is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.reading.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[found.start : found.end] for found in split_sentences(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(found.kind, text[found.start : found.end]) for found in split_sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Vale met Gen. Ruiz on Tues. in Geneva.",
        "The firm paid $4.50 a share, or 3.25 percent.",
        "J. R. Moss and Ann B. Lee signed it.",
        "The U.S. Senate sat until 5 p.m. Monday.",
        "The dam was watched from 9 p.m. Aug. 9 to 6 a.m. Monday.",
        "See p. 14, fig. 3 and No. 7 of the report.",
        "Roe v. Wade was cited.",
        'He asked "Is it over?" and left.',
        '"Get out!" Marsden shouted.',
        "He waited ... and nothing came.",
        "At 6 a.m. Mrs. Hale opened the gate.",
        "It runs on version 2.4.1 of the software.",
        "Read www.example.org/a.b today.",
        "The minister (who arrived late. Very late.) sat down.",
    ],
)
def test_these_are_one_sentence(sentence: str) -> None:
    assert pieces(sentence) == [sentence]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("They live in the U.S.", "The others do not."),
        ("It shut at 6 p.m.", "Nobody came."),
        ("He said no.", "She agreed."),
        ("He bought it from Hale & Co.", "It was cheap."),
        ("“We are ready.”", "The mayor nodded."),
        ("It fell in 2008.", "12 people died."),
        ("It was found.[3]", "It was lost again."),
        ("Is it over?!", "Yes."),
        ("It was over....", "Nobody spoke."),
        ("It was modern art.", "Visitors came."),
        ("戦争は終わった。", "平和が来た。"),
    ],
)
def test_these_are_two_sentences(first: str, second: str) -> None:
    assert pieces(f"{first} {second}") == [first, second]


def test_nothing_crosses_a_blank_line() -> None:
    assert pieces("A heading\n\nThe first line\r\n\r\nThe second") == [
        "A heading",
        "The first line",
        "The second",
    ]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The committee met on the first day and decided that\n"
        "nothing more could be done about the harbour wall in\n"
        "Winter. It broke up at noon."
    )
    assert len(pieces(text)) == 2


def test_a_line_broken_before_it_was_full_is_a_paragraph_of_its_own() -> None:
    text = "Harbour wall falls\nThe wall of the old harbour fell into the sea on Monday night."
    assert kinds(text) == [
        ("heading", "Harbour wall falls"),
        ("sentence", "The wall of the old harbour fell into the sea on Monday night."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, September 12, 2015",
        "Monday 5 June 2023",
        "2023-06-05",
        "Published: 5 June 2023, 14:30 GMT",
        "Updated on 5 June 2023",
    ],
)
def test_a_line_that_is_only_a_date_is_a_dateline(line: str) -> None:
    assert kinds(f"Wall falls\n\n{line}\n\nIt fell.")[1] == ("dateline", line)


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("date 2023-06-05", "A battalion has arrived."),
        ("2023-06-05", "A battalion has arrived."),
        ("GENEVA (Newswire) -", "Talks began."),
        ("GENEVA, June 5 (Newswire) —", "Talks began."),
    ],
)
def test_a_dateline_glued_to_the_first_sentence_is_split_off(dateline: str, rest: str) -> None:
    assert kinds(f" {dateline} {rest}") == [("dateline", dateline), ("sentence", rest)]


def test_a_date_that_begins_a_sentence_is_no_dateline() -> None:
    assert kinds("June 5, 2023 was a dry day.") == [("sentence", "June 5, 2023 was a dry day.")]


@pytest.mark.parametrize(
    "caption",
    ["Image: Harbour Board", "File photo of the wall.", "workers at the wall in 2008."],
)
def test_captions_are_told_from_sentences(caption: str) -> None:
    assert kinds(f"It fell at noon.\n\n{caption}")[1] == ("caption", caption)


def test_list_items_in_lines_and_in_a_row() -> None:
    assert kinds("- bread\n- two eggs") == [("list-item", "- bread"), ("list-item", "- two eggs")]
    assert pieces("1) Peel it 2) Cut it 3) Eat it") == ["1) Peel it", "2) Cut it", "3) Eat it"]
    assert pieces("a. Peel it b. Cut it") == ["a. Peel it", "b. Cut it"]


def test_an_empty_text_has_no_sentences() -> None:
    assert split_sentences("") == ()
    assert split_sentences(" \n\t\r\n\u2029 ") == ()


awkward = st.text(
    st.one_of(
        st.sampled_from(list(".!?…\"'“”()[]•-,;: \n\r\t\u2028AbZ19é")),
        st.characters(),
        st.sampled_from(["\ud800", "\x00", "\u05d0", "\u202e", "\U0001f600"]),
    ),
    max_size=300,
)


@given(awkward)
def test_spans_are_exact_on_any_text(text: str) -> None:
    position = 0
    for found in split_sentences(text):
        assert position <= found.start < found.end <= len(text)
        assert text[position : found.start].strip() == ""
        assert text[found.start : found.end] == text[found.start : found.end].strip()
        position = found.end
    assert text[position:].strip() == ""


@pytest.mark.parametrize(
    "unit",
    [
        "Word and word. ",
        ".",
        ". ",
        '"',
        "(a. ",
        "[1]",
        "\n",
        "A.",
        " - ",
        "1) ",
        "e.g. ",
        "! X ",
        "\u200b",
    ],
)
def test_time_grows_in_proportion_to_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        split_sentences(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(400_000) < 0.02 + 16 * max(seconds(100_000), 0.01)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("KERVAL - About 500 troops arrived.", ["dateline", "sentence"]),
        ("KERVAL, 5 June — “We wait,” she said.", ["dateline", "sentence"]),
        ("NATO — the alliance of 32 states — has met.", ["sentence"]),
        ("A - About 500 troops arrived.", ["sentence"]),
    ],
)
def test_a_bare_place_opens_a_dispatch_only_before_a_sentence(text: str, kinds: list[str]) -> None:
    assert [sentence.kind for sentence in split_sentences(text)] == kinds
