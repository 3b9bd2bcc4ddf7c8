"""What reviewers decide about pairs of claims, and reviews that others have published.

What the engine suggests is in ``matching``; here is only what a person has said.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from workbench.model.people import Reviewer


class LinkRelation(StrEnum):
    """What a reviewer says two claims are to each other.

    ``distinct`` rejects a suggestion: they have nothing to do with each other.
    """

    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    RELATED = "related"
    DISTINCT = "distinct"


class PairState(StrEnum):
    """What the live words on a pair amount to; words that differ leave it disputed."""

    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    RELATED = "related"
    DISTINCT = "distinct"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A reviewer's live word on a pair of claims. ``id`` is its event, ``a`` sorts before ``b``."""

    id: str
    a: str
    b: str
    relation: LinkRelation
    because: str | None
    linked_at: datetime
    linked_by: Reviewer

    def other(self, claim: str) -> str:
        """The claim at the other end."""
        return self.b if claim == self.a else self.a


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """Two claims on which somebody has a live word, and what all such words amount to."""

    a: str
    b: str
    state: PairState

    def other(self, claim: str) -> str:
        """The claim at the other end."""
        return self.b if claim == self.a else self.a


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Claims joined by accepted duplicates, in order of id; at least two.

    ``odds`` are pairs of members that were linked as anything but duplicates: with one of them
    inside, the group carries no verdict.
    """

    claims: tuple[str, ...]
    odds: tuple[ClaimPair, ...] = ()

    @property
    def at_odds(self) -> bool:
        """Whether the group contradicts itself."""
        return bool(self.odds)


@dataclass(frozen=True, slots=True)
class PublishedReview:
    """A fact-check that somebody has published, as a page, a feed or a table gave it.

    Only the words of the claim must be there. Dates are ISO 8601 as far as they were given;
    ``rating`` is in the publisher's own words, ``rating_number`` a step from ``worst`` to
    ``best``. ``imported_from`` names the file or page.
    """

    text: str
    url: str | None = None
    rating: str | None = None
    publisher: str | None = None
    site: str | None = None
    title: str | None = None
    reviewed_on: str | None = None
    claimant: str | None = None
    claimant_kind: str | None = None
    claimed_on: str | None = None
    appearances: tuple[str, ...] = ()
    first_appearance: str | None = None
    rating_number: Decimal | None = None
    best: Decimal | None = None
    worst: Decimal | None = None
    language: str | None = None
    imported_from: str | None = None


@dataclass(frozen=True, slots=True)
class KnownReview:
    """A published review in the database. ``number`` is local to the file."""

    number: int
    id: str
    review: PublishedReview
    imported_at: datetime
    imported_by: Reviewer
