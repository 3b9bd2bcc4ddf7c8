"""The dates of two claims: the same, one inside the other, or another time."""

from collections.abc import Sequence
from typing import Final

from workbench.matching.comparing.findings import Findings, Weight
from workbench.matching.facts import Days
from workbench.model import ClaimSlot

__all__ = ["ONE_EVENT_DAYS", "compare_days"]

ONE_EVENT_DAYS: Final = 7
"""Reports of one event seldom differ by more days than these."""


def compare_days(
    ours: Sequence[Days],
    theirs: Sequence[Days],
    findings: Findings,
    *,
    measured: bool,
    counted: bool,
) -> None:
    """Compare the dates of two claims.

    ``measured`` says that the claims are about what is measured anew for every period, ``counted``
    that they count something: then a far date is another event, and both can be true.
    """
    if not ours or not theirs:
        findings.missing += bool(ours) != bool(theirs)
        return
    left = [one for one in ours if not any(_agree(one, other) for other in theirs)]
    right = [one for one in theirs if not any(_agree(one, other) for other in ours)]
    findings.agreeing += min(len(ours) - len(left), len(theirs) - len(right))
    if not left or not right:
        findings.missing += bool(left or right)
        if (left or right) and len(ours) == len(theirs):
            one, other = (left or ours)[0], (right or theirs)[0]
            _another(one, other, Weight.SEPARATES, findings)
        return
    one, other = left[0], right[0]
    if any(_overlap(a, b) for a in _readings(one) for b in _readings(other)):
        told = f"{one.said} and {other.said} can be the same time"
        findings.add(ClaimSlot.DATE, Weight.SEPARATES, one.said, other.said, told)
        return
    _another(one, other, _weight(one, other, measured=measured, counted=counted), findings)


def _another(one: Days, other: Days, weight: Weight, findings: Findings) -> None:
    told = f"{one.said} against {other.said}"
    findings.add(ClaimSlot.DATE, weight, one.said, other.said, told)


def _weight(one: Days, other: Days, *, measured: bool, counted: bool) -> Weight:
    if measured:
        return Weight.MOVES
    if one.first == one.last and other.first == other.last:
        near = abs(one.first - other.first) <= ONE_EVENT_DAYS
        return Weight.EXCLUDES if near or not counted else Weight.MOVES
    return Weight.MOVES if counted else Weight.EXCLUDES


def _agree(one: Days, other: Days) -> bool:
    """The same days and time, or one of them inside a month or year that the other names."""
    if one.time and other.time and one.time != other.time:
        return False
    if one.first == other.first and one.last == other.last:
        return True
    return (not one.span and one.first <= other.first and other.last <= one.last) or (
        not other.span and other.first <= one.first and one.last <= other.last
    )


def _readings(days: Days) -> tuple[tuple[int, int], ...]:
    return ((days.first, days.last), *days.others)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
