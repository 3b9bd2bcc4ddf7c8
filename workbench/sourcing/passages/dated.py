"""Days and months of a claim that a page has nowhere together.

A "24" in a score does not put "24 October" on a page, nor does a "2001" in its foot put "May 2001"
there when no May is named at all.
"""

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["absent_dates"]

_ABBREVIATIONS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)  # fmt: skip
_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED: Final = re.compile(
    rf"(?<![\w.])(?:(?P<days>{_DAY}(?:\s?[-–—]\s?{_DAY})?)[.,]?[\s-]+(?:of\s+)?)?"
    rf"\b(?P<month>{_MONTH})\b\.?"
    rf"(?:[\s-]+(?P<later>{_DAY}(?:\s?[-–—]\s?{_DAY})?)(?![\d:]))?"
    r"(?:,?[\s-]+(?P<year>\d{4})(?!\d))?",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_YEAR_LAST: Final = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")


def absent_dates(claim: str, page: str, figures: str) -> tuple[tuple[int, int], ...]:
    """The spans in ``claim`` of days with their month, and months with their year, not on the page.

    ``figures`` is as much of the page as stands near digits. A month and year are held to be
    absent only where the page does not name the month at all.
    """
    wanted = list(_with_digits(claim))
    if not wanted:
        return ()
    days, months = _on_page(figures)
    spans: list[tuple[int, int]] = []
    for found in wanted:
        month = found["month"][:3].lower()
        for group in ("days", "later"):
            if found[group] and any((day, month) not in days for day in _days(found[group])):
                first, last = sorted((found.span(group), found.span("month")))
                spans.append((first[0], last[1]))
        if found["year"] and (month, found["year"]) not in months:
            if _names(page, month):
                continue
            spans.append((found.start("month"), found.end("year")))
    return tuple(spans)


def _with_digits(text: str) -> Iterator[re.Match[str]]:
    return (
        found for found in _NAMED.finditer(text) if found["days"] or found["later"] or found["year"]
    )


def _days(words: str) -> list[int]:
    return [int(day) for day in re.findall(r"\d+", words)]


def _names(page: str, month: str) -> bool:
    """Whether a page names a month at all, in full or shortened."""
    forms = f"{month}|{month.capitalize()}|{month.upper()}"
    return any(
        re.fullmatch(_MONTH, found[0], re.IGNORECASE)
        for found in re.finditer(rf"(?:{forms})[A-Za-z]*", page)
        if not page[max(found.start() - 1, 0) : found.start()].isalpha()
    )


def _on_page(page: str) -> tuple[set[tuple[int, str]], set[tuple[str, str]]]:
    """The days with months, and the months with years, that a page names."""
    days: set[tuple[int, str]] = set()
    months: set[tuple[str, str]] = set()
    for found in _NAMED.finditer(page):
        month = found["month"][:3].lower()
        days.update((day, month) for day in _days(f"{found['days']} {found['later']}"))
        if found["year"]:
            months.add((month, found["year"]))
    for year, number, day in _numeric(page):
        if 1 <= number <= 12:
            month = _ABBREVIATIONS[number - 1]
            months.add((month, year))
            days.add((day, month))
    return days, months


def _numeric(page: str) -> Iterator[tuple[str, int, int]]:
    """Year, month and day of dates in digits, in either order where both are possible."""
    for year, month, day in _YEAR_FIRST.findall(page):
        yield year, int(month), int(day or 0)
    for first, second, year in _YEAR_LAST.findall(page):
        full = year if len(year) == 4 else f"20{year}"
        yield full, int(first), int(second)
        yield full, int(second), int(first)
