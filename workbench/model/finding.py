"""What a query asks of a claim, as a tree. It is made from typed words in ``finding``.

A leaf is one question with a plain yes or no; ``Not``, ``All`` and ``AnyOf`` join them. The
ledger turns a tree into SQL, and tells nothing else apart than these classes do.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class TextField(StrEnum):
    """A part of a claim that has words, or something beside it that has."""

    STATEMENT = "statement"
    CLAIMANT = "claimant"
    DOCUMENT = "document"
    HOST = "host"
    SOURCE = "source"
    QUOTE = "quote"
    BECAUSE = "because"
    NAME = "name"
    COMMENT = "comment"
    QUESTION = "question"
    PLACE = "place"
    NOTE = "note"
    STATUS = "status"
    RATING = "rating"
    TYPE = "type"
    MODALITY = "modality"
    TAG = "tag"
    REVIEWER = "reviewer"
    ASSIGNED = "assigned"
    PRIORITY = "priority"
    CONFIDENCE = "confidence"
    ID = "id"


class How(StrEnum):
    """How the words of a field are compared, whatever their case."""

    CONTAINS = "contains"
    WHOLE = "whole"
    BEGINS = "begins"


class State(StrEnum):
    """What can be said of a claim after ``is:``."""

    UNRATED = "unrated"
    SINGLE = "single"
    AGREED = "agreed"
    CONFLICT = "conflict"
    RATED = "rated"
    STALE = "stale"
    DISMISSED = "dismissed"
    ANY = "any"
    UNSOURCED = "unsourced"
    AWAITING = "awaiting"
    DUPLICATE = "duplicate"
    AT_ODDS = "at-odds"
    MINE = "mine"
    NEGATED = "negated"
    BY_HAND = "by-hand"
    CORRECTED = "corrected"
    TAKEN_OVER = "taken-over"


class Part(StrEnum):
    """What a claim can have, after ``has:``."""

    CLAIMANT = "claimant"
    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    EVIDENCE = "evidence"
    SOURCE = "source"
    VERDICT = "verdict"
    CONFLICT = "conflict"
    DUPLICATE = "duplicate"
    TAG = "tag"
    COMMENT = "comment"
    QUESTION = "question"
    ASSIGNMENT = "assignment"
    PRIORITY = "priority"
    PLACE = "place"
    NOTE = "note"


class DateField(StrEnum):
    """A day, month, year or stretch of time that a claim has."""

    DATE = "date"
    CLAIMED = "claimed"
    ADDED = "added"
    RATED = "rated"
    DOCUMENT_DATE = "document-date"


class CountField(StrEnum):
    """A whole number that a claim has."""

    WORTH = "worth"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Words:
    """These words stand in the statement or the claimant, in this order, whatever their case."""

    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """A field has these words."""

    field: TextField
    words: str
    how: How = How.CONTAINS


@dataclass(frozen=True, slots=True)
class Is:
    """A state holds."""

    state: State


@dataclass(frozen=True, slots=True)
class Has:
    """There is at least one of something."""

    part: Part


@dataclass(frozen=True, slots=True)
class Within:
    """A time lies wholly between two days, both included; ``None`` leaves an end open.

    Days are ISO, ``2023-06-31`` being the end of June, so that they compare as text.
    """

    field: DateField
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers between two bounds; ``None`` leaves an end open."""

    low: Decimal | None = None
    high: Decimal | None = None
    above_low: bool = False
    below_high: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity of the claim lies wholly in a range.

    ``ranges`` has the range in each unit in which it may be stated; the unit ``None`` stands for
    whatever unit, or none. ``counted`` are words that must stand among those for what is counted.
    """

    ranges: tuple[tuple[str | None, Range], ...]
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A whole number of the claim lies in a range."""

    field: CountField
    range: Range


@dataclass(frozen=True, slots=True)
class Not:
    """The other does not hold."""

    one: "Tree"


@dataclass(frozen=True, slots=True)
class All:
    """All of them hold."""

    parts: "tuple[Tree, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them holds."""

    parts: "tuple[Tree, ...]"


Leaf = Words | Matches | Is | Has | Within | Amount | Counted
Tree = Leaf | Not | All | AnyOf


def is_private(leaf: Leaf) -> bool:
    """Whether it asks for what is kept on this computer alone, beside the file."""
    match leaf:
        case Matches(TextField.NOTE, _, _) | Has(Part.NOTE):
            return True
        case _:
            return False


def leaves(tree: Tree) -> tuple[Leaf, ...]:
    """Every leaf of a tree, in the order in which they were typed."""
    if isinstance(tree, Not):
        return leaves(tree.one)
    if isinstance(tree, (All, AnyOf)):
        return tuple(leaf for part in tree.parts for leaf in leaves(part))
    return (tree,)
