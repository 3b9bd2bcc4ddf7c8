"""Markup to lint: one review without a fault, and ways to alter it."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from workbench.linting import Finding, Surroundings, json_pieces, lint

TODAY = date(2026, 11, 23)
_REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://desk.example.org/checks/123",
    "datePublished": "2026-03-02",
    "inLanguage": "en",
    "claimReviewed": "500 troops were sent to the border",
    "author": {"@type": "Organization", "name": "Example Desk", "url": "https://example.org/"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 2,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Mostly false",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Boris Johnson"},
        "datePublished": "2026-02-27",
        "firstAppearance": {"@type": "NewsArticle", "url": "https://news.example.com/a1"},
        "appearance": [{"@type": "NewsArticle", "url": "https://news.example.com/a2"}],
    },
}
_MEDIA: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "MediaReview",
    "url": "https://desk.example.org/media/1",
    "datePublished": "2026-03-02",
    "author": {"@type": "Organization", "name": "Example Desk", "url": "https://example.org/"},
    "mediaAuthenticityCategory": "https://schema.org/DecontextualizedContent",
    "originalMediaContextDescription": "The film is of a drill in 2019.",
    "itemReviewed": {
        "@type": "MediaReviewItem",
        "mediaItemAppearance": [
            {"@type": "VideoObject", "contentUrl": "https://films.example.com/1.mp4"}
        ],
    },
}
ABSENT = object()


def review(**changes: Any) -> dict[str, Any]:
    """A review; ``reviewRating__ratingValue=7`` alters what is inside, ``ABSENT`` leaves out."""
    return _altered(deepcopy(_REVIEW), changes)


def media(**changes: Any) -> dict[str, Any]:
    """A review of media, altered alike."""
    return _altered(deepcopy(_MEDIA), changes)


def findings(value: object, *, address: str | None = None) -> tuple[Finding, ...]:
    """What is found in a value of JSON, or in a text of it."""
    text = value if isinstance(value, str) else json.dumps(value, indent=1)
    return lint(json_pieces(text), Surroundings(TODAY, address)).findings


def rules(value: object, *, address: str | None = None) -> list[str]:
    """The ids of the rules that are broken."""
    return [one.rule for one in findings(value, address=address)]


def _altered(value: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    for path, change in changes.items():
        *outer, last = path.split("__")
        inner = value
        for step in outer:
            inner = inner[step]
        key = {"at_context": "@context", "at_type": "@type", "at_id": "@id"}.get(last, last)
        if change is ABSENT:
            del inner[key]
        else:
            inner[key] = change
    return value
