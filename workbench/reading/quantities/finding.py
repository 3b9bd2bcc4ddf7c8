"""Finding every quantity of a text: where one may begin, and what is taken already."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from workbench.model import DateMention, Name, Quantity, Sentence
from workbench.reading.language.casing import Text, with_small_letters
from workbench.reading.quantities.amounts import amount_at
from workbench.reading.quantities.describing import Describer
from workbench.reading.quantities.digits import VULGAR
from workbench.reading.quantities.vocabulary import any_of, number_words, unit_words

Span = tuple[int, int]


def find_quantities(
    text: str,
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    names: Sequence[Name] = (),
) -> tuple[Quantity, ...]:
    """Find every quantity in ``sentences`` that is part of no date and no name."""
    taken = sorted(
        [(date.start, date.end) for date in dates] + [(name.start, name.end) for name in names]
    )
    return tuple(_find(with_small_letters(text), sentences, taken))


def _find(text: Text, sentences: Sequence[Sentence], taken: list[Span]) -> Iterator[Quantity]:
    starts = [sentence.start for sentence in sentences]
    describer = Describer(text)
    next_taken, position = 0, 0
    for found in _openings().finditer(text.small):
        start = found.start()
        if start < position:
            continue
        while next_taken < len(taken) and taken[next_taken][1] <= start:
            next_taken += 1
        limit = taken[next_taken][0] if next_taken < len(taken) else len(text.small)
        if limit <= start:
            position = taken[next_taken][1]
            continue
        index = bisect_right(starts, start) - 1
        if index < 0 or sentences[index].end <= start:
            continue
        sentence = sentences[index]
        amount = amount_at(text, start, sentence.start, min(sentence.end, limit))
        if amount is None:
            continue
        position = amount.end
        quantity = describer.describe(amount, sentence, min(sentence.end, limit))
        if quantity is not None:
            position = max(position, quantity.end)
            yield quantity


@cache
def _openings() -> re.Pattern[str]:
    """Where an amount may begin: a digit, a sign of money, or the first word of a number."""
    numbers, money = number_words(), unit_words()
    signs = "".join(map(re.escape, money.signs))
    large, shares = any_of(numbers.magnitudes), any_of(numbers.shares)
    word = any_of(
        (*numbers.ones, *numbers.tens, *numbers.vague_plurals, *numbers.few, *numbers.couple)
    )
    return re.compile(
        rf"""
        (?<![\w.,]) (?=
            \d | \.\d | [{"".join(VULGAR)}]
          | (?:{any_of(money.dollars)})?\s?[{signs}]\s?[\d.a-z-]
          | (?:{any_of((*money.letters, *money.codes))})\s?\d
          | [-−–](?:\d|\.\d|[{signs}])
          | (?: (?:{word})(?:fold)?
              | half | quarter(?=\sof\sa\s|[\s-](?:{large})\b)
              | an?\s{{1,3}}(?:half|quarter)?[\s-]?(?:{large}|{shares})
              | (?:minus|negative)\s(?:\d|{any_of(numbers.ones)}) )(?!\w)
        )
        """,
        re.VERBOSE,
    )
