"""Recording what two claims are to each other, carried verdicts, and reviews of others."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbench.ledger.events import canonical, plain
from workbench.ledger.identifiers import decided_identifier, pair_identifier, review_identifier
from workbench.ledger.recording.cutting import cut, within
from workbench.ledger.values import linking as limits
from workbench.ledger.writing import Writing
from workbench.model import LinkRelation, PublishedReview, Verdict

_APPEARANCE_BYTES = 100_000
_READING_CHARACTERS = 100_000


def record_link(
    act: Writing, one: str, other: str, relation: LinkRelation, because: str | None = None
) -> str:
    """Say what two claims are to each other, whatever anybody has said before.

    Both are on the screen while it is decided, so this takes the place of everybody's word that
    has arrived. Returns the event's id.
    """
    a, b = sorted((one, other))
    value = {
        "a": a,
        "b": b,
        "relation": relation,
        "because": cut(because, limits.LONGEST_BECAUSE) or None,
    }
    return act.record("link", pair_identifier(a, b), "relation", value, adjudicates=True)


def withdraw_link(act: Writing, one: str, other: str) -> str:
    """Take back what was said of two claims, whoever said it."""
    return act.record("link", pair_identifier(one, other), "relation", None, adjudicates=True)


def record_carried_verdict(act: Writing, claim: str, origin: Verdict, because: str) -> str:
    """Give a claim the verdict that was given on its duplicate, naming that one."""
    value = {
        "rating": origin.rating,
        "scale": origin.scale,
        "because": because,
        "evidence": list(origin.evidence),
        "unsourced": origin.unsourced,
        "carried": {"claim": origin.claim, "verdict": origin.id},
        "confidence": origin.confidence,
        "as_of": None if origin.as_of is None else origin.as_of.isoformat(),
        "conditions": origin.conditions,
    }
    return act.record("verdict", claim, "rating", value)


def record_review(act: Writing, review: PublishedReview) -> str:
    """Record a review that somebody has published, in the place of what was known of it."""
    value = review_value(review)
    entity = review_identifier(value["url"], value["text"])
    return act.record("published", entity, "review", value, adjudicates=True)


def record_decided(act: Writing, value: dict[str, Any]) -> str:
    """Record what another project has decided, in the place of what was known of it."""
    entity = decided_identifier(value["decided"]["project"], value["decided"]["claim"])
    return act.record("published", entity, "review", value, adjudicates=True)


def withdraw_review(act: Writing, review_id: str) -> str:
    """Take a published review away, whoever imported it."""
    return act.record("published", review_id, "review", None, adjudicates=True)


def decided_value(
    review: PublishedReview,
    *,
    project: str,
    claim: str,
    verdicts: Sequence[str],
    reading: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What another project has decided of a claim, as it is kept; it names the live verdicts.

    ``reading`` holds the slots of the claim, so that it can be compared by them. A very long one
    is left out.
    """
    named = sorted(verdicts)[: limits.MOST_VERDICTS]
    decided: dict[str, Any] = {"project": project, "claim": claim, "verdicts": named}
    if reading is not None and len(canonical(reading)) <= _READING_CHARACTERS:
        decided["reading"] = reading
    found: dict[str, Any] = plain(review_value(review) | {"decided": decided})
    return found


def review_value(review: PublishedReview) -> dict[str, Any]:
    """A review as it is kept, cut to what may be."""
    appearances = [cut(one, limits.LONGEST_ADDRESS) for one in review.appearances]
    return {
        "text": cut(review.text, limits.LONGEST_REVIEWED) or "",
        "url": cut(review.url, limits.LONGEST_ADDRESS),
        "rating": cut(review.rating, limits.LONGEST_RATING),
        "publisher": cut(review.publisher, limits.LONGEST_NAME),
        "site": cut(review.site, limits.LONGEST_NAME),
        "title": cut(review.title, limits.LONGEST_RATING),
        "reviewed_on": review.reviewed_on,
        "claimant": cut(review.claimant, limits.LONGEST_NAME),
        "claimant_kind": cut(review.claimant_kind, limits.LONGEST_NAME),
        "claimed_on": review.claimed_on,
        "appearance": within(appearances, limits.MOST_APPEARANCES, _APPEARANCE_BYTES),
        "first_appearance": cut(review.first_appearance, limits.LONGEST_ADDRESS),
        "rating_number": _number(review.rating_number),
        "best": _number(review.best),
        "worst": _number(review.worst),
        "language": cut(review.language, limits.LONGEST_LANGUAGE),
        "imported_from": cut(review.imported_from, limits.LONGEST_ADDRESS),
    }


def _number(found: Decimal | None) -> int | str | None:
    if found is None:
        return None
    whole = found == found.to_integral_value()
    return int(found) if whole else format(found.normalize(), "f")
