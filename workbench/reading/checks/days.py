"""The first and last day of a date value, for comparing two of them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from workbench.model import DateBasis, DateMention
from workbench.reading.dates.calendar import edge_day

__all__ = ["Span", "is_certain", "span_of"]

_LENGTH_OF_A_DAY: Final = 10
_STATED: Final = frozenset({DateBasis.EXPLICIT, DateBasis.HEADER, DateBasis.GIVEN})
# Two dates without years are taken for the same year unless they lie this far apart.
_MOST_DAYS_WITHOUT_YEAR: Final = 150


@dataclass(frozen=True, slots=True)
class Span:
    """The days that a date value covers."""

    first: date
    last: date

    def overlaps(self, other: "Span") -> bool:
        """Whether they share a day."""
        return not (self.ends_before(other) or other.ends_before(self))

    def ends_before(self, other: "Span") -> bool:
        """Whether all of it lies before the other."""
        return self.last < other.first


def span_of(mention: DateMention) -> Span | None:
    """Give the days of a resolved date; none for an open interval or one before year 1."""
    if mention.value is None or mention.value.startswith("-") or ".." in mention.value:
        return None
    start, _, end = mention.value.partition("/")
    try:
        first = edge_day(start[:_LENGTH_OF_A_DAY], is_end=False)
        last = edge_day((end or start)[:_LENGTH_OF_A_DAY], is_end=True)
    except ValueError:
        return None
    return Span(first, last) if first and last and first <= last else None


def is_certain(one: DateMention, other: DateMention) -> bool:
    """Whether no other year could be meant that would turn the order of two dates round."""
    if one.alternatives or other.alternatives:
        return False
    if one.basis in _STATED and other.basis in _STATED:
        return True
    spans = span_of(one), span_of(other)
    if spans[0] is None or spans[1] is None or DateBasis.UNRESOLVED in {one.basis, other.basis}:
        return False
    return abs((spans[0].first - spans[1].first).days) <= _MOST_DAYS_WITHOUT_YEAR
