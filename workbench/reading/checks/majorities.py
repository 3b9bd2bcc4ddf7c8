"""Words for most of a whole ("the bulk", "a majority") against the counts.

In one sentence ("48 of the 100 seats, a majority") a contradiction is reported; over several
sentences only an agreement is, since nothing shows that the same whole is meant.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from workbench.model import Check, CheckKind, Quantity
from workbench.reading.checks.bands import Band, band, percent_text, ratio
from workbench.reading.checks.predicates import head_noun
from workbench.reading.checks.skeleton import matches
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import any_phrase, single_form

__all__ = ["majority_checks"]

_HALF: Final = Decimal("0.5")
_REACH: Final = 80
_MOST_WHOLES: Final = 50
_FEWEST: Final = 10


@cache
def _templates() -> tuple[str, ...]:
    most = any_phrase("shares.most")
    end = r"(?=[),.;:–—]| –| —|$)"
    won = r"<count part><nouns> (?:out )?of <the><count whole><nouns>(?:,| –| —)"
    giving = r"(?: giving (?:it|them|him|her|the [a-z]+))?"
    majority = r"(?P<most>an? (?:[a-z]+ )?majority)(?: of (?:the )?(?:seats|votes|members))?"
    whole = rf"\b(?P<most>{most}) of (?:the|its|their) <count whole><nouns>"
    part = r"(?:,| –| —| \() ?(?:or |some |about )?<count part><nouns>"
    return (f"{won}{giving} {majority}{end}", f"{whole}{part}{end}")


def majority_checks(survey: Survey) -> Iterator[Check]:
    """Compare words for most of a whole with the counts of the part and the whole."""
    for passage in survey.passages:
        if len(passage.quantities) > 1:
            for found in matches(survey, passage, *_templates()):
                part, whole = found.quantities["part"], found.quantities["whole"]
                check = _checked(survey, part, whole, found.words["most"], may_disagree=True)
                if check is not None:
                    yield check
    yield from _of_a_whole_told_elsewhere(survey)


def _checked(
    survey: Survey, part: Quantity, whole: Quantity, most: str, *, may_disagree: bool
) -> Check | None:
    if part.unit != whole.unit:
        return None
    part_band, whole_band = band(part), band(whole)
    share = ratio(part_band, whole_band) if part_band and whole_band else None
    if share is None or share.value > 1:
        return None
    agrees = _is_most(share)
    if agrees is None or (not agrees and not may_disagree):
        return None
    # "A two-thirds majority" is more than a half, but that is another number to check.
    words = most.split()
    if len(words) > 2 and any(mark in most for mark in ("two", "three", "super", "qualified")):
        return None
    result = "agrees" if agrees else "does not agree"
    return Check(
        CheckKind.SHARE,
        agrees,
        f"{_stated(survey, part)} of {_stated(survey, whole)} is {percent_text(share.value)}, "
        f"and the text says “{most}”: {result}",
        ((part.start, part.end), (whole.start, whole.end)),
    )


def _is_most(share: Band) -> bool | None:
    if share.value > _HALF:
        return True
    return False if share.most <= _HALF else None


def _stated(survey: Survey, quantity: Quantity) -> str:
    counted = f" {quantity.counted.split()[-1]}" if quantity.counted else ""
    return f"{survey.stated(quantity)}{counted}"


# --------------------------------------------------------------------------------- the whole text


@cache
def _makes_up() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{any_phrase('shares.makes_up')}) (?P<most>{any_phrase('shares.most')}) of\b"
    )


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_phrase('shares.whole_before')}) (?:about |some |around )?$")


def _of_a_whole_told_elsewhere(survey: Survey) -> Iterator[Check]:
    wholes: list[tuple[Passage, Quantity]] | None = None
    for passage in survey.passages:
        for part in passage.quantities:
            if part.counted is None or part.unit is not None:
                continue
            found = _makes_up().search(survey.after(passage, part.end, _REACH * 2))
            if found is None or not _is_subject(passage, part, found.start()):
                continue
            wholes = _wholes(survey) if wholes is None else wholes
            for elsewhere, whole in wholes:
                if elsewhere.number == passage.number or head_noun(whole) != head_noun(part):
                    continue
                check = _checked(survey, part, whole, found["most"], may_disagree=False)
                if check is not None and survey.shares_a_referent(passage, elsewhere):
                    yield check


def _is_subject(passage: Passage, part: Quantity, reach: int) -> bool:
    """Whether no other quantity stands between a number and "make up the bulk"."""
    end = part.end + reach
    return not any(part.end <= other.start < end for other in passage.quantities)


def _wholes(survey: Survey) -> list[tuple[Passage, Quantity]]:
    found = [
        (passage, quantity)
        for passage in survey.passages
        for quantity in passage.quantities
        if quantity.unit is None
        and quantity.counted is not None
        and (quantity.value or 0) >= _FEWEST
        and single_form(quantity.counted.lower().split()[-1])
        and _whole().search(survey.before(passage, quantity.start, _REACH))
    ]
    return found[:_MOST_WHOLES]
