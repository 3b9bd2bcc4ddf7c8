"""Patterns for dates that name a year, a part of one, or several years."""

import re
from collections.abc import Iterator

from workbench.reading.dates.expressions import Expression, Kind
from workbench.reading.dates.patterns import Match, Pattern, first_letters, pattern
from workbench.reading.dates.readings import day_number, year_number
from workbench.reading.dates.vocabulary import any_of, pieces, vocabulary
from workbench.reading.dates.years import looks_like_a_year

HALVES_IN_YEAR = 2


def period_patterns() -> list[Pattern]:
    """Give the patterns, those that take in most first."""
    p = pieces()
    known = vocabulary()
    the, of = rf"(?:{p['the']}\s+)?", rf"(?:{p['of']}\s+)?"
    early = rf"(?:{p['early']}(?:\s+{p['in']})?[-\s]+)?"
    era = rf"(?:\s?(?P<era>{any_of(known.eras)})(?!\w))"
    length = rf"{p['quarter_word']}|(?P<half>{p['half_year_word']})"
    q, h = p["quarter_letter"], p["half_year_letter"]
    return [
        pattern(
            "quarter",
            "unit",
            rf"""{the} (?:(?P<ordinal>{any_of(known.quarters)})[-\s]+
            (?:{length})|{q}(?P<q>[1-4])|{h}(?P<h>[12]))
            (?:,?\s+{of}(?:{p["fiscal"]}\s+)?(?P<year>{p.year}))?
            | (?P<year_before>{p.year})\s?(?:{q}(?P<q_after>[1-4])|{h}(?P<h_after>[12]))""",
            _quarter,
            needs="quarter",
        ),
        pattern(
            "fiscal year",
            "fiscal",
            rf"""{the} {p["fiscal_year"]}\s?
            (?P<year>{p.year}|['’]?\d\d(?!\d)) (?:[-–/](?P<year2>\d{{2,4}}))?""",
            _fiscal_year,
        ),
        pattern(
            "season",
            "season",
            rf"""{the} (?:{p["early"]}[-\s]+)? (?:(?P<which>{p.which})\s+)?
            (?P<season>{p.season}) (?:,?\s+{of}(?P<year>{p.year}))?""",
            _season,
        ),
        pattern(
            "decade",
            "year short decade",
            rf"""(?P<article>{p["the"]}\s+)? {early}
            (?: (?P<year>(?:1\d|20)\d0)['’]?{p["decade_ending"]}
            | ['’](?P<short>[2-9]0){p["decade_ending"]}
            | (?(article)(?P<word>{any_of(known.decades)})|(?!)) )""",
            _decade,
        ),
        pattern(
            "century",
            "century",
            rf"""{the} {early} (?P<number>{p.numbered_day}|{p.ordinal})
            [-\s]{p["century_word"]} {era}?""",
            _century,
        ),
        pattern(
            "years",
            "year",
            rf"(?P<first>{p.year})\s?[-–—/]\s?(?P<second>{p.year}|\d\d)(?![-–—/,.:]?\d|%)",
            _years,
        ),
        pattern(
            "year of era",
            "era",
            rf"""(?:(?P<before>{p["era_before_year"]})\s(?P<late>\d{{1,4}})
            | (?P<number>\d{{1,4}}) {era})""",
            _year_of_era,
        ),
        pattern(
            "year",
            "year",
            rf"(?<!\d-) {early} (?P<year>{p.year})(?![-–]\w|{p['decade_ending']}\b|%|°)",
            _year,
            starts=rf"\d{first_letters(known.classes.of('early'))}",
        ),
    ]


def _quarter(found: Match) -> Iterator[Expression]:
    year = year_number(found.group("year") or found.group("year_before"))
    half = found.group("h") or found.group("h_after")
    short = found.group("q") or found.group("q_after") or half
    is_half = found.word("half") != "" or half is not None
    if short is not None:
        number = int(short)
        if year is None and not found.text.original[found.start()].isupper():
            return
    else:
        number = vocabulary().quarters[found.word("ordinal")]
    if is_half and (number > HALVES_IN_YEAR or year is None):
        return
    kind = Kind.HALF_YEAR if is_half else Kind.QUARTER
    yield Expression(*found.span(), kind, year=year, number=number)


def _fiscal_year(found: Match) -> Iterator[Expression]:
    year = year_number(found.word("year"))
    second = found.group("year2")
    if year is None:
        return
    if second is None:
        yield Expression(*found.span(), Kind.YEAR, year=year)
        return
    last = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
    yield Expression(
        *found.span(),
        Kind.YEAR,
        year=year,
        other=Expression(*found.span(), Kind.YEAR, year=last),
    )


def _season(found: Match) -> Iterator[Expression]:
    year = year_number(found.word("year"))
    known = vocabulary()
    step = known.which.get(found.word("which"))
    before = found.text.words_before(found.start())
    placed = bool(before) and before[-1] in known.before_season
    has_article = found.opens_with(known.classes.ending("the"))
    if year is None and step is None and not (placed and has_article):
        return
    if (
        year is None
        and re.match(r"\s+[^\W\d_]", found.text.small[found.end() :][:4])
        and step is None
    ):
        following = found.text.small[found.end() : found.end() + 16].split()
        if following and following[0] not in known.after_season:
            return
    yield Expression(
        *found.span(), Kind.SEASON, year=year, month=known.seasons[found.word("season")], step=step
    )


def _decade(found: Match) -> Iterator[Expression]:
    if found.word("year"):
        first = int(found.word("year"))
    elif found.word("short"):
        first = 1900 + int(found.word("short"))
    else:
        first = 1900 + vocabulary().decades[found.word("word")]
    yield Expression(*found.span(), Kind.DECADE, year=first)


def _century(found: Match) -> Iterator[Expression]:
    number = day_number(found.word("number"))
    if number < 1:
        return
    before_christ = _before_christ(found.word("era"))
    yield Expression(*found.span(), Kind.CENTURY, number=-number if before_christ else number)


def _before_christ(era: str) -> bool:
    return vocabulary().eras.get(era, 1) < 0


def _years(found: Match) -> Iterator[Expression]:
    first = int(found.word("first"))
    digits = found.word("second")
    second = int(digits) if len(digits) == 4 else first // 100 * 100 + int(digits)
    if second <= first:
        return
    start, end = found.span()
    yield Expression(
        start, end, Kind.YEAR, year=first, other=Expression(start, end, Kind.YEAR, year=second)
    )


def _year_of_era(found: Match) -> Iterator[Expression]:
    if found.word("before"):
        if found.text.original[found.start() : found.end("before")].isupper():
            yield Expression(*found.span(), Kind.YEAR, year=int(found.word("late")))
        return
    if not found.text.is_capital(found.start("era")):
        return
    number = int(found.word("number"))
    before_christ = _before_christ(found.word("era"))
    yield Expression(*found.span(), Kind.YEAR, year=1 - number if before_christ else number)


def _year(found: Match) -> Iterator[Expression]:
    if looks_like_a_year(found.text, found.start("year"), found.end("year")):
        yield Expression(*found.span(), Kind.YEAR, year=int(found.word("year")))
