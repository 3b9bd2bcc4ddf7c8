"""A stated change against its stated beginning and end: "from 40 to 52, an increase of 12".

The change is an amount, a percentage or a word ("doubled"). Nothing is said of a direction
alone: a currency that fell from 60 to 75 to the dollar did fall.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from workbench.model import Check, CheckKind
from workbench.reading.checks.bands import Band, amount_text, band, judge, percent_text, ratio
from workbench.reading.checks.skeleton import Found, matches
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_word, word_map, word_set

__all__ = ["change_checks"]

_POINTS: Final = {
    "percentage point": Decimal(1),
    "point": Decimal(1),
    "basis point": Decimal("0.01"),
}
_FACTOR_CORE: Final = Decimal("0.08")
_FACTOR_LIMIT: Final = Decimal("0.25")
_PERCENT_SLACK: Final = Decimal("1.5")
# "in May", "last year", "a year earlier"
_TIME: Final = (
    r"(?: (?:in|on|at|by|during|last|this|a) [^\W\d_][\w'’-]{0,20}"
    r"(?: (?:earlier|ago|year|month|before))?)?"
)
_CLOSED: Final = r"(?= ?[.,;:)”\"]| [–—]|$| [a-z]+[.,;)]| (?:in|on|since|for|from|last|this)\b)"
_MARK: Final = r"(?:,| –| —| \()"


@cache
def _templates() -> tuple[str, ...]:
    verbs = f"{any_word('changes.rise_verbs')}|{any_word('changes.fall_verbs')}"
    gaps = any_word("changes.either_nouns")
    nouns = f"{any_word('changes.rise_nouns')}|{any_word('changes.fall_nouns')}|{gaps}"
    way = rf"\b(?P<way>{verbs})(?: by)? <any change>"
    named = rf"(?:an?|the) (?:[a-z-]+ )?(?P<way>{nouns}) of <any change>"
    old, new = rf"<any old><nouns>{_TIME}", rf"<any new><nouns>{_TIME}"
    span = rf"from {old} to {new}"
    return (
        rf"{span}{_MARK}(?: or)? {named}{_CLOSED}",
        rf"{span}{_MARK} ?an? <any change> (?P<way>{nouns}){_CLOSED}",
        rf"{span}{_MARK} ?(?P<way>up|down)(?: by)? <any change>{_CLOSED}",
        rf"<any new><nouns> to <any old>{_MARK} an? (?P<way>{gaps}) of <any change>{_CLOSED}",
        rf"{way},? {span}",
        rf"{way}{_TIME},? to {new},? from <any old>",
        rf"{way},? from {old},? to <any new>",
        rf"(?:to|at) {new},? from {old}{_MARK} {named}{_CLOSED}",
        rf"{new}, (?P<way>up|down)(?: by)? <any change>,? from <any old>",
    )


@cache
def _factor_templates() -> tuple[str, ...]:
    how = r"\b(?P<how>more than |nearly |almost |about |roughly |over )?"
    word = rf"(?P<word>{'|'.join(word_map('changes.factors'))})(?: in [a-z ]{{3,20}}?)?"
    return (
        rf"{how}{word},? from <any old><nouns>{_TIME} to <any new>",
        rf"{how}{word},? to <any new><nouns>{_TIME},? from <any old>",
    )


@dataclass(slots=True, eq=False, repr=False)
class _Change:
    old: Band
    new: Band
    unit: str | None
    rises: bool | None

    @property
    def difference(self) -> Band:
        """How much lies between the two, whichever is larger."""
        more, less = (
            (self.new, self.old) if self.new.value >= self.old.value else (self.old, self.new)
        )
        return Band(
            more.value - less.value,
            more.low - less.high,
            more.high - less.low,
            more.least - less.most,
            more.most - less.least,
        )

    @property
    def goes_as_said(self) -> bool:
        """Whether the numbers go the way that the words say."""
        return self.rises is None or self.rises is (self.new.value > self.old.value)


def change_checks(survey: Survey) -> Iterator[Check]:
    """Compare stated changes with what they changed from and to."""
    for passage in survey.passages:
        if len(passage.quantities) > 1:
            yield from _by_a_factor(survey, passage)
        if len(passage.quantities) > len(("old", "new")):
            yield from _by_an_amount(survey, passage)


def _by_an_amount(survey: Survey, passage: Passage) -> Iterator[Check]:
    for found in matches(survey, passage, *_templates()):
        change = _read(found)
        stated = found.quantities["change"]
        if change is None or not change.goes_as_said:
            continue
        check = _in_percent(found, change) if stated.unit == "%" else _in_amount(found, change)
        if check is not None:
            yield check


def _read(found: Found) -> _Change | None:
    old, new = found.quantities["old"], found.quantities["new"]
    unit = new.unit if new.unit is not None else old.unit
    if None not in (old.unit, new.unit) and old.unit != new.unit:
        return None
    old_band, new_band = band(old), band(new)
    if old_band is None or new_band is None:
        return None
    return _Change(old_band, new_band, unit, _rises(found.words.get("way", "")))


def _rises(way: str) -> bool | None:
    if way in word_set("changes.rise_verbs") | word_set("changes.rise_nouns"):
        return True
    if way in word_set("changes.fall_verbs") | word_set("changes.fall_nouns"):
        return False
    return None


def _in_amount(found: Found, change: _Change) -> Check | None:
    stated = found.quantities["change"]
    meant = band(stated)
    if meant is None or stated.unit == "fraction":
        return None
    scale = _POINTS.get(stated.unit or "") if change.unit == "%" else None
    if scale is None and stated.unit not in {None, change.unit}:
        return None
    if scale is not None:
        meant = Band(*(number * scale for number in _numbers(meant)))
    agrees = judge(change.difference, meant)
    if agrees is None:
        return None
    more, less = sorted((change.old.value, change.new.value), reverse=True)
    sum_text = (
        f"{amount_text(more, change.unit)} - {amount_text(less, change.unit)}"
        f" = {amount_text(more - less, change.unit if scale is None else 'points')}"
    )
    return _check(CheckKind.SUM, found, agrees, sum_text)


def _numbers(meant: Band) -> tuple[Decimal, ...]:
    return (meant.value, meant.low, meant.high, meant.least, meant.most)


def _in_percent(found: Found, change: _Change) -> Check | None:
    stated = found.quantities["change"]
    meant = band(stated)
    grown = ratio(change.new, change.old)
    if meant is None or grown is None:
        return None
    share = _as_percent(grown)
    agrees = judge(share, _with_slack(meant))
    if change.unit == "%" and agrees is not True:
        # "Rose 2 percent from 4 to 6 percent" may mean points.
        return None
    if agrees is None:
        return None
    direction = "up" if change.new.value >= change.old.value else "down"
    text = (
        f"from {amount_text(change.old.value, change.unit)} to "
        f"{amount_text(change.new.value, change.unit)} is {direction} "
        f"{percent_text(abs(grown.value - 1))}"
    )
    return _check(CheckKind.SHARE, found, agrees, text)


def _as_percent(grown: Band) -> Band:
    """A ratio of new to old as the size of the change in percent."""
    numbers = [(number - 1) * 100 for number in _numbers(grown)]
    if numbers[0] >= 0:
        return Band(*numbers)
    value, low, high, least, most = (-number for number in numbers)
    return Band(value, high, low, most, least)


def _with_slack(meant: Band) -> Band:
    return Band(
        meant.value,
        meant.low,
        meant.high,
        meant.least - _PERCENT_SLACK,
        meant.most + _PERCENT_SLACK,
    )


def _by_a_factor(survey: Survey, passage: Passage) -> Iterator[Check]:
    for found in matches(survey, passage, *_factor_templates()):
        change = _read(found)
        grown = ratio(change.new, change.old) if change else None
        if change is None or grown is None:
            continue
        factor = Decimal(word_map("changes.factors")[found.words["word"]])
        agrees = _fits_factor(grown, factor, found.words.get("how", "").strip())
        if agrees is None:
            continue
        old, new = found.quantities["old"], found.quantities["new"]
        result = "agrees" if agrees else "does not agree"
        times = amount_text(grown.value, None)
        yield Check(
            CheckKind.SHARE,
            agrees,
            f"from {old.text} to {new.text} is {times} times as much, "
            f"and the text says {found.words.get('how', '')}{found.words['word']}: {result}",
            ((old.start, old.end), (new.start, new.end)),
        )


def _fits_factor(grown: Band, factor: Decimal, how: str) -> bool | None:
    relative = grown.value / factor
    low, high = 1 - _FACTOR_CORE, 1 + _FACTOR_CORE
    if how in {"more than", "over"}:
        low, high = Decimal(1), 1 + _FACTOR_LIMIT
    elif how in {"nearly", "almost"}:
        low, high = 1 - _FACTOR_LIMIT / 2, Decimal(1)
    if low <= relative <= high:
        return True
    is_far = grown.most < factor * (1 - _FACTOR_LIMIT) or grown.least > factor * (1 + _FACTOR_LIMIT)
    if how in {"more than", "over"}:
        is_far = grown.most < factor
    return False if is_far else None


def _check(kind: CheckKind, found: Found, agrees: bool, worked_out: str) -> Check:
    stated = found.quantities["change"]
    result = "agrees" if agrees else "does not agree"
    return Check(
        kind,
        agrees,
        f"{worked_out}, and the text says {stated.text}: {result}",
        found.spans("old", "new", "change"),
    )
