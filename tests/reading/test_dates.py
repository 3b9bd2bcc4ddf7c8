"""Dates: what is found, what it means, and what stays open."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import DateBasis, DateMention, Granularity
from workbench.reading.dates import find_dates, find_document_date
from workbench.reading.sentences import split_sentences

WRITTEN = date(2023, 6, 8)  # a Thursday


def read(text: str, written: date | None = WRITTEN) -> tuple[DateMention, ...]:
    return find_dates(text, split_sentences(text), written)


def values(text: str, written: date | None = WRITTEN) -> list[tuple[str, str | None]]:
    return [(found.text, found.value) for found in read(text, written)]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("It fell on 5 June 2021.", "5 June 2021", "2021-06-05"),
        ("It fell on June 5, 2021.", "June 5, 2021", "2021-06-05"),
        ("It fell on the 5th of June 2021.", "the 5th of June 2021", "2021-06-05"),
        ("It fell on Saturday, June 5th, 2021.", "Saturday, June 5th, 2021", "2021-06-05"),
        ("It fell on 2021-06-05.", "2021-06-05", "2021-06-05"),
        ("It fell on 25/6/2021.", "25/6/2021", "2021-06-25"),
        ("It fell in June 2021.", "June 2021", "2021-06"),
        ("It fell in late June 2021.", "late June 2021", "2021-06"),
        ("It fell in 1894.", "1894", "1894"),
        ("It fell in the 1990s.", "the 1990s", "1990/1999"),
        ("It fell in the nineteenth century.", "the nineteenth century", "1801/1900"),
        ("It fell in the 5th century BC.", "the 5th century BC", "-0499/-0400"),
        ("It fell in 44 BC.", "44 BC", "-0043"),
        ("It fell in the third quarter of 2021.", "the third quarter of 2021", "2021-07/2021-09"),
        ("It fell in Q3 2021.", "Q3 2021", "2021-07/2021-09"),
        ("It fell in the first half of 2021.", "the first half of 2021", "2021-01/2021-06"),
        ("It fell in the summer of 2021.", "the summer of 2021", "2021-06/2021-08"),
        ("It fell in fiscal 2021.", "fiscal 2021", "2021"),
        ("It fell on Christmas Eve 2021.", "Christmas Eve 2021", "2021-12-24"),
        ("It grew from 2004 to 2009.", "from 2004 to 2009", "2004/2009"),
        ("It grew between 2003 and 2008.", "between 2003 and 2008", "2003/2008"),
        ("It met on 3-5 June 2021.", "3-5 June 2021", "2021-06-03/2021-06-05"),
        ("The highest since March 2021.", "since March 2021", "2021-03/.."),
        ("It was 2016’s best film.", "2016", "2016"),
        ("It is open until at least 2021.", "2021", "2021"),
        ("Its 2019–20 season began.", "2019–20", "2019/2020"),
    ],
)
def test_dates_that_name_their_year(text: str, mention: str, value: str) -> None:
    assert values(text, None) == [(mention, value)]


@pytest.mark.parametrize(
    ("text", "mention", "value"),
    [
        ("It fell on June 5.", "June 5", "2023-06-05"),
        ("It fell on December 5.", "December 5", "2022-12-05"),
        ("It will open on December 5.", "December 5", "2023-12-05"),
        ("It fell in March.", "March", "2023-03"),
        ("It fell last October.", "last October", "2022-10"),
        ("It fell yesterday.", "yesterday", "2023-06-07"),
        ("It fell on Monday.", "Monday", "2023-06-05"),
        ("It will open on Monday.", "Monday", "2023-06-12"),
        ("It fell last Tuesday.", "last Tuesday", "2023-06-06"),
        ("It fell last week.", "last week", "2023-05-29/2023-06-04"),
        ("It fell last year.", "last year", "2022"),
        ("It fell in May of last year.", "May of last year", "2022-05"),
        ("It fell three weeks ago.", "three weeks ago", "2023-05-18"),
        ("It stood for the last 30 years.", "the last 30 years", "1993/2023"),
        ("It opens by the end of the year.", "the end of the year", "2023-12-31"),
        ("It fell on the first Friday of July.", "the first Friday of July", "2022-07-01"),
        ("It fell on the 20th of last month.", "the 20th of last month", "2023-05-20"),
        (
            "It ran from October 2 to October 22.",
            "from October 2 to October 22",
            "2022-10-02/2022-10-22",
        ),
        (
            "It ran from December 28 to January 3.",
            "from December 28 to January 3",
            "2022-12-28/2023-01-03",
        ),
        ("It ran between 3 and 12 of May.", "between 3 and 12 of May", "2023-05-03/2023-05-12"),
        ("It fell yesterday afternoon.", "yesterday afternoon", "2023-06-07"),
        ("It shut at 9:30 p.m. on Monday.", "9:30 p.m. on Monday", "2023-06-05T21:30"),
    ],
)
def test_dates_counted_from_the_day_of_writing(text: str, mention: str, value: str) -> None:
    assert values(text) == [(mention, value)]


def test_the_following_day_is_counted_from_the_story() -> None:
    first, second = read("On June 3 it was said. The following day it was denied.")
    assert (second.value, second.basis) == ("2023-06-04", DateBasis.ANAPHORA)
    assert second.anchor == first.start
    assert second.alternatives == ()


def test_the_day_before_may_be_meant_either_way() -> None:
    _, second = read("Earlier, on June 1, it was said.\n\nThe day before, he left.")
    assert second.value == "2023-05-31"
    assert second.alternatives == ("2023-06-07",)


def test_a_part_of_the_day_belongs_to_the_day_of_the_story() -> None:
    _, second = read("On 29 May they met. In the evening they left.")
    assert (second.text, second.value) == ("In the evening", "2023-05-29")
    assert second.granularity is Granularity.PART_OF_DAY


def test_a_year_of_the_story_carries_over_to_the_dates_after_it() -> None:
    assert values("In 1831 he came home. On July 14 he married.") == [
        ("1831", "1831"),
        ("July 14", "1831-07-14"),
    ]
    assert read("In 1831 he came home. On July 14 he left.")[1].basis is DateBasis.YEAR_FROM_TEXT


def test_the_nearest_weekday_or_month_may_not_be_the_one_that_is_meant() -> None:
    assert read("It fell last Tuesday.")[0].alternatives == ("2023-05-30",)
    assert read("It fell last March.")[0].alternatives == ("2022-03",)
    assert read("It fell on 5/6/2023.")[0].alternatives == ("2023-06-05",)


def test_the_weekday_is_checked_against_the_calendar() -> None:
    right, wrong = read("It was Monday, June 5, 2023, not Friday, June 2, 2021.")
    assert right.weekday_agrees is True
    assert wrong.weekday_agrees is False
    assert read("It was June 5.")[0].weekday_agrees is None


def test_without_a_date_of_writing_nothing_is_guessed() -> None:
    for text in ("It fell yesterday.", "It fell on June 5.", "It fell last week.", "In March."):
        (found,) = read(text, None)
        assert found.value is None
        assert found.basis is DateBasis.UNRESOLVED


@pytest.mark.parametrize(
    "text",
    [
        "It took two years.",
        "An 11-year lull ended.",
        "It may rain and they march on.",
        "Theresa May and April Jones met Jan Kowalski.",
        "A survey of 1709 schoolchildren was made.",
        "More than 2000 came, and about 1900 left.",
        "Resolution 1973 and flight 1549 were named.",
        "The winter wheat was sold within 48 hours.",
        "The score was 3:1 on 24/7 television.",
        "They sold it on Black Friday with a GTX 1660.",
        "It costs $2,015 and weighs 2015 kg.",
    ],
)
def test_these_are_no_dates(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" date 2023-06-05 A battalion has arrived.", date(2023, 6, 5)),
        ("Wall falls\n\nMonday, 5 June 2023\n\nIt fell.", date(2023, 6, 5)),
        ("Wall falls\nPublished: June 5, 2023 14:30 GMT\nIt fell.", date(2023, 6, 5)),
        ("GENEVA, 5 June 2023 (Newswire) — Talks began.", date(2023, 6, 5)),
        ("It fell on Monday, 5 June 2023.", None),
        ("GENEVA, June 5 (Newswire) — Talks began.", None),
        ("", None),
    ],
)
def test_the_date_of_the_document(text: str, value: date | None) -> None:
    found = find_document_date(text)
    assert (found.date if found else None) == value
    if found:
        assert found.basis is DateBasis.HEADER
        assert read(text, found.date)[0].basis is DateBasis.HEADER


awkward = st.lists(
    st.one_of(
        st.sampled_from(
            (
                "in",
                "on",
                "the",
                "of",
                "last",
                "next",
                "ago",
                "May",
                "June",
                "5",
                "12",
                "2023",
                "1999",
                "0000",
                "99",
                "31",
                "Monday",
                "week",
                "year",
                "three",
                "to",
                "–",
                "-",
                "/",
                ",",
                ".",
                ":",
                "and",
                "from",
                "since",
                "between",
                "yesterday",
                "evening",
                "p.m.",
                "first",
                "quarter",
                "century",
                "BC",
                "1990s",
                "20:30",
                "later",
                "before",
                "end",
            )
        ),
        st.text(max_size=3),
        st.sampled_from(["\ud800", "\x00", "\u05d0", "\u202e", "İ", "ŉ", "\n\n"]),
    ),
    max_size=40,
).map(" ".join)


@given(awkward, st.one_of(st.none(), st.dates()))
def test_spans_are_exact_and_in_order_on_any_text(text: str, written: date | None) -> None:
    position = 0
    for found in read(text, written):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        position = found.end


@given(st.text())
def test_no_text_breaks_the_header(text: str) -> None:
    find_document_date(text)


@pytest.mark.parametrize(
    "unit",
    [
        "June 5, 2023 and ",
        "the last ",
        "from ",
        "5 ",
        "1999-",
        "2020 ",
        "\n",
        "in  ",
        "three weeks ",
        " ",
    ],
)
def test_time_grows_in_proportion_to_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        sentences = split_sentences(text)
        start = time.process_time()
        find_dates(text, sentences, WRITTEN)
        return time.process_time() - start

    seconds(1000)
    assert seconds(80_000) < 0.05 + 16 * max(seconds(20_000), 0.01)
