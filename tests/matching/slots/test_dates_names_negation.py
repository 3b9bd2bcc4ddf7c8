"""Dates, names, negations and modality beside one another."""

import pytest

from workbench.matching.slots import (
    Relation,
    compare_dates,
    compare_modality,
    compare_names,
    negation_differs,
)
from workbench.model import DateBasis, DateMention, Granularity, Modality, Name, NameKind


def day(value: str | None, text: str = "then", *others: str) -> DateMention:
    sort = Granularity.TIME if value and "T" in value else Granularity.DAY
    return DateMention(0, len(text), text, value, sort, DateBasis.EXPLICIT, others)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("2021-03-05", "2021-03-05", "same"),
        ("2021-03-05", "2021-03-07", "differs"),
        ("2021-03", "2021-03-05", "compatible"),
        ("2021", "2021-03", "compatible"),
        ("2020", "2021-03", "differs"),
        ("2021-01/2021-03", "2021-03-31", "compatible"),
        ("2021-01/2021-03", "2021-04-01", "differs"),
        ("2024-02", "2024-02-29", "compatible"),
        ("2021-03-29/2021-04-04", "2021-04", "compatible"),
        ("2021-03-09T17:00", "2021-03-09", "compatible"),
        ("2021-03-09T17:00", "2021-03-09T18:00", "differs"),
        ("1990/1999", "1995", "compatible"),
        (None, "2021-03-05", "incomparable"),
        (None, None, "incomparable"),
        ("2021-13-45", "2021-03-05", "incomparable"),
    ],
)
def test_dates_are_compared_by_the_days_they_cover(
    ours: str | None, theirs: str | None, expected: str
) -> None:
    assert compare_dates(day(ours), day(theirs)).relation == expected
    assert compare_dates(day(theirs), day(ours)).relation == expected


def test_a_date_with_two_readings_is_compatible_with_either() -> None:
    either = day("2021-03-05", "3/5/2021", "2021-05-03")
    assert compare_dates(either, day("2021-05-03")).relation is Relation.COMPATIBLE


def test_dates_that_differ_are_said_in_the_words_of_the_texts() -> None:
    found = compare_dates(day("2021-03-05", "5 March 2021"), day("2021-03-07", "last\nSunday"))
    assert found.words == "5 March 2021 against last Sunday"


PERSON, UNIT, BODY, PLACE = (
    NameKind.PERSON,
    NameKind.UNIT,
    NameKind.ORGANISATION,
    NameKind.PLACE,
)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind", "expected"),
    [
        ("Smith", "John Smith", PERSON, "same"),
        ("Mr Smith", "John Smith", PERSON, "same"),
        ("J. Smith", "John Smith", PERSON, "compatible"),
        ("Mary Smith", "John Smith", PERSON, "differs"),
        ("John Brown", "John Smith", PERSON, "differs"),
        ("John Smith’s", "John Smith", PERSON, "same"),
        ("65th Motorized Rifle Brigade", "56th Motorized Rifle Brigade", UNIT, "differs"),
        ("65th Motorized Rifle Brigade", "65th Brigade", UNIT, "differs"),
        ("65th Motorized Rifle Brigade", "65th Motorized", UNIT, "compatible"),
        ("NSC", "National Security Council", BODY, "same"),
        ("U.S.", "United States", PLACE, "same"),
        ("North Korea", "South Korea", PLACE, "differs"),
    ],
)
def test_names_are_the_same_only_where_they_can_be(
    ours: str, theirs: str, kind: NameKind, expected: str
) -> None:
    left, right = Name(0, len(ours), ours, kind), Name(0, len(theirs), theirs, kind)
    assert compare_names(left, right).relation == expected
    assert compare_names(right, left).relation == expected


def test_a_person_and_a_place_cannot_be_compared() -> None:
    left, right = Name(0, 10, "Washington", PERSON), Name(0, 6, "Berlin", PLACE)
    assert compare_names(left, right).relation is Relation.INCOMPARABLE


def test_the_caller_may_know_two_names_of_one_thing() -> None:
    left, right = Name(0, 5, "Burma", PLACE), Name(0, 7, "Myanmar", PLACE)
    known = {"Burma": "Myanmar"}
    assert compare_names(left, right).relation is Relation.DIFFERS
    same = compare_names(left, right, known_as=lambda name: known.get(name, name))
    assert same.relation is Relation.SAME


@pytest.mark.parametrize(
    ("ours", "theirs", "differs"),
    [
        ("Troops were sent.", "Troops were not sent.", True),
        ("Troops were sent.", "Troops weren’t sent.", True),
        ("He confirmed it.", "He denied it.", True),
        ("He confirmed it.", "He did not deny it.", False),
        ("It was seen.", "It was not only seen but filmed.", False),
        ("500 came.", "No fewer than 500 came.", False),
        ("It never happened.", "It did not happen.", False),
    ],
)
def test_negations_are_counted_so_that_two_cancel(ours: str, theirs: str, differs: bool) -> None:
    assert negation_differs(ours, theirs) is differs
    assert negation_differs(theirs, ours) is differs


def test_what_is_planned_can_stand_beside_what_is_so_and_a_denial_cannot() -> None:
    assert compare_modality(Modality.PLANNED, Modality.ASSERTED).relation is Relation.COMPATIBLE
    assert compare_modality(Modality.DENIED, Modality.ASSERTED).relation is Relation.DIFFERS
    assert compare_modality(Modality.QUESTION, Modality.ASSERTED).relation is Relation.INCOMPARABLE
    assert compare_modality(Modality.PLANNED, Modality.PLANNED).relation is Relation.SAME
