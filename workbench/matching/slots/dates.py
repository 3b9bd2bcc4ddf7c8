"""Two dates as stretches of days: a month contains a day, and what is unresolved never differs."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from workbench.matching.slots.compared import Compared, Relation
from workbench.model import DateMention, Granularity

__all__ = ["compare_dates", "days_of"]

Days = tuple[date, date]

_OPEN: Final = ".."
_EVER_BEFORE: Final = (date.min, date.min)
_EVER_AFTER: Final = (date.max, date.max)
_PART: Final = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d{2})|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?"
    r"(?:T(?P<time>\d{2}:\d{2}))?"
)


def compare_dates(ours: DateMention, theirs: DateMention) -> Compared:
    """Compare two dates by the days they cover.

    The same days are the same date; days inside a longer period, or periods that overlap, are
    compatible. Where one has several readings, the kindest counts as compatible.
    """
    words = f"{_squeezed(ours.text)} against {_squeezed(theirs.text)}"
    ours_days, theirs_days = days_of(ours.value), days_of(theirs.value)
    if ours_days is None or theirs_days is None:
        unknown = ours if ours_days is None else theirs
        return Compared(Relation.INCOMPARABLE, f"{_squeezed(unknown.text)} is not resolved")
    relation = _relation(ours_days, theirs_days)
    if relation is Relation.SAME:
        if Granularity.TIME in (ours.granularity, theirs.granularity):
            return _times(ours, theirs, words)
        return Compared(relation, f"both {_squeezed(theirs.text)}")
    if relation is Relation.DIFFERS and _some_reading_agrees(ours, theirs):
        return Compared(Relation.COMPATIBLE, f"{words}: one of them can be read in several ways")
    if relation is Relation.COMPATIBLE:
        return Compared(relation, _inside(ours, theirs, ours_days, theirs_days))
    return Compared(relation, words)


@lru_cache(maxsize=4096)
def days_of(value: str | None) -> Days | None:
    """The first and last day of an ISO 8601 day, week, month, year or interval.

    An interval without an end, "1998/..", ends with time itself.
    """
    if not value:
        return None
    start, _, end = value.partition("/")
    first = _EVER_BEFORE if start == _OPEN else _period(start)
    last = _EVER_AFTER if end == _OPEN else _period(end or start)
    if first is None or last is None:
        return None
    return min(first[0], last[0]), max(first[1], last[1])


def _period(value: str) -> Days | None:
    found = _PART.match(value)
    if found is None:
        return None
    year = int(found["year"])
    try:
        if found["week"]:
            monday = date.fromisocalendar(year, int(found["week"]), 1)
            return monday, monday + timedelta(days=6)
        if found["day"]:
            day = date(year, int(found["month"]), int(found["day"]))
            return day, day
        if found["month"]:
            month = int(found["month"])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def _relation(ours: Days, theirs: Days) -> Relation:
    if ours == theirs:
        return Relation.SAME
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        return Relation.COMPATIBLE
    return Relation.DIFFERS


def _some_reading_agrees(ours: DateMention, theirs: DateMention) -> bool:
    return any(
        _relation(left, right) is not Relation.DIFFERS
        for left in map(days_of, (ours.value, *ours.alternatives))
        for right in map(days_of, (theirs.value, *theirs.alternatives))
        if left and right
    )


def _times(ours: DateMention, theirs: DateMention, words: str) -> Compared:
    left, right = _PART.match(ours.value or ""), _PART.match(theirs.value or "")
    times = [found["time"] for found in (left, right) if found is not None and found["time"]]
    if len(times) < 2:
        return Compared(Relation.COMPATIBLE, f"{words}: the same day")
    if times[0] == times[1]:
        return Compared(Relation.SAME, f"both {_squeezed(theirs.text)}")
    return Compared(Relation.DIFFERS, words)


def _inside(ours: DateMention, theirs: DateMention, left: Days, right: Days) -> str:
    mine, other = _squeezed(ours.text), _squeezed(theirs.text)
    if left[0] <= right[0] and right[1] <= left[1]:
        return f"{other} lies in {mine}"
    if right[0] <= left[0] and left[1] <= right[1]:
        return f"{mine} lies in {other}"
    return f"{mine} and {other} overlap"


def _squeezed(text: str) -> str:
    return " ".join(text.split())
