"""Published reviews in the scripts of pages and in JSON files, broken ones among them."""

import json
from decimal import Decimal
from time import monotonic
from typing import Any

import pytest

from workbench.model import PublishedReview
from workbench.sourcing.reviews import Found, FoundReview, Problem, read_reviews

REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://facts.example/troops",
    "headline": "Did 500 troops leave?",
    "inLanguage": "en",
    "datePublished": "2023-06-07T10:00:00+02:00",
    "claimReviewed": "500 troops left &amp; went home",
    "author": {"@type": "Organization", "name": "Example Facts", "url": "https://facts.example"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "4",
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Mostly true",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Jane Doe"},
        "datePublished": "June 5, 2023",
        "firstAppearance": {"@type": "CreativeWork", "url": "https://net.example/1"},
        "appearance": [{"url": "https://net.example/1"}, "https://net.example/2"],
    },
}
READ = PublishedReview(
    text="500 troops left & went home",
    url="https://facts.example/troops",
    rating="Mostly true",
    publisher="Example Facts",
    site="facts.example",
    title="Did 500 troops leave?",
    reviewed_on="2023-06-07",
    claimant="Jane Doe",
    claimant_kind="Person",
    claimed_on="2023-06-05",
    appearances=("https://net.example/1", "https://net.example/2"),
    first_appearance="https://net.example/1",
    rating_number=Decimal(4),
    best=Decimal(5),
    worst=Decimal(1),
    language="en",
)


def review(**changes: Any) -> dict[str, Any]:
    return {**REVIEW, **changes}


def page(*scripts: str, kind: str = "application/ld+json") -> str:
    joined = "\n".join(f'<script type="{kind}">{one}</script>' for one in scripts)
    return f"<!doctype html><html><head>{joined}</head><body>Text</body></html>"


def read(text: str | bytes) -> list[Found]:
    return list(read_reviews(text.encode() if isinstance(text, str) else text))


def reviews(text: str | bytes) -> list[PublishedReview]:
    return [one.review for one in read(text) if isinstance(one, FoundReview)]


def problems(text: str | bytes) -> list[tuple[int, str]]:
    return [(one.line, one.what) for one in read(text) if isinstance(one, Problem)]


@pytest.mark.parametrize(
    "text",
    [
        page(json.dumps(REVIEW)),
        page(json.dumps(REVIEW, indent=2)),
        page(json.dumps([REVIEW])),
        page(json.dumps({"@graph": [{"@type": "WebPage"}, REVIEW]})),
        page(json.dumps(review(**{"@type": ["Review", "schema:ClaimReview"]}))),
        page("//<![CDATA[\n" + json.dumps(REVIEW) + "\n//]]>"),
        page(json.dumps(REVIEW), kind="application/ld+json; charset=utf-8"),
        page(json.dumps(REVIEW)).replace("script", "SCRIPT"),
        json.dumps(REVIEW),
        json.dumps([REVIEW], indent=1),
        "\ufeff" + json.dumps({"@graph": [REVIEW]}),
        json.dumps({"@type": "DataFeed", "dataFeedElement": [{"item": [REVIEW]}]}),
        json.dumps({"feed": {"inner": [{"deep": REVIEW}]}}),
        json.dumps(REVIEW) + "\n",
    ],
    ids=[
        *("script", "indented", "list in script", "graph", "several types", "cdata", "charset"),
        *("capitals", "object", "list", "graph file", "feed", "deep inside", "one line"),
    ],
)
def test_a_review_is_read_whatever_it_is_wrapped_in(text: str) -> None:
    assert reviews(text) == [READ]
    assert problems(text) == []


def test_the_answer_of_a_claim_search_is_read() -> None:
    answer = {
        "claims": [
            {
                "text": "500 troops left",
                "claimant": "Jane Doe",
                "claimDate": "2023-06-05T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "Example Facts", "site": "facts.example"},
                        "url": "https://facts.example/troops",
                        "title": "Did they?",
                        "reviewDate": "2023-06-07T00:00:00Z",
                        "textualRating": "Mostly true",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }
    (found,) = reviews(json.dumps(answer))
    assert (found.text, found.rating, found.site) == (
        "500 troops left",
        "Mostly true",
        "facts.example",
    )
    assert (found.claimed_on, found.reviewed_on) == ("2023-06-05", "2023-06-07")


@pytest.mark.parametrize("kept", [-20, -1, 1, 30, 60])
def test_an_object_a_line_is_read_and_a_broken_line_costs_itself(kept: int) -> None:
    lines = [json.dumps(review(claimReviewed=f"Claim {n}")) for n in range(4)]
    lines[1] = lines[1][:kept]
    text = "\n".join(lines)
    assert [one.text for one in reviews(text)] == ["Claim 0", "Claim 2", "Claim 3"]
    ((line, what),) = problems(text)
    assert line == 2
    assert what.startswith("is no JSON")


def test_a_broken_element_of_a_feed_costs_itself() -> None:
    elements = [json.dumps({"item": review(claimReviewed=f"Claim {n}")}) for n in range(4)]
    elements[2] = '{"item": nonsense}'
    text = '{"@type": "DataFeed", "dataFeedElement": [\n' + ",\n".join(elements) + "\n]}"
    assert [one.text for one in reviews(text)] == ["Claim 0", "Claim 1", "Claim 3"]
    assert problems(text) == [(4, "is no JSON: expecting value")]


def test_a_broken_script_is_told_by_its_line_and_the_others_are_read() -> None:
    text = page('{"@type":\n "ClaimReview",\n oops}', json.dumps(REVIEW))
    assert reviews(text) == [READ]
    ((line, what),) = problems(text)
    assert line == 3
    assert what.startswith("a script is no JSON")


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"datePublished": "31/12/2023"}, "the date of the review, “31/12/2023”, is no date"),
        ({"datePublished": "2023-02-30"}, "the date of the review, “2023-02-30”, is no date"),
        ({"url": "javascript:alert(1)"}, "“javascript:alert(1)” is no web address"),
        ({"url": None}, "no address is given"),
        ({"reviewRating": None}, "no rating is given"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(changes: dict[str, Any], remark: str) -> None:
    (found,) = read(json.dumps(review(**changes)))
    assert isinstance(found, FoundReview)
    assert found.review.text == READ.text
    assert found.remarks == (remark,)


def test_a_review_without_words_is_a_problem() -> None:
    bare = review(claimReviewed=" ", itemReviewed={"@type": "Claim"})
    assert problems(json.dumps(bare)) == [
        (1, "a review at https://facts.example/troops does not say which words it is about")
    ]


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ("2023", "2023"),
        ("2023-06", "2023-06"),
        ("20230607", "2023-06-07"),
        ("2023-06-07 10:00", "2023-06-07"),
        ("7 June 2023", "2023-06-07"),
        ("Wed, 07 Jun 2023 10:00:00 GMT", "2023-06-07"),
        ("Jun. 7, 2023", "2023-06-07"),
    ],
)
def test_days_are_read_as_sites_write_them(given: str, read_as: str) -> None:
    assert reviews(json.dumps(review(datePublished=given)))[0].reviewed_on == read_as


@pytest.mark.parametrize(
    "value",
    [
        {"author": "Example Facts"},
        {"author": [{"name": "Example Facts"}, {"name": "Another"}]},
        {"author": None, "publisher": {"name": "Example Facts"}},
    ],
    ids=["a name", "several", "publisher"],
)
def test_a_publisher_is_found_in_any_shape(value: dict[str, Any]) -> None:
    assert reviews(json.dumps(review(**value)))[0].publisher == "Example Facts"


@pytest.mark.parametrize(
    "field",
    ["author", "reviewRating", "itemReviewed", "url", "claimReviewed", "@type", "inLanguage"],
)
@pytest.mark.parametrize("value", [5, True, [], {}, [[]], "\x1b[2J\u202e", "x" * 100_000])
def test_no_shape_of_any_field_stops_the_reading(field: str, value: Any) -> None:
    found = read(json.dumps([review(**{field: value}), REVIEW]))
    last = found[-1]
    assert isinstance(last, FoundReview)
    assert last.review == READ


def test_words_that_could_steer_a_terminal_are_cleaned() -> None:
    (found,) = reviews(json.dumps(review(claimReviewed="A\x1b[2J\u202eB", author="\x9b1mX")))
    assert found.text == "A\u241b[2J\ufffdB"
    assert found.publisher == "\ufffd1mX"


def test_scripts_in_comments_and_of_other_kinds_are_passed_over() -> None:
    hidden = f"<!-- {page(json.dumps(review(claimReviewed='Hidden')))} -->"
    other = page("var a = '<!--';", kind="text/javascript")
    text = "<html>" + hidden + other + page(json.dumps(REVIEW))
    assert reviews(text) == [READ]


def test_a_page_without_reviews_says_so() -> None:
    assert problems("<html><p>Nothing</p></html>") == [(1, "holds no ClaimReview")]
    assert problems('{"@type": "NewsArticle"}') == [(1, "holds no ClaimReview")]


@pytest.mark.parametrize(
    "text",
    [
        b"<script" * 300_000,
        b"<script type='application/ld+json'>" * 100_000,
        b"<script type=ld+json>{</script>" * 60_000,
        b"<!--" * 500_000,
        b"<" * 2_000_000,
        b'{"a":' * 400_000,
        b"[" * 1_000_000,
        b'{"' * 500_000,
        b'{"a": "' + b"{" * 1_000_000,
        b'[{"a":1},' * 100_000,
    ],
    ids=lambda text: text[:12].decode(),
)
def test_hostile_input_is_read_in_bounded_time(text: bytes) -> None:
    began = monotonic()
    found = read(text)
    assert monotonic() - began < 5
    assert 1 <= len(found) <= 1_001
    assert not [one for one in found if isinstance(one, FoundReview)]
