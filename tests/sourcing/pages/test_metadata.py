"""What a page says of itself, each value with where it stood, best first."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.sourcing.pages.conftest import Read
from tests.sourcing.pages.material import ARTICLE, page
from workbench.model.sourcing import ReadableText


def said(readable: ReadableText, field: str) -> list[tuple[str, str]]:
    return [(one.value, one.basis) for one in readable.metadata if one.field == field]


def linked_data(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


NEWS = {
    "@type": "NewsArticle",
    "headline": "Five hundred troops arrive",
    "datePublished": "2025-10-14T08:00:00+02:00",
    "dateModified": "2025-10-15T09:30:00Z",
    "author": [{"@type": "Person", "name": "Ada Example"}, {"name": "Ben Example"}],
    "publisher": {"@type": "Organization", "name": "The Marun Post"},
    "isAccessibleForFree": "False",
}


@pytest.mark.parametrize(
    "wrapped",
    [
        NEWS,
        [NEWS],
        {"@graph": [{"@type": "WebSite", "name": "No headline"}, NEWS]},
        {"@type": "WebPage", "mainEntity": NEWS},
    ],
    ids=["plain", "list", "graph", "main entity"],
)  # fmt: skip
def test_structured_data_comes_first_however_it_is_wrapped(read: Read, wrapped: object) -> None:
    readable = read(page(head=linked_data(wrapped)), "text/html")
    assert said(readable, "title")[0] == ("Five hundred troops arrive", "json-ld")
    assert said(readable, "author")[0] == ("Ada Example; Ben Example", "json-ld")
    assert said(readable, "published")[0] == ("2025-10-14T08:00:00+02:00", "json-ld")
    assert said(readable, "modified") == [("2025-10-15T09:30:00+00:00", "json-ld")]
    assert said(readable, "publisher")[0] == ("The Marun Post", "json-ld")


def test_an_author_who_is_only_referred_to_is_found(read: Read) -> None:
    graph = {"@graph": [{**NEWS, "author": {"@id": "#ada"}}, {"@id": "#ada", "name": "Ada E."}]}
    assert said(read(page(head=linked_data(graph))), "author")[0] == ("Ada E.", "json-ld")


def test_values_that_contradict_each_other_are_all_kept(read: Read) -> None:
    head = linked_data(NEWS) + '<meta property="article:published_time" content="2025-09-01">'
    dates = said(read(page(head=head), address="https://post.example/2024/12/31/x"), "published")
    assert dates[:3] == [
        ("2025-10-14T08:00:00+02:00", "json-ld"),
        ("2025-09-01", "meta"),
        ("2024-12-31", "url"),
    ]


def test_one_day_in_two_zones_is_no_contradiction(read: Read) -> None:
    head = linked_data({**NEWS, "datePublished": "2025-10-14T23:30:00-05:00"})
    head += '<meta property="article:published_time" content="2025-10-15T04:30:00Z">'
    assert len(said(read(page(head=head)), "published")) == 1


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00", "1969-12-31", "2025-02-30", "soon"])
def test_dates_that_no_page_was_published_on_are_thrown_out(read: Read, stated: str) -> None:
    head = f'<meta property="article:published_time" content="{stated}">'
    bases = [basis for _, basis in said(read(page(head=head)), "published")]
    assert "meta" not in bases


def test_a_date_in_the_future_is_thrown_out(read: Read) -> None:
    day = (datetime.now(UTC) + timedelta(days=9)).date()
    head = f'<meta property="article:published_time" content="{day}">'
    assert said(read(page(head=head)), "published") == []


def test_a_date_in_the_text_is_not_taken_for_the_day_of_publication(read: Read) -> None:
    body = ARTICLE + "<p>Unemployment is the lowest since 2008, and since 3 May 2011 it fell.</p>"
    assert said(read(page(body)), "published") == []


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("2025-10-14T08:00:00.123Z", "2025-10-14T08:00:00+00:00"),
        ("2025-10-14 08:00", "2025-10-14T08:00:00"),
        ("Tue, 14 Oct 2025 08:00:00 GMT", "2025-10-14"),
        ("October 14, 2025", "2025-10-14"),
        ("14 October 2025", "2025-10-14"),
        ("2025/10/14", "2025-10-14"),
        ("20251014", "2025-10-14"),
        ("1760428800", "2025-10-14T08:00:00+00:00"),
    ],
)
def test_dates_are_given_in_one_form(read: Read, stated: str, value: str) -> None:
    head = f'<meta name="pubdate" content="{stated}">'
    found = [one for one in read(page(head=head)).metadata if one.field == "published"]
    assert found[0].value == value
    assert found[0].raw == (stated if stated != value else None)


def test_a_time_of_another_article_is_not_taken_for_the_page_s_own(read: Read) -> None:
    body = ARTICLE + '<aside><ul><li><time datetime="2019-01-01">1 January</time></li></ul></aside>'
    bases = [basis for _, basis in said(read(page(body)), "published")]
    assert "time-element" not in bases


def test_the_time_at_the_head_of_an_article_counts(read: Read) -> None:
    body = '<header><time datetime="2025-10-14">14 October</time></header>' + ARTICLE
    assert said(read(page(body)), "published")[0] == ("2025-10-14", "time-element")


def test_language_publisher_and_address(read: Read) -> None:
    head = (
        '<link rel="canonical" href="/news/1"><meta property="og:site_name" content="Marun Post">'
        '<meta property="og:locale" content="de_AT">'
    )
    readable = read(page(head=head), address="https://www.post.example/news/1?x=2")
    assert said(readable, "language")[:2] == [("en", "html-lang"), ("de-AT", "meta")]
    assert said(readable, "publisher")[0] == ("Marun Post", "meta")
    assert said(readable, "canonical")[0] == ("https://www.post.example/news/1", "link")


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[::1"]
)
def test_an_address_that_is_none_is_not_passed_on(read: Read, target: str) -> None:
    readable = read(page(head=f'<link rel="canonical" href="{target}">'))
    assert said(readable, "canonical") == []


@pytest.mark.parametrize(
    "title",
    [
        "\x1b]52;c;ZXZpbA==\x07 Troops",
        "Tr\u202eoops",
        "&#27;[2J Troops",
        "Tr&#x202e;oops",
        "a\x9bb",
    ],
    ids=["osc 52", "bidi", "reference", "bidi reference", "c1"],
)
def test_no_control_character_gets_through_a_title(read: Read, title: str) -> None:
    readable = read(page(head=f"<title>{title}</title>"))
    for one in readable.metadata:
        text = one.value + (one.raw or "")
        assert not set(text) & {"\x1b", "\x07", "\u202e", "\x9b", "\n"}
    assert readable.main.startswith("About 500")


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": 7, "author": [[[]]], "datePublished": {}}',
        "null",
        '"x"',
    ],
    ids=["cut", "deep", "wrong types", "null", "string"],
)  # fmt: skip
def test_broken_structured_data_harms_nothing(read: Read, script: str) -> None:
    head = f'<title>Troops</title><script type="application/ld+json">{script}</script>'
    assert said(read(page(head=head)), "title")[0] == ("Troops", "title-element")


def test_a_guess_of_the_extractor_stands_only_where_the_page_says_nothing(read: Read) -> None:
    told = read(page(head="<title>Troops arrive</title>" + linked_data(NEWS)))
    assert not [one for one in told.metadata if one.basis == "extractor"]
    silent = read(f"<html><body><article><h1>Troops arrive</h1>{ARTICLE}</article></body></html>")
    assert said(silent, "title") == [("Troops arrive", "extractor")]
    assert said(silent, "canonical") == []
