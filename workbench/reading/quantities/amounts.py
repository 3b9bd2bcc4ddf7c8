"""Amounts: how much, and the words that say so, before unit, noun and exactness are known."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto

from workbench.reading.language.casing import Text
from workbench.reading.quantities.money import Money, money_before, negative_sign
from workbench.reading.quantities.numerals import number_at
from workbench.reading.quantities.pairs import Pair, pair_after, times_after
from workbench.reading.quantities.parts import (
    couple_at,
    ratio_at,
    share_at,
    vague_at,
)


class Form(Enum):
    """The form in which a text says how much."""

    NUMBER = auto()
    RANGE = auto()
    SHARE = auto()
    SCORE = auto()
    TIMES = auto()
    VAGUE = auto()
    COUPLE = auto()

    __hash__ = object.__hash__  # that of Enum is written in Python and slow


@dataclass(slots=True, eq=False, repr=False)
class Amount:
    """How much, and the span of the words that say so.

    ``currency`` is set when a sign or code of money stood before the number; ``in_words``
    when the number was spelled out.
    """

    start: int
    end: int
    form: Form
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    in_words: bool = False


def amount_at(text: Text, position: int, sentence_start: int, end: int) -> Amount | None:
    """Read the amount that begins at ``position``."""
    small = text.small
    if (couple := couple_at(small, position, end)) is not None:
        return Amount(position, couple.end, Form.COUPLE, value=couple.value, in_words=True)
    if (vague := vague_at(small, position, end)) is not None:
        return Amount(position, vague.end, Form.VAGUE, low=vague.value, in_words=True)
    part = ratio_at(small, position, end) or share_at(small, position, end)
    if part is not None:
        in_words = not small[position].isdecimal()
        return Amount(position, part.end, Form.SHARE, value=part.value, in_words=in_words)
    return _number(text, position, sentence_start, end)


def _number(text: Text, position: int, sentence_start: int, end: int) -> Amount | None:
    small = text.small
    money: Money | None = money_before(text, position, end)
    start, negative = money.end if money else position, False
    if money is None and (sign_end := negative_sign(small, position, end)) is not None:
        start, negative = sign_end, True
        money = money_before(text, start, end)
        start = money.end if money else start
    first = number_at(small, start)
    if first is None or first.end > end:
        return None
    if negative:
        first = replace(first, value=-first.value, base=-first.base)
    single = Amount(
        position,
        first.end,
        Form.SHARE if first.is_share else Form.NUMBER,
        value=first.value,
        currency=money.currency if money else None,
        in_words=first.in_words,
    )
    times_end = times_after(small, first.end, end)
    if times_end is not None:
        return replace(single, end=times_end, form=Form.TIMES)
    pair = pair_after(text, first, position, single.currency, sentence_start, end)
    return single if pair is None else _paired(single, pair)


def _paired(single: Amount, pair: Pair) -> Amount:
    if pair.is_score:
        return replace(single, end=pair.end, form=Form.SCORE, value=None)
    return replace(single, end=pair.end, form=Form.RANGE, value=None, low=pair.low, high=pair.high)
