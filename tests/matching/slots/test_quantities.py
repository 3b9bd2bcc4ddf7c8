"""Quantities beside quantities: values, bounds, things counted, units."""

from decimal import Decimal

import pytest

from workbench.matching.slots import Relation, compare_quantities
from workbench.model import Approximator, Quantity


def amount(
    value: str | None,
    counted: str | None = None,
    *,
    hedge: Approximator | None = None,
    unit: str | None = None,
    low: str | None = None,
    high: str | None = None,
    text: str | None = None,
) -> Quantity:
    said = text or value or f"{low}-{high}"
    return Quantity(
        0,
        len(said),
        said,
        value=None if value is None else Decimal(value),
        low=None if low is None else Decimal(low),
        high=None if high is None else Decimal(high),
        approximator=hedge,
        unit=unit,
        counted=counted,
    )


def relation(ours: Quantity, theirs: Quantity) -> Relation:
    found = compare_quantities(ours, theirs).relation
    assert compare_quantities(theirs, ours).relation is found
    return found


def test_one_value_is_the_same_however_it_is_written() -> None:
    assert relation(amount("500", "troops"), amount("500", "troops", text="five hundred")) == "same"


def test_a_difference_is_said_in_words() -> None:
    found = compare_quantities(amount("500", "troops"), amount("700", "troops"))
    assert (found.relation, found.words) == (Relation.DIFFERS, "500 against 700 troops")


def test_five_hundred_is_not_five_thousand() -> None:
    assert relation(amount("500", "troops"), amount("5000", "troops", text="5,000")) == "differs"


@pytest.mark.parametrize(
    ("about", "exact", "agrees"),
    [
        ("500", "497", True),
        ("500", "550", True),
        ("500", "551", False),
        ("520", "515", True),
        ("520", "540", False),
        ("1000", "1100", True),
        ("1000", "1200", False),
        ("497", "500", True),
        ("497", "520", False),
    ],
)
def test_about_agrees_within_half_a_step_of_its_last_place(
    about: str, exact: str, agrees: bool
) -> None:
    found = relation(amount(about, "troops", hedge=Approximator.ABOUT), amount(exact, "troops"))
    assert found == ("same" if agrees else "differs")


@pytest.mark.parametrize(
    ("hedge", "bound", "other", "expected"),
    [
        (Approximator.AT_LEAST, "500", "700", "compatible"),
        (Approximator.AT_LEAST, "500", "499", "differs"),
        (Approximator.OVER, "500", "500", "compatible"),
        (Approximator.AT_MOST, "500", "300", "compatible"),
        (Approximator.UNDER, "500", "700", "differs"),
    ],
)
def test_bounds_are_compatible_with_what_they_allow(
    hedge: Approximator, bound: str, other: str, expected: str
) -> None:
    assert relation(amount(bound, "people", hedge=hedge), amount(other, "people")) == expected


def test_equal_bounds_are_the_same_and_two_bounds_of_one_side_compatible() -> None:
    least = amount("500", "people", hedge=Approximator.AT_LEAST)
    assert relation(least, least) == "same"
    assert relation(least, amount("700", "people", hedge=Approximator.AT_LEAST)) == "compatible"
    assert relation(least, amount("400", "people", hedge=Approximator.AT_MOST)) == "differs"


def test_a_range_is_compatible_with_what_lies_in_it() -> None:
    some = amount(None, "people", low="400", high="600")
    assert relation(some, amount("500", "people")) == "compatible"
    assert relation(some, amount("700", "people")) == "differs"
    assert relation(some, amount(None, "people", low="400", high="600")) == "same"
    assert relation(some, amount(None, "people", low="550", high="900")) == "compatible"


def test_a_number_rounded_to_a_magnitude_agrees_with_the_exact_one() -> None:
    rounded = amount("1200000", "people", text="1.2 million")
    assert relation(rounded, amount("1234567", "people", text="1,234,567")) == "same"
    assert relation(rounded, amount("1260000", "people", text="1,260,000")) == "differs"


def test_counts_of_different_things_cannot_be_compared() -> None:
    found = compare_quantities(amount("52", "Serbs"), amount("41", "soldiers"))
    assert found.relation is Relation.INCOMPARABLE
    assert found.words == "52 Serbs and 41 soldiers count different things"


def test_soldiers_are_troops_and_an_adjective_changes_nothing() -> None:
    assert relation(amount("500", "Russian troops"), amount("500", "soldiers")) == "same"
    assert relation(amount("500", "soldiers"), amount("700", "troops of the brigade")) == "differs"


def test_people_may_be_soldiers_so_only_an_equal_number_agrees() -> None:
    assert relation(amount("52", "people"), amount("52", "soldiers")) == "compatible"
    assert relation(amount("52", "people"), amount("41", "soldiers")) == "incomparable"


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (("5", "%"), ("5", "percentage point"), "incomparable"),
        (("5", "%"), ("7", "%"), "differs"),
        (("0.5", "fraction"), ("50", "%"), "same"),
        (("5", "USD"), ("5", "EUR"), "incomparable"),
        (("5", "USD"), ("7", "USD"), "differs"),
        (("10", "kilometre"), ("10", "tonne"), "incomparable"),
        (("10", "kilometre"), ("10000", "metre"), "same"),
        (("10", "mile"), ("16", "kilometre"), "same"),
        (("10", "mile"), ("20", "kilometre"), "differs"),
        (("32", "degree Fahrenheit"), ("0", "degree Celsius"), "same"),
        (("10", "mile"), ("10", "an unheard-of unit"), "incomparable"),
    ],
)
def test_units_are_converted_only_within_one_kind(
    ours: tuple[str, str], theirs: tuple[str, str], expected: str
) -> None:
    assert relation(amount(ours[0], unit=ours[1]), amount(theirs[0], unit=theirs[1])) == expected


def test_a_bare_number_never_contradicts_a_count() -> None:
    assert relation(amount("500"), amount("700", "troops")) == "incomparable"
    assert relation(amount("500"), amount("500", "troops")) == "compatible"


@pytest.mark.parametrize(
    ("value", "counted", "expected"),
    [
        ("700", "additional soldiers", "compatible"),
        ("500", "soldiers", "incomparable"),
        ("700", "tanks", "incomparable"),
        ("500", "force", "differs"),
    ],
)
def test_a_force_may_be_counted_by_its_members(value: str, counted: str, expected: str) -> None:
    assert relation(amount("700", "force"), amount(value, counted)) == expected
