"""Quantities: how much, how exactly, in what unit and of what; and what is no quantity."""

from decimal import Decimal

import pytest

from workbench.model import Approximator, Name, NameKind, Quantity
from workbench.reading.dates import find_dates
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences


def read(text: str, names: tuple[Name, ...] = ()) -> tuple[Quantity, ...]:
    sentences = split_sentences(text)
    return find_quantities(text, sentences, find_dates(text, sentences, None), names)


def only(text: str) -> Quantity:
    (found,) = read(text)
    return found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It holds 1,250 boxes.", "1,250", "1250"),
        ("It holds 1 250 boxes.", "1 250", "1250"),
        ("It holds 2.5 million boxes.", "2.5 million", "2500000"),
        ("It holds forty-two boxes.", "forty-two", "42"),
        ("It holds three hundred and five boxes.", "three hundred and five", "305"),
        ("It holds two and a half million boxes.", "two and a half million", "2500000"),
        ("It holds half a million boxes.", "half a million", "500000"),
        ("It holds two dozen boxes.", "two dozen", "24"),
        ("It holds 3.4m boxes.", "3.4m", "3400000"),
        ("It holds a thousand boxes.", "a thousand", "1000"),
        ("It holds 1½ boxes.", "1½", "1.5"),
        ("It holds 12 lakh boxes.", "12 lakh", "1200000"),
        ("It holds 1,20,000 boxes.", "1,20,000", "120000"),
    ],
)
def test_a_number_of_things(text: str, words: str, value: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.counted) == (words, Decimal(value), "boxes")


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("It rose 8.3%.", "8.3%", "8.3", "%"),
        ("It rose 8.3 per cent.", "8.3 per cent", "8.3", "%"),
        ("It rose 0.7 percentage points.", "0.7 percentage points", "0.7", "percentage point"),
        ("It costs $3.5 billion.", "$3.5 billion", "3500000000", "USD"),
        ("It costs A$20m.", "A$20m", "20000000", "AUD"),
        ("It costs £2.8bn.", "£2.8bn", "2800000000", "GBP"),
        ("It costs 300 euros.", "300 euros", "300", "EUR"),
        ("It costs EUR 300.", "EUR 300", "300", "EUR"),
        ("It is 33 km away.", "33 km", "33", "kilometre"),
        ("It is 240m long.", "240m", "240", "metre"),
        ("It blew at 250 km/h.", "250 km/h", "250", "kilometre per hour"),
        ("It took 48 hours.", "48 hours", "48", "hour"),
        ("A 12-month lull ended.", "12-month", "12", "month"),
        ("It was -5.5°C.", "-5.5°C", "-5.5", "degree Celsius"),
        ("It lost five-fold.", "five-fold", "5", "times"),
        ("A 7.8-magnitude quake hit.", "7.8", "7.8", "magnitude"),
        ("The 35-year-old left.", "35", "35", "year"),
    ],
)
def test_units(text: str, words: str, value: str, unit: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.unit) == (words, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("It holds 20-30 boxes.", "20-30", "20", "30"),
        ("It holds between 10,000 and 15,000 boxes.", "10,000 and 15,000", "10000", "15000"),
        ("It holds 40 to 50 boxes.", "40 to 50", "40", "50"),
        ("It is kept at 1-1/2 to 1-3/4 percent.", "1-1/2 to 1-3/4 percent", "1.5", "1.75"),
        ("It costs $3-5 million.", "$3-5 million", "3000000", "5000000"),
        ("It costs $3 million to $5 million.", "$3 million to $5 million", "3000000", "5000000"),
        ("It fell by 5% to 6%.", "5% to 6%", "5", "6"),
        ("It took two or three days.", "two or three days", "2", "3"),
    ],
)
def test_a_range_is_two_bounds_and_never_a_mean(text: str, words: str, low: str, high: str) -> None:
    found = only(text)
    assert (found.text, found.low, found.high) == (words, Decimal(low), Decimal(high))
    assert found.value is None


def test_a_change_from_one_value_to_another_is_no_range() -> None:
    assert [found.value for found in read("Seats increased from 9 to 10.")] == [9, 10]


@pytest.mark.parametrize(
    ("text", "words", "value", "counted"),
    [
        ("One in five adults agreed.", "One in five", "0.2", "adults"),
        ("Two-thirds of the members left.", "Two-thirds", "0.6666666667", "members"),
        ("More than half of voters agreed.", "half", "0.5", "voters"),
        ("It fell by a quarter.", "a quarter", "0.25", None),
    ],
)
def test_shares_are_fractions_of_one(
    text: str, words: str, value: str, counted: str | None
) -> None:
    found = only(text)
    assert (found.text, found.value, found.counted) == (words, Decimal(value), counted)
    assert found.unit == "fraction"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("about", Approximator.ABOUT),
        ("some", Approximator.ABOUT),
        ("at least", Approximator.AT_LEAST),
        ("no fewer than", Approximator.AT_LEAST),
        ("up to", Approximator.AT_MOST),
        ("as many as", Approximator.AT_MOST),
        ("more than", Approximator.OVER),
        ("nearly", Approximator.UNDER),
        ("just under", Approximator.UNDER),
        ("exactly", None),
    ],
)
def test_how_exactly_a_number_is_meant(words: str, kind: Approximator | None) -> None:
    assert only(f"It holds {words} 500 boxes.").approximator is kind


def test_words_after_a_number_say_how_exactly_it_is_meant_too() -> None:
    assert only("It killed 107 or more.").approximator is Approximator.AT_LEAST
    assert only("It holds 500-odd boxes.").approximator is Approximator.ABOUT


def test_over_a_time_means_during_it() -> None:
    assert only("It grew over five years.").approximator is None
    assert only("It stood for over five years.").approximator is Approximator.OVER


@pytest.mark.parametrize(
    ("text", "words", "low"),
    [
        ("Dozens of boxes fell.", "Dozens", "24"),
        ("Several boxes fell.", "Several", "3"),
        ("Thousands of boxes fell.", "Thousands", "1000"),
        ("Tens of thousands of boxes fell.", "Tens of thousands", "20000"),
        ("Several hundred boxes fell.", "Several hundred", "300"),
    ],
)
def test_vague_amounts_have_a_lower_bound_only(text: str, words: str, low: str) -> None:
    found = only(text)
    assert (found.text, found.low, found.high, found.value) == (words, Decimal(low), None, None)
    assert found.approximator is Approximator.VAGUE
    assert found.counted == "boxes"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("About 500 Norwegian troops from the north came.", "Norwegian troops"),
        ("They met 60,000 security personnel in the area.", "security personnel"),
        ("Police met 52 human rights activists today.", "human rights activists"),
        ("Fewer than 100 of the flooded homes have power.", "flooded homes"),
        ("The crowd reached 54,321.", "crowd"),
        ("The population is 54,321.", "population"),
        ("A 700-strong force came.", "force"),
        ("A 27-nation bloc met.", "nation"),
        ("Six soldiers of theirs left.", "soldiers"),
        ("At least one shell landed near the wall.", "shell"),
        ("At least 107 killed in the fire.", "killed"),
        ("It carried 26,000 tonnes of wheat.", "wheat"),
        ("It has 10 per cent of Norwegian salt.", "Norwegian salt"),
        ("Four security and border officials left.", "security and border officials"),
        ("Nine US companies left.", "US companies"),
        ("More than 600,000 Israelis live there.", "Israelis"),
        ("They bought 50 Airbus A350-900 jets today.", "Airbus A350-900 jets"),
        ("A million or more Uighurs were held.", "Uighurs"),
    ],
)
def test_what_is_counted_is_in_the_words_of_the_text(text: str, counted: str) -> None:
    assert only(text).counted == counted


@pytest.mark.parametrize(
    "text",
    [
        "The 65th Motorised Brigade came on 5 June 2023.",
        "Resolution 1244 and Article 5 were named.",
        "He flew a Boeing 747 with Windows 11 on it.",
        "They passed posts 542 and 543.",
        "It rose from Launch Pad 39A on mission STS-135.",
        "The deputies of Partito 7 Colli agreed.",
        "He was lifted off aboard Vostok 1 into space.",
        "One of them said that no one was hurt, one by one.",
        "It was the first one that left.",
        "If one steps back, the number one buyer is gone.",
        "Call 555-0134 or +44 20 7946 0018.",
        "It began at 22:30 and was said before.[3]",
        "COVID-19 and the G7 were named.",
        "The Group of Seven met in room 12.",
        "He lives at 10 Harbour Street.",
        "Version 2.4.1 came out.",
        "1. Peel it",
    ],
)
def test_these_are_no_quantities(text: str) -> None:
    assert read(text) == ()


def test_digits_in_a_name_that_was_found_are_no_quantity() -> None:
    text = "The 300 Spartans came with 12 slaves."
    name = Name(0, 16, "The 300 Spartans", NameKind.WORK)
    assert [found.text for found in read(text, (name,))] == ["12"]


@pytest.mark.parametrize(
    ("text", "words", "value", "unit"),
    [
        ("He slept half an hour.", "half an hour", "0.5", "hour"),
        ("It is a quarter of a mile away.", "a quarter of a mile", "0.25", "mile"),
        ("It is 1/4 mile away.", "1/4 mile", "0.25", "mile"),
        ("It pays $6.99 a month.", "$6.99 a month", "6.99", "USD per month"),
        ("It cost 98 cents a share.", "98 cents a share", "98", "cent per share"),
        ("It weighs two pounds.", "two pounds", "2", "pound"),
        ("It costs two pounds.", "two pounds", "2", "GBP"),
        ("It has 540 Nm of torque.", "540 Nm", "540", "newton metre"),
        ("Those aged 35 left.", "35", "35", "year"),
        ("Mira Solberg, 48, left.", "48", "48", "year"),
        ("It fell at the age of 9.", "9", "9", "year"),
        ('It is 22" wide.', '22"', "22", "inch"),
    ],
)
def test_units_told_from_their_surroundings(text: str, words: str, value: str, unit: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.unit) == (words, Decimal(value), unit)


def test_two_units_make_no_range() -> None:
    assert [(found.value, found.unit) for found in read("It rose 8% to $13.18 billion.")] == [
        (8, "%"),
        (Decimal(13180000000), "USD"),
    ]


def test_what_rose_is_counted_where_nothing_follows() -> None:
    text = "The seats in the upper house increased from 9 to 10."
    assert [found.counted for found in read(text)] == ["seats", "seats"]


@pytest.mark.parametrize(
    "text",
    [
        "They will meet one day.",
        "It was a one-on-one talk.",
        "Rossi 5040 5 1 17 27",
        "The LC 500 Convertible was shown.",
        "See www.example.org/a?b=30 today.",
        "They saw § 68 of it.",
        "It was shown before (14, 15).",
        "They called 911 and bought a 4K screen.",
        "The popular 737 Max jet was grounded.",
    ],
)
def test_these_count_nothing_either(text: str) -> None:
    assert read(text) == ()
