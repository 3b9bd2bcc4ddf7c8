"""The order of two dates in a sentence against its order words: "on 5 June, after the vote on ...".

Only where the word stands right behind the one date, or opens the sentence, and the other date
is plainly of what the word introduces: not of a plan, of words said, or of a judge.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from workbench.model import Check, CheckKind, DateMention, Granularity
from workbench.reading.checks.days import Span, is_certain, span_of
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_phrase, word_set
from workbench.reading.checks.weekdays import day_text
from workbench.reading.grammar.verbs import base_of

__all__ = ["order_checks"]

_REACH: Final = 120
_WORDS_BEFORE: Final = 14
_DAY_LIKE: Final = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
_TRAILING: Final = r"(?:,? (?:just|shortly|soon|immediately|right|long|well|only))?"


@cache
def _order_word() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<after>{any_phrase('order.after')})\b|(?P<before>{any_phrase('order.before')})\b"
    )


@cache
def _right_behind() -> re.Pattern[str]:
    return re.compile(rf",?{_TRAILING} (?:{_order_word().pattern}) (?P<rest>.*)", re.DOTALL)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"[“\"'‘]?(?:{_order_word().pattern}) (?P<rest>.*)", re.DOTALL)


def order_checks(survey: Survey) -> Iterator[Check]:
    """Compare the order of dates with the words that say it."""
    for passage in survey.passages:
        if len(passage.dates) != len(("one", "other")) or not passage.is_running_text:
            continue
        first, second = passage.dates
        check = _behind(survey, passage, first, second) or _opened(survey, passage, first, second)
        if check is not None:
            yield check


def _behind(
    survey: Survey, passage: Passage, first: DateMention, second: DateMention
) -> Check | None:
    """Read "The army left on 5 June after the vote on 1 June"."""
    if second.start - first.end > _REACH:
        return None
    found = _right_behind().fullmatch(_one_line(survey.small[first.end : second.start]))
    if found is None or not _is_settled(found["rest"]) or _is_speech(survey, passage, first.start):
        return None
    if not re.match(
        r"\s?(?:[.,;:)—–”\"]|$|and |but |when |while )", survey.after(passage, second.end, 8)
    ):
        return None
    is_after = found["after"] is not None
    return _checked(
        survey, first, second, found["after"] or found["before"], first_is_earlier=not is_after
    )


def _opened(
    survey: Survey, passage: Passage, first: DateMention, second: DateMention
) -> Check | None:
    """Read "After the vote on 1 June, the army left on 5 June"."""
    opening = _one_line(survey.small[passage.start : first.start])
    between = _one_line(survey.small[first.end : second.start])
    found = _opening().fullmatch(opening)
    if found is None or len(opening) + len(between) > 2 * _REACH:
        return None
    if not between.startswith(", ") or between.count(",") > 1 or not _is_settled(found["rest"]):
        return None
    if not _is_settled(between) or _is_speech(survey, passage, second.start):
        return None
    is_after = found["after"] is not None
    return _checked(
        survey, first, second, found["after"] or found["before"], first_is_earlier=is_after
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)


def _is_settled(words: str) -> bool:
    """Whether the words are of what happened on the date after them, as far as words tell."""
    found = [word.strip(",.;:'’”“\"()") for word in words.split()]
    if not found or len(found) > _WORDS_BEFORE or found[-1] in {"for", "of", "to", "from"}:
        return False
    refused = word_set("order.unsettled") | word_set("order.not_events")
    return refused.isdisjoint(found) and not any(mark in words for mark in ";:—(")


def _is_speech(survey: Survey, passage: Passage, end: int) -> bool:
    """Whether a date may be that of words or of a plan: a verb of saying stands before it."""
    words = re.findall(r"[^\W\d_]+", survey.small[passage.start : end])
    refused = word_set("order.saying")
    return any(base_of(word) in refused or word in word_set("order.unsettled") for word in words)


def _is_in_a_name(survey: Survey, mention: DateMention) -> bool:
    """Whether a year is part of a name, as in "the World Cup 2019"."""
    if mention.granularity is not Granularity.YEAR:
        return False
    words = survey.small[max(0, mention.start - _REACH) : mention.start].split()
    return not words or words[-1] not in {"in", "of", "during"}


def _checked(
    survey: Survey, first: DateMention, second: DateMention, word: str, *, first_is_earlier: bool
) -> Check | None:
    one, other = span_of(first), span_of(second)
    if one is None or other is None or not {first.granularity, second.granularity} <= _DAY_LIKE:
        return None
    if any(_is_in_a_name(survey, mention) for mention in (first, second)):
        return None
    earlier, later = (one, other) if first_is_earlier else (other, one)
    if earlier.ends_before(later):
        agrees = True
    elif later.ends_before(earlier) and is_certain(first, second):
        agrees = False
    else:
        return None
    claimed = f"“{word}” puts {_text(earlier)} before {_text(later)}"
    result = "agrees" if agrees else f"{_text(later)} came first, so it does not agree"
    return Check(
        CheckKind.ORDER,
        agrees,
        f"{claimed}: {result}",
        ((first.start, first.end), (second.start, second.end)),
    )


def _text(span: Span) -> str:
    if span.first == span.last:
        return day_text(span.first)
    whole = day_text(span.first).split(" ", 1)[1]
    return whole.split()[-1] if span.first.month != span.last.month else whole
