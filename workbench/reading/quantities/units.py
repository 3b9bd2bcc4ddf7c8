"""Units after an amount: of measure, of money, and of what falls due in a time."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from workbench.reading.quantities.amounts import Amount
from workbench.reading.quantities.vocabulary import any_of, unit_words


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
        |(?P<code>{any_of(known.codes)}))(?![\w/]|-\w)""",
        re.VERBOSE,
    )


_PER = re.compile(
    r"\s(?:per|an?|every|each)\s(?P<per>second|minute|hour|day|night|week|month|quarter|year"
    r"|person|capita|head)(?!\w)"
)
_COMPOUND = re.compile(r"-(?P<word>[a-z]+)(?:-(?P<second>[a-z]+))?")
_AGE = re.compile(r"-years?-old|\syears?[-\s]old")
_SPACED_METRE = re.compile(r"\s?m(?!\w)")
_METRE = re.compile(r"\s(?P<word>[a-z]+)|[.,;:)]|\s?$")


def unit_after(small: str, text: str, amount: Amount, end: int) -> Unit | None:
    """Find the unit of an amount, in the words after it or the sign before it."""
    known = unit_words()
    if amount.currency is not None:
        return _each_time(small, Unit(amount.currency, amount.end), end)
    metres = _single_letter_metre(small, amount, end)
    if metres is not None:
        return metres
    age = _AGE.match(small, amount.end, end)
    if age is not None:
        return Unit("year", amount.end if small[amount.end] == "-" else age.end())
    found = _unit().match(small, amount.end, end)
    if found is None:
        compound = _COMPOUND.match(small, amount.end, end)
        if compound is not None and compound["word"] == "magnitude":
            return Unit("magnitude", amount.end)
        return None
    if found["unit"]:
        name = known.units[" ".join(found["unit"].split())]
        if name == "magnitude":
            return Unit(name, amount.end)
        return _each_time(small, Unit(name, found.end()), end)
    if found["money"]:
        name = known.money[" ".join(found["money"].split())]
        return _each_time(small, Unit(name, found.end()), end)
    if text[found.start("code") : found.end()].isupper():
        return Unit(known.codes[found["code"]], found.end())
    return None


def _single_letter_metre(small: str, amount: Amount, end: int) -> Unit | None:
    """Tell "240m long" and "100 m" from "3.4m people"; an amount in millions ends in "m"."""
    spaced = _SPACED_METRE.match(small, amount.end, end)
    if spaced is not None:
        return Unit("metre", spaced.end())
    return None


def _each_time(small: str, unit: Unit, end: int) -> Unit:
    found = _PER.match(small, unit.end, end)
    if found is None or unit.is_time or unit.name in {"%", "times", "point"}:
        return unit
    per = "person" if found["per"] in {"capita", "head"} else found["per"]
    return Unit(f"{unit.name} per {per}", found.end())


def as_metres(small: str, amount: Amount, end: int) -> Amount | None:
    """Read "240m" as metres where that is what the words after it say."""
    if amount.currency is not None or amount.kind != "number" or amount.in_words:
        return None
    if amount.end < 2 or small[amount.end - 1] != "m" or not small[amount.end - 2].isdecimal():
        return None
    following = _METRE.match(small, amount.end, end)
    word = following["word"] if following else None
    number = small[amount.start : amount.end - 1]
    if following is None or (word is not None and word not in unit_words().lengths_after):
        return None
    if word is None and "." in number:
        return None
    value = Decimal(number.replace(",", ""))
    return Amount(amount.start, amount.end, "number", value=value, unit_end=amount.end)
