"""Reading the words that a pattern matched as numbers of days, months and years."""

from workbench.reading.dates.patterns import Match
from workbench.reading.dates.vocabulary import vocabulary

TWO_DIGIT_YEARS_BEFORE_2000 = 50


def day_number(word: str) -> int:
    """Read "5", "5th" or "fifth"."""
    word = word.strip()
    known = vocabulary()
    if word[0].isdecimal():
        return int("".join(filter(str.isdecimal, word)))
    return known.ordinals[word]


def year_number(word: str | None) -> int | None:
    """Read a year of four digits, or of two after an apostrophe."""
    if not word:
        return None
    digits = word.strip("'’")
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= TWO_DIGIT_YEARS_BEFORE_2000 else 2000
    return year


def month_number(word: str) -> int:
    """Read a month by its name or abbreviation."""
    return vocabulary().months[word.rstrip(".").strip()]


def weekday_number(found: Match) -> int | None:
    """Read the weekday before or after a date, if there is one."""
    word = found.word("weekday") or found.word("weekday_after")
    return vocabulary().weekdays[word.rstrip(".").strip()] if word else None
