"""From an amount to a quantity: refuse what counts nothing, then add unit, noun, exactness."""

import re
from dataclasses import replace
from decimal import Decimal

from workbench.model import Approximator, Quantity, Sentence
from workbench.reading.language import made_once
from workbench.reading.language.casing import Text
from workbench.reading.quantities import counted, exclusions
from workbench.reading.quantities.amounts import Amount, Form
from workbench.reading.quantities.approximation import approximator, end_after
from workbench.reading.quantities.units import (
    Unit,
    age_unit,
    like_the_other,
    magnitude_unit,
    metres_instead,
    unit_after,
    unit_of_share,
)
from workbench.reading.quantities.vocabulary import context_words, unit_words, word_classes

_COMPOUND = re.compile(r"-([^\W\d_]{2,})")
_NUMBERS = frozenset({Form.NUMBER, Form.RANGE, Form.VAGUE, Form.COUPLE})
_UNITS_OF_FORMS = {Form.SHARE: "fraction", Form.TIMES: "times", Form.SCORE: "score"}


@made_once
def _of() -> re.Pattern[str]:
    return re.compile(rf"\s{word_classes()['of']}")


@made_once
def _in() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{word_classes()['in']}|{word_classes()['out_of']})\s")


def _is_ratio(words: str) -> bool:
    return _in().search(words) is not None


def _has_no_magnitude(text: Text, amount: Amount) -> bool:
    return not amount.in_words and text.small[amount.end - 1].isdecimal()


class Describer:
    """Describes the amounts of one text from left to right."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._label_end = 0
        # the same words and numbers come again and again in a long text: each is held once
        self._wordings: dict[str, str] = {}
        self._values: dict[str, Decimal] = {}

    def describe(self, amount: Amount, sentence: Sentence, limit: int) -> Quantity | None:
        """Describe an amount; ``None`` if it counts nothing. The unit ends before ``limit``."""
        if self._is_no_number(amount, sentence):
            return None
        metres = metres_instead(self._text, amount, sentence.end)
        amount, unit = metres or (amount, self._unit(amount, limit))
        if unit is None and amount.form in {Form.NUMBER, Form.RANGE}:
            unit = age_unit(self._text, amount, sentence.start) or magnitude_unit(
                self._text, amount
            )
        if amount.form is Form.NUMBER and _has_no_magnitude(self._text, amount):
            amount, same = like_the_other(self._text, amount, sentence.start, limit)
            unit = unit or same
        if unit is not None and exclusions.is_some_day(self._text.small, amount, unit.name):
            return None
        noun = self._counted(amount, unit, sentence)
        if unit is None and self._counts_nothing(amount, sentence, noun):
            return None
        return self._quantity(amount, unit, noun, sentence)

    def _is_no_number(self, amount: Amount, sentence: Sentence) -> bool:
        small = self._text.small
        if exclusions.begins_item(small, amount, sentence):
            return True
        if exclusions.is_within_a_row(small, amount):
            return True
        if exclusions.is_verb(small, amount):
            return True
        return not amount.in_words and (
            exclusions.is_part_of_a_code(small, amount.start, amount.end)
            or exclusions.is_telephone_number(small, amount.start, amount.end)
            or exclusions.is_reference(small, amount)
            or exclusions.end_of_model(self._text, amount.start) is not None
        )

    def _unit(self, amount: Amount, limit: int) -> Unit | None:
        if amount.form is Form.SHARE:
            return unit_of_share(self._text, amount, limit)
        if amount.form not in _NUMBERS:
            return None
        unit = unit_after(self._text, amount, limit)
        if unit is None and amount.form in {Form.VAGUE, Form.COUPLE}:
            return self._unit_after_of(amount, limit)
        return unit

    def _unit_after_of(self, amount: Amount, limit: int) -> Unit | None:
        """Find the unit in "tens of millions of dollars"; the amount ends before it."""
        of = _of().match(self._text.small, amount.end, limit)
        if of is None:
            return None
        unit = unit_after(self._text, replace(amount, end=of.end()), limit)
        return Unit(unit.name, amount.end) if unit else None

    def _counts_nothing(self, amount: Amount, sentence: Sentence, noun: str | None) -> bool:
        text = self._text
        if exclusions.is_part_of_a_name(text.original, amount, sentence):
            return True
        if amount.form is not Form.TIMES and exclusions.is_glued_to_letters(
            text, amount.start, amount.end
        ):
            return True
        if amount.form is Form.NUMBER and exclusions.is_pronoun(text.small, amount, sentence.start):
            return True
        if exclusions.is_label(text, amount, sentence.start, self._label_end, noun):
            self._label_end = amount.end
            return True
        if exclusions.is_in_a_row(text, amount, noun):
            return True
        compound = _COMPOUND.match(text.small, amount.end)
        if compound is not None and compound[1] in context_words().stops:
            return True
        is_bare_vague = amount.form is Form.VAGUE and noun is None
        return is_bare_vague and text.small[amount.start : amount.end] in word_classes().of(
            "bare_vague"
        )

    def _counted(self, amount: Amount, unit: Unit | None, sentence: Sentence) -> str | None:
        text, end = self._text, sentence.end
        if amount.form in {Form.SCORE, Form.TIMES}:
            return None
        if unit is not None:
            if unit.name == "%" or unit.name in unit_words().of_something:
                return counted.noun_after_of(text, unit.end, end, mass=True)
            return None
        noun = counted.noun_after_of(text, amount.end, end, mass=amount.form is Form.SHARE)
        if noun is not None:
            return noun
        words = text.small[amount.start : amount.end]
        start, one = end_after(text.small, amount.end), words in word_classes().of("single")
        compound = _COMPOUND.match(text.original, amount.end, end)
        if compound is not None:
            if compound[1].lower() not in word_classes().of("passed_over_after"):
                return compound[1]
            start, one = compound.end(), True
        if amount.form is Form.SHARE and not _is_ratio(words):
            return None
        start = exclusions.end_of_model(text, start) or start  # "400 737 Max jets"
        noun = counted.noun_after(text, start, end, one=one)
        if noun is not None or amount.form is Form.SHARE:
            return noun
        return counted.noun_before(text, amount.start, sentence.start) or (
            counted.noun_that_changed(text, amount.start, sentence.start)
        )

    def _quantity(
        self, amount: Amount, unit: Unit | None, noun: str | None, sentence: Sentence
    ) -> Quantity:
        end = unit.end if unit is not None else amount.end
        is_time = unit is not None and unit.is_time
        exactness = approximator(
            self._text.small, amount.start, end, sentence.start, is_time=is_time
        )
        if amount.form is Form.COUPLE:
            exactness = exactness or Approximator.ABOUT
        elif amount.form is Form.VAGUE:
            exactness = Approximator.VAGUE
        wording, value = self._text.original[amount.start : end], amount.value
        return Quantity(
            start=amount.start,
            end=end,
            text=self._wordings.setdefault(wording, wording),
            value=None if value is None else self._values.setdefault(str(value), value),
            low=amount.low,
            high=amount.high,
            approximator=exactness,
            unit=unit.name if unit is not None else _UNITS_OF_FORMS.get(amount.form),
            counted=noun,
        )
