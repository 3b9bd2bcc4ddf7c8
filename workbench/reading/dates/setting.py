"""What an expression is resolved against, and what comes out: shared by all resolvers."""

from dataclasses import dataclass, replace
from datetime import date

from workbench.model import DateBasis, Granularity, Sentence
from workbench.reading.dates import calendar
from workbench.reading.dates.context import Dated, Story, tense
from workbench.reading.dates.expressions import Anchor, Expression, Kind, Unit
from workbench.reading.dates.vocabulary import vocabulary

LOOK_BACK = 16
DAYS_IN_LEAP_YEAR = 366
NEIGHBOURING_YEARS = 1
_PARTS_OF_YEARS = frozenset({Kind.MONTH, Kind.QUARTER, Kind.HALF_YEAR, Kind.SEASON})
DAYS_A_WEEKDAY_OUTWEIGHS = 150


@dataclass(slots=True, eq=False, repr=False)
class Resolved:
    """The meaning of an expression; ``day`` is set when it is one day."""

    value: str | None
    granularity: Granularity
    basis: DateBasis
    day: date | None = None
    anchor: int | None = None
    alternatives: tuple[str, ...] = ()
    weekday_agrees: bool | None = None


def unresolved(granularity: Granularity) -> Resolved:
    """Say that the text does not allow a value."""
    return Resolved(None, granularity, DateBasis.UNRESOLVED)


def one_day(day: date | None, basis: DateBasis, anchor: int | None = None) -> Resolved:
    """Give a day as a result."""
    if day is None:
        return unresolved(Granularity.DAY)
    return Resolved(day.isoformat(), Granularity.DAY, basis, day=day, anchor=anchor)


class Setting:
    """The day of writing, the story so far, and the sentence an expression stands in."""

    def __init__(self, small: str, document_date: date | None) -> None:
        self.story = Story(document_date)
        self.sentence = Sentence(0, 0)
        self._small = small

    @property
    def written(self) -> date | None:
        """The day of writing."""
        return self.story.document_date

    def tense(self, expression: Expression) -> int:
        """Give 1 for the future, -1 for the past, 0 where the clause does not tell."""
        sentence = self.sentence
        return tense(self._small, expression.start, expression.end, sentence.start, sentence.end)

    def base(self, expression: Expression) -> date | None:
        """Give the day that a relative expression is counted from."""
        if expression.anchor is Anchor.NARRATIVE and self.story.day is not None:
            return self.story.day
        return self.written

    def basis(self, expression: Expression) -> tuple[DateBasis, int | None]:
        """Say what a relative expression is counted from, and where that stands."""
        if expression.anchor is Anchor.NARRATIVE and self.story.day is not None:
            return DateBasis.ANAPHORA, self.story.day_at
        return DateBasis.RELATIVE, None

    def only_mentions(self, expression: Expression) -> bool:
        """Say whether a year is only a bound, as in "from 2035", and no time of the story."""
        before = self._small[max(0, expression.start - LOOK_BACK) : expression.start].split()
        bounds = vocabulary().classes.of("mentions_a_year")
        return expression.open_end or (bool(before) and before[-1] in bounds)

    def year_for(
        self, expression: Expression, month: int, day: int
    ) -> tuple[int | None, DateBasis]:
        """Find the year of a partial date, and where it comes from."""
        if expression.year is not None:
            if expression.kind in _PARTS_OF_YEARS:
                months = expression.year * calendar.MONTHS_IN_YEAR + month
                self.story.dated = Dated(expression.kind, self.sentence.start, months)
            return expression.year, DateBasis.EXPLICIT
        if expression.within is not None:
            base = self.base(expression.within)
            if base is None:
                return None, DateBasis.UNRESOLVED
            return base.year + (expression.within.step or 0), DateBasis.RELATIVE
        dated = self.story.dated
        if (
            dated is not None
            and dated.kind is expression.kind
            and dated.sentence == self.sentence.start
        ):
            return dated.nearest_year(month), DateBasis.YEAR_FROM_TEXT
        carried = self._carried_year()
        if carried is not None:
            return carried, DateBasis.YEAR_FROM_TEXT
        if self.written is None:
            return None, DateBasis.UNRESOLVED
        direction = self.tense(expression)
        year = _nearest_year(self.written, month, day, direction, expression.weekday)
        return year, DateBasis.YEAR_FROM_HEADER

    def _carried_year(self) -> int | None:
        """Give the year of the story, unless the day of writing is as good a guide."""
        carried = self.story.year
        if carried is None or not self.story.year_carries:
            return None
        if self.written is not None and abs(carried - self.written.year) <= NEIGHBOURING_YEARS:
            return None
        return carried

    def month_of(self, expression: Expression) -> tuple[int, int] | None:
        """Give year and month of "this month", "last month" and the like."""
        base = self.base(expression)
        if base is None or expression.unit is not Unit.MONTH:
            return None
        return calendar.add_months(base.year, base.month, expression.step or 0)


def _nearest_year(written: date, month: int, day: int, direction: int, weekday: int | None) -> int:
    """Choose the year that brings the day nearest to the day of writing.

    The past tense rules out the future, and the future tense the past. A weekday that the
    text names may move a distant date to the year it agrees with, but not one that is near.
    """

    def distance(year: int) -> float:
        candidate = calendar.day_or_none(year, month, day)
        if candidate is None:
            return float("inf")
        days = (candidate - written).days
        wrong = (direction < 0 < days) or (days < 0 < direction)
        disagrees = weekday is not None and candidate.weekday() != weekday
        penalty = DAYS_IN_LEAP_YEAR * wrong + DAYS_A_WEEKDAY_OUTWEIGHS * disagrees
        return abs(days) + penalty

    years = (written.year, written.year - 1, written.year + 1)
    return min((year for year in years if 1 <= year <= date.max.year), key=distance)


def moved_to_year(resolved: Resolved, year: int) -> Resolved:
    """Give the same day or month in another year."""
    if resolved.value is None:
        return resolved
    value = f"{year:04d}{resolved.value[4:]}"
    day = None
    if resolved.day is not None:
        day = calendar.day_or_none(year, resolved.day.month, resolved.day.day)
    return replace(resolved, value=value, day=day)
