"""Two numbers in a row: a range, a score, or two separate numbers."""

import re
from decimal import Decimal
from typing import NamedTuple

from workbench.reading.language import made_once
from workbench.reading.language.casing import Text
from workbench.reading.quantities.forms import unit_form_at
from workbench.reading.quantities.money import money_before
from workbench.reading.quantities.numbers import Number, tidy
from workbench.reading.quantities.numerals import number_at
from workbench.reading.quantities.vocabulary import context_words, word_classes

LOOK_BACK = 60
BIGGEST_SCORE = 999
WORDS_BACK_TO_CHANGE = 8
WORDS_BACK_TO_CONTEST = 3
LEAST_RATIO_OF_A_CHANGE = 3

_NEXT_WORD = re.compile(r"[\s-]{1,3}([^\W\d_]+)")


@made_once
def _between() -> re.Pattern[str]:
    words = word_classes()
    return re.compile(
        r"(?:\s(?=.\s))?(?P<dash>[-–—])\s?(?=[\d$£€¥½¼¾.]|[^\W\d_]+\b)"
        rf"|\s(?:(?P<to>{words['to']})|(?P<or>{words['or']})|(?P<and>{words['and']}))\s"
    )


@made_once
def _times() -> re.Pattern[str]:
    return re.compile(rf"[-\s]?{word_classes()['fold']}(?!\w)")


class Pair(NamedTuple):
    """The second number's end, and the bounds of a range unless the pair is a score."""

    end: int
    low: Decimal
    high: Decimal
    is_score: bool = False


def times_after(small: str, position: int, end: int) -> int | None:
    """Give where "-fold" ends, if it follows."""
    found = _times().match(small, position, end)
    return found.end() if found else None


def pair_after(
    text: Text, first: Number, start: int, currency: str | None, sentence_start: int, end: int
) -> Pair | None:
    """Read on from a first number, which begins at ``start`` with its sign, to a second."""
    small = text.small
    form = unit_form_at(small, first.end, end)
    between = _between().match(small, form.end if form else first.end, end)
    if between is None and form is not None:
        form, between = None, _between().match(small, first.end, end)
    if between is None:
        return None
    money = money_before(text, between.end(), end)
    second = number_at(small, money.end if money else between.end())
    if second is None or second.end > end or second.in_words != first.in_words:
        return None
    if money is not None and money.currency != currency:
        return None
    after = unit_form_at(small, second.end, end)
    if after is None and small[second.end : second.end + 1].isalnum():
        return None
    joint = between.lastgroup or ""
    if form is not None and (after is None or form.name != after.name):
        return None
    before = small[max(sentence_start, start - LOOK_BACK) : start].replace(",", " ").split()
    low, high = first.value, second.value
    if first.magnitude == 1 and second.magnitude > 1 and abs(low) < second.magnitude:
        low = tidy(low * second.magnitude)
    if joint == "to" and _is_change_to(small, before, low, high, second.end, end):
        return None
    bare = form is None and currency is None and after is None
    if bare and _is_score(small, joint, before, low, high, second.end):
        return Pair(second.end, low, high, is_score=True)
    if not _is_range(joint, before, low, high, bare=form is None):
        return None
    return Pair(second.end, low, high)


def _is_change_to(
    small: str, before: list[str], low: Decimal, high: Decimal, position: int, end: int
) -> bool:
    """Say whether a number is a step and the next where it led: "fell by 12 to 40 from 52"."""
    words = word_classes()
    last = before[-1] if before else ""
    if last in words.of("by"):
        changes = not context_words().change_verbs.isdisjoint(before[-WORDS_BACK_TO_CHANGE:])
    else:
        changes = last in context_words().change_verbs
    if not changes:
        return False
    following = _NEXT_WORD.match(small, position, end)
    from_follows = following is not None and following[1] in words.of("from")
    return from_follows or abs(high) >= LEAST_RATIO_OF_A_CHANGE * abs(low)


def _is_range(joint: str, before: list[str], low: Decimal, high: Decimal, *, bare: bool) -> bool:
    last = before[-1] if before else ""
    if low >= high:
        return False
    words = word_classes()
    if joint == "and":
        return last in words.of("between")
    if joint == "or":
        return bare and high - low <= max(Decimal(1), low)
    if joint == "to" and last in words.of("from"):
        return context_words().change_verbs.isdisjoint(before[-WORDS_BACK_TO_CHANGE:])
    return True


def _is_score(
    small: str, joint: str, before: list[str], low: Decimal, high: Decimal, end: int
) -> bool:
    last = before[-1] if before else ""
    after_from = joint == "to" and last in word_classes().of("from")
    if joint not in {"dash", "to"} or after_from:
        return False
    if not all(0 <= value <= BIGGEST_SCORE and value == int(value) for value in (low, high)):
        return False
    known = context_words()
    following = _NEXT_WORD.match(small, end)
    contest = following is not None and following[1] in known.score_nouns
    contest = contest or not known.score_verbs.isdisjoint(before[-WORDS_BACK_TO_CONTEST:])
    return contest or low > high or (low == high and joint == "dash")
