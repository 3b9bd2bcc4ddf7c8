"""The same digits mean different things; what stands beside them decides."""

from datetime import date
from decimal import Decimal

import pytest

from workbench.model import DateBasis, NameKind
from workbench.reading import read

WRITTEN = date(2024, 6, 12)


def measures(text: str) -> list[tuple[str, Decimal | None, str | None]]:
    reading = read(text, document_date=WRITTEN)
    return [(one.text, one.value, one.unit) for one in reading.quantities]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He is 1.98m tall.", ("1.98m", "1.98", "metre")),
        ("The suspect (1.98m) fled.", ("1.98m", "1.98", "metre")),
        ("It cost $1.98m.", ("$1.98m", "1980000", "USD")),
        ("Some 1.98m people came.", ("1.98m", "1980000", None)),
        ("She won the 400m in Doha.", ("400m", "400", "metre")),
        ("It was 100°F in the shade.", ("100°F", "100", "degree Fahrenheit")),
        ("It was minus 12 degrees Celsius.", ("minus 12 degrees Celsius", "-12", "degree Celsius")),
        ("The plank is 2in thick.", ("2in", "2", "inch")),
        ("Add 500g of flour.", ("500g", "500", "gram")),
        ("The site makes 1.6 GW of power.", ("1.6 GW", "1.6", "gigawatt")),
        ("A magnitude 7.1 quake struck.", ("7.1", "7.1", "magnitude")),
    ],
)
def test_the_unit_of_a_number(text: str, wanted: tuple[str, str, str | None]) -> None:
    assert measures(text) == [(wanted[0], Decimal(wanted[1]), wanted[2])]


def test_a_seat_and_a_flat_are_no_temperature() -> None:
    assert measures("He sat at Gate 12C and in Room 3F.") == []


def test_feet_and_inches_written_together() -> None:
    assert measures("The window is 6ft 2in high.") == [
        ("6ft", Decimal(6), "foot"),
        ("2in", Decimal(2), "inch"),
    ]


def test_a_step_and_where_it_led_are_no_score_and_no_range() -> None:
    wanted = [("12", Decimal(12), None), ("40", Decimal(40), None), ("52", Decimal(52), None)]
    assert measures("The index fell by 12 to 40 from 52.") == wanted
    steps = measures("Oil climbed $2.15 to $83.40 on Monday.")
    assert [value for _, value, _ in steps] == [Decimal("2.15"), Decimal("83.4")]


def test_a_range_after_a_word_of_change_stays_a_range() -> None:
    (rise,) = read("Prices rose 30 to 40 per cent.").quantities
    assert (rise.low, rise.high, rise.unit) == (Decimal(30), Decimal(40), "%")


def test_the_first_of_two_ends_has_the_unit_of_the_second() -> None:
    assert measures("The level dropped from 12.5 to 9.8 metres.") == [
        ("12.5", Decimal("12.5"), "metre"),
        ("9.8 metres", Decimal("9.8"), "metre"),
    ]


@pytest.mark.parametrize(
    "opening",
    ["Geneva, 7 July 2021 – ", "Port Arlen, Kelwyn, July 7, 2021 — ", "Bonn (7 July 2021) - "],
)
def test_a_dateline_in_small_letters_dates_the_text(opening: str) -> None:
    reading = read(f"{opening}The agency moved its staff on Monday.")
    assert reading.document_date == date(2021, 7, 7)
    assert reading.document_date_basis is DateBasis.HEADER
    assert [one.value for one in reading.dates] == ["2021-07-07", "2021-07-05"]


def test_a_year_that_is_only_a_bound_is_not_the_year_of_a_later_day() -> None:
    text = "From 2035 new vans must be electric. Makers must report their sales by 1 March."
    assert [one.value for one in read(text).dates] == ["2035", None]


def test_a_quarter_is_the_one_nearest_to_the_quarter_beside_it() -> None:
    text = "Output fell in the fourth quarter of 2023 after growth in the third quarter."
    values = [one.value for one in read(text, document_date=WRITTEN).dates]
    assert values == ["2023-10/2023-12", "2023-07/2023-09"]


def test_the_first_of_two_ends_has_the_magnitude_of_the_second() -> None:
    assert [value for _, value, _ in measures("Sales rose from 3 to 5 million.")] == [
        Decimal(3_000_000),
        Decimal(5_000_000),
    ]
    assert [value for _, value, _ in measures("The fund grew from $3 to $5 billion.")] == [
        Decimal(3_000_000_000),
        Decimal(5_000_000_000),
    ]


def test_two_years_of_a_range_are_years_whatever_follows() -> None:
    reading = read("From 2019 to 2021 sales rose.")
    assert [one.value for one in reading.dates] == ["2019/2021"]
    assert reading.quantities == ()


def test_a_race_and_its_time_are_no_dates() -> None:
    reading = read("The 1500 m record stands at 3:26.00.", document_date=WRITTEN)
    assert reading.dates == ()
    assert [one.unit for one in reading.quantities] == ["metre"]


def test_a_weekday_beside_its_date_is_that_day() -> None:
    reading = read("In New York, 5 May 2020 - a Tuesday - was quiet.")
    assert reading.document_date is None
    assert [one.value for one in reading.dates] == ["2020-05-05", "2020-05-05"]


def test_days_in_a_row_share_their_month() -> None:
    reading = read("The court sits on 5, 6 and 9 October 2024.")
    assert [one.value for one in reading.dates] == ["2024-10-05", "2024-10-06", "2024-10-09"]


def test_a_margin_is_no_day() -> None:
    reading = read("The court upheld it by 2-1.", document_date=WRITTEN)
    assert reading.dates == ()
    assert [one.unit for one in reading.quantities] == ["score"]


def test_a_length_of_time_with_colons_is_no_time_of_day() -> None:
    assert read("She won in 2:04:18 on a flat course.", document_date=WRITTEN).dates == ()


@pytest.mark.parametrize(
    "text",
    [
        "Kramer Velt signed the deal.",
        "The deal was praised by Kramer Velt.",
        "Critics, among them Kramer Velt, 54, were not asked.",
        "Kramer Velt was elected in May.",
    ],
)
def test_two_unknown_words_are_a_person_where_something_says_so(text: str) -> None:
    kinds = {name.text: name.kind for name in read(text).names}
    assert kinds["Kramer Velt"] is NameKind.PERSON


@pytest.mark.parametrize(
    "text", ["Visitors like Kramer Velt most.", "Kramer Velt opens at nine and costs nothing."]
)
def test_two_unknown_words_are_no_person_where_nothing_says_so(text: str) -> None:
    kinds = {name.text: name.kind for name in read(text).names}
    assert kinds["Kramer Velt"] is NameKind.THING
