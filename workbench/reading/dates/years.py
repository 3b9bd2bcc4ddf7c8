"""Whether a bare number of four digits is a year or counts something."""

import re

from workbench.reading.dates.vocabulary import vocabulary
from workbench.reading.language import Classes
from workbench.reading.language.casing import Text

FIRST_LIKELY_YEAR = 1500
LAST_LIKELY_YEAR = 2099
YEARS_OF_NEWS = range(1900, 2051)
LOOK_BACK = 16
SHORTEST_SINGULAR = 3
DIGITS_OF_A_YEAR = 4

_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")


def looks_like_a_year(text: Text, start: int, end: int) -> bool:
    """Judge a number by the words beside it."""
    known = vocabulary()
    mark = text.small[start - 1] if start else ""
    if (
        mark
        and mark in "#/.,:’'"
        and not (mark in "’'" and not text.small[start - 2 : start - 1].isalnum())
    ):
        return False
    before = text.words_before(start)
    classes = known.classes
    if " ".join(before[-2:]) in classes.of("at_least"):
        before = before[:-2]
    last = before[-1].strip("-–—") if before else ""
    if last in known.never_before_year or last in known.designators:
        return False
    year = int(text.small[start:end])
    if _is_model(text, start, year):
        return False
    likely = FIRST_LIKELY_YEAR <= year <= LAST_LIKELY_YEAR
    if last in known.certain_before_year:
        return likely or not _counts_something(text.small, end)
    if not likely:
        return (
            last in known.likely_before_year
            and last not in classes.of("not_before_early_year")
            and not (_counts_something(text.small, end))
        )
    if last in (classes.of("to") | classes.of("and")) and _ends_a_range(before):
        return True
    owned = last.endswith(classes.ending("possessive")) or last in classes.of("owners")
    if owned or last in classes.of("the"):
        word = _word_after(text.small, end)
        return not (_people_follow(text.small, end) or word in known.units_after_number)
    return not _counts_something(text.small, end)


def _ends_a_range(before: list[str]) -> bool:
    """Say whether "from" or "between" and a year stand before: "from 2019 to 2021"."""
    if len(before) < len(("from", "2019", "to")) or not before[-2].isdecimal():
        return False
    classes = _classes()
    opens = before[-3] in (classes.of("from") | classes.of("between"))
    return opens and len(before[-2]) == DIGITS_OF_A_YEAR


def _is_model(text: Text, start: int, year: int) -> bool:
    """Refuse "GTX 1660": a number after capital letters that is no likely year of news."""
    before = text.original[max(0, start - LOOK_BACK) : start].split()
    if not before or year in YEARS_OF_NEWS:
        return False
    return before[-1].isalpha() and before[-1].isupper() and len(before[-1]) > 1


def _classes() -> Classes:
    return vocabulary().classes


def _word_after(small: str, end: int) -> str:
    found = _WORD_AFTER.match(small, end, end + 30)
    return found[1] if found else ""


def _people_follow(small: str, end: int) -> bool:
    return _word_after(small, end).endswith(_classes().ending("people"))


def _counts_something(small: str, end: int) -> bool:
    word = _word_after(small, end)
    if word.endswith(_classes().ending("people")) or word in vocabulary().units_after_number:
        return True
    plural = word.endswith(_classes().ending("plural_ending")) and len(word) > SHORTEST_SINGULAR
    singular = word.endswith(_classes().ending("singular_endings"))
    return plural and not singular and word not in vocabulary().nouns_of_years
