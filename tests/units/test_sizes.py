"""Units are as large as Pint says, exactly, and temperatures have their zero."""

import importlib.util
import json
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from workbench.units import is_ambiguous, ratio, same_kind, size_in_si

ROOT = Path(__file__).parents[2]


def test_the_table_is_what_pint_gives_today() -> None:
    path = ROOT / "tools" / "make_units.py"
    spec = importlib.util.spec_from_file_location("make_units", path)
    assert spec is not None
    assert spec.loader is not None
    make_units = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_units)
    shipped = json.loads((ROOT / "workbench" / "units" / "units.json").read_text(encoding="utf-8"))
    assert shipped == make_units.table()
    assert len(shipped["units"]) > 100


@pytest.mark.parametrize(
    ("value", "unit", "size"),
    [
        ("1", "mile", ("1609.344", "metre")),
        ("10", "kilometre per hour", ("2.77777777778", "metre per second")),
        ("36", "kilometre per hour", ("10", "metre per second")),
        ("3", "acre", ("12140.5692672", "square metre")),
        ("1.5", "gigawatt hour", ("5400000000000", "joule")),
        ("100", "degree Fahrenheit", ("310.927777778", "kelvin")),
        ("-40", "degree Fahrenheit", ("233.15", "kelvin")),
        ("-40", "degree Celsius", ("233.15", "kelvin")),
        ("0", "degree Celsius", ("273.15", "kelvin")),
        ("90", "litre per minute", ("0.0015", "cubic metre per second")),
        ("2", "light year", ("18921460945161600", "metre")),
    ],
)
def test_a_measure_in_si_units(value: str, unit: str, size: tuple[str, str]) -> None:
    assert size_in_si(Decimal(value), unit) == (Decimal(size[0]), size[1])


@pytest.mark.parametrize(
    "unit", ["USD", "%", "month", "year", "byte", "point", "dollar per day", "furlong", ""]
)
def test_what_no_si_unit_measures_has_no_size(unit: str) -> None:
    assert size_in_si(Decimal(5), unit) is None


def test_no_size_is_given_of_what_is_no_number() -> None:
    assert size_in_si(Decimal("NaN"), "metre") is None


def test_units_of_one_kind() -> None:
    assert same_kind("mile", "kilometre")
    assert same_kind("knot", "kilometre per hour")
    assert same_kind("month", "decade")
    assert same_kind("mile per hour", "mile per hour")
    assert not same_kind("mile", "hectare")
    assert not same_kind("joule", "newton metre")
    assert not same_kind("USD", "EUR")
    assert not same_kind("nonsense", "nonsense")


def test_how_many_of_one_make_another() -> None:
    assert ratio("foot", "inch") == 12
    assert ratio("year", "month") == 12
    assert ratio("mile", "kilometre") == Fraction("1.609344")
    assert ratio("degree Celsius", "degree Fahrenheit") == Fraction(9, 5)
    assert ratio("mile", "litre") is None


def test_words_for_several_measures_are_marked() -> None:
    assert is_ambiguous("gallon")
    assert is_ambiguous("ton per year")
    assert not is_ambiguous("tonne")


def test_the_library_of_units_is_not_loaded() -> None:
    code = (
        "import sys; from decimal import Decimal; from workbench.units import size_in_si;"
        "assert size_in_si(Decimal(1), 'mile'); print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
