"""Lists of quantities ("52 civilians and 41 soldiers"), and marked wholes ("93 people in all").

Nothing is added up here; ``sums`` does that.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from workbench.model import Quantity
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import (
    any_phrase,
    approximating,
    single_form,
    word_set,
)
from workbench.reading.grammar.verbs import PAST, forms
from workbench.reading.language.lexicon import word_sets

__all__ = ["QuantityList", "has_verb", "is_marked_whole", "listed", "may_hold"]

_REACH: Final = 90
_MARK_REACH: Final = 60
_FEWEST_PARTS: Final = 2
_MOST_PARTS: Final = 12


@dataclass(slots=True, eq=False, repr=False)
class QuantityList:
    """Quantities that are listed with "and"; ``plain`` says of each join that it has no verb."""

    parts: tuple[Quantity, ...]
    plain: tuple[bool, ...]

    @property
    def is_plain(self) -> bool:
        """Whether no verb is among the parts."""
        return all(self.plain)

    @property
    def rest(self) -> "QuantityList | None":
        """The list without its first part, if that is still one."""
        if len(self.parts) <= _FEWEST_PARTS:
            return None
        return QuantityList(self.parts[1:], self.plain[1:])

    @property
    def start(self) -> int:
        """Where the first part begins."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """Where the last part ends."""
        return self.parts[-1].end


@cache
def _link() -> re.Pattern[str]:
    links = ",? and|,? plus|,? as well as|,? followed by|,"
    return re.compile(
        r"(?P<nouns>(?:[ -][^\W\d_][\w'’-]{0,30}){0,6}?)"
        rf"(?P<link>{links})(?: another)?(?: (?:{approximating()}))? $"
    )


def listed(survey: Survey, passage: Passage) -> list[QuantityList]:
    """Find the lists of a sentence: same unit, joined by commas and a last "and"."""
    found: list[QuantityList] = []
    parts: list[Quantity] = []
    plain: list[bool] = []
    is_closed = False
    for left, right in pairwise(passage.quantities):
        link = _linked(survey, left, right)
        if link is None or is_closed:
            _keep(found, parts, plain, is_closed=is_closed)
            parts, plain, is_closed = [], [], False
        if link is None:
            continue
        parts = parts or [left]
        parts.append(right)
        plain.append(not has_verb(link["nouns"]))
        is_closed = link["link"] != ","
    _keep(found, parts, plain, is_closed=is_closed)
    return found


def _linked(survey: Survey, left: Quantity, right: Quantity) -> re.Match[str] | None:
    if left.unit != right.unit or not 0 < right.start - left.end <= _REACH:
        return None
    gap = survey.small[left.end : right.start]
    found = _link().match(" " * gap[0].isspace() + " ".join(gap.split()) + " ")
    if found is None or not word_set("sums.partial").isdisjoint(found["nouns"].split()):
        return None
    return found


def _keep(
    found: list[QuantityList], parts: list[Quantity], plain: list[bool], *, is_closed: bool
) -> None:
    if is_closed and _FEWEST_PARTS <= len(parts) <= _MOST_PARTS:
        found.append(QuantityList(tuple(parts), tuple(plain)))


def has_verb(words: str) -> bool:
    """Whether a finite verb is among some words."""
    auxiliaries = word_sets("words")["finite_auxiliaries"]
    return any(word in auxiliaries or forms().get(word, 0) == PAST for word in words.split())


@cache
def _before_whole() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s(,;:–—-])(?:{any_phrase('sums.before_total')}),?"
        rf"(?: (?:{approximating()}))? ?$"
    )


@cache
def _after_whole() -> re.Pattern[str]:
    return re.compile(
        r"(?: [^\W\d_][\w'’-]{0,30}){0,7}?,?"
        rf" (?:{any_phrase('sums.after_total')})(?=[\s,.;:)–—-]|$)"
    )


def is_marked_whole(survey: Survey, passage: Passage, quantity: Quantity) -> bool:
    """Whether the text says that a quantity is all of something."""
    before = survey.before(passage, quantity.start, _MARK_REACH)
    if _before_whole().search(" ".join(before.split()) + " "):
        return True
    after = survey.after(passage, quantity.end, _MARK_REACH)
    return _after_whole().match(" " * after[:1].isspace() + " ".join(after.split())) is not None


@cache
def _holds_all() -> frozenset[str]:
    return (
        word_set("sums.no_nouns")
        | word_set("sums.general_people")
        | word_set("sums.general_things")
    )


def may_hold(whole: Quantity, parts: tuple[Quantity, ...]) -> bool:
    """Whether the nouns allow that ``whole`` counts all of ``parts``."""
    if whole.counted is None or whole.unit is not None:
        return True
    head = whole.counted.lower().split()[-1]
    if head in _holds_all():
        return True
    heads = {part.counted.lower().split()[-1] for part in parts if part.counted}
    return {single_form(noun) for noun in heads} <= {single_form(head)}
