"""Values of what is said about pairs of claims, and of reviews that others have published."""

import re
from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.identifiers import (
    decided_identifier,
    is_digest,
    is_identifier,
    pair_identifier,
    review_identifier,
)
from workbench.ledger.shapes import (
    NotUnderstood,
    at_most,
    bounded_text,
    choice,
    number,
    optional_bounded_text,
    optional_day,
    text,
    texts,
)
from workbench.model import LinkRelation, PublishedReview

LONGEST_BECAUSE: Final = 20_000
LONGEST_REVIEWED: Final = 20_000
"""Characters of the words that a published review is about."""
LONGEST_ADDRESS: Final = 4_000
LONGEST_NAME: Final = 1_000
LONGEST_RATING: Final = 2_000
MOST_APPEARANCES: Final = 50
LONGEST_LANGUAGE: Final = 40
MOST_VERDICTS: Final = 100
"""Verdicts of another project that a review of its claim names."""
_RELATIONS: Final = {one.value: one for one in LinkRelation}
_NOTHING: Final = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class LinkValue:
    """What somebody says two claims are to each other; ``a`` sorts before ``b``."""

    a: str
    b: str
    relation: LinkRelation
    because: str | None


@dataclass(frozen=True, slots=True)
class ReviewValue:
    """A review that somebody has published."""

    review: PublishedReview


def read_link(value: dict[str, Any], pair: str, _: str) -> LinkValue:
    """Read what two claims are said to be to each other."""
    a, b = text(value, "a"), text(value, "b")
    if not (is_identifier(a) and is_identifier(b) and a < b):
        raise NotUnderstood("these are no two claims in order")
    if pair_identifier(a, b) != pair:
        raise NotUnderstood("the claims are not those that the event is about")
    because = optional_bounded_text(value, "because", LONGEST_BECAUSE)
    return LinkValue(a, b, choice(_RELATIONS, value, "relation"), because)


def read_review(value: dict[str, Any], entity: str, _: str) -> ReviewValue:
    """Read a published review.

    Its words and address name it, or the project and claim if it was decided in another project.
    """
    words = bounded_text(value, "text", LONGEST_REVIEWED)
    url = optional_bounded_text(value, "url", LONGEST_ADDRESS)
    named = _decided(value) or review_identifier(url, words)
    if _NOTHING.fullmatch(words) or named != entity:
        raise NotUnderstood("the review is not the one that the event is about")
    appearances = at_most(texts(value, "appearance"), "appearance", MOST_APPEARANCES)
    if any(len(one) > LONGEST_ADDRESS for one in appearances):
        raise NotUnderstood("an appearance is too long")
    return ReviewValue(
        PublishedReview(
            text=words,
            url=url,
            rating=optional_bounded_text(value, "rating", LONGEST_RATING),
            publisher=optional_bounded_text(value, "publisher", LONGEST_NAME),
            site=optional_bounded_text(value, "site", LONGEST_NAME),
            title=optional_bounded_text(value, "title", LONGEST_RATING),
            reviewed_on=optional_day(value, "reviewed_on"),
            claimant=optional_bounded_text(value, "claimant", LONGEST_NAME),
            claimant_kind=optional_bounded_text(value, "claimant_kind", LONGEST_NAME),
            claimed_on=optional_day(value, "claimed_on"),
            appearances=appearances,
            first_appearance=optional_bounded_text(value, "first_appearance", LONGEST_ADDRESS),
            rating_number=number(value, "rating_number"),
            best=number(value, "best"),
            worst=number(value, "worst"),
            language=optional_bounded_text(value, "language", LONGEST_LANGUAGE),
            imported_from=optional_bounded_text(value, "imported_from", LONGEST_ADDRESS),
        )
    )


def _decided(value: dict[str, Any]) -> str | None:
    """The name of what another project decided; ``None`` where it is no such review."""
    found = value.get("decided")
    if found is None:
        return None
    if type(found) is not dict:
        raise NotUnderstood("decided is not an object")
    project, claim = text(found, "project"), text(found, "claim")
    verdicts = at_most(texts(found, "verdicts"), "verdicts", MOST_VERDICTS)
    if not (is_identifier(project) and is_identifier(claim) and all(map(is_digest, verdicts))):
        raise NotUnderstood("what was decided is not named as it must be")
    return decided_identifier(project, claim)
