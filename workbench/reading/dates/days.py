"""Patterns for dates that name a day of the calendar."""

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.reading.dates.calendar import MONTHS_IN_YEAR
from workbench.reading.dates.expressions import Anchor, Expression, Kind, Unit
from workbench.reading.dates.patterns import Match, Pattern, pattern
from workbench.reading.dates.readings import day_number, month_number, weekday_number, year_number
from workbench.reading.dates.vocabulary import any_of, pieces, vocabulary
from workbench.reading.language.casing import Text

LONGEST_MONTH = 31
SHORTEST_SINGULAR = 3
REACH = 40
_DASHES = frozenset("-–—")

_LISTED = re.compile(r"(?<![\w.,])(?:\d{1,2},\s){1,6}$")
_NUMBER = re.compile(r"\d+")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")

_ISO = r"""
(?P<year>\d{4}) (?P<mark>[-/.]) (?P<month>0?[1-9]|1[0-2]) (?P=mark) (?P<day>3[01]|[12]\d|0?[1-9])
(?: [t\s] (?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d) (?::\d\d(?:\.\d+)?)? (?:z|[+-]\d\d:?\d\d)? )?
"""
_NUMBERS = r"""
(?<![\d/.-]) (?P<first>\d{1,2}) (?P<mark>[-/.]) (?P<second>\d{1,2})
(?: (?P=mark) (?P<year>\d{4}|\d\d) )? (?![\d/-]|\.\d)
"""


def day_patterns() -> list[Pattern]:
    """Give the patterns, those that take in most first."""
    p = pieces()
    the, of = rf"(?:{p['the']}\s+)?", p["of"]
    joint = rf"[-–—]|{p['to']}|{p['two_days']}"
    join = rf"(?:\s?(?P<join>{joint})\s?(?P<day2>{p.day})(?![:\d%]))"
    tail = rf"(?:(?:,?\s+|\s+{of}\s+|,)(?P<year>{p.year_after_month}))"
    weekday = rf"(?:(?P<weekday>{p.any_weekday}),?\s+{the})"
    nth = any_of(vocabulary().nth_weekdays)
    no_number = rf"(?!,\d{{3}}|[.:]\d|\d|%|\s?{p['percent']})"
    weekday_after = rf"(?:\s+\((?P<weekday_after>{p.any_weekday})\))"
    return [
        pattern("iso", "year", _ISO, _iso, starts=r"\d"),
        pattern("numbers", "numbers", _NUMBERS, _numbers),
        pattern(
            "month day",
            "month",
            rf"""{weekday}? (?P<month>{p.month}) (?:\s+{the}|[-.]\s*)?
            (?P<day>{p.day_or_ordinal}) {no_number} {join}? {tail}? {weekday_after}?""",
            _month_day,
        ),
        pattern(
            "day month",
            "month",
            rf"""(?P<opening>(?:{p["from"]}|{p["between"]})\s+)? {weekday}? {the}
            (?<![.,:/]) (?P<day>{p.day_or_ordinal}) {join}? (?:-|\s+(?:{of}\s+)?)
            (?P<month>{p.month}) {tail}? {weekday_after}?""",
            _day_month,
        ),
        pattern(
            "nth weekday",
            "weekday",
            rf"""{the} (?P<nth>{nth}) \s+
            (?P<day_name>{p.weekday}) \s+ {p["of_or_in"]} \s+
            (?: (?P<month>{p.month}) {tail}?
            | (?:(?P<which>{p.which}|{p["that"]}|{p["the"]})\s+) {p["month_word"]} )""",
            _nth_weekday,
            needs="nth",
        ),
        pattern(
            "day of this month",
            "unit",
            rf"""{the} (?P<day>{p.numbered_day}) \s+ {of} \s+
            {the} (?P<which>{p.which}|{p["that"]}|{p["same"]}) \s+ {p["month_word"]}""",
            _day_of_this_month,
            needs="digit",
        ),
        pattern(
            "fixed day",
            "fixed",
            rf"(?P<name>{any_of(vocabulary().fixed_days)}) {tail}?",
            _fixed_day,
        ),
    ]


def _iso(found: Match) -> Iterator[Expression]:
    clock = (int(found.word("hour")), int(found.word("minute"))) if found.word("hour") else None
    yield Expression(
        *found.span(),
        Kind.DAY,
        year=int(found.word("year")),
        month=int(found.word("month")),
        day=int(found.word("day")),
        clock=clock,
    )


def _numbers(found: Match) -> Iterator[Expression]:
    first, second = int(found.word("first")), int(found.word("second"))
    known = vocabulary()
    if found.group("year") is None:
        before = found.text.words_before(found.start())
        if "".join(found.match[0].split()) in known.number_idioms:
            return
        if found.word("mark") == "." or not before or before[-1] not in known.before_day:
            return
        if found.word("mark") == "-" and before[-1] not in known.classes.of("on"):
            return  # "upheld by 2-1"
    elif found.word("mark") == "." and len(found.word("year")) == 2:
        return
    swapped = first > MONTHS_IN_YEAR or (found.word("mark") == "." and second <= MONTHS_IN_YEAR)
    day, month = (first, second) if swapped else (second, first)
    if not (1 <= month <= MONTHS_IN_YEAR and 1 <= day <= LONGEST_MONTH):
        return
    yield Expression(
        *found.span(),
        Kind.DAY,
        year=year_number(found.word("year")),
        month=month,
        day=day,
        swapped=not swapped and day <= MONTHS_IN_YEAR and day != month,
    )


def _month_day(found: Match) -> Iterator[Expression]:
    month_at = found.start("month")
    dated = found.group("year") is not None or found.group("weekday") is not None
    if not dated and not _is_month_name(found.text, found.word("month"), month_at):
        return
    if not dated and found.group("join") is None and found.word("day").isdecimal():
        before = found.text.words_before(found.start())
        if (
            before
            and before[-1] in _in()
            and _countable_follows(found.text.small, found.end("day"))
        ):
            return
    yield from _days(found)


def _day_month(found: Match) -> Iterator[Expression]:
    dated = found.group("year") is not None or found.group("weekday") is not None
    if not dated and not _is_month_name(found.text, found.word("month"), found.start("month")):
        return
    yield from _days(found)


def _is_month_name(text: Text, word: str, position: int) -> bool:
    """Refuse "may" and "march" as verbs, and what is no abbreviation."""
    return text.is_capital(position) or word not in vocabulary().months_that_are_words


def _countable_follows(small: str, position: int) -> bool:
    found = _WORD_AFTER.match(small, position, position + REACH)
    if found is None:
        return False
    classes = vocabulary().classes
    is_plural = len(found[1]) > SHORTEST_SINGULAR and found[1].endswith(
        classes.ending("plural_ending")
    )
    return is_plural or found[1] in classes.of("countable")


def _in() -> frozenset[str]:
    return vocabulary().classes.of("in")


def _days(found: Match) -> Iterator[Expression]:
    start, end = found.span()
    first = Expression(
        start,
        end,
        Kind.DAY,
        year=year_number(found.group("year")),
        month=month_number(found.word("month")),
        day=day_number(found.word("day")),
        weekday=weekday_number(found),
    )
    opening = found.opening_end()
    if found.group("join") is None:
        first.start = opening
        yield first
        return
    second = replace(first, day=day_number(found.word("day2")), weekday=None)
    classes = vocabulary().classes
    joint, opening_word = found.word("join"), found.word("opening").strip()
    if joint in _DASHES or joint in classes.of("to"):
        yield replace(first, other=second)
        return
    if joint in classes.of("and") and opening_word in classes.of("between"):
        yield replace(first, other=second)
        return
    yield from _days_listed_before(found, first)
    join = found.start("join")
    yield replace(first, start=opening, end=join - found.text.small[join - 1].isspace())
    yield replace(second, start=found.start("day2"))


def _days_listed_before(found: Match, first: Expression) -> Iterator[Expression]:
    """Give the days before the two that "and" joins: "on 5, 6 and 9 October"."""
    begin = max(0, found.start() - REACH)
    listed = _LISTED.search(found.text.small, begin, found.start("day"))
    if listed is None or found.start("day") != found.opening_end():
        return
    for number in _NUMBER.finditer(found.text.small, listed.start(), listed.end()):
        if 1 <= int(number[0]) <= LONGEST_MONTH:
            yield replace(
                first, start=number.start(), end=number.end(), day=int(number[0]), weekday=None
            )


def _nth_weekday(found: Match) -> Iterator[Expression]:
    known = vocabulary()
    nth = found.word("nth")
    expression = Expression(
        *found.span(),
        Kind.NTH_WEEKDAY,
        weekday=known.full_weekdays[found.word("day_name")],
        number=known.nth_weekdays[nth],
    )
    if found.group("month") is not None:
        month = month_number(found.word("month"))
        yield replace(expression, month=month, year=year_number(found.group("year")))
    else:
        yield replace(expression, within=_month_meant(found))


def _month_meant(found: Match) -> Expression:
    which = found.word("which")
    step = vocabulary().which.get(which)
    return Expression(
        *found.span(),
        Kind.UNIT,
        unit=Unit.MONTH,
        step=step or 0,
        anchor=Anchor.NARRATIVE if step is None else Anchor.DOCUMENT,
    )


def _day_of_this_month(found: Match) -> Iterator[Expression]:
    day = day_number(found.word("day"))
    yield Expression(*found.span(), Kind.DAY, day=day, within=_month_meant(found))


def _fixed_day(found: Match) -> Iterator[Expression]:
    month, day = vocabulary().fixed_days[found.word("name")]
    year = year_number(found.word("year"))
    yield Expression(*found.span(), Kind.DAY, year=year, month=month, day=day)
