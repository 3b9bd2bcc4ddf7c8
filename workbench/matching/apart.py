"""Signs, to be read off before two claims are compared, that they can only be related at most.

What these signs say follows from the rules of ``comparing``: who looks at very many pairs, and
only for duplicates and conflicts, leaves out at small cost what would be compared in vain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.matching.comparing.content import is_slip
from workbench.matching.facts import Facts
from workbench.matching.weights import TermWeights

__all__ = ["Namings", "named_apart", "only_time", "widest_name"]


@dataclass(frozen=True, slots=True)
class Namings:
    """What one of two claims names that the other does not.

    ``names`` are the terms of names that it has alone, ``only`` all terms that it has alone,
    ``widest`` is the number of terms of its longest name.
    """

    names: Sequence[str]
    only: Sequence[str]
    widest: int


def only_time(facts: Facts) -> tuple[int, int] | None:
    """The first and last day of a claim that tells of one time, and counts or measures something.

    Two such claims whose times are more than ``ONE_EVENT_DAYS`` apart tell of different events.
    """
    if len(facts.days) != 1 or facts.days[0].others or not (facts.amounts or facts.measured):
        return None
    return facts.days[0].first, facts.days[0].last


def widest_name(facts: Facts) -> int:
    """The number of terms of the longest name of a claim."""
    return max([len(name.terms) for name in facts.names], default=0)


def named_apart(ours: Namings, theirs: Namings, weights: TermWeights) -> bool:
    """Whether each of two claims names something that the other does not.

    A term that may be one of the other side, misspelt or as initials, is nothing of its own.
    """
    mine = _own(ours.names, theirs.only, weights)
    other = _own(theirs.names, ours.only, weights) if mine else []
    return any(
        not _initials(one, there, theirs.widest) and not _initials(there, one, ours.widest)
        for one in mine
        for there in other
    )


def _own(names: Sequence[str], others: Sequence[str], weights: TermWeights) -> list[str]:
    return [name for name in names if not any(is_slip(name, other, weights) for other in others)]


def _initials(short: str, part: str, widest: int) -> bool:
    """Whether a term may be the initials of a name of which ``part`` is a term."""
    return len(short.replace(".", "")) <= widest and part[:1] in short
