"""Write the table of units, ``workbench/units/units.json``, from Pint's definitions.

Run it after a change of ``KINDS``: ``python tools/make_units.py``. Pint is needed here and in the
test that holds the table against it, and nowhere else.
"""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pint

TARGET = Path(__file__).parents[1] / "workbench" / "units" / "units.json"

# For each kind its base unit and how Pint writes each unit. Pint's acre is that of the US survey
# of old; the acre of today is 43,560 square feet. Without a mark a ton, gallon, pint and barrel
# are those of the United States; "ambiguous" lists the words that mean another measure elsewhere.
KINDS = {
    "length": (
        "metre",
        {
            "metre": "metre",
            "kilometre": "kilometre",
            "centimetre": "centimetre",
            "millimetre": "millimetre",
            "micrometre": "micrometre",
            "nanometre": "nanometre",
            "mile": "mile",
            "nautical mile": "nautical_mile",
            "foot": "foot",
            "inch": "inch",
            "yard": "yard",
            "light year": "light_year",
        },
    ),
    "mass": (
        "kilogram",
        {
            "kilogram": "kilogram",
            "gram": "gram",
            "milligram": "milligram",
            "microgram": "microgram",
            "tonne": "metric_ton",
            "kilotonne": "kilometric_ton",
            "pound": "pound",
            "ounce": "ounce",
            "stone": "stone",
            "ton": "short_ton",
            "carat": "carat",
        },
    ),
    "area": (
        "square metre",
        {
            "square metre": "metre ** 2",
            "square kilometre": "kilometre ** 2",
            "hectare": "hectare",
            "acre": "43560 * foot ** 2",
            "square mile": "mile ** 2",
            "square yard": "yard ** 2",
            "square foot": "foot ** 2",
            "square inch": "inch ** 2",
        },
    ),
    "volume": (
        "cubic metre",
        {
            "litre": "litre",
            "millilitre": "millilitre",
            "centilitre": "centilitre",
            "cubic metre": "metre ** 3",
            "cubic kilometre": "kilometre ** 3",
            "cubic centimetre": "centimetre ** 3",
            "cubic foot": "foot ** 3",
            "cubic yard": "yard ** 3",
            "cubic inch": "inch ** 3",
            "gallon": "gallon",
            "pint": "pint",
            "barrel": "oil_barrel",
            "bushel": "bushel",
            "tablespoon": "tablespoon",
            "teaspoon": "teaspoon",
        },
    ),
    "speed": (
        "metre per second",
        {
            "metre per second": "metre / second",
            "kilometre per second": "kilometre / second",
            "kilometre per hour": "kilometre / hour",
            "mile per hour": "mile / hour",
            "knot": "knot",
            "foot per second": "foot / second",
        },
    ),
    "power": (
        "watt",
        {
            "watt": "watt",
            "milliwatt": "milliwatt",
            "kilowatt": "kilowatt",
            "megawatt": "megawatt",
            "gigawatt": "gigawatt",
            "terawatt": "terawatt",
            "horsepower": "horsepower",
        },
    ),
    "energy": (
        "joule",
        {
            "joule": "joule",
            "kilowatt hour": "kilowatt * hour",
            "megawatt hour": "megawatt * hour",
            "gigawatt hour": "gigawatt * hour",
            "terawatt hour": "terawatt * hour",
        },
    ),
    "torque": ("newton metre", {"newton metre": "newton * metre", "pound foot": "foot_pound"}),
    "pressure": (
        "pascal",
        {
            "pascal": "pascal",
            "hectopascal": "hectopascal",
            "millibar": "millibar",
            "bar": "bar",
            "pound per square inch": "psi",
        },
    ),
    "frequency": (
        "hertz",
        {
            "hertz": "hertz",
            "kilohertz": "kilohertz",
            "megahertz": "megahertz",
            "gigahertz": "gigahertz",
        },
    ),
    "time": (
        "second",
        {
            "second": "second",
            "millisecond": "millisecond",
            "microsecond": "microsecond",
            "nanosecond": "nanosecond",
            "minute": "minute",
            "hour": "hour",
            "day": "day",
            "week": "week",
            "fortnight": "fortnight",
        },
    ),
    "temperature": (
        "kelvin",
        {
            "kelvin": "kelvin",
            "degree Celsius": "degree_Celsius",
            "degree Fahrenheit": "degree_Fahrenheit",
        },
    ),
    "voltage": ("volt", {"volt": "volt"}),
    "dose": ("sievert", {"sievert": "sievert", "millisievert": "millisievert"}),
    "activity": ("becquerel", {"becquerel": "becquerel"}),
    "data": (
        "bit",
        {
            "bit": "bit",
            "byte": "byte",
            "kilobyte": "kilobyte",
            "megabyte": "megabyte",
            "gigabyte": "gigabyte",
            "terabyte": "terabyte",
            "petabyte": "petabyte",
            "megabit": "megabit",
            "gigabit": "gigabit",
        },
    ),
    "data rate": (
        "bit per second",
        {
            "megabit per second": "megabit / second",
            "gigabit per second": "gigabit / second",
        },
    ),
}
# Kinds that no SI unit measures: years have no fixed length in seconds, and points are of a share.
BY_DEFINITION = {
    "years": {"year": "1", "month": "1/12", "decade": "10", "century": "100", "millennium": "1000"},
    "points": {"percentage point": "1", "basis point": "1/100"},
}
WITHOUT_SI = ("data", "data rate", *BY_DEFINITION)
AMBIGUOUS = ("ton", "gallon", "pint")


def size(registry: Any, expression: str) -> tuple[Fraction, Fraction]:
    """The factor and the offset by which Pint goes from a unit to the base units of SI."""
    if expression.startswith("degree_"):
        unit = registry.Unit(expression)
        zero = registry.Quantity(Fraction(0), unit).to("kelvin").magnitude
        one = registry.Quantity(Fraction(1), unit).to("kelvin").magnitude
        return Fraction(one) - Fraction(zero), Fraction(zero)
    whole = registry.parse_expression(expression)
    return Fraction(whole.to_base_units().magnitude), Fraction(0)


def table() -> dict[str, Any]:
    """The whole table, ready to be written."""
    registry: Any = pint.UnitRegistry(non_int_type=Fraction)
    units: dict[str, list[str]] = {}
    for kind, (_, members) in KINDS.items():
        for name, expression in members.items():
            factor, offset = size(registry, expression)
            units[name] = [kind, str(factor), *([str(offset)] if offset else [])]
    for kind, defined in BY_DEFINITION.items():
        units.update({name: [kind, factor] for name, factor in defined.items()})
    return {
        "si": {kind: base for kind, (base, _) in KINDS.items() if kind not in WITHOUT_SI},
        "ambiguous": list(AMBIGUOUS),
        "units": units,
    }


def main() -> None:
    """Write the table."""
    made = table()
    lines = [f" {json.dumps(name)}: {json.dumps(entry)}" for name, entry in made["units"].items()]
    head = "".join(f"{json.dumps(key)}: {json.dumps(made[key])},\n" for key in ("si", "ambiguous"))
    units = ",\n".join(lines)
    TARGET.write_text(f'{{\n{head}"units": {{\n{units}\n}}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
