"""Patterns for dates that name a month, and for telling months from names and verbs."""

from collections.abc import Iterator

from workbench.reading.dates.expressions import Expression, Kind
from workbench.reading.dates.patterns import Match, Pattern, first_letters, pattern
from workbench.reading.dates.readings import month_number, year_number
from workbench.reading.dates.vocabulary import pieces, vocabulary

LOOK_BACK = 24


def month_patterns() -> list[Pattern]:
    """Give the patterns, those that take in most first."""
    p = pieces()
    early = rf"(?:{p['early']}(?:\s+{p['in']})?[-\s]+)"
    return [
        pattern(
            "month year",
            "month",
            rf"""{early}? (?P<month>{p.month}) (?:,?\s+(?:{p["of"]}\s+)?|-)
            (?P<year>{p.year_after_month})""",
            _month_year,
            starts=first_letters(vocabulary().classes.of("early"), vocabulary().months),
            needs="digit",
        ),
        pattern(
            "month",
            "month",
            rf"(?:(?P<which>{p.which})\s+|{early})? (?P<month>{p.month})",
            _month,
        ),
    ]


def _month_year(found: Match) -> Iterator[Expression]:
    year = year_number(found.word("year"))
    yield Expression(*found.span(), Kind.MONTH, year=year, month=month_number(found.word("month")))


def _month(found: Match) -> Iterator[Expression]:
    word, at = found.word("month"), found.start("month")
    plain = word.rstrip(".")
    known = vocabulary()
    step = known.which.get(found.word("which"))
    capital = found.text.is_capital(at)
    if not capital and (step is None or plain in known.months_that_are_words):
        return
    if capital and plain not in known.full_months and plain == word:
        return
    if step is None and not _is_introduced(found) and not _stands_alone(found, plain):
        return
    yield Expression(*found.span(), Kind.MONTH, month=known.months[plain], step=step)


def _is_introduced(found: Match) -> bool:
    known = vocabulary()
    sure = _capital_follows(found)
    introductions = known.before_month_for_sure if sure else known.before_month
    before = found.text.words_before(found.start())
    return bool(before) and before[-1] in introductions


def _capital_follows(found: Match) -> bool:
    following = found.text.original[found.end() : found.end() + 2]
    return following[:1].isspace() and following[1:].isupper()


def _stands_alone(found: Match, word: str) -> bool:
    """Refuse a month that is part of a name ("April Jones", "Theresa May")."""
    if word in vocabulary().months_that_are_verbs or _capital_follows(found):
        return False
    start, original = found.start(), found.text.original
    before = original[max(start - LOOK_BACK, 0) : start].split()
    if before and before[-1][:1].isupper() and original[start - 1] == " ":
        return before[-1][-1] in ".,;:"
    return True
