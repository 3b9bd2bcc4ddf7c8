"""A measure against the same measure in another unit: "10 miles (16 km)".

The sizes of units come from ``workbench.units`` and are exact; how near is near enough depends on
the digits that are stated. Money is never compared: exchange rates are in no text.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from workbench.model import Approximator, Check, CheckKind, Quantity
from workbench.reading.checks.bands import amount_text, band, half_step
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_word
from workbench.units import ratio

__all__ = ["conversion_checks"]

_REACH: Final = 40
_NEAR: Final = Decimal("0.05")
_SURE: Final = Decimal("0.025")
_FAR: Final = Decimal("0.12")
_FAR_IF_ABOUT: Final = Decimal("0.25")
_INCHES_IN_A_FOOT: Final = 12
_POUNDS_IN_A_STONE: Final = 14
_DEGREES: Final = {"degree Celsius", "degree Fahrenheit"}
_CELSIUS_NEAR: Final = Decimal("0.6")
_CELSIUS_FAR: Final = Decimal("2.5")
_JOINED: Final = {("foot", "inch"): _INCHES_IN_A_FOOT, ("stone", "pound"): _POUNDS_IN_A_STONE}
_INNER_GAP: Final = re.compile(r"-?\s?(?:and\s)?-?")


@cache
def _opening() -> re.Pattern[str]:
    """What stands between the two measures: an opening mark, or a comma and "or"."""
    before = any_word("conversions.between")
    openers = any_word("conversions.openers")
    return re.compile(
        rf"(?:[ -](?:{before}|in (?:diameter|length|height|width|depth)|an hour|per hour))?"
        rf"(?: ?(?P<mark>[(\[/])|, or )\s?(?:(?:{openers}),? ){{0,3}}"
    )


_CLOSING: Final = {
    "(": re.compile(r"(?:[ -][a-z]+){0,2}\s?[);,/]"),
    "[": re.compile(r"(?:[ -][a-z]+){0,2}\s?[\];,/]"),
    "/": re.compile(r"(?![\w-])"),
    ",": re.compile(r"(?: (?:long|wide|high|tall|deep|away))?\s?(?:[,.;:)–—]|$)"),
}


@dataclass(slots=True, eq=False, repr=False)
class _Measure:
    """One measure as the text states it; feet and inches are one."""

    start: int
    end: int
    text: str
    unit: str
    values: tuple[Decimal, ...]
    half: Decimal
    is_loose: bool


@cache
def _also() -> dict[str, tuple[Fraction, ...]]:
    """What else the name of a unit may mean, in multiples of the unit that it means here."""
    source = Path(__file__).with_name("also.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {unit: tuple(map(Fraction, others)) for unit, others in tables["also"].items()}


def conversion_checks(survey: Survey) -> Iterator[Check]:
    """Compare each measure that is given in two units."""
    for passage in survey.passages:
        if len(passage.quantities) < len(("one", "other")):
            continue
        measures = _measures(survey, passage)
        for one, other in pairwise(measures):
            if one.unit != other.unit and _is_restated(survey, passage, one, other):
                check = _checked(one, other)
                if check is not None:
                    yield check


def _measures(survey: Survey, passage: Passage) -> list[_Measure]:
    measures: list[_Measure] = []
    quantities = list(passage.quantities)
    while quantities:
        first = quantities.pop(0)
        second = quantities[0] if quantities else None
        inner = _JOINED.get((first.unit or "", (second.unit or "") if second else ""))
        if inner and second and _INNER_GAP.fullmatch(survey.small[first.end : second.start][:8]):
            joined = _joined(survey.text, first, second, inner)
            if joined is not None:
                quantities.pop(0)
                measures.append(joined)
                continue
        alone = None if _follows_feet(survey.text, first) else _alone(first)
        if alone is not None:
            measures.append(alone)
    return measures


def _follows_feet(text: str, quantity: Quantity) -> bool:
    """Whether a number is the inches of a height written 6'5"."""
    before = text[max(0, quantity.start - 2) : quantity.start]
    return before[:1].isdigit() and before[1:] in {"'", "’", "′"}


def _alone(quantity: Quantity) -> _Measure | None:
    if quantity.unit is None or band(quantity, Decimal(0)) is None:
        return None
    if quantity.value is not None:
        values: tuple[Decimal, ...] = (quantity.value,)
    elif quantity.low is not None and quantity.high is not None:
        values = (quantity.low, quantity.high)
    else:
        return None
    half = half_step(quantity, is_measured=True)
    is_loose = quantity.approximator not in {None, Approximator.AT_LEAST, Approximator.AT_MOST}
    return _Measure(
        quantity.start, quantity.end, quantity.text, quantity.unit, values, half, is_loose
    )


def _joined(text: str, first: Quantity, second: Quantity, inner: int) -> _Measure | None:
    if first.value is None or second.value is None or second.value >= inner or second.unit is None:
        return None
    if band(first) is None or band(second) is None:
        return None
    value = first.value * inner + second.value
    half = half_step(second, is_measured=True)
    written = text[first.start : second.end]
    return _Measure(
        first.start,
        second.end,
        written,
        second.unit,
        (value,),
        min(half, Decimal("0.5")),
        first.approximator is not None,
    )


def _is_restated(survey: Survey, passage: Passage, one: _Measure, other: _Measure) -> bool:
    gap = survey.small[one.end : other.start]
    if len(gap) > _REACH:
        return False
    link = _opening().fullmatch(
        " " * gap[:1].isspace() + " ".join(gap.split()) + " " * (gap[-1:].isspace())
    )
    if link is None:
        return False
    mark = link["mark"] or ","
    return _CLOSING[mark].match(survey.after(passage, other.end, _REACH)) is not None


def _checked(one: _Measure, other: _Measure) -> Check | None:
    if len(one.values) != len(other.values):
        return None
    judged = [
        _judge_degrees(one, other, value, stated)
        if {one.unit, other.unit} == _DEGREES
        else _judge(one, other, value, stated)
        for value, stated in zip(one.values, other.values, strict=True)
    ]
    results = [agrees for agrees, _ in judged]
    if False in results:
        agrees = False
    elif None in results:
        return None
    else:
        agrees = True
    unit = other.unit
    worked_out = " to ".join(amount_text(value, None) for _, value in judged)
    result = "agrees" if agrees else "does not agree"
    return Check(
        CheckKind.CONVERSION,
        agrees,
        f"{one.text} is {worked_out} {_several(unit)}, and the text says {other.text}: {result}",
        ((one.start, one.end), (other.start, other.end)),
    )


_Judgement = tuple[bool | None, Decimal]


def _judge(one: _Measure, other: _Measure, value: Decimal, stated: Decimal) -> _Judgement:
    factor = _factor(one.unit, other.unit)
    if factor is None or value <= 0 or stated <= 0:
        return None, value
    worked_out = _times(value, factor)
    if _is_near(one, other, value, stated, factor):
        return True, worked_out
    if not _is_far(one, other, value, stated, factor):
        return None, worked_out
    for variant in _variants(one.unit, other.unit):
        if not _is_far(one, other, value, stated, variant):
            return None, worked_out
    return False, worked_out


def _times(value: Decimal, factor: Fraction) -> Decimal:
    return value * factor.numerator / factor.denominator


def _factor(one: str, other: str) -> Fraction | None:
    """How many of the second unit one of the first is; both may be "per" the same thing."""
    factor = ratio(one, other)
    if factor is not None:
        return factor
    (one, _, per), (other, _, per_other) = one.partition(" per "), other.partition(" per ")
    return ratio(one, other) if per and per == per_other else None


def _variants(one: str, other: str) -> Iterator[Fraction]:
    factor = _factor(one, other)
    if factor is None:
        return
    for meant in (Fraction(1), *_meanings(one)):
        for meant_by_other in (Fraction(1), *_meanings(other)):
            yield factor * meant / meant_by_other


def _meanings(unit: str) -> tuple[Fraction, ...]:
    return _also().get(unit) or _also().get(unit.partition(" per ")[0], ())


def _is_near(
    one: _Measure, other: _Measure, value: Decimal, stated: Decimal, factor: Fraction
) -> bool:
    """Whether one is the other, rounded as far as the digits of either say."""
    there, back = _times(value, factor), _times(stated, 1 / factor)
    about = 2 if one.is_loose or other.is_loose else 1
    return (
        abs(there - stated) <= min(other.half, stated * _NEAR) * about
        or abs(back - value) <= min(one.half, value * _NEAR) * about
    )


def _is_far(
    one: _Measure, other: _Measure, value: Decimal, stated: Decimal, factor: Fraction
) -> bool:
    there, back = _times(value, factor), _times(stated, 1 / factor)
    apart = max(abs(there / stated - 1), abs(back / value - 1))
    if one.is_loose or other.is_loose:
        return apart > _FAR_IF_ABOUT
    is_rounded = abs(there - stated) <= other.half or abs(back - value) <= one.half
    return apart > (_FAR if is_rounded else _SURE)


def _judge_degrees(one: _Measure, other: _Measure, value: Decimal, stated: Decimal) -> _Judgement:
    """Degrees as a temperature or as a difference of temperatures."""
    if one.unit == "degree Celsius":
        absolute, difference, scale = value * 9 / 5 + 32, value * 9 / 5, Decimal(9) / 5
    else:
        absolute, difference, scale = (value - 32) * 5 / 9, value * 5 / 9, Decimal(1)
    apart = min(abs(absolute - stated), abs(difference - stated)) / scale
    nearest = min((absolute, difference), key=lambda degrees: abs(degrees - stated))
    slack = max(other.half, one.half * scale) / scale if one.is_loose or other.is_loose else 0
    if apart <= max(_CELSIUS_NEAR, min(other.half, Decimal(1)) / scale):
        return True, nearest
    return (False if apart > _CELSIUS_FAR + slack else None), absolute


def _several(unit: str) -> str:
    """The plural of a unit, for a message."""
    if unit in {"degree Celsius", "degree Fahrenheit"}:
        return unit.replace("degree", "degrees")
    head, per, rest = unit.partition(" per ")
    irregular = {
        "foot": "feet",
        "inch": "inches",
        "square foot": "square feet",
        "cubic foot": "cubic feet",
        "stone": "stone",
        "horsepower": "horsepower",
        "century": "centuries",
        "hertz": "hertz",
        "square inch": "square inches",
    }
    return irregular.get(head, f"{head}s") + per + rest
