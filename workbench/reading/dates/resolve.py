"""From expressions to dates: what each one means, given the day of writing and the story."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from workbench.model import DateBasis, DateMention, Granularity, Sentence
from workbench.reading.dates import calendar
from workbench.reading.dates.context import Story, tense
from workbench.reading.dates.expressions import Anchor, Expression, Kind, Unit

FAR_FROM_WRITING_DAYS = 21
MONTHS_IN_SEASON = 3

_GRANULARITIES: Final = {
    Unit.DAY: Granularity.DAY,
    Unit.WEEK: Granularity.WEEK,
    Unit.WEEKEND: Granularity.RANGE,
    Unit.MONTH: Granularity.MONTH,
    Unit.QUARTER: Granularity.QUARTER,
    Unit.YEAR: Granularity.YEAR,
    Unit.DECADE: Granularity.DECADE,
    Unit.CENTURY: Granularity.CENTURY,
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The meaning of an expression; ``day`` is set when it is one day."""

    value: str | None
    granularity: Granularity
    basis: DateBasis
    day: date | None = None
    anchor: int | None = None
    alternatives: tuple[str, ...] = ()
    weekday_agrees: bool | None = None


class Resolver:
    """Resolves the expressions of a text in order, remembering what was said."""

    def __init__(self, small: str, document_date: date | None) -> None:
        self._small = small
        self.story = Story(document_date)
        self._sentence = Sentence(0, 0)
        self._methods: dict[Kind, Callable[[Expression], Resolved]] = {
            Kind.DAY: self._day,
            Kind.MONTH: self._month,
            Kind.YEAR: self._year,
            Kind.QUARTER: self._quarter,
            Kind.HALF_YEAR: self._half_year,
            Kind.SEASON: self._season,
            Kind.DECADE: self._decade,
            Kind.CENTURY: self._century,
            Kind.WEEKDAY: self._weekday,
            Kind.DAY_OFFSET: self._day_offset,
            Kind.UNIT: self._unit,
            Kind.SHIFT: self._shift,
            Kind.STRETCH: self._stretch,
            Kind.EDGE: self._edge,
            Kind.PART_OF_DAY: self._time,
            Kind.CLOCK: self._time,
        }

    def mention(self, text: str, sentence: Sentence, expression: Expression) -> DateMention:
        """Resolve one expression and remember it."""
        self._sentence = sentence
        resolved = self._resolve(expression)
        if resolved.day is not None and sentence.kind != "caption":
            self.story.remember_day(resolved.day, expression.start)
        return DateMention(
            start=expression.start,
            end=expression.end,
            text=text[expression.start : expression.end],
            value=resolved.value,
            granularity=resolved.granularity,
            basis=resolved.basis,
            alternatives=resolved.alternatives,
            weekday_agrees=resolved.weekday_agrees,
            anchor=resolved.anchor,
        )

    # ------------------------------------------------------------------ putting parts together

    def _resolve(self, expression: Expression) -> Resolved:
        if expression.other is not None:
            return self._range(expression, expression.other)
        resolved = self._methods[expression.kind](expression)
        if expression.open_end and resolved.value is not None and "/" not in resolved.value:
            open_value = f"{resolved.value}/.."
            return replace(resolved, value=open_value, granularity=Granularity.RANGE)
        return self._with_time(expression, resolved)

    def _with_time(self, expression: Expression, resolved: Resolved) -> Resolved:
        if expression.clock is not None:
            hour, minute = expression.clock
            value = f"{resolved.day}T{hour:02d}:{minute:02d}" if resolved.day else None
            return replace(resolved, value=value, granularity=Granularity.TIME)
        if expression.part is not None:
            return replace(resolved, granularity=Granularity.PART_OF_DAY)
        return resolved

    def _range(self, expression: Expression, other: Expression) -> Resolved:
        first = self._resolve(replace(expression, other=None))
        if first.day is not None:
            self.story.remember_day(first.day, expression.start)
        elif first.value is not None and first.granularity is Granularity.MONTH:
            self.story.remember_year(int(first.value[:4]))
        if other.year is None and expression.year is not None and other.kind is not Kind.CLOCK:
            other = replace(other, year=expression.year)
        last = self._resolve(other)
        value = None
        if first.value is not None and last.value is not None:
            value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
        return replace(last, value=value, granularity=Granularity.RANGE, basis=first.basis)

    def _tense(self, expression: Expression) -> int:
        return tense(
            self._small,
            expression.start,
            expression.end,
            self._sentence.start,
            self._sentence.end,
        )

    # -------------------------------------------------------------- dates with a place of their own

    def _day(self, expression: Expression) -> Resolved:
        month, day = expression.month or 1, expression.day or 1
        year, basis = self._year_for(expression, month, day)
        if year is None:
            return Resolved(None, Granularity.DAY, DateBasis.UNRESOLVED)
        value = calendar.day_or_none(year, month, day)
        if value is None:
            return Resolved(None, Granularity.DAY, DateBasis.UNRESOLVED)
        agrees = None
        alternatives: tuple[str, ...] = ()
        if expression.weekday is not None:
            agrees = value.weekday() == expression.weekday
            if not agrees and expression.year is None:
                alternatives = self._years_that_agree(expression, value)
        if expression.swapped:
            other = calendar.day_or_none(year, day, month)
            alternatives = (other.isoformat(),) if other else ()
        return Resolved(
            value.isoformat(),
            Granularity.DAY,
            basis,
            day=value,
            alternatives=alternatives,
            weekday_agrees=agrees,
        )

    def _years_that_agree(self, expression: Expression, value: date) -> tuple[str, ...]:
        candidates = (
            calendar.day_or_none(value.year + step, value.month, value.day) for step in (-1, 1)
        )
        return tuple(
            candidate.isoformat()
            for candidate in candidates
            if candidate is not None and candidate.weekday() == expression.weekday
        )

    def _year_for(
        self, expression: Expression, month: int, day: int
    ) -> tuple[int | None, DateBasis]:
        """Find the year of a partial date, and where it comes from."""
        if expression.year is not None:
            return expression.year, DateBasis.EXPLICIT
        if expression.within is not None:
            base = self._base(expression.within)
            if base is None:
                return None, DateBasis.UNRESOLVED
            return base.year + (expression.within.step or 0), DateBasis.RELATIVE
        written = self.story.document_date
        carried = self.story.year
        if carried is not None and self.story.year_carries:
            same = written is not None and abs(carried - written.year) <= 1
            if not same:
                return carried, DateBasis.YEAR_FROM_TEXT
        if written is None:
            return None, DateBasis.UNRESOLVED
        return self._nearest_year(written, month, day, self._tense(expression)), (
            DateBasis.YEAR_FROM_HEADER
        )

    def _nearest_year(self, written: date, month: int, day: int, direction: int) -> int:
        """Choose the year that brings the day nearest to the day of writing.

        The past tense rules out the future, and the future tense the past.
        """

        def distance(year: int) -> float:
            candidate = calendar.day_or_none(year, month, day)
            if candidate is None:
                return float("inf")
            days = (candidate - written).days
            wrong = (direction < 0 < days) or (days < 0 < direction)
            return abs(days) + (366 if wrong else 0)

        years = (written.year, written.year - 1, written.year + 1)
        return min((year for year in years if 1 <= year <= 9999), key=distance)

    def _month(self, expression: Expression) -> Resolved:
        month = expression.month or 1
        written = self.story.document_date
        if expression.step is not None and written is not None:
            year = self._year_of_step(written, month, expression.step)
            return Resolved(calendar.month_text(year, month), Granularity.MONTH, DateBasis.RELATIVE)
        day = written.day if written is not None and written.month == month else 15
        year_or_none, basis = self._year_for(expression, month, min(day, 28))
        if year_or_none is None:
            return Resolved(None, Granularity.MONTH, DateBasis.UNRESOLVED)
        self.story.remember_year(year_or_none)
        return Resolved(calendar.month_text(year_or_none, month), Granularity.MONTH, basis)

    def _year_of_step(self, written: date, month: int, step: int) -> int:
        if step < 0:
            return written.year if month < written.month else written.year - 1
        if step > 0:
            return written.year if month > written.month else written.year + 1
        return written.year

    def _year(self, expression: Expression) -> Resolved:
        year = expression.year if expression.year is not None else 1
        if self._sentence.kind != "caption":
            self.story.remember_year(year)
        return Resolved(calendar.year_text(year), Granularity.YEAR, DateBasis.EXPLICIT)

    def _quarter(self, expression: Expression) -> Resolved:
        number = expression.number or 1
        middle = calendar.MONTHS_IN_QUARTER * number - 1
        year, basis = self._year_for(expression, middle, 15)
        if year is None:
            return Resolved(None, Granularity.QUARTER, basis)
        return Resolved(calendar.quarter_text(year, number), Granularity.QUARTER, basis)

    def _half_year(self, expression: Expression) -> Resolved:
        year, basis = self._year_for(expression, 6 * (expression.number or 1) - 2, 1)
        if year is None:
            return Resolved(None, Granularity.RANGE, basis)
        first = 1 if expression.number == 1 else 7
        value = f"{calendar.month_text(year, first)}/{calendar.month_text(year, first + 5)}"
        return Resolved(value, Granularity.RANGE, basis)

    def _season(self, expression: Expression) -> Resolved:
        first = expression.month or 1
        written = self.story.document_date
        if expression.step is not None and written is not None:
            year = self._year_of_step(written, first, expression.step)
            if expression.step < 0 and first + 2 >= written.month > first:
                year = written.year - 1
            basis = DateBasis.RELATIVE
        else:
            middle = calendar.add_months(2000, first, 1)[1]
            year_or_none, basis = self._year_for(expression, middle, 15)
            if year_or_none is None:
                return Resolved(None, Granularity.SEASON, DateBasis.UNRESOLVED)
            year = year_or_none
            if middle < first and expression.year is None:
                year -= 1
        return Resolved(calendar.season_text(year, first), Granularity.SEASON, basis)

    def _decade(self, expression: Expression) -> Resolved:
        value = calendar.decade_text(expression.year or 0)
        return Resolved(value, Granularity.DECADE, DateBasis.EXPLICIT)

    def _century(self, expression: Expression) -> Resolved:
        number = expression.number or 1
        value = calendar.century_text(abs(number), before_christ=number < 0)
        return Resolved(value, Granularity.CENTURY, DateBasis.EXPLICIT)

    # --------------------------------------------------------------- dates counted from another

    def _base(self, expression: Expression) -> date | None:
        if expression.anchor is Anchor.NARRATIVE and self.story.day is not None:
            return self.story.day
        return self.story.document_date

    def _basis(self, expression: Expression) -> tuple[DateBasis, int | None]:
        if expression.anchor is Anchor.NARRATIVE and self.story.day is not None:
            return DateBasis.ANAPHORA, self.story.day_at
        return DateBasis.RELATIVE, None

    def _unresolved(self, granularity: Granularity) -> Resolved:
        return Resolved(None, granularity, DateBasis.UNRESOLVED)

    def _weekday(self, expression: Expression) -> Resolved:
        weekday = expression.weekday or 0
        written, told = self.story.document_date, self.story.day
        if told is not None and (
            expression.anchor is Anchor.NARRATIVE or self._story_is_far_from_writing(written)
        ):
            step = -1 if (expression.step or 1) < 0 else 1
            day = calendar.nearest_weekday(told, weekday, step)
            return self._one_day(day, DateBasis.ANAPHORA, self.story.day_at)
        if written is None:
            return self._unresolved(Granularity.DAY)
        if expression.within is not None:
            moved = calendar.add_days(written, 7 * (expression.within.step or 0))
            day = calendar.add_days(moved, weekday - moved.weekday()) if moved else None
            return self._one_day(day, DateBasis.RELATIVE)
        return self._weekday_near(written, weekday, expression)

    def _weekday_near(self, written: date, weekday: int, expression: Expression) -> Resolved:
        past = calendar.nearest_weekday(written, weekday, -1)
        future = calendar.nearest_weekday(written, weekday, 1)
        today = written if written.weekday() == weekday else None
        step = expression.step
        if step is None:
            step = self._tense(expression) or -1
            if today is not None:
                return self._one_day(today, DateBasis.RELATIVE)
            return self._one_day(future if step > 0 else past, DateBasis.RELATIVE)
        if step == 0:
            day = calendar.add_days(written, weekday - written.weekday())
            return self._one_day(day, DateBasis.RELATIVE)
        return self._last_or_next_weekday(past if step < 0 else future, written, step)

    def _last_or_next_weekday(self, near: date | None, written: date, step: int) -> Resolved:
        """Take the nearest; where that is in the same week, the one a week off is possible."""
        resolved = self._one_day(near, DateBasis.RELATIVE)
        if near is None or near.isocalendar()[:2] != written.isocalendar()[:2]:
            return resolved
        other = calendar.add_days(near, calendar.DAYS_IN_WEEK * step)
        return replace(resolved, alternatives=(other.isoformat(),) if other else ())

    def _story_is_far_from_writing(self, written: date | None) -> bool:
        told = self.story.day
        if told is None or self.story.year_paragraph != self.story.paragraph:
            return False
        return written is None or abs((told - written).days) > FAR_FROM_WRITING_DAYS

    def _one_day(self, day: date | None, basis: DateBasis, anchor: int | None = None) -> Resolved:
        if day is None:
            return self._unresolved(Granularity.DAY)
        return Resolved(day.isoformat(), Granularity.DAY, basis, day=day, anchor=anchor)

    def _day_offset(self, expression: Expression) -> Resolved:
        written = self.story.document_date
        if written is None:
            return self._unresolved(Granularity.DAY)
        return self._one_day(calendar.add_days(written, expression.step or 0), DateBasis.RELATIVE)

    def _unit(self, expression: Expression) -> Resolved:
        unit = expression.unit or Unit.DAY
        base = self._base(expression)
        if base is None:
            return self._unresolved(_GRANULARITIES[unit])
        basis, anchor = self._basis(expression)
        value = calendar.unit_text(base, expression.step or 0, unit)
        return Resolved(value, _GRANULARITIES[unit], basis, anchor=anchor)

    def _shift(self, expression: Expression) -> Resolved:
        unit = expression.unit or Unit.DAY
        base = self._base(expression)
        if base is None or expression.step is None:
            return self._unresolved(_GRANULARITIES[unit])
        basis, anchor = self._basis(expression)
        moved = calendar.shifted(base, expression.step, unit)
        if moved is None:
            return self._unresolved(_GRANULARITIES[unit])
        if unit not in {Unit.DAY, Unit.WEEK}:
            value = calendar.containing(moved, unit)
            return Resolved(value, _GRANULARITIES[unit], basis, anchor=anchor)
        alternatives = self._other_anchor(expression, unit, moved)
        return Resolved(
            moved.isoformat(),
            Granularity.DAY,
            basis,
            day=moved,
            anchor=anchor,
            alternatives=alternatives,
        )

    def _other_anchor(self, expression: Expression, unit: Unit, moved: date) -> tuple[str, ...]:
        """Count from the day of writing too, where the text does not rule that out."""
        written = self.story.document_date
        if expression.anchor is not Anchor.NARRATIVE or written is None or self.story.day is None:
            return ()
        other = calendar.shifted(written, expression.step or 0, unit)
        if other is None or other == moved or (expression.step or 0) >= 0:
            return ()
        return (other.isoformat(),)

    def _stretch(self, expression: Expression) -> Resolved:
        written = self.story.document_date
        unit = expression.unit or Unit.DAY
        if written is None:
            return self._unresolved(Granularity.RANGE)
        forward = (expression.number or -1) > 0
        if expression.step is None:
            value = f"{written}/.." if forward else f"../{written}"
            return Resolved(value, Granularity.RANGE, DateBasis.RELATIVE)
        moved = calendar.shifted(written, expression.step, unit)
        if moved is None:
            return self._unresolved(Granularity.RANGE)
        ends = (moved, written) if moved < written else (written, moved)
        if unit in {Unit.DAY, Unit.WEEK}:
            value = f"{ends[0]}/{ends[1]}"
        elif unit in {Unit.MONTH, Unit.QUARTER}:
            value = "/".join(calendar.month_text(end.year, end.month) for end in ends)
        else:
            value = "/".join(calendar.year_text(end.year) for end in ends)
        return Resolved(value, Granularity.RANGE, DateBasis.RELATIVE)

    def _edge(self, expression: Expression) -> Resolved:
        """Give the first or last day of a week, month, year or longer."""
        is_end = (expression.number or 1) > 0
        if expression.unit is not None:
            base = self._base(expression)
            if base is None:
                return self._unresolved(Granularity.DAY)
            basis, _ = self._basis(expression)
            whole = calendar.unit_text(base, expression.step or 0, expression.unit)
        elif expression.month is not None:
            year, basis = self._year_for(expression, expression.month, 15)
            whole = calendar.month_text(year, expression.month) if year else None
        else:
            whole, basis = calendar.year_text(expression.year or 1), DateBasis.EXPLICIT
        day = calendar.edge_day(whole, is_end=is_end) if whole else None
        if day is None:
            return self._unresolved(Granularity.DAY)
        return Resolved(day.isoformat(), Granularity.DAY, basis)

    def _time(self, expression: Expression) -> Resolved:
        granularity = Granularity.TIME if expression.clock else Granularity.PART_OF_DAY
        base = self._base(expression)
        if base is None:
            return self._unresolved(granularity)
        basis, anchor = self._basis(expression)
        return Resolved(base.isoformat(), granularity, basis, day=base, anchor=anchor)
