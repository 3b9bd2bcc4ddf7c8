"""Checks inside a document: what every check promises, and the weekday checks."""

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.model import Check, CheckKind
from workbench.reading import read
from workbench.reading.checks import find_checks


def checks(text: str, written: date | None = None) -> tuple[Check, ...]:
    return find_checks(read(text, document_date=written))


def test_a_text_without_numbers_and_dates_has_no_checks() -> None:
    assert checks("The mayor spoke to the council about the bridge and the school.") == ()


def test_an_empty_text_has_no_checks() -> None:
    assert checks("") == ()


def test_checks_come_in_the_order_of_the_text() -> None:
    found = checks(
        "They walked 10 miles (16 km) on Monday, 5 June 2023. "
        "The harbour is 100 metres (328 feet) long."
    )
    assert [check.spans[0][0] for check in found] == sorted(check.spans[0][0] for check in found)
    assert len(found) == 3


def test_another_language_is_not_checked() -> None:
    text = "Am 5. Juni 2023 wurden 52 Zivilisten und 41 Soldaten verletzt, insgesamt 95 Menschen."
    assert checks(text * 5) == ()


def test_a_message_is_one_line_without_control_characters() -> None:
    (found,) = checks(
        "The unrecognised\nstate\x1b lies in the north. It lies on the river.\n\n"
        "The unrecognised\nstate is small. It is recognised by five\ncountries."
    )
    assert "\n" not in found.message
    assert "\x1b" not in found.message


# ------------------------------------------------------------------------------------- weekdays


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("It began on Monday, 5 June 2023.", "Monday, 5 June 2023"),
        ("It began on Monday 5 June 2023.", "Monday 5 June 2023"),
        ("It began on Saturday, September 12, 2015.", "Saturday, September 12, 2015"),
    ],
)
def test_a_right_weekday_agrees(text: str, span: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.WEEKDAY, True)
    assert [text[start:end] for start, end in found.spans] == [span]


@pytest.mark.parametrize(
    ("text", "right", "stated"),
    [
        ("It began on Tuesday, 5 June 2023.", "Monday", "Tuesday"),
        ("It began on Sunday 5 June 2023.", "Monday", "Sunday"),
        ("It began on Friday, September 12, 2015.", "Saturday", "Friday"),
    ],
)
def test_a_wrong_weekday_is_named_with_the_right_one(text: str, right: str, stated: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.WEEKDAY, False)
    assert f"is a {right}, and the text says {stated}" in found.message


def test_a_wrong_weekday_near_the_day_of_writing_is_an_alarm_without_a_year() -> None:
    (found,) = checks("It began on Tuesday, 5 June.", date(2023, 6, 8))
    assert not found.agrees
    assert found.message == (
        "5 June 2023 is a Monday, and the text says Tuesday: does not agree "
        "(the year is that of the document)"
    )


def test_a_wrong_weekday_far_from_the_day_of_writing_may_be_of_another_year() -> None:
    assert checks("It began on Tuesday, 5 December.", date(2023, 6, 8)) == ()


def test_a_wrong_weekday_is_no_alarm_where_only_another_date_names_the_year() -> None:
    text = "The band was founded on 1 May 1976. Tickets go on sale on Friday, 6 December."
    assert all(check.agrees for check in checks(text))


def test_a_date_without_a_weekday_is_no_check() -> None:
    assert checks("It began on 5 June 2023.") == ()


# ------------------------------------------------------------------------------- any text at all

PIECES = st.sampled_from(
    [
        "52 civilians",
        "41 soldiers",
        "93 people",
        "in all",
        "a total of",
        ", or",
        "30 percent",
        "of the",
        "400 members",
        "half",
        "10 miles",
        "(16 km)",
        "rose from",
        "to",
        "by",
        "after",
        "before",
        "on 5 June 2023",
        "Monday, 6 June 2023",
        "had already",
        "advanced to",
        "began arriving in",
        "Oslo",
        "NATO",
        "killed",
        "injured",
        "at least",
        ".",
        ",",
        ":",
        "and",
        "\n\n",
        "1/2",
        "$3.5bn",
        "٣٤",
        "6'5\"",
        "-",
        "(",
        ")",
        "1 200.5",
        "1,2,3.4.5 million",
        "0",
        "0%",
        "0 of 0",
        "5 feet",
        "10 inches",
        "(178 cm)",
        "0 km",
        "unrecognised state",
        "is recognised by five countries",
        "doubled",
        "the remaining",
        "\ue000",
        "İ",
        "�",
        "999999999999999999999999999999",
        "1e9",
        "−5",
        "°C",
        "100°F",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_spans_lie_in_the_text_whatever_the_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for check in checks(text):
        assert check.spans
        for start, end in check.spans:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
        assert re.fullmatch(r".+", check.message)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    for check in checks(text):
        assert all(0 <= start < end <= len(text) for start, end in check.spans)


@pytest.mark.parametrize(
    "piece",
    [
        "52 civilians and 41 soldiers were injured in Oslo on Monday, 5 June 2023. In all, 93. ",
        "10 miles (16 km), ",
        "52 civilians and 41 soldiers, ",
        "from 40 to 52, an increase of 12, ",
        "after the vote on 5 June 2023, ",
        "The fire killed 20 people in Oslo. ",
        "unrecognised state is recognised by five countries ",
        "an unrecognised state. It is recognised by five countries. ",
    ],
)
def test_the_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(count: int) -> float:
        reading = read(piece * count)
        best = float("inf")
        for _ in range(2):
            start = time.process_time()
            find_checks(reading)
            best = min(best, time.process_time() - start)
        return best

    once = seconds(25)
    assert seconds(200) < 8 * max(once, 0.005) * 2.5
