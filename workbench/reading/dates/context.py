"""What the story has said so far about when things happened, and the tense of a clause."""

import re
from dataclasses import dataclass
from datetime import date

from workbench.reading.dates.calendar import MONTHS_IN_YEAR
from workbench.reading.dates.expressions import Kind
from workbench.reading.dates.vocabulary import vocabulary
from workbench.reading.language import made_once

REACH_OF_TENSE = 80

_VERB_LIKE = re.compile(r"[^\W\d_]+['’]t\b|['’][^\W\d_]+|[^\W\d_]+")
_CLAUSE_END = re.compile(r"[;:.!?]|,(?=\s)")
SHORTEST_PAST_FORM = 4


@dataclass(slots=True, eq=False, repr=False)
class Dated:
    """A month, quarter or season that was named with its year, and the sentence it is in."""

    kind: Kind
    sentence: int
    months: int

    def nearest_year(self, month: int) -> int:
        """Give the year in which a month is nearest to the one named."""
        year = self.months // MONTHS_IN_YEAR
        return min(
            (year, year - 1, year + 1),
            key=lambda one: abs(one * MONTHS_IN_YEAR + month - self.months),
        )


@dataclass(slots=True)
class Story:
    """The anchors that relative and partial dates are counted from.

    ``day`` is the day the story last spoke of and ``day_at`` where; ``year`` likewise, with
    the paragraph it was named in. They change as the resolver goes through the text.
    """

    document_date: date | None
    day: date | None = None
    day_at: int | None = None
    year: int | None = None
    year_paragraph: int = -1
    dated: "Dated | None" = None
    paragraph: int = 0

    def remember_day(self, day: date, offset: int) -> None:
        """Make ``day`` the day that anaphora refers to."""
        self.day, self.day_at = day, offset
        self.remember_year(day.year)

    def remember_year(self, year: int) -> None:
        """Make ``year`` the year of partial dates that follow in the paragraph."""
        if self.document_date is not None and year > self.document_date.year:
            return
        self.year, self.year_paragraph = year, self.paragraph

    @property
    def year_carries(self) -> bool:
        """Whether the last year that was named still holds here.

        With a known date of writing it holds to the end of its paragraph; without one it is
        the only year there is.
        """
        if self.year is None:
            return False
        return self.document_date is None or self.year_paragraph == self.paragraph


def tense(small: str, start: int, end: int, sentence_start: int, sentence_end: int) -> int:
    """Give 1 if the clause around a date speaks of the future, -1 of the past, else 0.

    A verb before the date in its clause decides; else the first verb after it.
    """
    before = small[max(sentence_start, start - REACH_OF_TENSE) : start]
    clauses = _CLAUSE_END.split(before)
    joints = vocabulary().classes.of("two_days")
    while len(clauses) > 1 and joints.issuperset(_VERB_LIKE.findall(clauses[-1])):
        clauses.pop()
    clause = clauses[-1]
    if _to_be_planned().search(clause):
        return 1
    for word in reversed(_VERB_LIKE.findall(clause)):
        if direction := _direction(word):
            return direction
    after = small[end : min(sentence_end, end + REACH_OF_TENSE)]
    for word in _VERB_LIKE.findall(after):
        if direction := _direction(word):
            return direction
    return 0


def _direction(word: str) -> int:
    known = vocabulary()
    if word in known.future:
        return 1
    if word in known.past or _is_past_form(word):
        return -1
    return 0


def _is_past_form(word: str) -> bool:
    classes = vocabulary().classes
    return (
        len(word) >= SHORTEST_PAST_FORM
        and word.endswith(classes.ending("past_endings"))
        and not word.endswith(classes.ending("not_past_endings"))
    )


@made_once
def _to_be_planned() -> re.Pattern[str]:
    return re.compile(rf"\b{vocabulary().classes['planned']}\b")
