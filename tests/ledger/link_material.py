"""Values of links and published reviews for the ledger's tests."""

from typing import Any

from workbench.ledger.identifiers import pair_identifier, review_identifier
from workbench.ledger.recording.linking import review_value as kept_review
from workbench.model import PublishedReview


def link_value(one: str, other: str, relation: str) -> tuple[str, str, dict[str, Any]]:
    """The entity, field and value of a word on two claims."""
    a, b = sorted((one, other))
    value = {"a": a, "b": b, "relation": relation, "because": "the same sentence"}
    return pair_identifier(a, b), "relation", value


def reviewed(text: str = "Five hundred left Karsk", rating: str = "False") -> PublishedReview:
    """A review by a house that publishes them."""
    return PublishedReview(
        text=text,
        url="https://facts.example/karsk",
        rating=rating,
        publisher="Example Facts",
        reviewed_on="2025-05-09",
        claimant="The ministry",
        claimed_on="2025-05",
    )


def review_value(review: PublishedReview) -> tuple[str, str, dict[str, Any]]:
    """The entity, field and value of a published review."""
    value = {key: one for key, one in kept_review(review).items() if one is not None}
    return review_identifier(review.url, review.text), "review", value
