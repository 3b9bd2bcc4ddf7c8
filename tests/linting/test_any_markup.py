"""Whatever the JSON, the linter comes to an end and names a rule and a place."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linting.reviews import TODAY, review
from workbench.linting import RULES, BrokenJson, Piece, Surroundings, json_pieces, lint

_NAMES = st.sampled_from(
    ["@context", "@type", "@id", "@graph", "@value", "@list", "author", "name", "url", "sameAs",
     "claimReviewed", "reviewRating", "itemReviewed", "datePublished", "alternateName",
     "ratingValue", "bestRating", "worstRating", "appearance", "firstAppearance", "inLanguage",
     "mediaAuthenticityCategory", "mediaItemAppearance", "dateModified", "reviewrating"]
)  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(
        ["https://schema.org", "ClaimReview", "MediaReview", "Claim", "Rating", "Person", "", "#x",
         "2026-03-02", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "https://[x",
         "http://a.example.com/\x1b", "True", "False", "1e999999", "1", "-0", "\ud800"]
    ),
    st.text(max_size=20),
)  # fmt: skip
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=True), _TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(_NAMES, st.text(max_size=8)), inner, max_size=6),
    ),
    max_leaves=25,
)


@settings(max_examples=25, deadline=None)
@given(_VALUES, st.dictionaries(_NAMES, _VALUES, max_size=5))
def test_any_json_is_linted(value: Any, changes: dict[str, Any]) -> None:
    text = json.dumps([value, {**review(), **changes}], indent=1)
    lines = text.split("\n")

    for one in lint(json_pieces(text), Surroundings(TODAY)).findings:
        assert one.rule in RULES
        assert one.path.startswith("$")
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1
        assert "\x1b" not in one.words


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_json_or_broken_at_a_place(text: str) -> None:
    place = None
    pieces: list[Piece] = []
    try:
        pieces = json_pieces(text)
    except BrokenJson as error:
        place = (error.line, error.column)

    assert pieces or (place is not None and min(place) >= 1)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ('{"a": 1,\n "b": }', 2, 7, "expecting value"),
        ('{"a": 1', 1, 8, "expecting ',' delimiter"),
        ("[1] x", 1, 5, "something follows the end of the value"),
        ("[" * 100_000, 1, 1, "it is nested too deeply"),
        ("  ", 1, 3, "there is nothing in it"),
    ],
)
def test_broken_json_is_told_by_line_and_column(
    text: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(BrokenJson, match=words) as raised:
        json_pieces(text)

    assert (raised.value.line, raised.value.column) == (line, column)


def test_a_number_too_long_to_compute_with_is_still_told() -> None:
    huge = "9" * 5_000
    text = json.dumps(review()).replace('"ratingValue": 2', f'"ratingValue": {huge}')

    [found] = lint(json_pieces(text), Surroundings(TODAY)).findings

    assert found.rule == "rating-value-outside"
