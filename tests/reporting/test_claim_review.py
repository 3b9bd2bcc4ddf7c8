"""ClaimReview as the rules ask for it: what must be there, and what must not."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reporting.material import (
    BEN,
    CLAIM,
    DOCUMENT,
    ENTRY,
    HOSTILE,
    NOON,
    ORDERED,
    OTHER,
    PUBLISHER,
    VERDICT,
    dossier,
    saying,
)
from workbench.desk.reporting.linting import lint
from workbench.linting import Severity
from workbench.model import (
    Claim,
    ClaimantKind,
    ClaimStatus,
    Name,
    NameKind,
    Publisher,
    RatingScale,
    RatingStep,
)
from workbench.reporting.claimreview.reviews import explanation, review_of, reviews
from workbench.reporting.dossier import Dossier, Entry
from workbench.reporting.formats import FORMATS, ReportOptions


def review(claim: Claim = CLAIM, **changes: Any) -> dict[str, Any]:
    entry = replace(ENTRY, claim=claim)
    found = review_of(entry, dossier(entry, **changes))
    assert found is not None
    return found


def rated(rating: str) -> Claim:
    verdict = replace(VERDICT, rating=rating, scale=ORDERED.id)
    return replace(CLAIM, rating=rating, verdicts=(verdict,))


def test_a_review_names_the_claim_its_result_and_its_publisher() -> None:
    found = review()
    assert found["claimReviewed"] == "52 civilians were injured."
    assert found["url"] == found["@id"] == f"https://desk.example/checks/{CLAIM.id}"
    assert found["author"]["@type"] == "Organization"
    assert found["author"]["name"] == "Example Desk"
    assert found["datePublished"] == "2025-10-14"
    assert found["dateModified"] == "2025-10-15"
    assert found["reviewRating"]["ratingExplanation"] == (
        "The hospital counted 47. It published its list."
    )


@pytest.mark.parametrize(
    ("rating", "value"), [("True", 5), ("Half true", 3), ("Mostly false", 2), ("False", 1)]
)
def test_the_truest_rating_is_best_and_the_worst_is_one(rating: str, value: int) -> None:
    found = review(rated(rating))["reviewRating"]
    assert (found["ratingValue"], found["bestRating"], found["worstRating"]) == (value, 5, 1)
    assert found["alternateName"] == rating


@pytest.mark.parametrize("claim", [CLAIM, rated("Satire")])
def test_a_rating_without_an_order_has_its_name_alone(claim: Claim) -> None:
    found = review(claim)["reviewRating"]
    assert found["alternateName"] == claim.rating
    assert not {"ratingValue", "bestRating", "worstRating"} & set(found)


def test_a_claimant_is_what_is_known_of_them_or_is_left_out() -> None:
    assert review()["itemReviewed"]["author"] == {
        "@type": "Organization",
        "name": "Interior Ministry",
    }
    unknown = replace(CLAIM, claimant=None, claimant_kind=None)
    assert "author" not in review(unknown)["itemReviewed"]
    untold = replace(CLAIM, claimant="Somebody", claimant_kind=None)
    assert "author" not in review(untold)["itemReviewed"]


def test_the_reader_may_know_whether_a_claimant_is_a_person() -> None:
    reading = replace(CLAIM.reading, names=(Name(0, 8, "Jan Doe", NameKind.PERSON),))
    named = replace(CLAIM, claimant="Jan Doe", claimant_kind=None, reading=reading)
    assert review(named)["itemReviewed"]["author"]["@type"] == "Person"


def test_where_and_when_the_claim_appeared() -> None:
    item = review()["itemReviewed"]
    assert item["firstAppearance"]["url"] == "https://ministry.example/1"
    assert item["appearance"][0]["url"] == DOCUMENT.address
    assert item["datePublished"] == "2025-10-12"
    vague = review(replace(CLAIM, claimed_on="2025-10"))["itemReviewed"]
    assert "datePublished" not in vague
    from_a_file = replace(CLAIM, document=replace(DOCUMENT, address="dispatch.txt"))
    assert "appearance" not in review(from_a_file)["itemReviewed"]


def test_our_own_site_is_no_place_where_a_claim_appeared() -> None:
    own = replace(CLAIM, document=replace(DOCUMENT, address="https://www.desk.example/a"))
    assert "appearance" not in review(own)["itemReviewed"]


def test_what_was_quoted_is_cited_with_its_archived_copy() -> None:
    cited = review()["citation"][0]
    assert cited["url"] == "https://hospital.example/a"
    assert cited["archivedAt"] == "https://archive.example/1"
    assert cited["text"] == "47 were treated.\nNo more."


def test_a_change_of_the_result_is_told_as_a_correction() -> None:
    (correction,) = review()["correction"]
    assert correction["@type"] == "CorrectionComment"
    assert correction["text"] == (
        "The rating was Supported until 2025-10-15. We had not heard the hospital."
    )


def test_reviews_on_one_page_have_addresses_of_their_own() -> None:
    one_page = replace(PUBLISHER, review_address="https://desk.example/report#top")
    second = replace(ENTRY, number=2, claim=replace(CLAIM, id="9" * 32))
    found = list(reviews(dossier(ENTRY, second, publisher=one_page)))
    assert [each["url"] for each in found] == [
        "https://desk.example/report#claim-cccccccccccc",
        "https://desk.example/report#claim-999999999999",
    ]


def test_without_a_publisher_no_address_is_made_up() -> None:
    found = review(publisher=None)
    assert not {"url", "@id", "author"} & set(found)


def test_claims_without_one_result_have_no_review() -> None:
    undecided = replace(CLAIM, status=ClaimStatus.UNRATED, rating=None, verdicts=())
    dismissed = replace(CLAIM, dismissed="no claim")
    entries = (OTHER, Entry(3, undecided), Entry(4, dismissed))
    assert list(reviews(dossier(*entries))) == []


def test_of_several_that_agree_the_newest_is_told() -> None:
    later = replace(
        VERDICT, id="b" * 64, given_by=BEN, given_at=NOON + timedelta(days=1), because="I too."
    )
    found = review(replace(CLAIM, status=ClaimStatus.AGREED, verdicts=(VERDICT, later)))
    assert found["reviewRating"]["ratingExplanation"] == "I too."
    assert "correction" in found


def test_a_long_reason_is_cut_at_a_word() -> None:
    cut = explanation("word " * 200)
    assert len(cut) <= 301
    assert cut.endswith("word…")


def errors_in(name: str, report: Dossier) -> list[str]:
    stream = BytesIO()
    FORMATS[name].write(report, stream, ReportOptions())
    linted = lint(stream.getvalue(), name, now=NOON)
    assert linted.reviews == len(list(reviews(report)))
    return [str(one) for one in linted.findings if one.severity is Severity.ERROR]


@pytest.mark.parametrize("publisher", [PUBLISHER, replace(PUBLISHER, review_address=None)])
def test_our_linter_finds_no_error_in_our_markup(publisher: Publisher) -> None:
    claims = [CLAIM, *map(rated, ("True", "Half true", "False", "Satire"))]
    entries = [
        replace(ENTRY, number=number, claim=replace(claim, id=str(number) * 32))
        for number, claim in enumerate(claims, start=1)
    ]
    assert errors_in("claimreview", dossier(*entries, publisher=publisher)) == []
    assert errors_in("claimreview-page", dossier(*entries, publisher=publisher)) == []


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=90)
_SAID = st.builds(lambda words: f"About 500 troops came {words}".strip(), _WORDS)
_DAYS = st.dates(date(1990, 1, 1), date(2025, 10, 15)).map(date.isoformat)


@st.composite
def scales(draw: st.DrawFn) -> RatingScale:
    """A scale with or without an order, which may begin anywhere and miss numbers."""
    names = [f"Level {number}" for number in range(draw(st.integers(1, 7)))]
    ordered = draw(st.booleans())
    low = draw(st.integers(-9, 9))
    steps = [
        RatingStep(name, "So it is.", low + 2 * number if ordered else None)
        for number, name in enumerate(names)
    ]
    if draw(st.booleans()):
        steps.append(RatingStep("Satire", "A joke.", None))
    return RatingScale("own/1", "Own", tuple(steps))


@st.composite
def entries(draw: st.DrawFn, scale: RatingScale, number: int) -> Entry:
    """A decided claim of whatever shape."""
    rating = draw(st.sampled_from(scale.ratings)).name
    given = NOON - timedelta(days=draw(st.integers(0, 2_000)))
    verdict = replace(
        VERDICT, rating=rating, scale=scale.id, because=draw(_SAID), given_at=given,
        correction=draw(st.none() | _SAID),
    )  # fmt: skip
    claim = replace(
        CLAIM,
        id=f"{number:032x}",
        statement=f"{draw(_SAID)} {number}",
        rating=rating,
        verdicts=(verdict,),
        claimant=draw(st.none() | _SAID),
        claimant_kind=draw(st.none() | st.sampled_from(ClaimantKind)),
        claimed_on=draw(st.none() | _DAYS | st.just("2025-10") | st.just("2025")),
        first_appearance=draw(st.sampled_from([None, "https://ministry.example/1", "a leaflet"])),
        document=replace(DOCUMENT, language=draw(st.sampled_from(["en", "de", "und"]))),
    )
    return replace(ENTRY, number=number, claim=claim)


def check_errors(data: st.DataObject, scale: RatingScale) -> None:
    told = [data.draw(entries(scale, number)) for number in (1, 2, 3)]
    assert errors_in("claimreview", dossier(*told, scales=(scale,))) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), scales())
def test_what_was_decided_on_some_scale_has_no_error(
    data: st.DataObject, scale: RatingScale
) -> None:
    check_errors(data, scale)


@pytest.mark.long
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), scales())
def test_whatever_was_decided_on_whatever_scale_has_no_error(
    data: st.DataObject, scale: RatingScale
) -> None:
    check_errors(data, scale)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_claims_make_no_markup_that_breaks(text: str) -> None:
    entry = saying(text)
    errors = errors_in("claimreview", dossier(entry))
    assert errors == [] or not text.strip()
