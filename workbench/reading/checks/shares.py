"""A stated share against the counts it is the share of: "120 of 400, or 30 percent"."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from workbench.model import Check, CheckKind, Quantity
from workbench.reading.checks.bands import (
    Band,
    band,
    half_step,
    judge,
    percent_text,
    ratio,
    result_text,
)
from workbench.reading.checks.skeleton import Found, matches
from workbench.reading.checks.survey import Survey

__all__ = ["share_checks"]

_ROUND_PERCENT: Final = 5
_LEAST_LIMIT: Final = Decimal(1)
_ROUND_LIMIT: Final = Decimal("2.5")
_MOST_PERCENT: Final = 100
_HALF_A_PERCENT: Final = Decimal("0.5")

_END: Final = r"(?=[),.;:–—\]]| –| —|$| of (?:the total|them|all of them)\b)"
_MARK: Final = r"(?: \(| – | — |, )"
_OR: Final = r"(?:, or | \((?:or )?| – or | — or |, that is,? )"
_CLOSED: Final = r"(?:\)| –| —|,)"
_TEMPLATES: Final = (
    # 120 of the 400 members, or 30 percent
    rf"<count part><nouns> (?:out )?of <the><count whole><nouns>{_OR}<share portion>{_END}",
    # 120 members (30 percent) of the 400
    rf"<count part><nouns>{_MARK}(?:or )?<share portion>{_CLOSED} (?:out )?of <the><count whole>",
    # 30 percent (120 members) of the 400
    rf"<share portion>{_OR}<count part><nouns>{_CLOSED}? of <the><count whole>",
    # 30 percent of the 400 members, or 120
    rf"<share portion> of <the><count whole><nouns>{_OR}<count part><nouns>{_END}",
    # 120 members, or 30 percent of the 400
    rf"<count part><nouns>,? or <share portion>,? of <the><count whole><nouns>{_END}",
)


def share_checks(survey: Survey) -> Iterator[Check]:
    """Compare each stated share with the counts beside it."""
    for passage in survey.passages:
        portions = [quantity.unit in {"%", "fraction"} for quantity in passage.quantities]
        if any(portions) and portions.count(False) > 1:
            for found in matches(survey, passage, *_TEMPLATES):
                check = _checked(survey, found)
                if check is not None:
                    yield check


def _checked(survey: Survey, found: Found) -> Check | None:
    part, whole, portion = (found.quantities[name] for name in ("part", "whole", "portion"))
    if None not in (part.unit, whole.unit) and part.unit != whole.unit:
        return None
    part_band, whole_band, meant = band(part), band(whole), portion_band(portion)
    if part_band is None or whole_band is None or meant is None:
        return None
    share = ratio(part_band, whole_band)
    if share is None or share.value > 1:
        return None
    agrees = judge(share, meant)
    if agrees is None:
        return None
    result = result_text(agrees, share.value, meant.value, portion)
    return Check(
        CheckKind.SHARE,
        agrees,
        f"{survey.stated(part)} of {survey.stated(whole)} is {percent_text(share.value)}, "
        f"and the text says {survey.stated(portion)}: {result}",
        found.spans("part", "whole", "portion"),
    )


def portion_band(portion: Quantity) -> Band | None:
    """What shares of one a percentage or fraction admits; round percentages admit more."""
    if portion.unit == "fraction":
        return band(portion)
    value = portion.value
    if value is None or not 0 <= value <= _MOST_PERCENT:
        return None
    half = half_step(portion)
    if value == value.to_integral_value():
        half = max(half, _HALF_A_PERCENT)
    meant = band(portion, half)
    if meant is None:
        return None
    limit = max(2 * half, _LEAST_LIMIT)
    if value % _ROUND_PERCENT == 0:
        limit = _ROUND_LIMIT
    if portion.approximator is not None:
        return Band(
            *(
                number / 100
                for number in (meant.value, meant.low, meant.high, meant.least - 1, meant.most + 1)
            )
        )
    return Band(
        *(
            number / 100
            for number in (value, value - half, value + half, value - limit, value + limit)
        )
    )
