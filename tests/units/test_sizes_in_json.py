"""``extract --json`` states measures in SI units too, where the words allow one reading only."""

from typing import Any

import pytest

from workbench.reading import read
from workbench.reporting.json.claim_objects import quantity_object


def only(text: str) -> dict[str, Any]:
    (quantity,) = read(text).quantities
    return quantity_object(quantity)


def test_a_measure_has_its_size_in_si_units() -> None:
    value = only("The road is 12 miles long.")
    assert (value["value"], value["unit"]) == (12, "mile")
    assert (value["si_value"], value["si_unit"]) == ("19312.128", "metre")


def test_the_ends_of_a_range_have_each_their_size() -> None:
    value = only("The ships carry 2 to 3 kilotonnes of grain.")
    assert (value["si_low"], value["si_high"], value["si_unit"]) == (2000000, 3000000, "kilogram")
    assert "si_value" not in value


@pytest.mark.parametrize(
    "text",
    [
        "The fine was $20.",
        "Turnout was 61%.",
        "The tank holds 40 gallons.",
        "It grew warmer by 2 degrees Celsius.",
        "He was jailed for 12 years.",
        "Some 40 people came.",
    ],
)
def test_nothing_is_added_where_a_size_could_be_wrong(text: str) -> None:
    assert not [key for key in only(text) if key.startswith("si_")]
