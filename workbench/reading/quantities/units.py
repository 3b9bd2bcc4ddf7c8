"""Units of an amount: of measure, of money, and of what falls due in a time."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from workbench.reading.language.casing import Text
from workbench.reading.quantities.amounts import Amount, Form
from workbench.reading.quantities.vocabulary import any_of, unit_words

LOOK_AROUND = 60

_COUNTLESS = frozenset({"%", "times", "point", "percentage point", "basis point", "magnitude"})
_AGE = re.compile(r"-years?-old|\syears?[-\s]old")
_MAGNITUDE = re.compile(r"-magnitude(?!\w)")
_METRE_APART = re.compile(r"\s?m(?!\w)")
_METRE_FOLLOWS = re.compile(r"\s(?P<word>[a-z]+)|[.,;:)]|\s?$")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where the amount ends with it."""

    name: str
    end: int

    @property
    def is_time(self) -> bool:
        """Whether it measures time."""
        return self.name in unit_words().time


@cache
def _unit() -> re.Pattern[str]:
    known = unit_words()
    return re.compile(
        rf"""[\s\u00a0-]?(?:(?P<unit>{any_of(known.units)})|(?P<money>{any_of(known.money)})
        |(?P<sign>[{"".join(map(re.escape, known.signs))}])|(?P<code>{any_of(known.codes)})
        )(?![\w/]|-(?!an?-)\w)""",
        re.VERBOSE,
    )


@cache
def _each() -> re.Pattern[str]:
    return re.compile(
        rf"[\s-](?:per|an?|every|each)[\s-](?P<each>{any_of(unit_words().each)})(?!\w)"
    )


@cache
def _unit_of_share() -> re.Pattern[str]:
    return re.compile(rf"\s(?:of\s)?an?\s(?P<unit>{any_of(unit_words().units)})(?!\w)")


def unit_after(text: Text, amount: Amount, end: int) -> Unit | None:
    """Find the unit of an amount, in the words after it or the sign before it."""
    small = text.small
    if amount.currency is not None:
        return _each_time(small, Unit(amount.currency, amount.end), end)
    metre = _METRE_APART.match(small, amount.end, end)
    if metre is not None:
        return Unit("metre", metre.end())
    age = _AGE.match(small, amount.end, end)
    if age is not None:
        return Unit("year", amount.end if small[amount.end] == "-" else age.end())
    if _MAGNITUDE.match(small, amount.end, end):
        return Unit("magnitude", amount.end)
    found = _unit().match(small, amount.end, end)
    if found is None:
        return None
    name = _name(text, found, amount)
    return _each_time(small, Unit(name, found.end()), end) if name else None


def _name(text: Text, found: re.Match[str], amount: Amount) -> str | None:
    known = unit_words()
    if found["unit"]:
        name = known.units[" ".join(found["unit"].split())]
        return None if name == "magnitude" else name
    if found["money"]:
        code = known.money[" ".join(found["money"].split())]
        return "pound" if code == "GBP" and _is_of_weight(text.small, amount) else code
    if found["sign"]:
        return known.signs[found["sign"]]
    if text.original[found.start("code") : found.end()].isupper():
        return known.codes[found["code"]]
    return None


def _is_of_weight(small: str, amount: Amount) -> bool:
    around = small[max(0, amount.start - LOOK_AROUND) : amount.end + LOOK_AROUND]
    return not unit_words().mass_hints.isdisjoint(_WORD.findall(around))


def unit_of_share(text: Text, amount: Amount, end: int) -> Unit | None:
    """Find the unit of a share: "half an hour", "a quarter of a mile", "1/4 mile"."""
    found = _unit_of_share().match(text.small, amount.end, end)
    if found is not None:
        return Unit(unit_words().units[" ".join(found["unit"].split())], found.end())
    plain = _unit().match(text.small, amount.end, end)
    if plain is None or not plain["unit"] or (amount.in_words and plain[0][0] != "-"):
        return None
    name = _name(text, plain, amount)
    return Unit(name, plain.end()) if name else None


def _each_time(small: str, unit: Unit, end: int) -> Unit:
    """Take in "a day", "per hour" and the like."""
    found = _each().match(small, unit.end, end)
    if found is None or unit.is_time or unit.name in _COUNTLESS:
        return unit
    each = unit_words().each[found["each"]]
    return Unit(f"{unit.name} per {each}", found.end())


def metres_instead(text: Text, amount: Amount, end: int) -> tuple[Amount, Unit] | None:
    """Read "240m" as metres rather than millions where the words after it say so."""
    small = text.small
    if amount.currency is not None or amount.form is not Form.NUMBER or amount.in_words:
        return None
    if amount.end < 2 or small[amount.end - 1] != "m" or not small[amount.end - 2].isdecimal():
        return None
    following = _METRE_FOLLOWS.match(small, amount.end, end)
    if following is None:
        return None
    digits = small[amount.start : amount.end - 1].replace(",", "")
    word = following["word"]
    if word is None and "." in digits:
        return None
    if word is not None and word not in unit_words().lengths_after:
        return None
    if not digits.replace(".", "", 1).isdecimal():
        return None
    return replace(amount, value=Decimal(digits)), Unit("metre", amount.end)
