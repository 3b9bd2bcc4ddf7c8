"""One claim beside another: how they stand to each other, and in what they differ."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Key = TypeVar("Key")


class Relation(StrEnum):
    """How two claims stand to each other."""

    DUPLICATE = "duplicate"
    """They say the same: quantities, dates, names, negation, modality and direction agree."""
    CONFLICT = "conflict"
    """Of one event, both cannot be true."""
    RELATED = "related"
    """They are near each other and both can be true."""
    UNRELATED = "unrelated"


class ClaimSlot(StrEnum):
    """In what two claims can differ."""

    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    FIGURE = "figure"
    """Digits that are no quantity: those of a brigade, a version, a paragraph."""
    NEGATION = "negation"
    MODALITY = "modality"
    DIRECTION = "direction"
    CLAIMANT = "claimant"
    WORDING = "wording"
    """What one says and the other does not, in ordinary words."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One slot in which two claims differ, each in its own words.

    A side that says nothing is empty. ``excludes`` is true where both cannot be true of one event.
    """

    slot: ClaimSlot
    ours: str
    theirs: str
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """A claim that was found for another one, or for a text.

    ``score`` runs from 0 to 1 and is the chance that both speak of the same thing; the relation
    says what they say of it. ``words`` tell a person why: "same event, 500 against 700 troops".
    """

    claim: Key
    score: float
    relation: Relation
    differences: tuple[Difference, ...]
    words: str
