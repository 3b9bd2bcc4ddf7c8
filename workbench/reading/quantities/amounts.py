"""Amounts: one number, two as a range, a share, a score, or a vague word for many.

Here a number becomes what it amounts to; its unit, noun and exactness come later.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from workbench.reading.quantities.numerals import Number, number_at, share, tidy, words_at
from workbench.reading.quantities.vocabulary import (
    any_of,
    context_words,
    number_words,
    unit_words,
)

LOOK_BACK = 60
BIGGEST_SCORE = 999

_NEXT_WORD = re.compile(r"[\s-]{1,3}([a-z]+)")


@dataclass(frozen=True, slots=True)
class Amount:
    """How much, and the span of the words that say so.

    ``kind`` is "number", "range", "share", "score", "times" or "vague"; ``currency`` is set
    when a sign or code of money stood before the number.
    """

    start: int
    end: int
    kind: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    in_words: bool = False
    unit_end: int | None = None
    number_start: int | None = None


class Scanner:
    """Reads amounts at places of one text; ``small`` is the text in small letters."""

    def __init__(self, small: str) -> None:
        self._small = small

    def amount_at(self, position: int, sentence_start: int, end: int) -> Amount | None:
        """Read the amount that begins at ``position``."""
        amount = (
            self._vague(position, end) or self._ratio(position, end) or self._share(position, end)
        )
        return amount or self._number(position, sentence_start, end)

    # ------------------------------------------------------------------------ words for amounts

    def _vague(self, position: int, end: int) -> Amount | None:
        found = _vague_pattern().match(self._small, position, end)
        if found is None:
            return None
        known = number_words()
        span = found.span()
        if found["couple"]:
            factor = self._factor(found["couple_of"])
            value = tidy(Decimal(2) * factor)
            return Amount(*span, "couple", value=value, in_words=True)
        if found["few"]:
            least = Decimal(known.few[" ".join(found["few"].split())])
            low = least * self._factor(found["few_of"])
            return Amount(*span, "vague", low=tidy(low), in_words=True)
        low = Decimal(known.vague_plurals[found["plural"]])
        if found["of"]:
            low *= {"thousands": 1000, "millions": 10**6, "billions": 10**9}.get(
                found["of"], known.vague_plurals[found["of"]]
            )
        return Amount(*span, "vague", low=tidy(low), in_words=True)

    def _factor(self, word: str | None) -> Decimal:
        known = number_words()
        return Decimal(known.magnitudes[word]) if word else Decimal(1)

    def _ratio(self, position: int, end: int) -> Amount | None:
        found = _ratio_pattern().match(self._small, position, end)
        if found is None:
            return None
        part = number_at(self._small, found.start("part"))
        whole = number_at(self._small, found.start("whole"))
        if part is None or whole is None or not 0 < part.value < whole.value:
            return None
        value = tidy((part.value / whole.value).quantize(Decimal("1e-10")))
        return Amount(
            position, max(whole.end, found.end()), "share", value=value, in_words=part.in_words
        )

    def _share(self, position: int, end: int) -> Amount | None:
        found = _share_pattern().match(self._small, position, end)
        if found is None:
            return None
        known = number_words()
        following = _NEXT_WORD.match(self._small, found.end(), end)
        if found["bare"] and words_at(self._small, position) is not None:
            return None
        if following is not None and following[1] not in known.after_share:
            return None
        if found["bare"]:
            return Amount(*found.span(), "share", value=share(1, 2), in_words=True)
        over = found["over"]
        count = Decimal(1)
        if over not in {"a", "an"}:
            number = number_at(self._small, found.start("over"))
            if number is None:
                return None
            count = number.value
        value = share(count, known.shares[found["under"]])
        return Amount(*found.span(), "share", value=value, in_words=True)

    # ------------------------------------------------------------------------------- numbers

    def _number(self, position: int, sentence_start: int, end: int) -> Amount | None:
        money = _money_before().match(self._small, position, end)
        start = money.end() if money else position
        sign = 1
        if money is None or not money["currency"]:
            negative = _negative().match(self._small, position, end)
            if negative is not None and self._may_be_negative(position):
                start, sign = negative.end(), -1
                inner = _money_before().match(self._small, start, end)
                if inner is not None:
                    money, start = inner, inner.end()
        first = number_at(self._small, start)
        if first is None or first.end > end:
            return None
        currency = self._currency(money)
        if sign < 0:
            first = replace(first, value=-first.value)
        single = Amount(
            position,
            first.end,
            "share" if first.is_share else "number",
            value=first.value,
            currency=currency,
            in_words=first.in_words,
            number_start=start,
        )
        folded = _fold().match(self._small, first.end, end)
        if folded is not None:
            return replace(single, end=folded.end(), kind="times")
        return self._pair(single, first, sentence_start, end) or single

    def _may_be_negative(self, position: int) -> bool:
        before = self._small[position - 1] if position else " "
        return before.isspace() or before in "(“\"'‘[:"

    def _currency(self, money: re.Match[str] | None) -> str | None:
        if money is None:
            return None
        known = unit_words()
        prefix, sign = money["prefix"], money["sign"]
        if sign == "$" and prefix:
            return known.dollars.get(prefix, "USD")
        if sign:
            return known.signs[sign]
        word = money["letters"]
        return known.letters.get(word) or known.codes[word]

    def _pair(self, single: Amount, first: Number, sentence_start: int, end: int) -> Amount | None:
        """Read on to a second number, and judge whether the two are a range or a score."""
        gap = _gap().match(self._small, first.end, end)
        if gap is None:
            return None
        start = gap.end()
        money = _money_before().match(self._small, start, end)
        if money is not None and (money["sign"] or money["letters"]):
            start = money.end()
        second = number_at(self._small, start)
        if second is None or second.end > end or second.in_words != first.in_words:
            return None
        if self._small[second.end : second.end + 1].isalnum():
            return None
        joint = (gap["dash"] and "-") or gap["word"]
        before = self._small[max(sentence_start, single.start - LOOK_BACK) : single.start]
        low, high = first.value, second.value
        if first.magnitude == 1 and second.magnitude > 1 and abs(low) < second.magnitude:
            low = tidy(low * second.magnitude)
        kind = self._kind_of_pair(joint, gap, before, (low, high), single, second.end)
        if kind is None:
            return None
        if kind == "score":
            return replace(single, end=second.end, kind="score", value=None)
        return replace(single, end=second.end, kind="range", value=None, low=low, high=high)

    def _kind_of_pair(
        self,
        joint: str,
        gap: re.Match[str],
        before: str,
        values: tuple[Decimal, Decimal],
        single: Amount,
        end: int,
    ) -> str | None:
        low, high = values
        words = before.replace(",", " ").split()
        has_unit = bool(gap["unit"]) or single.currency is not None
        if joint in {"-", "to"} and not has_unit and self._is_score(joint, words, values, end):
            return "score"
        if low >= high:
            return None
        if joint == "and":
            return "range" if words and words[-1] == "between" else None
        if joint == "or":
            return "range" if high - low <= max(Decimal(1), low) and not has_unit else None
        changed = not context_words().change_verbs.isdisjoint(words[-8:])
        if joint == "to" and words and words[-1] == "from" and changed:
            return None
        return "range"

    def _is_score(
        self, joint: str, words: list[str], values: tuple[Decimal, Decimal], end: int
    ) -> bool:
        low, high = values
        if not all(0 <= value <= BIGGEST_SCORE and value == int(value) for value in values):
            return False
        known = context_words()
        following = _NEXT_WORD.match(self._small, end)
        after = following[1] if following else ""
        contest = after in known.score_nouns or bool(not known.score_verbs.isdisjoint(words[-3:]))
        if joint == "to" and words and words[-1] == "from":
            return False
        return contest or low > high or (low == high and joint == "-")


@cache
def _vague_pattern() -> re.Pattern[str]:
    known = number_words()
    magnitude = any_of(known.magnitudes)
    plurals = any_of(known.vague_plurals)
    return re.compile(
        rf"""
        (?: (?P<couple>{any_of(known.couple)})\b(?:\s(?P<couple_of>{magnitude})\b)?
          | (?P<few>{any_of(known.few)})\b(?:\s(?P<few_of>{magnitude})\b)?
          | (?P<plural>{plurals})\b(?:\sof\s(?P<of>{plurals})\b)? )
        (?!\w)
        """,
        re.VERBOSE,
    )


@cache
def _ratio_pattern() -> re.Pattern[str]:
    known = number_words()
    small = any_of((*known.ones, *known.tens, "hundred"))
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})?|(?:{small})\b)"
    return re.compile(
        rf"(?P<part>{number})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>{number})(?![\w,.]*\d|\w|%)"
    )


@cache
def _share_pattern() -> re.Pattern[str]:
    known = number_words()
    numbers = any_of(known.ones)
    return re.compile(
        rf"""(?: (?P<over>an?|{numbers}|\d{{1,2}})[-\s](?P<under>{any_of(known.shares)})
        | (?P<bare>half) )(?![\w-])""",
        re.VERBOSE,
    )


@cache
def _money_before() -> re.Pattern[str]:
    known = unit_words()
    signs = "".join(map(re.escape, known.signs))
    dollars = any_of(known.dollars)
    letters = any_of((*known.letters, *known.codes))
    return re.compile(
        rf"""(?P<currency> (?:(?P<prefix>{dollars})\s?(?=\$))?(?P<sign>[{signs}])\s?
        | (?P<letters>{letters})\s?(?=\d) )""",
        re.VERBOSE,
    )


@cache
def _negative() -> re.Pattern[str]:
    return re.compile(r"(?:[-−–](?=[\d.$£€¥])|(?:minus|negative)\s(?=[\d.a-z]))")


@cache
def _fold() -> re.Pattern[str]:
    return re.compile(r"[-\s]?fold(?!\w)")


@cache
def _gap() -> re.Pattern[str]:
    known = unit_words()
    short = [unit for unit in known.units if len(unit) <= 9 and " " not in unit]
    units = any_of((*short, *known.money))
    return re.compile(
        rf"""(?P<unit>[\s-]?(?:{units})(?!\w))?
        (?: \s?(?P<dash>[-–—])\s?(?=[\d$£€¥½¼¾.]|[a-z]+\b) | \s(?P<word>to|or|and)\s )""",
        re.VERBOSE,
    )
