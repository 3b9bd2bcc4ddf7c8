"""Finding every quantity of a text: scan, read, refuse what counts nothing, describe."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from workbench.model import Approximator, DateMention, Name, Quantity, Sentence
from workbench.reading.dates.recognise import in_small_letters
from workbench.reading.quantities import counted, exclusions
from workbench.reading.quantities.amounts import Amount, Scanner
from workbench.reading.quantities.approximation import approximator
from workbench.reading.quantities.numerals import VULGAR
from workbench.reading.quantities.units import Unit, as_metres, unit_after
from workbench.reading.quantities.vocabulary import (
    any_of,
    number_words,
    unit_words,
)

_COMPOUND = re.compile(r"-([^\W\d_]{2,})")
_OF = re.compile(r"\sof")
_SINGLE = frozenset({"one", "1"})
_PASSED_OVER = frozenset({"strong", "odd", "plus"})


def find_quantities(
    text: str,
    sentences: Sequence[Sentence],
    dates: Sequence[DateMention],
    names: Sequence[Name] = (),
) -> tuple[Quantity, ...]:
    """Find every quantity in ``sentences`` that is part of no date and no name."""
    finder = _Finder(text, sentences)
    taken = sorted(
        [(date.start, date.end) for date in dates] + [(name.start, name.end) for name in names]
    )
    return tuple(finder.find(taken))


class _Finder:
    """Goes through one text from left to right."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._small = in_small_letters(text)
        self._sentences = sentences
        self._scanner = Scanner(self._small)
        self._label_end = 0

    def find(self, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
        """Give the quantities outside the spans that are taken."""
        starts = [sentence.start for sentence in self._sentences]
        taken_index, position = 0, 0
        for found in _openings().finditer(self._small):
            start = found.start()
            if start < position:
                continue
            while taken_index < len(taken) and taken[taken_index][1] <= start:
                taken_index += 1
            if taken_index < len(taken) and taken[taken_index][0] <= start:
                position = taken[taken_index][1]
                continue
            index = bisect_right(starts, start) - 1
            if index < 0 or self._sentences[index].end <= start:
                continue
            sentence = self._sentences[index]
            end = sentence.end
            if taken_index < len(taken):
                end = min(end, max(taken[taken_index][0], start))
            amount = self._scanner.amount_at(start, sentence.start, end)
            if amount is None:
                continue
            amount = as_metres(self._small, amount, sentence.end) or amount
            position = amount.end
            quantity = self._describe(amount, sentence, end)
            if quantity is not None:
                position = max(position, quantity.end)
                yield quantity

    def _describe(self, amount: Amount, sentence: Sentence, end: int) -> Quantity | None:
        small = self._small
        if not amount.in_words and (
            exclusions.is_part_of_a_code(small, amount.start, amount.end)
            or exclusions.is_telephone_number(small, amount.start, amount.end)
        ):
            return None
        if _begins_item(small, amount, sentence):
            return None
        unit = None
        if amount.unit_end is not None:
            unit = Unit("metre", amount.unit_end)
        elif amount.kind in {"number", "range", "vague", "couple"}:
            unit = unit_after(small, self._text, amount, end)
            if unit is None and amount.kind in {"vague", "couple"}:
                unit = self._unit_after_of(amount, sentence)
        noun = self._counted(amount, unit, sentence)
        if unit is None and self._is_refused(amount, sentence, noun):
            return None
        return self._quantity(amount, unit, noun, sentence)

    def _unit_after_of(self, amount: Amount, sentence: Sentence) -> Unit | None:
        """Find the unit in "tens of millions of dollars"; the amount ends before it."""
        of = _OF.match(self._small, amount.end, sentence.end)
        if of is None:
            return None
        moved = Amount(amount.start, of.end(), amount.kind)
        unit = unit_after(self._small, self._text, moved, sentence.end)
        return Unit(unit.name, amount.end) if unit else None

    def _is_refused(self, amount: Amount, sentence: Sentence, noun: str | None) -> bool:
        if exclusions.is_part_of_a_name(self._text, amount, sentence):
            return True
        if amount.kind != "times" and exclusions.is_glued_to_letters(self._small, amount.end):
            return True
        if exclusions.is_pronoun(self._small, amount, sentence.start) and amount.kind == "number":
            return True
        labelled = exclusions.is_label(
            self._text, self._small, amount, sentence.start, self._label_end, noun
        )
        if labelled:
            self._label_end = amount.end
            return True
        if amount.kind == "vague" and noun is None and amount.in_words:
            return self._small[amount.start : amount.end] in {"tens", "scores"}
        return False

    def _counted(self, amount: Amount, unit: Unit | None, sentence: Sentence) -> str | None:
        text, small = self._text, self._small
        if amount.kind in {"score", "times"}:
            return None
        if unit is not None:
            if unit.name == "%" or unit.name in unit_words().of_something:
                return counted.noun_after_of(text, small, unit.end, sentence.end, mass=True)
            return None
        mass = amount.kind == "share"
        noun = counted.noun_after_of(text, small, amount.end, sentence.end, mass=mass)
        if noun is not None:
            return noun
        start, one = amount.end, small[amount.start : amount.end] in _SINGLE
        compound = _COMPOUND.match(text, amount.end, sentence.end)
        if compound is not None:
            if small[compound.start(1) : compound.end()] not in _PASSED_OVER:
                return compound[1]
            start, one = compound.end(), True
        if amount.kind != "share" or " in " in small[amount.start : amount.end]:
            noun = counted.noun_after(text, small, start, sentence.end, one=one)
            if noun is not None:
                return noun
        if amount.kind == "share":
            return None
        return counted.noun_before(text, small, amount.start, sentence.start)

    def _quantity(
        self, amount: Amount, unit: Unit | None, noun: str | None, sentence: Sentence
    ) -> Quantity:
        end = unit.end if unit is not None else amount.end
        exactness = approximator(
            self._small,
            amount.start,
            end,
            sentence.start,
            is_time=unit is not None and unit.is_time,
        )
        if amount.kind == "couple":
            exactness = exactness or Approximator.ABOUT
        elif amount.kind == "vague":
            exactness = Approximator.VAGUE
        names = {"share": "fraction", "times": "times", "score": "score"}
        return Quantity(
            start=amount.start,
            end=end,
            text=self._text[amount.start : end],
            value=amount.value,
            low=amount.low,
            high=amount.high,
            approximator=exactness,
            unit=unit.name if unit is not None else names.get(amount.kind),
            counted=noun,
        )


def _begins_item(small: str, amount: Amount, sentence: Sentence) -> bool:
    """Say whether the number is the mark of a list item: "1. Peel it"."""
    lead = small[sentence.start : amount.start]
    return (
        len(lead) <= 3
        and not lead.strip("•‣⁃◦▪●*-–( ")
        and (small[amount.end : amount.end + 1] in {")", "."})
    )


@cache
def _openings() -> re.Pattern[str]:
    """Where an amount may begin: a digit, a sign of money, or the first word of a number."""
    numbers = number_words()
    money = unit_words()
    signs = "".join(re.escape(sign) for sign in money.signs)
    large = any_of(numbers.magnitudes)
    shares = any_of(numbers.shares)
    letters = any_of((*money.letters, *money.codes))
    word = any_of(
        (*numbers.ones, *numbers.tens, *numbers.vague_plurals, *numbers.few, *numbers.couple)
    )
    return re.compile(
        rf"""
        (?<![\w.,]) (?:
          (?:{any_of(money.dollars)})?\s?[{signs}]\s?[\d.]
        | (?:{letters})\s?\d
        | [-−–][\d.$£€]
        | \d | \.\d | [{"".join(VULGAR)}]
        | (?: (?:{word})(?:fold)? | half | quarter(?=\sof\sa\s)
            | an?\s(?:half|quarter)?[\s-]?(?:{large}|{shares})
            | (?:minus|negative)\s(?:\d|{any_of(numbers.ones)}) )(?!\w)
        )
        """,
        re.VERBOSE,
    )
