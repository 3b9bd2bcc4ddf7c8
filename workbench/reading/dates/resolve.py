"""From expressions to dates, in the order of the text, remembering what the story said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from workbench.model import DateMention, Granularity, Sentence
from workbench.reading.dates import resolve_counted as counted
from workbench.reading.dates import resolve_named as named
from workbench.reading.dates.context import Story
from workbench.reading.dates.expressions import Expression, Kind
from workbench.reading.dates.setting import Resolved, Setting, moved_to_year

_RESOLVERS: Final[dict[Kind, Callable[[Expression, Setting], Resolved]]] = {
    Kind.DAY: named.day,
    Kind.NTH_WEEKDAY: named.nth_weekday,
    Kind.MONTH: named.month,
    Kind.YEAR: named.year,
    Kind.QUARTER: named.quarter,
    Kind.HALF_YEAR: named.half_year,
    Kind.SEASON: named.season,
    Kind.DECADE: named.decade,
    Kind.CENTURY: named.century,
    Kind.WEEKDAY: counted.weekday,
    Kind.DAY_OFFSET: counted.day_offset,
    Kind.UNIT: counted.unit,
    Kind.SHIFT: counted.shift,
    Kind.STRETCH: counted.stretch,
    Kind.EDGE: counted.edge,
    Kind.PART_OF_DAY: counted.time_of_day,
    Kind.CLOCK: counted.time_of_day,
}
_DAYS_AND_MONTHS = frozenset({Granularity.DAY, Granularity.MONTH})


class Resolver:
    """Resolves the expressions of a text in order."""

    def __init__(self, small: str, document_date: date | None) -> None:
        self._setting = Setting(small, document_date)
        # the same days come again and again in a long text: each is held once
        self._wordings: dict[str, str] = {}

    @property
    def story(self) -> Story:
        """What the story has said so far."""
        return self._setting.story

    def mention(self, text: str, sentence: Sentence, expression: Expression) -> DateMention:
        """Resolve one expression and remember it."""
        self._setting.sentence = sentence
        resolved = self._resolve(expression)
        if resolved.day is not None and sentence.kind != "caption":
            self.story.remember_day(resolved.day, expression.start)
        held = self._wordings
        wording, value = text[expression.start : expression.end], resolved.value
        return DateMention(
            start=expression.start,
            end=expression.end,
            text=held.setdefault(wording, wording),
            value=None if value is None else held.setdefault(value, value),
            granularity=resolved.granularity,
            basis=resolved.basis,
            alternatives=resolved.alternatives,
            weekday_agrees=resolved.weekday_agrees,
            anchor=resolved.anchor,
        )

    def _resolve(self, expression: Expression) -> Resolved:
        if expression.other is not None:
            return self._range(expression, expression.other)
        resolved = _RESOLVERS[expression.kind](expression, self._setting)
        if expression.open_end and resolved.value is not None:
            first = resolved.value.split("/")[0]
            return replace(resolved, value=f"{first}/..", granularity=Granularity.RANGE)
        return _with_time(expression, resolved)

    def _range(self, expression: Expression, other: Expression) -> Resolved:
        first = self._resolve(replace(expression, other=None))
        if first.day is not None:
            self.story.remember_day(first.day, expression.start)
        if expression.year is not None and other.year is None and other.kind is not Kind.CLOCK:
            other = replace(other, year=expression.year)
        last = self._resolve(other)
        if other.year is None and expression.year is None:
            last = _not_before(first, last)
        value = None
        if first.value is not None and last.value is not None:
            value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
        return replace(last, value=value, granularity=Granularity.RANGE, basis=first.basis)


def _not_before(first: Resolved, last: Resolved) -> Resolved:
    """Put the end of a range into the year of its beginning, or the next."""
    if first.value is None or last.value is None:
        return last
    if not {first.granularity, last.granularity} <= _DAYS_AND_MONTHS:
        return last
    year = int(first.value[:4])
    same_year = moved_to_year(last, year)
    if (same_year.value or "") >= first.value[: len(same_year.value or "")]:
        return same_year
    return moved_to_year(last, year + 1)


def _with_time(expression: Expression, resolved: Resolved) -> Resolved:
    if expression.clock is not None:
        hour, minute = expression.clock
        value = f"{resolved.day}T{hour:02d}:{minute:02d}" if resolved.day else None
        return replace(resolved, value=value, granularity=Granularity.TIME)
    if expression.part is not None:
        return replace(resolved, granularity=Granularity.PART_OF_DAY)
    return resolved
