"""What a status means, when to come back, and when to try again."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import ARTICLE, answer, death, flood, silence
from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching import Client, FetchOptions
from workbench.sourcing.fetching.outcomes import retry_after

ONCE = FetchOptions(attempts=1)


class Waits:
    """A clock for pauses that only writes down how long it was asked to wait."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def waits() -> Waits:
    return Waits()


@pytest.fixture
async def patient(horrors: Horrors, waits: Waits) -> AsyncIterator[Client]:
    async with Client(policy=horrors.policy, sleep=waits) as client:
        yield client


@pytest.mark.parametrize(
    ("status", "outcome", "words"),
    [
        ("201 Created", Outcome.CAPTURED, None),
        ("204 No Content", Outcome.NO_CONTENT, "no content"),
        ("205 Reset Content", Outcome.NO_CONTENT, "no content"),
        ("206 Partial Content", Outcome.INCOMPLETE, "only a part"),
        ("300 Multiple Choices", Outcome.PROTOCOL, "without saying where to"),
        ("304 Not Modified", Outcome.PROTOCOL, "was not asked that"),
        ("400 Bad Request", Outcome.FORBIDDEN, "finds the request wrong"),
        ("401 Unauthorized", Outcome.FORBIDDEN, "a name and password"),
        ("402 Payment Required", Outcome.FORBIDDEN, "asks for payment"),
        ("403 Forbidden", Outcome.FORBIDDEN, "refuses to show"),
        ("404 Not Found", Outcome.DEAD, "no such page"),
        ("405 Not Allowed", Outcome.FORBIDDEN, "does not let the page be fetched"),
        ("407 Proxy Authentication", Outcome.FORBIDDEN, "a proxy on the way"),
        ("408 Timeout", Outcome.TIMED_OUT, "gave up waiting"),
        ("410 Gone", Outcome.DEAD, "for good"),
        ("418 Teapot", Outcome.FORBIDDEN, "refuses (status 418)"),
        ("429 Too Many", Outcome.BUSY, "fewer requests"),
        ("451 Legal", Outcome.LEGAL, "legal reasons"),
        ("500 Oops", Outcome.SERVER_ERROR, "a fault of its own (status 500)"),
        ("503 Busy", Outcome.BUSY, "out of service"),
        ("999 Odd", Outcome.PROTOCOL, "status 999, which HTTP lacks"),
        ("504 Gateway", Outcome.SERVER_ERROR, "(status 504)"),
    ],
)
async def test_each_status_has_its_outcome_and_words(
    horrors: Horrors, client: Client, status: str, outcome: Outcome, words: str | None
) -> None:
    bodiless = status[:3] in ("204", "205", "304")
    page = await client.fetch(horrors.on("/a", answer(b"" if bodiless else ARTICLE, status)), ONCE)
    assert (page.outcome, page.status) == (outcome, int(status[:3]))
    assert (words is None) == (page.reason is None)
    assert words is None or words in str(page.reason)
    assert page.body == (None if bodiless else ARTICLE)


async def test_a_check_against_robots_is_told_from_a_refusal(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", answer(status="403 Forbidden", Cf_Mitigated="challenge"))
    page = await client.fetch(url)
    assert page.outcome is Outcome.FORBIDDEN
    assert "lets only browsers in" in str(page.reason)


async def test_an_empty_page_is_no_content(horrors: Horrors, client: Client) -> None:
    page = await client.fetch(horrors.on("/a", answer(b"")))
    assert page.outcome is Outcome.NO_CONTENT
    assert str(page.reason).endswith("sent an empty page")


async def test_an_error_page_without_end_does_not_hide_the_error(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", flood(b"HTTP/1.1 404 Not Found\r\n\r\n", b"x" * 60_000))
    page = await client.fetch(url)
    assert (page.outcome, page.body) == (Outcome.DEAD, None)
    assert any("the error page was not kept" in remark for remark in page.remarks)


@pytest.mark.parametrize("first", [answer(status="503 Busy"), answer(status="429 Slow"), death()])
async def test_what_may_pass_is_tried_once_more(
    horrors: Horrors, patient: Client, waits: Waits, first: object
) -> None:
    assert callable(first)
    page = await patient.fetch(horrors.on("/a", first, answer()))
    assert page.outcome is Outcome.CAPTURED
    assert waits.seconds == [1.0]
    assert "this is attempt 2; those before it failed" in page.remarks


@pytest.mark.parametrize(
    "status", ["401 No", "403 No", "404 No", "410 No", "451 No", "500 No", "501 No"]
)
async def test_what_will_not_pass_is_not_tried_again(
    horrors: Horrors, patient: Client, waits: Waits, status: str
) -> None:
    await patient.fetch(horrors.on("/a", answer(status=status)))
    assert len(horrors.requests) == 1
    assert waits.seconds == []


async def test_there_are_never_more_than_two_retries_and_the_pause_doubles(
    horrors: Horrors, patient: Client, waits: Waits
) -> None:
    url = horrors.on("/a", answer(status="502 Bad"))
    page = await patient.fetch(url, FetchOptions(attempts=99))
    assert page.outcome is Outcome.SERVER_ERROR
    assert len(horrors.requests) == 3
    assert waits.seconds == [1.0, 2.0]


async def test_a_silent_server_is_not_tried_beyond_the_total_time(
    horrors: Horrors, patient: Client
) -> None:
    options = FetchOptions(total_seconds=0.3, read_seconds=0.2, attempts=3)
    page = await patient.fetch(horrors.on("/a", silence()), options)
    assert page.outcome is Outcome.TIMED_OUT
    assert len(horrors.requests) == 2


async def test_a_short_retry_after_is_waited_for(
    horrors: Horrors, patient: Client, waits: Waits
) -> None:
    url = horrors.on("/a", answer(status="429 Slow", Retry_After="7"), answer())
    assert (await patient.fetch(url)).outcome is Outcome.CAPTURED
    assert waits.seconds == [7.0]


async def test_a_long_retry_after_is_told_and_not_waited_for(
    horrors: Horrors, patient: Client, waits: Waits
) -> None:
    until = datetime.now(UTC) + timedelta(hours=2)
    at = format_datetime(until, usegmt=True)
    page = await patient.fetch(horrors.on("/a", answer(status="503 Busy", Retry_After=at)))
    assert page.outcome is Outcome.BUSY
    assert page.retry_after is not None
    assert 7100 < page.retry_after <= 7200
    assert f"; it asks to wait until {until:%d %B %Y, %H:}" in str(page.reason)
    assert waits.seconds == []


NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds", "words"),
    [
        (None, None, None),
        ("0", 0, None),
        (" 120 ", 120, None),
        ("Thu, 01 Jan 2026 00:02:00 GMT", 120, None),
        ("Thu, 01 Jan 2026 00:02:00", 120, None),
        ("-5", None, "lies in the past"),
        ("Wed, 31 Dec 2025 00:00:00 GMT", None, "lies in the past"),
        ("99999999999", None, "more than a year"),
        ("Thu, 01 Jan 2099 00:00:00 GMT", None, "more than a year"),
        ("soon", None, "cannot be read"),
        ("1.5", None, "cannot be read"),
        ("", None, "cannot be read"),
        ("9" * 5000, None, "cannot be read"),
        ("٣", None, "cannot be read"),
    ],
)
def test_a_retry_after_is_read_or_its_oddness_told(
    value: str | None, seconds: int | None, words: str | None
) -> None:
    read, remark = retry_after(value, NOW)
    assert read == seconds
    assert (remark is None) == (words is None)
    assert words is None or words in str(remark)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("Mon, 01 Jan 2035 00:00:00 GMT", "the server's clock says 2035-01-01 00:00"),
        ("Mon, 01 Jan 1990 00:00:00", "the server's clock says 1990-01-01 00:00"),
        (format_datetime(datetime.now(UTC) + timedelta(minutes=5), usegmt=True), None),
        ("yesterday, more or less", None),
        ("Mon, 01 Jan 999999 00:00:00 GMT", None),
        ("", None),
    ],
    ids=["ahead", "behind", "near", "words", "absurd", "none"],
)
async def test_clocks_that_are_far_apart_are_remarked(
    horrors: Horrors, client: Client, sent: str, words: str | None
) -> None:
    page = await client.fetch(horrors.on("/a", answer(Date=sent)))
    said = [remark for remark in page.remarks if "clock" in remark]
    assert [remark.startswith(words or "?") for remark in said] == ([True] if words else [])
