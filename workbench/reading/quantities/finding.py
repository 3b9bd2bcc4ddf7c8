"""Finding every quantity of a text: where one may begin, and what is taken already."""

import re
from collections.abc import Iterator, Sequence

from workbench.model import DateMention, Name, Quantity, Sentence
from workbench.reading.language import made_once
from workbench.reading.language.casing import Text, with_small_letters
from workbench.reading.language.triggers import WORD, Triggers
from workbench.reading.quantities.amounts import amount_at
from workbench.reading.quantities.describing import Describer
from workbench.reading.quantities.digits import VULGAR
from workbench.reading.quantities.vocabulary import (
    any_of,
    number_words,
    unit_words,
    word_classes,
)

Span = tuple[int, int]

_DIGIT = re.compile(rf"[\d{''.join(VULGAR)}]")


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
    describer = Describer(text)
    openings = _openings()
    next_taken, position = 0, 0
    for sentence in sentences:
        if not openings.triggers.any_in(text.small, sentence.start, sentence.end):
            continue
        for found in openings.pattern.finditer(text.small, sentence.start, sentence.end):
            start = found.start()
            if start < position:
                continue
            while next_taken < len(taken) and taken[next_taken][1] <= start:
                next_taken += 1
            limit = taken[next_taken][0] if next_taken < len(taken) else len(text.small)
            if limit <= start:
                position = taken[next_taken][1]
                continue
            end = min(sentence.end, limit)
            amount = amount_at(text, start, sentence.start, end)
            if amount is None:
                continue
            position = amount.end
            quantity = describer.describe(amount, sentence, end)
            if quantity is not None:
                position = max(position, quantity.end)
                yield quantity


class _Openings:
    """Where an amount may begin: a digit, a sign of money, or the first word of a number.

    ``triggers`` tell of a sentence whether it may have an amount: it has none without a digit
    or one of some words.
    """

    def __init__(self) -> None:
        numbers, money, classes = number_words(), unit_words(), word_classes()
        signs = f"(?:{any_of(money.signs)})"
        large, shares = any_of(numbers.magnitudes), any_of(numbers.shares)
        first = (
            *numbers.ones,
            *numbers.tens,
            *numbers.vague_plurals,
            *numbers.few,
            *numbers.couple,
        )
        an, of, half, quarter = (classes[name] for name in ("article", "of", "half", "quarter"))
        words = (
            frozenset(
                part
                for word in (*first, *numbers.magnitudes, *numbers.shares)
                for part in WORD.findall(word)
            )
            - classes.of("article")
            - classes.of("of")
        )
        words |= frozenset(
            word + fold for word in numbers.ones | numbers.tens for fold in classes.of("fold")
        )
        self.triggers = Triggers(dict.fromkeys(words, 1), 1, _DIGIT)
        self.pattern = re.compile(
            rf"""
            (?<![\w.,]) (?=
                \d | \.\d | [{"".join(VULGAR)}]
              | (?:{any_of(money.dollars)})?\s?{signs}\s?[\d.a-z-]
              | (?:{any_of((*money.letters, *money.codes))})\s?\d
              | [-−–](?:\d|\.\d|{signs})
              | (?: (?:{any_of(first)})(?:{classes["fold"]})?
                  | {half} | {quarter}(?=\s{of}\s{an}\s|[\s-](?:{large})\b)
                  | {an}\s{{1,3}}{classes["large_shares"]}?[\s-]?(?:{large}|{shares})
                  | {classes["negative"]}\s(?:\d++|{any_of(numbers.ones)}) )(?!\w)
            )
            """,
            re.VERBOSE,
        )


_openings = made_once(_Openings)
