"""Units of an amount: of measure, of money, and of what falls due in a time."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.reading.language import made_once
from workbench.reading.language.casing import Text
from workbench.reading.quantities.amounts import Amount, Form
from workbench.reading.quantities.forms import UnitForm, unit_form_at
from workbench.reading.quantities.money import money_before
from workbench.reading.quantities.numbers import tidy
from workbench.reading.quantities.numerals import number_at
from workbench.reading.quantities.vocabulary import (
    any_of,
    context_words,
    number_words,
    unit_words,
    word_classes,
)

LOOK_AROUND = 60
LONGEST_PARAGRAPH = 4000

_GLUED = re.compile(r"[^\W\d_]{1,2}(?!\w)")
_DEGREE = "degree "
_OF_ONE_ORDER = Decimal(20)
_HEIGHT = re.compile(r"[12]\.\d\d")
_COUNTLESS = frozenset({"%", "times", "point", "percentage point", "basis point", "magnitude"})
_METRE_FOLLOWS = re.compile(r"\s(?P<word>[a-z]+)|[.,;:)]|\s?$")
_WORD = re.compile(r"[^\W\d_]+")
_TWO_DIGITS = re.compile(r"\d{1,2}(?:[-–]\d{1,2})?|1[01]\d")
_NAME = r"[A-Z][\w.'’-]{0,30}[^\W\d_]"
_COMMA = re.compile(r",\s[^\W\d]|,$")


class _Grammar:
    """What this stage asks of the words of a language."""

    def __init__(self) -> None:
        words, units = word_classes(), unit_words()
        self.age = re.compile(rf"-{words['age_after_hyphen']}|\s{words['age_after_space']}")
        self.magnitude = re.compile(rf"-{words['magnitude']}(?!\w)")
        self.metre_apart = re.compile(rf"\s?{words['metre_letter']}(?!\w)")
        self.name_and_comma = re.compile(
            rf"(?:(?:{_NAME}|[a-z,;”\"]|^)\s?{_NAME}|\s{words['after_a_name']}),\s$"
        )
        self.of_one = re.compile(rf"\s(?:{words['of']}\s)?{words['article']}\s")
        self.to = re.compile(rf"\s{words['to']}\s")
        self.each = re.compile(rf"[\s-]{words['per']}[\s-](?P<each>{any_of(units.each)})(?!\w)")


_grammar = made_once(_Grammar)


@dataclass(slots=True, eq=False, repr=False)
class Unit:
    """A unit and where the amount ends with it."""

    name: str
    end: int

    @property
    def is_time(self) -> bool:
        """Whether it measures time."""
        return self.name in unit_words().time


def unit_after(text: Text, amount: Amount, end: int) -> Unit | None:
    """Find the unit of an amount, in the words after it or the sign before it."""
    small = text.small
    if amount.currency is not None:
        return _each_time(small, Unit(amount.currency, amount.end), end)
    glued = _glued(text, amount)
    if glued is not None:
        return glued
    if small.startswith(('"', "″"), amount.end) and _is_no_quotation(text, amount):
        return Unit("inch", amount.end + 1)
    metre = _grammar().metre_apart.match(small, amount.end, end)
    if metre is not None:
        return Unit("metre", metre.end())
    age = _grammar().age.match(small, amount.end, end)
    if age is not None:
        return Unit("year", amount.end if small[amount.end] == "-" else age.end())
    if _grammar().magnitude.match(small, amount.end, end):
        return Unit("magnitude", amount.end)
    form = unit_form_at(small, amount.end, end)
    name = _name(text, form, amount) if form else None
    return _each_time(small, Unit(name, form.end), end) if form and name else None


def _glued(text: Text, amount: Amount) -> Unit | None:
    """Find letters that are a unit right after a digit, and name a place or thing elsewhere."""
    if amount.in_words or not text.small[amount.end - 1].isdecimal():
        return None
    letters = _GLUED.match(text.original, amount.end)
    name = unit_words().units_glued.get(letters[0]) if letters else None
    if name is None:
        return None
    if name.startswith(_DEGREE):
        before = text.original[max(0, amount.start - LOOK_AROUND) : amount.start].split()
        labels = context_words().labels
        if before and (before[-1].lower() in labels or before[-1][0].isupper()):
            return None
    return Unit(name, amount.end + len(letters[0] if letters else ""))


def _is_no_quotation(text: Text, amount: Amount) -> bool:
    """Say whether a mark after a number cannot close a quotation, so that it means inches."""
    if text.small[amount.end] == "″":
        return True
    begin = max(0, amount.start - LONGEST_PARAGRAPH)
    line = text.small.rfind("\n", begin, amount.start)
    if line < 0 < begin:
        return False
    return text.small.count('"', max(begin, line), amount.start) % 2 == 0


def _name(text: Text, form: UnitForm, amount: Amount) -> str | None:
    written = text.original[form.start : form.end]
    if form.kind == "unit":
        name = unit_words().units_by_capitals.get(written, form.name)
        return None if name == "magnitude" else name
    if form.kind == "code" and not written.isupper():
        return None
    if form.kind == "money" and form.name == "GBP" and _is_of_weight(text.small, amount):
        return "pound"
    return form.name


def _is_of_weight(small: str, amount: Amount) -> bool:
    around = small[max(0, amount.start - LOOK_AROUND) : amount.end + LOOK_AROUND]
    return not unit_words().mass_hints.isdisjoint(_WORD.findall(around))


def unit_of_share(text: Text, amount: Amount, end: int) -> Unit | None:
    """Find the unit of a share: "half an hour", "a quarter of a mile", "1/4 mile"."""
    small = text.small
    of_one = _grammar().of_one.match(small, amount.end, end)
    form = unit_form_at(small, of_one.end() - 1 if of_one else amount.end, end)
    if form is None or form.kind != "unit" or form.name == "magnitude":
        return None
    directly = small[amount.end : form.start]
    if of_one is None and amount.in_words and directly != "-":
        return None
    return Unit(form.name, form.end)


def _each_time(small: str, unit: Unit, end: int) -> Unit:
    """Take in "a day", "per hour" and the like."""
    found = _grammar().each.match(small, unit.end, end)
    if found is None or unit.is_time or unit.name in _COUNTLESS:
        return unit
    each = unit_words().each[found["each"]]
    return Unit(f"{unit.name} per {each}", found.end())


def metres_instead(text: Text, amount: Amount, end: int) -> tuple[Amount, Unit] | None:
    """Read "240m" as metres rather than millions where the words after it say so."""
    small = text.small
    if amount.currency is not None or amount.form is not Form.NUMBER or amount.in_words:
        return None
    if amount.end < 2 or small[amount.end - 1] != "m" or not small[amount.end - 2].isdecimal():
        return None
    following = _METRE_FOLLOWS.match(small, amount.end, end)
    if following is None:
        return None
    digits = small[amount.start : amount.end - 1].replace(number_words().group_mark, "")
    word = following["word"]
    is_height = _HEIGHT.fullmatch(digits) is not None and (
        small[amount.start - 1 : amount.start] + small[amount.end : amount.end + 1] == "()"
    )
    if not is_height and not _is_race(text, amount, digits):
        if word is None and "." in digits:
            return None
        if word is not None and word not in unit_words().lengths_after:
            return None
    if not digits.replace(".", "", 1).isdecimal():
        return None
    return replace(amount, value=Decimal(digits)), Unit("metre", amount.end)


def _is_race(text: Text, amount: Amount, digits: str) -> bool:
    if digits not in unit_words().races:
        return False
    before = text.words_before(amount.start)
    return bool(before) and before[-1] in word_classes().of("before_race")


def like_the_other(
    text: Text, amount: Amount, sentence_start: int, end: int
) -> tuple[Amount, Unit | None]:
    """Give a number what only its other end has: "from 12.5 to 9.8 metres", "3 to 5 million"."""
    before = text.small[max(sentence_start, amount.start - LOOK_AROUND) : amount.start].split()
    if amount.value is None or not before or before[-1] not in word_classes().of("from"):
        return amount, None
    to = _grammar().to.match(text.small, amount.end, end)
    money = money_before(text, to.end(), end) if to else None
    other = number_at(text.small, money.end if money else to.end()) if to else None
    if other is None or other.in_words is not amount.in_words or other.end > end:
        return amount, None
    if (money.currency if money else None) != amount.currency:
        return amount, None
    if other.base and 1 / _OF_ONE_ORDER < amount.value / other.base < _OF_ONE_ORDER:
        amount = replace(amount, value=tidy(amount.value * other.magnitude))
    if amount.currency is not None:
        return amount, None
    form = unit_form_at(text.small, other.end, end)
    name = _name(text, form, amount) if form else None
    return amount, Unit(name, amount.end) if name else None


def magnitude_unit(text: Text, amount: Amount) -> Unit | None:
    """Read the strength of an earthquake: "a magnitude 7.1 quake", "a magnitude of 6"."""
    before = text.words_before(amount.start)
    words = word_classes()
    if before and before[-1] in words.of("of"):
        before.pop()
    name = before[-1] if before else ""
    return Unit("magnitude", amount.end) if name in words.of("magnitude") else None


def age_unit(text: Text, amount: Amount, sentence_start: int) -> Unit | None:
    """Read an age: "aged 35", "people age 12 and older", "Jabarjung, 24, said"."""
    if amount.in_words or not _TWO_DIGITS.fullmatch(text.small[amount.start : amount.end]):
        return None
    before = text.original[max(sentence_start, amount.start - LOOK_AROUND) : amount.start]
    words = before.lower().split()
    if words and (
        words[-1] in context_words().ages or " ".join(words[-2:]) in word_classes().of("age_of")
    ):
        return Unit("year", amount.end)
    if _grammar().name_and_comma.search(before) and _COMMA.match(text.small, amount.end):
        return Unit("year", amount.end)
    return None
