from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.archives.answers import HOSTILE, answer, is_one_safe_line
from tests.sourcing.archives.loopback import Clock, LoopbackArchive, asking, opened
from workbench.errors import UsageError
from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.archives.pacing import Pacing
from workbench.sourcing.archives.through_client import ThroughClient
from workbench.sourcing.fact_checks import (
    FactChecksFound,
    PublishedFactCheck,
    read_fact_checks,
    search_address,
    search_fact_checks,
)

KEY = "AIza-s3cret"
REVIEW = {
    "publisher": {"name": "Faktenhaus", "site": "faktenhaus.example"},
    "url": "https://faktenhaus.example/1",
    "title": "Waren es 500?",
    "reviewDate": "2026-05-04T00:00:00Z",
    "textualRating": "Größtenteils falsch",
    "languageCode": "de",
}
CLAIM = {
    "text": "500 soldiers arrived",
    "claimant": "A minister",
    "claimDate": "2026-05-01T00:00:00Z",
    "claimReview": [REVIEW],
}


@pytest.fixture
async def archive() -> AsyncIterator[LoopbackArchive]:
    async with opened() as archive:
        yield archive


@pytest.fixture
async def asker(archive: LoopbackArchive) -> AsyncIterator[ThroughClient]:
    async with asking(archive) as asker:
        yield asker


def only(body: object) -> PublishedFactCheck:
    (check,) = read_fact_checks(answer(body)).checks
    return check


def test_a_review_is_read_with_its_rating_word_for_word() -> None:
    assert only({"claims": [CLAIM]}) == PublishedFactCheck(
        url="https://faktenhaus.example/1",
        publisher="Faktenhaus",
        site="faktenhaus.example",
        title="Waren es 500?",
        rating="Größtenteils falsch",
        language="de",
        reviewed_on="2026-05-04T00:00:00Z",
        claim="500 soldiers arrived",
        claimant="A minister",
        claimed_on="2026-05-01T00:00:00Z",
    )


def test_everything_but_the_address_may_be_missing() -> None:
    check = only({"claims": [{"claimReview": [{"url": "https://a.example/"}]}]})
    assert check == PublishedFactCheck(url="https://a.example/")


def test_every_review_of_a_claim_counts() -> None:
    second = REVIEW | {"url": "https://other.example/2"}
    found = read_fact_checks(answer({"claims": [CLAIM | {"claimReview": [REVIEW, second]}]}))
    assert [each.url for each in found.checks] == [REVIEW["url"], "https://other.example/2"]


def test_an_empty_answer_means_that_none_was_found() -> None:
    assert read_fact_checks(answer({})) == FactChecksFound()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example/",
        "http://u:p@a.example/",
        "",
        None,
        7,
    ],
)
def test_a_review_that_cannot_be_opened_safely_is_left_out(url: object) -> None:
    found = read_fact_checks(answer({"claims": [{"claimReview": [REVIEW | {"url": url}]}]}))
    assert (found.checks, found.left_out) == ((), 1)


def test_words_from_outside_become_safe_lines() -> None:
    review = REVIEW | {"textualRating": HOSTILE, "title": "x" * 100_000}
    check = only({"claims": [CLAIM | {"claimReview": [review]}]})
    assert is_one_safe_line(check.rating)
    assert check.title is not None
    assert len(check.title) == 400


@pytest.mark.parametrize(
    "body",
    [[], "null", "<html>", "[" * 50_000, {"claims": 7}, {"claims": [7, None, {"claimReview": {}}]}],
    ids=["list", "null", "page", "deep", "number", "odd"],
)
def test_an_answer_that_makes_no_sense_finds_nothing(body: object) -> None:
    found = read_fact_checks(answer(body))
    assert found.checks == ()
    assert found.problem is None or is_one_safe_line(found.problem)


@pytest.mark.parametrize(
    ("exchange", "problem"),
    [
        (
            answer(
                {"error": {"code": 400, "message": f"API key {KEY} not valid."}},
                status=400,
                outcome=Outcome.FORBIDDEN,
            ),
            "the fact-check search refused: API key … not valid.; check the key in the settings",
        ),
        (
            answer("<html>", status=403, outcome=Outcome.FORBIDDEN),
            "the fact-check search refused; check the key in the settings",
        ),
        (
            answer("", status=429, outcome=Outcome.BUSY),
            "the fact-check search asks for a pause before the next question",
        ),
        (answer({}, status=500), "the fact-check search answered with status 500"),
    ],
    ids=["bad key", "forbidden", "429", "500"],
)
def test_a_refusal_is_told_and_the_key_is_not(exchange: Exchange, problem: str) -> None:
    assert read_fact_checks(exchange, KEY).problem == problem


@given(
    st.dictionaries(st.sampled_from(["claims", "nextPageToken"]), st.lists(st.text() | st.none()))
)
def test_no_answer_raises(body: dict[str, object]) -> None:
    assert read_fact_checks(answer(body)).checks == ()


async def test_the_key_is_in_a_header_and_never_in_the_address(
    asker: ThroughClient, archive: LoopbackArchive
) -> None:
    archive.will_say({"claims": [CLAIM]})
    found = await search_fact_checks(asker, "500  soldiers &c", KEY, "en", archive.base + "/search")
    (asked,) = archive.asked
    assert asked.path == "/search?query=500%20soldiers%20%26c&languageCode=en&pageSize=20"
    assert asked.headers["x-goog-api-key"] == KEY
    assert len(found.checks) == 1
    assert KEY not in repr(found)


async def test_pages_are_read_until_there_are_no_more(
    asker: ThroughClient, archive: LoopbackArchive
) -> None:
    clock = Clock()
    second = {"claims": [{"claimReview": [REVIEW | {"url": "https://a.example/2"}]}]}
    archive.will_say({"claims": [CLAIM], "nextPageToken": "a&b"})
    archive.will_say(second)
    pacing = Pacing(now=clock.time, sleep=clock.sleep)
    found = await search_fact_checks(asker, "x", KEY, base=archive.base, pages=5, pacing=pacing)
    assert [each.url for each in found.checks] == [REVIEW["url"], "https://a.example/2"]
    assert archive.asked[1].path.endswith("&pageToken=a%26b")
    assert found.next_page is None


async def test_what_came_before_the_trouble_is_kept(
    asker: ThroughClient, archive: LoopbackArchive
) -> None:
    clock = Clock()
    archive.will_say({"claims": [CLAIM], "nextPageToken": "2"})
    archive.will_say("<html>", status=500)
    pacing = Pacing(now=clock.time, sleep=clock.sleep)
    found = await search_fact_checks(asker, "x", KEY, base=archive.base, pages=2, pacing=pacing)
    assert len(found.checks) == 1
    assert found.next_page == "2"
    assert found.problem == "the fact-check search answered with status 500"


async def test_a_search_that_makes_no_sense_sends_nothing(
    asker: ThroughClient, archive: LoopbackArchive
) -> None:
    with pytest.raises(UsageError, match="no words"):
        await search_fact_checks(asker, " \n", KEY, base=archive.base)
    with pytest.raises(UsageError, match="needs a key"):
        await search_fact_checks(asker, "x", "", base=archive.base)
    with pytest.raises(UsageError, match="needs a key"):
        await search_fact_checks(asker, "x", "a\r\nX-Evil: 1", base=archive.base)
    with pytest.raises(UsageError, match="language code"):
        await search_fact_checks(asker, "x", KEY, "en&key=1", base=archive.base)
    assert archive.asked == []


def test_a_long_claim_is_cut_to_what_a_search_can_use() -> None:
    assert len(search_address("https://a.example/", "x" * 100_000)) < 1200
