"""Which dates of a passage may be set beside a date of a claim, and what they say of it.

A sentence that tells of Friday and of July says nothing against a claim about Friday. So a date
contradicts another only where both name the same kind of time, or both are written in full.
"""

from collections.abc import Sequence
from typing import Final

from workbench.matching.slots import Compared, Relation, compare_dates
from workbench.matching.slots.dates import days_of
from workbench.model import DateBasis, DateMention, Granularity

__all__ = ["dates_beside"]

_COUNTED: Final = (DateBasis.RELATIVE, DateBasis.ANAPHORA)
"""Dates counted from another day. Mostly they say when somebody spoke ("said on Monday"), so such
a date can agree with a claim's full date and does not contradict it."""
_HOURS: Final = (Granularity.TIME, Granularity.PART_OF_DAY)
"""Hours are counted from a day that often is not named at all ("in the morning")."""
_WEEK: Final = 7
_FILLERS: Final = frozenset({"in", "on", "the", "at", "of", "last", "this"})


def dates_beside(
    ours: DateMention, passage: Sequence[DateMention]
) -> list[tuple[Compared, DateMention]]:
    """The dates of a passage with how each stands to a date of the claim.

    Dates in the same words agree where one of the two cannot be counted from any day, or both were
    counted to days a week apart: the day of a page is often that of its last change.
    """
    found = [(_compared(ours, theirs), theirs) for theirs in passage]
    open_day = any(theirs.value is None and _of_one_kind(ours, theirs) for theirs in passage)
    return [
        (compared, theirs)
        for compared, theirs in found
        if compared.relation is not Relation.DIFFERS
        or (not open_day and _can_contradict(ours, theirs))
    ]


def _compared(ours: DateMention, theirs: DateMention) -> Compared:
    compared = compare_dates(ours, theirs)
    if not _of_one_kind(ours, theirs) or not _words(ours) <= _words(theirs):
        return compared
    open_day = compared.relation is Relation.INCOMPARABLE and None in (ours.value, theirs.value)
    if open_day or (compared.relation is Relation.DIFFERS and _a_week_apart(ours, theirs)):
        return Compared(Relation.COMPATIBLE, f"both {theirs.text}")
    return compared


def _a_week_apart(ours: DateMention, theirs: DateMention) -> bool:
    """Whether one weekday was counted to two neighbouring weeks, as from a page's wrong day."""
    if ours.basis not in _COUNTED or theirs.basis not in _COUNTED:
        return False
    left, right = days_of(ours.value), days_of(theirs.value)
    if left is None or right is None:
        return False
    return abs((left[0] - right[0]).days) <= _WEEK


def _can_contradict(ours: DateMention, theirs: DateMention) -> bool:
    if ours.basis not in _COUNTED and theirs.basis not in _COUNTED:
        return True
    counted = ours.basis in _COUNTED
    return counted and theirs.granularity not in _HOURS and _of_one_kind(ours, theirs)


def _of_one_kind(ours: DateMention, theirs: DateMention) -> bool:
    """Whether both name a day, however exactly, or both the same longer time."""
    kinds = [
        Granularity.DAY if one.granularity in _HOURS else one.granularity for one in (ours, theirs)
    ]
    return kinds[0] == kinds[1]


def _words(mention: DateMention) -> frozenset[str]:
    """The words that name the time; never none of them."""
    words = frozenset(mention.text.casefold().split())
    return words - _FILLERS or words
