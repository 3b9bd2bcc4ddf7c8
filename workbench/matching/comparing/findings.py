"""What comparing one kind of slot gives: how much agrees, and each thing that does not."""

from dataclasses import dataclass, field
from enum import IntEnum

from workbench.model import ClaimSlot

__all__ = ["Finding", "Findings", "Weight"]


class Weight(IntEnum):
    """What a difference means for two claims that are otherwise the same."""

    NOTED = 0
    """It is worth showing, and they may be the same claim all the same."""
    SEPARATES = 1
    """They are not the same claim, and both can be true."""
    MOVES = 2
    """They are about another period, place or thing."""
    EXCLUDES = 3
    """Of one event, both cannot be true."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference, in words for each side; ``told`` is the difference as a phrase."""

    slot: ClaimSlot
    weight: Weight
    ours: str
    theirs: str
    told: str


@dataclass(slots=True)
class Findings:
    """The agreements counted and the differences found so far."""

    agreeing: int = 0
    missing: int = 0
    """Slots of which one side says nothing."""
    found: list[Finding] = field(default_factory=list)

    def add(self, slot: ClaimSlot, weight: Weight, ours: str, theirs: str, told: str) -> None:
        """Note a difference."""
        self.found.append(Finding(slot, weight, ours, theirs, told))
