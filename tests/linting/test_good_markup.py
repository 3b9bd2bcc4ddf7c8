"""Markup without fault in the shapes in which publishers write it is accepted."""

import json
from typing import Any

import pytest

from tests.linting.reviews import ABSENT, findings, media, review, rules
from workbench.linting import Severity

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


_LOGO = {"@type": "ImageObject", "url": "https://example.org/l.png", "width": 600, "height": 60}
_ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/c/1"},
    "headline": "No, 500 troops were not sent",
    "datePublished": "2026-03-02T08:00:00Z",
    "author": [{"@type": "Person", "name": "Ada Example"}],
    "publisher": {"@type": "Organization", "name": "Example Desk", "logo": _LOGO},
}
_WHO: dict[str, Any] = {
    "@type": "Person",
    "name": "Jan Doe",
    "jobTitle": "Minister of Defence",
    "image": "https://example.org/doe.jpg",
    "sameAs": ["https://www.wikidata.org/wiki/Q1", "https://news.example.com/doe"],
}
_SHAPES: dict[str, Any] = {
    "a graph of article, page, site and review": {
        "@context": "https://schema.org",
        "@graph": [
            {key: each for key, each in _ARTICLE.items() if key != "@context"},
            {"@type": "WebSite", "@id": "https://example.org/#site", "name": "Example Desk"},
            {"@type": "BreadcrumbList", "itemListElement": []},
            {**_ORGANISATION, "logo": _LOGO},
            review(at_context=ABSENT, author={"@id": "https://example.org/#organization"}),
        ],
    },
    "a review within an article": {**_ARTICLE, "review": review(at_context=ABSENT)},
    "several reviews as parts of an article": {
        **_ARTICLE,
        "hasPart": [
            review(at_context=ABSENT),
            review(
                at_context=ABSENT,
                url="https://desk.example.org/checks/9",
                claimReviewed="Nobody was hurt",
            ),
        ],
    },
    "an article and a review in one list": [_ARTICLE, review()],
    "a claimant with office and picture, an author with a logo": review(
        author={
            "@type": "NewsMediaOrganization",
            "name": "Example Desk",
            "url": "https://example.org/",
            "logo": _LOGO,
            "sameAs": ["https://social.example.com/desk"],
        },
        itemReviewed__author=_WHO,
    ),
    "an organisation as claimant": review(
        itemReviewed__author={
            "@type": "GovernmentOrganization",
            "name": "Ministry of Defence",
            "url": "https://defence.example.com/",
        }
    ),
    "a claim in another language with its translation": [
        review(
            inLanguage="de",
            claimReviewed={"@value": "500 Soldaten kamen an die Grenze", "@language": "de"},
            reviewRating__alternateName="Größtenteils falsch",
        ),
        review(
            inLanguage="en-GB",
            url="https://desk.example.org/en/checks/123",
            translationOfWork={"@id": "https://desk.example.org/checks/123"},
        ),
    ],
    "a rating with a name beside the alternate one": review(
        reviewRating={
            **_STRING_NUMBERS,
            "name": "Mostly False",
            "ratingExplanation": "The notice gives 300.",
            "author": {"@type": "Organization", "name": "Example Desk"},
        }
    ),
}
_GOOD |= _SHAPES


@pytest.mark.parametrize("name", _GOOD)
def test_good_markup_is_accepted(name: str) -> None:
    assert rules(_GOOD[name]) == []


def test_lines_of_reviews_are_accepted() -> None:
    first, second = review(), review(url="https://desk.example.org/2")

    assert rules(f"{json.dumps(first)}\n{json.dumps(second)}\n") == []


def test_the_older_shape_of_a_creative_work_is_no_error() -> None:
    old = review(
        itemReviewed={
            "@type": "CreativeWork",
            "author": {"@type": "Person", "name": "Jan Doe", "sameAs": "https://doe.example.com/"},
            "datePublished": "2026-02-27",
            "name": "A speech",
        }
    )
    told = findings(old)
    assert [one.rule for one in told if one.severity is Severity.ERROR] == []
    assert "item-old-shape" in [one.rule for one in told]
