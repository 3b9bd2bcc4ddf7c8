"""What comes of comparing two slots."""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How two values stand to each other."""

    SAME = "same"
    """The same value, as exactly as both are meant."""
    COMPATIBLE = "compatible"
    """Both can be true of one thing, though they do not say the same."""
    DIFFERS = "differs"
    """Of one thing, both cannot be true."""
    INCOMPARABLE = "incomparable"
    """They are about different things, or one is not known."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A relation, and words for it that a person understands ("500 against 700 troops")."""

    relation: Relation
    words: str
