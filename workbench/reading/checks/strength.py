"""The same thing said absolutely and in part: "unrecognised" and "not recognised by dozens".

Only verbs whose "un-" form says that nobody does, only beside a statement that some do or do
not, and only in the same paragraph. "All" against "most" is left alone: the two are nearly
always said of different times or different people.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from workbench.model import Check, CheckKind
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_word
from workbench.reading.language.lexicon import word_sets

__all__ = ["strength_checks"]

_SENTENCES_APART: Final = 2
_MOST_COMPARED: Final = 10


@dataclass(slots=True, eq=False, repr=False)
class _Said:
    passage: Passage
    verb: str
    start: int
    end: int


@cache
def _absolute() -> re.Pattern[str]:
    nouns = (
        r"state|country|republic|territory|entity|government|treaty|agreement|candidate|proposal"
    )
    return re.compile(
        # The letters come first, so that a search is fast; then what stands before them.
        r"un(?<=\bun)(?<!largely un)(?<!mostly un)(?<!widely un)(?<!partly un)"
        rf"(?P<verb>{any_word('strength.absolute')})"
        rf" (?:[a-z-]+ )?(?:{nouns})\b"
    )


@cache
def _partial() -> re.Pattern[str]:
    numbers = "|".join(sorted(word_sets("words")["number_words"]))
    how_many = rf"{any_word('strength.some')}|{numbers}|only [a-z]+|more than half|\d[\d,]*"
    verbs = any_word("strength.absolute")
    return re.compile(
        rf"\b(?:is|are|was|were|been|being) (?:not |only |still )?(?P<verb>{verbs})"
        rf" by (?:about |some |around |at least |more than |over )?(?:{how_many})"
        rf"(?: of)?(?: the)?(?: [a-z-]+)? (?:{any_word('strength.agents')})\b"
    )


def strength_checks(survey: Survey) -> Iterator[Check]:
    """Find what is said absolutely in one sentence and in part in another one near it."""
    partial: dict[int, list[_Said]] = {}
    for one in _absolutely(survey):
        number = one.passage.number
        first = max(0, number - _SENTENCES_APART)
        for passage in survey.passages[first : number + _SENTENCES_APART + 1]:
            if passage.paragraph != one.passage.paragraph or not passage.is_running_text:
                continue
            if passage.number not in partial:
                partial[passage.number] = _said(survey, passage, _partial())
            for other in partial[passage.number]:
                if one.verb == other.verb:
                    yield _check(survey, one, other)


def _absolutely(survey: Survey) -> Iterator[_Said]:
    if _absolute().search(survey.small) is not None:
        for passage in survey.passages:
            if passage.is_running_text:
                yield from _said(survey, passage, _absolute())


def _said(survey: Survey, passage: Passage, pattern: re.Pattern[str]) -> list[_Said]:
    found = pattern.finditer(survey.small, passage.start, passage.end)
    return [
        _Said(passage, match["verb"].replace("recognized", "recognised"), *match.span())
        for match in islice(found, _MOST_COMPARED)
    ]


def _check(survey: Survey, one: _Said, other: _Said) -> Check:
    first, second = sorted((one, other), key=lambda said: said.start)
    return Check(
        CheckKind.STRENGTH,
        agrees=False,
        message=f"“{survey.text[one.start : one.end]}” says that nobody does, "
        f"“{survey.text[other.start : other.end]}” that some do: they differ in strength",
        spans=((first.start, first.end), (second.start, second.end)),
    )
