"""Markup without fault in the shapes in which publishers write it is accepted."""

import json
from typing import Any

import pytest

from tests.linting.reviews import ABSENT, media, review, rules

_ORGANISATION = {
    "@type": ["Organization", "NewsMediaOrganization"],
    "@id": "https://example.org/#organization",
    "name": "Example Desk",
    "url": "https://example.org/",
}
_GRAPH: dict[str, Any] = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "@id": "https://example.org/c/1", "isPartOf": {"@id": "#site"}},
        _ORGANISATION,
        {"@type": "Claim", "@id": "#claim", "appearance": "https://news.example.com/a1"},
        review(
            at_context=ABSENT,
            author={"@id": "https://example.org/#organization"},
            itemReviewed={"@id": "#claim"},
        ),
    ],
}
_FEED = {
    "@context": "https://schema.org",
    "@type": "DataFeed",
    "dataFeedElement": [
        {
            "@type": "DataFeedItem",
            "dateCreated": "2026-03-02T10:00:00Z",
            "item": [review(at_context=ABSENT, url=f"https://desk.example.org/{number}")],
        }
        for number in range(3)
    ],
}
_STRING_NUMBERS = {
    "@type": "Rating",
    "ratingValue": "2",
    "bestRating": "5",
    "worstRating": "1",
    "alternateName": "Mostly False",
    "image": "https://example.org/f.png",
}
_GOOD: dict[str, Any] = {
    "plain": review(),
    "http context": review(at_context="http://schema.org"),
    "context with a slash": review(at_context="https://schema.org/"),
    "context in a list": review(at_context=["https://schema.org"]),
    "context with a language": review(at_context=["http://schema.org/", {"@language": "en"}]),
    "context as a vocabulary": review(at_context={"@vocab": "https://schema.org/"}),
    "graph with references": _GRAPH,
    "lists in lists": [[review()], [review(url="https://desk.example.org/checks/124")]],
    "feed": _FEED,
    "author as a list": review(author=[_ORGANISATION]),
    "author by name": review(author="Example Desk"),
    "numbers as texts": review(reviewRating=_STRING_NUMBERS),
    "rating in words only": review(
        reviewRating={"@type": "Rating", "alternateName": "Not Enough Evidence"}
    ),
    "rating as a list of one": review(reviewRating=[_STRING_NUMBERS]),
    "several types": review(at_type=["ClaimReview", "Review"]),
    "type as an address": review(at_type="https://schema.org/ClaimReview"),
    "no claimant": review(itemReviewed__author=ABSENT),
    "claimants as a list": review(
        itemReviewed__author=[
            {"@type": "Person", "name": "Boris Johnson", "sameAs": ["https://b.example.com/bj"]},
            {"@type": "Organization", "name": "World Health Organization"},
        ]
    ),
    "appearance as an address": review(itemReviewed__appearance="https://news.example.com/a9"),
    "a month": review(itemReviewed__datePublished="2026-02"),
    "a moment with an offset": review(datePublished="2026-03-02T09:30:00.000+01:00"),
    "anchors": [
        review(url="https://desk.example.org/c#1"),
        review(url="https://desk.example.org/c#2", claimReviewed="600 were sent"),
    ],
    "values in objects": review(claimReviewed={"@value": "500 troops were sent"}),
    "a claim that ends in false": review(claimReviewed="The reports of 500 troops are false"),
    "a claim with a colon": review(claimReviewed="Minister: 500 troops were sent"),
    "prefixed names": {
        "@context": {"schema": "https://schema.org/"},
        **{
            f"schema:{key}" if key[0] != "@" else key: f"schema:{value}"
            if key == "@type"
            else value
            for key, value in review(at_context=ABSENT).items()
        },
    },
    "media": media(),
    "media without list": media(
        itemReviewed__mediaItemAppearance={"@type": "ImageObject", "url": "https://i.example.com/1"}
    ),
    "both at once": review(associatedMediaReview=media(at_context=ABSENT)),
}


@pytest.mark.parametrize("name", _GOOD)
def test_good_markup_is_accepted(name: str) -> None:
    assert rules(_GOOD[name]) == []


def test_lines_of_reviews_are_accepted() -> None:
    first, second = review(), review(url="https://desk.example.org/2")

    assert rules(f"{json.dumps(first)}\n{json.dumps(second)}\n") == []
