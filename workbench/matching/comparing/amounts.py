"""The quantities of two claims, paired: the same, both possible, or one of them wrong.

The rules are those of ``slots.compare_quantities``, on facts that were prepared once.
"""

from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from workbench.matching.comparing.findings import Findings, Weight
from workbench.matching.facts import Amount
from workbench.matching.slots.vocabulary import words
from workbench.matching.words import words_of
from workbench.model import ClaimSlot

__all__ = ["compare_amounts"]

_BOTH_LOOSE: Final = 0.02
"""Two loose numbers are the same when they are this near; else both are merely possible."""
_EXACT: Final = 1e-9
_SHORTEST_SLIP: Final = 5
_LONG: Final = 8


class _Stand(IntEnum):
    """How two amounts stand, the nearest first."""

    SAME = 0
    POSSIBLE = 1
    DIFFERENT = 2
    ALIKE = 3
    """The same number of things by another name."""
    OTHER_THINGS = 4


def compare_amounts(
    ours: Sequence[Amount],
    theirs: Sequence[Amount],
    terms: Sequence[str],
    terms_there: Sequence[str],
    findings: Findings,
) -> None:
    """Pair the amounts, nearest first, and note what differs or stands alone.

    The terms of both claims tell whether what one counts is spoken of in the other.
    """
    if not ours and not theirs:
        return
    left, right = list(ours), list(theirs)
    if left and right:
        ours = [one for one in left if not _told_as_a_figure(one, right, terms_there)]
        theirs = [one for one in right if not _told_as_a_figure(one, left, terms)]
        left, right = list(ours), list(theirs)
        pairs = sorted(
            [
                (_stand(one, other, terms, terms_there), abs(at - against), at, against)
                for at, one in enumerate(left)
                for against, other in enumerate(right)
            ]
        )
        taken: set[int] = set()
        taken_there: set[int] = set()
        for stand, _, at, against in pairs:
            if stand is _Stand.OTHER_THINGS:
                break
            if at not in taken and against not in taken_there:
                taken.add(at)
                taken_there.add(against)
                _note(stand, ours[at], theirs[against], findings)
        left = [one for at, one in enumerate(ours) if at not in taken]
        right = [one for at, one in enumerate(theirs) if at not in taken_there]
    if not (left and right):
        left = [one for one in left if not _told(one, terms_there)]
        right = [one for one in right if not _told(one, terms)]
    _alone(left, right, findings)


def _stand(
    ours: Amount, theirs: Amount, terms: Sequence[str], terms_there: Sequence[str]
) -> _Stand:
    if ours.unit != theirs.unit and not (_bare(ours) or _bare(theirs)):
        return _Stand.OTHER_THINGS
    values = _values(ours, theirs)
    if ours.unit != theirs.unit and values is _Stand.DIFFERENT:
        return _Stand.OTHER_THINGS
    measured = bool(ours.unit) and ours.unit == theirs.unit and ours.unit != "%"
    if measured or ours.head == theirs.head:
        return values
    if not ours.head or not theirs.head or _wide(ours.head) or _wide(theirs.head):
        return values
    if _slip(ours.head, theirs.head):
        return values
    elsewhere = ours.head in terms_there or theirs.head in terms
    if _fate(ours.head) != _fate(theirs.head) and elsewhere:
        return values
    return _Stand.ALIKE if values is _Stand.SAME and elsewhere else _Stand.OTHER_THINGS


def _slip(one: str, other: str) -> bool:
    """Whether two nouns are one noun misspelt."""
    short = min(len(one), len(other))
    return short >= _SHORTEST_SLIP and (
        DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
        or (short >= _LONG and DamerauLevenshtein.distance(one, other, score_cutoff=2) <= 2)
    )


def _values(ours: Amount, theirs: Amount) -> _Stand:
    if ours.centre is None or theirs.centre is None:
        if ours.low == theirs.low and ours.high == theirs.high and ours.centre == theirs.centre:
            return _Stand.SAME
        return _Stand.POSSIBLE if _overlap(ours, theirs) else _Stand.DIFFERENT
    if abs(ours.centre - theirs.centre) <= _EXACT * max(abs(ours.centre), 1.0):
        return _Stand.SAME
    if ours.written != theirs.written and abs(ours.centre - theirs.centre) <= max(
        ours.margin, theirs.margin
    ):
        return _Stand.SAME
    loose, loose_there = ours.low < ours.high, theirs.low < theirs.high
    near = ours.low <= theirs.centre <= ours.high or theirs.low <= ours.centre <= theirs.high
    if loose and loose_there:
        size = max(abs(ours.centre), abs(theirs.centre))
        if abs(ours.centre - theirs.centre) <= _BOTH_LOOSE * size:
            return _Stand.SAME
        return _Stand.POSSIBLE if near else _Stand.DIFFERENT
    return _Stand.SAME if near else _Stand.DIFFERENT


def _overlap(ours: Amount, theirs: Amount) -> bool:
    return ours.low <= theirs.high and theirs.low <= ours.high


def _bare(amount: Amount) -> bool:
    return not amount.unit and not amount.head


def _wide(head: str) -> bool:
    return head in _terms_of("persons")


def _fate(head: str) -> bool:
    return head in _terms_of("fates")


@cache
def _terms_of(group: str) -> frozenset[str]:
    return frozenset([words_of().of(word).term for word in words("wider", group)])


def _note(stand: _Stand, ours: Amount, theirs: Amount, findings: Findings) -> None:
    if stand is _Stand.SAME or stand is _Stand.ALIKE:
        findings.agreeing += 1
        return
    mine, other = ours.said, theirs.said
    if stand is _Stand.POSSIBLE:
        told = f"{mine} and {other} can both be true"
        findings.add(ClaimSlot.QUANTITY, Weight.SEPARATES, mine, other, told)
    else:
        findings.agreeing += bool(ours.head) and ours.head == theirs.head
        told = f"{_shortened(mine, other)} against {other}"
        findings.add(ClaimSlot.QUANTITY, Weight.EXCLUDES, mine, other, told)


def _shortened(mine: str, other: str) -> str:
    """The amount without the noun that the other repeats: "500 against 700 troops"."""
    number, _, noun = mine.rpartition(" ")
    number = number.removesuffix(" per")
    last = words_of().of(number.rpartition(" ")[2])
    if not other.endswith(f" {noun}") or (last.value is None and not last.scale):
        return mine
    return number


def _told(amount: Amount, terms: Sequence[str]) -> bool:
    """Whether the number stands in the other claim, read as something else there."""
    return amount.token in terms or f"@{amount.token[1:]}" in terms


def _told_as_a_figure(amount: Amount, others: Sequence[Amount], terms: Sequence[str]) -> bool:
    """Whether the other claim has the number, and as no amount of its own."""
    return amount.token in terms and all(amount.token != one.token for one in others)


def _alone(ours: Sequence[Amount], theirs: Sequence[Amount], findings: Findings) -> None:
    if ours and theirs:
        mine, other = ours[0].said, theirs[0].said
        told = f"{mine} beside {other}"
        findings.add(ClaimSlot.QUANTITY, Weight.MOVES, mine, other, told)
        return
    for one in ours:
        findings.missing += 1
        told = f"only one says {one.said}"
        findings.add(ClaimSlot.QUANTITY, Weight.SEPARATES, one.said, "", told)
    for one in theirs:
        findings.missing += 1
        told = f"only one says {one.said}"
        findings.add(ClaimSlot.QUANTITY, Weight.SEPARATES, "", one.said, told)
