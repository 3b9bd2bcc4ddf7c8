"""Checks of one measure given in two units."""

import pytest

from workbench.model import Check, CheckKind
from workbench.reading import read
from workbench.reading.checks import find_checks


def checks(text: str) -> list[Check]:
    return list(find_checks(read(text)))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("They walked 10 miles (16 km) to the village.", "10 miles is 16.09 kilometres"),
        ("They walked 10 miles, or 16 kilometres, to the village.", "16.09 kilometres"),
        ("The 10-mile (16-kilometre) march ended.", "16.09 kilometres"),
        ("The walk is 10-12 miles (16-19 km) long.", "16.09 to 19.31 kilometres"),
        ("He is 5 feet 10 inches (178 cm) tall.", "177.8 centimetres"),
        ("Winds of 60 mph (97 km/h) were measured.", "96.56 kilometres per hour"),
        ("The tower is 100 metres (328 feet) tall.", "328.08 feet"),
        ("The field is 500 acres (200 hectares) large.", "202.34 hectares"),
        ("The lake covers 50 square miles (130 square kilometres).", "129.5 square kilometres"),
        ("The truck carried 20 tons (18 tonnes) of grain.", "18.14 tonnes"),
        ("The tank holds 10 gallons (38 litres).", "37.85 litres"),
        ("The engine gives 300 kW (402 hp).", "402.31 horsepower"),
        ("The talk lasted 90 minutes (1.5 hours).", "1.5 hours"),
        ("It cut its rate by 25 basis points, or 0.25 percentage points.", "0.25 percentage"),
        ("A quake struck 33 km (20 miles) from the city.", "20.51 miles"),
        ("It is about 10 miles (17 km) from here.", "16.09 kilometres"),
    ],
)
def test_a_right_conversion_agrees(text: str, piece: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.CONVERSION, True)
    assert piece in found.message


def test_a_conversion_points_at_both_measures() -> None:
    text = "He is 5 feet 10 inches (178 cm) tall."
    (found,) = checks(text)
    assert [text[start:end] for start, end in found.spans] == ["5 feet 10 inches", "178 cm"]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("They walked 10 miles (26 km) to the village.", "is 16.09 kilometres"),
        ("A 26.2-mile (44.2 km) race was held.", "is 42.16 kilometres"),
        ("The tower is 100 metres (428 feet) tall.", "is 328.08 feet"),
        ("The field is 500 acres (300 hectares) large.", "is 202.34 hectares"),
        ("The storm had winds of 120 km/h (95 mph).", "is 74.56 miles per hour"),
        ("The talk lasted 90 minutes (2.5 hours).", "is 1.5 hours"),
        ("It cut its rate by 25 basis points, or 2.5 percentage points.", "is 0.25 percentage"),
        ("He is 5 feet 10 inches (198 cm) tall.", "is 177.8 centimetres"),
    ],
)
def test_a_wrong_conversion_does_not_agree(text: str, piece: str) -> None:
    (found,) = checks(text)
    assert (found.kind, found.agrees) == (CheckKind.CONVERSION, False)
    assert piece in found.message


@pytest.mark.parametrize(
    "text",
    [
        # Exchange rates are in no text.
        "The deal is worth $3.5bn (£2.8bn).",
        # Another distance, not the same one again.
        "The pond is 5 miles from the town (3 km from the mill).",
        "He ran 10 miles and swam 3 km.",
        "They marched 10 miles or 26 kilometres to the village.",
        "The route is 10 miles (3 km uphill and 13 km downhill).",
        # Rounded as people round.
        "She was 1 mile (1.5 km) from home.",
        "He stood 6 feet (2 metres) away.",
        # Another unit of the same name.
        "The tank holds 10 gallons (45 litres).",
        "The ship was 12 miles (22 km) from the coast.",
        # Inches of a height written with marks.
        "Height: 6'5\" (196 cm) Weight: not known.",
        # Nothing to compare.
        "The box weighs 5 kg (10 metres away).",
        "He waited 5 minutes (3 km).",
        "He ate 10 eggs (5 kg).",
        "It was 0 miles (0 km) away.",
    ],
)
def test_what_is_no_conversion_or_may_be_right_stays_silent(text: str) -> None:
    assert checks(text) == []
