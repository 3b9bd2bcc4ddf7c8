"""Each rule is broken by something, and told at its place."""

import json
from typing import Any

import pytest

from tests.linting.reviews import ABSENT, findings, media, review, rules
from workbench.linting import RULES, Severity

_TWO = [review(), review(claimReviewed="600 troops were sent to the border")]
_SHARED_ID = [
    review(at_id="#r"),
    review(at_id="#r", url="https://desk.example.org/2", claimReviewed="600 were sent"),
]
_UNEVEN = [review(), review(url="https://desk.example.org/2", reviewRating__ratingValue=1)]
_ALL_PEOPLE = [
    review(url=f"https://desk.example.org/{n}", itemReviewed__author__name=f"Qv Person{n}")
    for n in range(25)
]
_ZERO = {"@type": "Rating", "ratingValue": 0, "bestRating": 4, "worstRating": 0,
         "alternateName": "False"}  # fmt: skip
_INVERTED = {"@type": "Rating", "ratingValue": 1, "bestRating": 6, "worstRating": 1,
             "alternateName": "True"}  # fmt: skip
_CASES: list[tuple[str, Any]] = [
    ("no-review", {"@context": "https://schema.org", "@type": "NewsArticle"}),
    ("key-repeated", '{"@context":"https://schema.org","@type":"ClaimReview","url":"a","url":"b"}'),
    ("context-missing", review(at_context=ABSENT)),
    ("context-wrong", review(at_context="https://scheme.org")),
    ("context-wrong", review(at_context="schema.org")),
    ("context-extra", review(at_context=["https://schema.org", {"x": "https://x.example.com/"}])),
    ("type-misspelled", review(at_type="Claimreview")),
    ("type-misspelled", review(at_type="ClaimReveiw")),
    ("type-not-claim-review", review(at_type="Review")),
    ("reference-dangling", review(author={"@id": "#nobody"})),
    ("id-shared", _SHARED_ID),
    ("claim-reviewed-missing", review(claimReviewed=ABSENT)),
    ("claim-reviewed-missing", review(claimReviewed=" ")),
    ("claim-reviewed-not-text", review(claimReviewed=["a", "b"])),
    ("claim-reviewed-long", review(claimReviewed="500 troops " * 8)),
    ("claim-reviewed-has-rating", review(claimReviewed="FALSE: 500 troops were sent")),
    ("claim-reviewed-has-rating", review(claimReviewed="500 troops were sent – Mostly false")),
    ("claim-reviewed-has-rating", review(claimReviewed="[Fake] 500 troops were sent")),
    ("claim-reviewed-has-rating", review(claimReviewed="500 troops were sent (false)")),
    ("claim-reviewed-headline", review(claimReviewed="Fact check of 500 troops at the border")),
    ("author-missing", review(author=ABSENT)),
    ("author-nameless", review(author={"@type": "Organization"})),
    ("author-is-the-claimant", review(author={"@type": "Person", "name": "Boris Johnson"})),
    ("date-missing", review(datePublished=ABSENT)),
    ("date-not-iso", review(datePublished="02/03/2026")),
    ("date-not-iso", review(datePublished="2026-02-30")),
    ("date-not-iso", review(itemReviewed__datePublished="yesterday")),
    ("date-in-the-future", review(datePublished="2027-03-02")),
    ("date-in-the-future", review(itemReviewed__datePublished="2030")),
    ("modified-before-published", review(dateModified="2026-03-01")),
    ("language-not-a-tag", review(inLanguage="English (UK)")),
    ("value-empty", review(itemReviewed__datePublished="")),
    ("property-spelled-otherwise", review(reviewrating={"@type": "Rating"})),
    ("url-missing", review(url=ABSENT)),
    ("url-not-an-address", review(url="javascript:alert(1)")),
    ("url-not-an-address", review(url=["ftp://example.org/1"])),
    ("url-relative", review(url="/checks/123")),
    ("url-shortened", review(url="https://bit.ly/3abc")),
    ("url-private", review(url="http://localhost:8000/checks/1")),
    ("url-private", review(url="http://192.168.1.4/checks/1")),
    ("url-not-publishers", review(url="https://other.example.com/1")),
    ("url-shared", _TWO),
    ("review-repeated", [review(), review()]),
    ("rating-missing", review(reviewRating=ABSENT)),
    ("rating-missing", review(reviewRating={})),
    ("rating-not-an-object", review(reviewRating="False")),
    ("rating-wrong-type", review(reviewRating__at_type="Review")),
    ("rating-untyped", review(reviewRating__at_type=ABSENT)),
    ("rating-several", review(reviewRating=[review()["reviewRating"], _INVERTED])),
    ("alternate-name-missing", review(reviewRating__alternateName=ABSENT)),
    ("alternate-name-missing", review(reviewRating__alternateName="")),
    ("alternate-name-in-name", review(reviewRating={"@type": "Rating", "name": "False"})),
    ("alternate-name-not-words", review(reviewRating__alternateName="2")),
    ("alternate-name-long", review(reviewRating__alternateName="It is true that " * 6)),
    ("rating-value-empty", review(reviewRating__ratingValue="")),
    ("rating-value-empty", review(reviewRating__ratingValue=None)),
    ("rating-value-not-a-number", review(reviewRating__ratingValue="2,5")),
    ("rating-value-not-a-number", review(reviewRating__ratingValue="٢")),
    ("rating-value-not-a-number", review(reviewRating__ratingValue="two")),
    ("rating-value-not-whole", review(reviewRating__ratingValue="2.5")),
    ("rating-value-missing", review(reviewRating__ratingValue=ABSENT)),
    ("rating-bounds-missing", review(reviewRating__bestRating=ABSENT)),
    ("rating-bounds-swapped", review(reviewRating__bestRating=1, reviewRating__worstRating=5)),
    ("rating-scale-below-one", review(reviewRating=_ZERO)),
    ("rating-value-outside", review(reviewRating__ratingValue=7)),
    ("rating-inverted", review(reviewRating=_INVERTED)),
    ("rating-inverted", review(reviewRating__alternateName="Falso", reviewRating__ratingValue="5")),
    ("property-misplaced", review(ratingValue=2)),
    ("rating-scale-uneven", _UNEVEN),
    ("item-missing", review(itemReviewed=ABSENT)),
    ("item-not-an-object", review(itemReviewed="500 troops were sent")),
    ("item-wrong-type", review(itemReviewed__at_type="Person")),
    ("item-untyped", review(itemReviewed__at_type=ABSENT)),
    ("item-old-shape", review(itemReviewed__at_type="CreativeWork")),
    ("claimant-nameless", review(itemReviewed__author={"@type": "Person"})),
    ("claimant-nobody", review(itemReviewed__author__name="Unknown")),
    ("organisation-as-person", review(itemReviewed__author__name="World Health Organization")),
    ("organisation-as-person", review(itemReviewed__author__name="Ministry of Defence")),
    ("organisation-as-person", review(author={"@type": "Person", "name": "Valley News"})),
    ("crowd-as-person", review(itemReviewed__author__name="Facebook posts")),
    ("person-as-organisation", review(itemReviewed__author__at_type="Organization")),
    ("everyone-a-person", _ALL_PEOPLE),
    ("agent-wrong-type", review(itemReviewed__author__at_type="Thing")),
    ("appearance-not-an-address", review(itemReviewed__firstAppearance="on television")),
    ("appearance-not-an-address", review(itemReviewed__appearance=[{"@type": "NewsArticle"}])),
    ("appearance-missing", review(itemReviewed={"@type": "Claim"})),
    ("appearance-twice", review(itemReviewed__appearance="https://news.example.com/a1")),
    (
        "appearance-is-the-review",
        review(itemReviewed__appearance="https://desk.example.org/checks/123#1"),
    ),
    (
        "claim-dated-as-the-review",
        review(
            datePublished="2026-03-02T10:00:00Z", itemReviewed__datePublished="2026-03-02T10:00:00Z"
        ),
    ),
    ("review-before-claim", review(itemReviewed__datePublished="2026-03-05")),
    ("media-category-missing", media(mediaAuthenticityCategory=ABSENT)),
    ("media-category-unknown", media(mediaAuthenticityCategory="Fake")),
    (
        "media-category-contradiction",
        media(mediaAuthenticityCategory=["OriginalMediaContent", "TransformedContent"]),
    ),
    ("media-item-missing", media(itemReviewed=ABSENT)),
    ("media-item-wrong-type", media(itemReviewed__at_type="Claim")),
    ("media-appearance-missing", media(itemReviewed__mediaItemAppearance=[])),
    ("media-appearance-wrong-type", media(itemReviewed__mediaItemAppearance=[{"@type": "Claim"}])),
    (
        "media-appearance-nowhere",
        media(itemReviewed__mediaItemAppearance=[{"@type": "ImageObject"}]),
    ),
    ("media-context-missing", media(originalMediaContextDescription=ABSENT)),
    ("media-original-missing", media(mediaAuthenticityCategory="TransformedContent")),
]
_OF_THE_FILE = {"json-broken", "url-redirects", "url-dead", "url-other-site"}


@pytest.mark.parametrize(
    ("rule", "value"), _CASES, ids=[f"{rule}-{place}" for place, (rule, _) in enumerate(_CASES)]
)
def test_a_fault_is_told_by_its_rule(rule: str, value: Any) -> None:
    assert rule in rules(value)


def test_every_rule_has_a_fault_that_breaks_it() -> None:
    assert {rule for rule, _ in _CASES} | _OF_THE_FILE == set(RULES)


def test_a_url_on_another_site_than_its_page_is_an_error() -> None:
    assert rules(review(), address="https://blog.example.com/1") == ["url-other-site"]
    assert rules(review(), address="https://www.example.org/checks") == []


def test_a_finding_names_its_place_in_the_file() -> None:
    text = json.dumps([[review(reviewRating__ratingValue="")]], indent=1)
    before = text.partition('"ratingValue": ')[0] + '"ratingValue": '

    [found] = findings(text)

    assert found.path == "$[0][0].reviewRating.ratingValue"
    assert found.line == before.count("\n") + 1
    assert found.column == len(before.rpartition("\n")[2]) + 1
    assert found.severity is Severity.ERROR


def test_a_wrong_context_of_a_whole_feed_is_told_once() -> None:
    feed = {
        "@context": "https://scheme.org",
        "@type": "DataFeed",
        "dataFeedElement": [
            review(at_context=ABSENT, url=f"https://desk.example.org/{n}") for n in range(5)
        ],
    }

    assert rules(feed) == ["context-wrong"]


def test_values_from_outside_are_cleaned_in_findings() -> None:
    [found] = findings(review(inLanguage="\x1b[31m\u202eEnglish\u2028"))

    assert found.words == "inLanguage is “␛[31m�English”"
