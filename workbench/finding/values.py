"""What stands after the operator of a field: a word, a state, a time, a number, a quantity."""

import calendar
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from typing import Final, TypeVar

from workbench.finding.fields import FIELDS, Field, Form
from workbench.finding.lexing import QueryError, Sign
from workbench.finding.measures import Measure, in_other_units, measure
from workbench.model.finding import (
    Amount,
    AnyOf,
    Counted,
    CountField,
    Has,
    How,
    Is,
    Leaf,
    Matches,
    Part,
    Range,
    State,
    Tree,
    Within,
    Words,
)
from workbench.text import clean_line

Kind = TypeVar("Kind", bound=StrEnum)

_RANGE: Final = ".."
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_EQUAL: Final = frozenset({":", "="})
_WORTH_STEPS: Final = 10
_SHOWN: Final = 40
_MOST_DIGITS: Final = 30


def leaf_of(sign: Sign, typed: str) -> Tree:
    """The leaf that a field with its value means.

    Raises:
        QueryError: The value is none of this field.
    """
    return _Value(sign, typed, FIELDS[sign.field]).leaf()


class _Value:
    def __init__(self, sign: Sign, typed: str, field: Field) -> None:
        self._sign = sign
        self._typed = typed
        self._field = field

    def leaf(self) -> Tree:
        if not self._sign.text.strip():
            raise self._error(f"type {_wanted(self._field)} after {self._sign.field}")
        makers: dict[Form, Callable[[], Tree]] = {
            Form.STATE: lambda: Is(self._member(State)),
            Form.PART: lambda: Has(self._member(Part)),
            Form.TEXT: self._words,
            Form.DATE: self._time,
            Form.COUNT: self._count,
            Form.AMOUNT: self._amount,
        }
        if self._field.form in (Form.STATE, Form.PART):
            self._only_equal()
        return makers[self._field.form]()

    # ------------------------------------------------------------------------- words

    def _words(self) -> Tree:
        field, text = self._field, self._sign.text
        if field.text is None:
            return Words(text)
        if field.ranked and self._sign.operator not in _EQUAL:
            return self._ranked()
        self._only_equal()
        if field.strict and not text.endswith("*"):
            text = self._known(text, field.values)
        how = How.WHOLE if self._sign.operator == "=" else field.how
        if how is How.WHOLE and text.endswith("*") and not self._sign.quoted:
            return Matches(field.text, text[:-1], How.BEGINS)
        return Matches(field.text, text, how)

    def _ranked(self) -> Tree:
        assert self._field.text is not None
        values = self._field.values
        place = values.index(self._known(self._sign.text, values))
        wanted = {
            ">": values[place + 1 :],
            ">=": values[place:],
            "<": values[:place],
            "<=": values[: place + 1],
        }[self._sign.operator]
        if not wanted:
            raise self._error(f"nothing is {self._sign.operator} {values[place]}")
        parts = tuple(Matches(self._field.text, value, How.WHOLE) for value in wanted)
        return parts[0] if len(parts) == 1 else AnyOf(parts)

    def _member(self, kind: type[Kind]) -> Kind:
        return kind(self._known(self._sign.text, [value.value for value in kind]))

    def _known(self, text: str, values: Iterable[str]) -> str:
        known = list(values)
        lowered = text.lower()
        if lowered in known:
            return lowered
        close = get_close_matches(lowered, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"
        raise self._error(f"{self._sign.field}:{clean_line(text, _SHOWN)} is not known; {hint}")

    # ------------------------------------------------------------------------- times

    def _time(self) -> Leaf:
        assert self._field.date is not None
        first, last = self._bounds(self._period)
        return Within(self._field.date, first, last)

    def _bounds(self, read: Callable[[str], tuple[str, str]]) -> tuple[str | None, str | None]:
        text = self._sign.text
        if _RANGE in text:
            self._only_equal()
            begin, _, end = text.partition(_RANGE)
            if not begin and not end:
                raise self._error("a range needs a beginning or an end")
            return (read(begin)[0] if begin else None, read(end)[1] if end else None)
        first, last = read(text)
        return {
            ":": (first, last),
            "=": (first, last),
            ">=": (first, None),
            "<=": (None, last),
            ">": (_after(last), None),
            "<": (None, _before(first)),
        }[self._sign.operator]

    def _period(self, text: str) -> tuple[str, str]:
        found = _DATE.fullmatch(text)
        if found is not None:
            year, month, day = (int(part) if part else None for part in found.groups())
            if year and (month is None or 1 <= month <= 12):
                if month is None:
                    return f"{year:04}-01-01", f"{year:04}-12-31"
                last = calendar.monthrange(year, month)[1]
                if day is None:
                    return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-31"
                if 1 <= day <= last:
                    whole = f"{year:04}-{month:02}-"
                    return f"{whole}{day:02}", f"{whole}{31 if day == last else day:02}"
        raise self._error(
            f"{clean_line(text, _SHOWN)} is no date; write 2023, 2023-06 or 2023-06-07"
        )

    # ------------------------------------------------------------------------- numbers

    def _count(self) -> Leaf:
        assert self._field.count is not None
        wanted = self._range(self._plain)
        if self._field.count is CountField.WORTH:
            wanted = _times(wanted, Fraction(_WORTH_STEPS))
        return Counted(self._field.count, wanted)

    def _plain(self, text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or abs(value) >= Decimal(10) ** _MOST_DIGITS:
            raise self._error(f"{clean_line(text, _SHOWN)} is no number")
        return value

    def _amount(self) -> Leaf:
        text = self._sign.text
        begin, apart, end = text.partition(_RANGE)
        measures = [self._measure(part) if part else None for part in (begin, end)]
        named = [one for one in measures if one is not None]
        if not named:
            raise self._error("a range needs a beginning or an end")
        if len(named) == 2 and not named[0].has_unit:
            measures[0] = named[0].in_unit_of(named[1])
        values = [one.value if one is not None else None for one in measures]
        unit = next(one for one in reversed(measures) if one is not None)
        if len(named) == 2 and (measures[0], measures[1]) != (None, None):
            first, second = measures
            assert first is not None
            assert second is not None
            if (first.unit, first.counted) != (second.unit, second.counted):
                raise self._error("both ends of a range have the same unit")
        if apart:
            self._only_equal()
            wanted = Range(values[0], values[1])
        else:
            wanted = _compared(self._sign.operator, named[0].value)
        ranges = tuple(
            (other, _times(wanted, factor)) for other, factor in in_other_units(unit.unit)
        )
        return Amount(ranges, unit.counted)

    def _measure(self, text: str) -> Measure:
        found = measure(text)
        if found is None:
            raise self._error(
                f'{clean_line(text, _SHOWN)} is no quantity; write 500, 1.5km or "500 troops"'
            )
        return found

    def _range(self, read: Callable[[str], Decimal]) -> Range:
        text = self._sign.text
        if _RANGE not in text:
            return _compared(self._sign.operator, read(text))
        self._only_equal()
        begin, _, end = text.partition(_RANGE)
        if not begin and not end:
            raise self._error("a range needs a beginning or an end")
        return Range(read(begin) if begin else None, read(end) if end else None)

    # ------------------------------------------------------------------------- errors

    def _only_equal(self) -> None:
        if self._sign.operator not in _EQUAL:
            raise self._error(f"{self._sign.field} cannot be compared with {self._sign.operator}")

    def _error(self, message: str) -> QueryError:
        return QueryError(message, self._typed, self._sign.start, self._sign.end)


def _wanted(field: Field) -> str:
    return {
        Form.STATE: "a state",
        Form.PART: "what it has",
        Form.TEXT: "words",
        Form.DATE: "a date",
        Form.COUNT: "a number",
        Form.AMOUNT: "a number",
    }[field.form]


def _compared(operator: str, value: Decimal) -> Range:
    return {
        ":": Range(value, value),
        "=": Range(value, value),
        ">=": Range(low=value),
        "<=": Range(high=value),
        ">": Range(low=value, above_low=True),
        "<": Range(high=value, below_high=True),
    }[operator]


def _times(wanted: Range, factor: Fraction) -> Range:
    def scaled(value: Decimal | None) -> Decimal | None:
        if value is None:
            return None
        return value * Decimal(factor.numerator) / Decimal(factor.denominator)

    return Range(scaled(wanted.low), scaled(wanted.high), wanted.above_low, wanted.below_high)


def _after(last: str) -> str:
    """What sorts behind a day and before the next: the first moment of what comes after."""
    return f"{last}~"


def _before(first: str) -> str:
    """What sorts before a day and behind the one before it."""
    year, month, day = (int(part) for part in first.split("-"))
    if day > 1:
        return f"{year:04}-{month:02}-{day - 1:02}"
    if month > 1:
        return f"{year:04}-{month - 1:02}-31"
    return f"{year - 1:04}-12-31"
