"""A sentence with every quantity reduced to one mark, and patterns written over such sentences.

A pattern names its quantities in angle brackets: ``<count part>`` is a number of things, money
or measure, ``<share portion>`` a percentage or fraction, ``<any change>`` either. ``<nouns>``
is a short noun phrase or nothing, ``<the>`` an optional determiner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from workbench.model import Quantity
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import approximating

__all__ = ["Found", "matches", "over_quantities"]

_COUNT: Final = "\ue000"
_SHARE: Final = "\ue001"
_CLASSES: Final = {"count": _COUNT, "share": _SHARE, "any": f"[{_COUNT}{_SHARE}]"}
_SLOT: Final = re.compile(r"<(count|share|any) (\w+)>")
_NOUNS: Final = r"(?:[ -][^\W\d_][\w'’-]{0,30}){0,5}?"
_THE: Final = r"(?:(?:the|its|their|his|her|our|these|those|all|all the|a|a total of) )?"


@dataclass(slots=True, eq=False, repr=False)
class Found:
    """One place where a pattern holds: its quantities and its words by name."""

    quantities: dict[str, Quantity]
    words: dict[str, str]

    def spans(self, *names: str) -> tuple[tuple[int, int], ...]:
        """The places of some of the quantities, in the order of the names."""
        return tuple((self.quantities[name].start, self.quantities[name].end) for name in names)


@cache
def over_quantities(template: str) -> re.Pattern[str]:
    """Compile a pattern that is written over quantities."""

    def slot(found: re.Match[str]) -> str:
        quantity = rf"(?P<{found[2]}>{_CLASSES[found[1]]})"
        # where a pattern begins with a quantity, ``re`` looks for its mark alone, which is fast
        return rf"(?:(?:{approximating()}) )?{quantity}" if found.start() else quantity

    written = _SLOT.sub(slot, template)
    return re.compile(written.replace("<nouns>", _NOUNS).replace("<the>", _THE))


def matches(survey: Survey, passage: Passage, *templates: str) -> Iterator[Found]:
    """Find where one of the patterns holds in a passage."""
    if passage.number not in survey.skeletons:
        survey.skeletons[passage.number] = _reduce(survey, passage)
    skeleton, places = survey.skeletons[passage.number]
    for template in templates:
        for found in over_quantities(template).finditer(skeleton):
            named = {name: found.start(name) for name, text in found.groupdict().items() if text}
            yield Found(
                {name: places[start] for name, start in named.items() if start in places},
                {name: found[name] for name, start in named.items() if start not in places},
            )


def _reduce(survey: Survey, passage: Passage) -> tuple[str, dict[int, Quantity]]:
    pieces: list[str] = []
    places: dict[int, Quantity] = {}
    position, length = passage.start, 0
    for quantity in passage.quantities:
        if quantity.start < position or quantity.end > passage.end:
            continue
        piece = survey.small[position : quantity.start]
        places[length + len(piece)] = quantity
        pieces += [piece, _SHARE if quantity.unit in {"%", "fraction"} else _COUNT]
        length += len(piece) + 1
        position = quantity.end
    pieces.append(survey.small[position : passage.end])
    return "".join(pieces), places
