"""Asking interfaces: forms, JSON and keys, bounded like everything else."""

import json

import pytest

from tests.sourcing.fetching.test_statuses import Waits
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer, redirect
from workbench.errors import UsageError
from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching import Client, FetchOptions, Pace


async def test_a_form_is_posted_and_the_answer_given(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/save", answer(b'{"job_id": "x"}', Content_Type="application/json"))
    said = await client.request(
        "post",
        url,
        data={"url": "https://a.example/?b=c&d"},
        headers={"Accept": "application/json"},
    )
    sent = horrors.requests[0]
    assert sent.method == "POST"
    assert sent.body == b"url=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d"
    assert sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sent.headers["accept"] == "application/json"
    assert (said.outcome, said.body) == (Outcome.CAPTURED, b'{"job_id": "x"}')


async def test_json_and_bytes_are_posted_as_they_are(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer())
    await client.request("POST", url, json={"é": 1})
    await client.request("POST", url, data=b"\x00\x01", headers={"Content-Type": "x/y"})
    assert json.loads(horrors.requests[0].body) == {"é": 1}
    assert horrors.requests[0].headers["content-type"] == "application/json"
    assert horrors.requests[1].body == b"\x00\x01"
    assert horrors.requests[1].headers["content-type"] == "x/y"


async def test_keys_are_sent_and_never_kept(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer())
    said = await client.request("GET", url, headers={"Authorization": "LOW abc:s3cret"})
    assert horrors.requests[0].headers["authorization"] == "LOW abc:s3cret"
    assert ("Authorization", "(not kept)") in said.request_headers
    assert "s3cret" not in repr(said)


@pytest.mark.parametrize("status", ["400 Bad", "404 No", "429 Slow", "500 Oops", "503 Busy"])
async def test_every_answer_is_kept_and_none_tried_again(
    horrors: Horrors, client: Client, status: str
) -> None:
    url = horrors.on("/a", answer(b'{"error": 1}', status, Retry_After="30"))
    said = await client.request("GET", url)
    assert (said.status, said.body, said.retry_after) == (int(status[:3]), b'{"error": 1}', 30)
    assert len(horrors.requests) == 1


async def test_a_redirect_is_an_answer_unless_following_was_asked_for(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", redirect("/b"))
    horrors.on("/b", answer(b"here"))
    stayed = await client.request("GET", url)
    followed = await client.request("GET", url, follow=True)
    assert (stayed.outcome, stayed.status) == (Outcome.REDIRECTS, 302)
    assert stayed.hops[0].target == horrors.url("/b")
    assert (followed.outcome, followed.body) == (Outcome.CAPTURED, b"here")


async def test_answers_of_any_kind_are_given(horrors: Horrors, client: Client) -> None:
    token = b"0\x82\x01\x00\x00\x00" * 300
    url = horrors.on("/a", answer(token, Content_Type="application/timestamp-reply"))
    assert (await client.request("POST", url, data=b"q")).body == token


async def test_an_answer_is_bounded(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer(b"x" * 2000))
    said = await client.request("GET", url, options=FetchOptions(wire_bytes=1000))
    assert (said.outcome, said.body) == (Outcome.TOO_LARGE, None)


async def test_a_pace_is_kept(horrors: Horrors, client: Client) -> None:
    waits = Waits()
    pace = Pace(30, sleep=waits)
    url = horrors.on("/a", answer())
    for _ in range(3):
        await client.request("GET", url, pace=pace)
    assert len(waits.seconds) == 2
    assert 1.5 < waits.seconds[0] <= 2.0


@pytest.mark.parametrize(
    "headers", [{"X-Key": "a\r\nHost: evil"}, {"X Key": "a"}, {"X-Key": "naïve"}, {"": "a"}]
)
async def test_a_header_that_is_none_is_refused(
    horrors: Horrors, client: Client, headers: dict[str, str]
) -> None:
    with pytest.raises(UsageError, match="header"):
        await client.request("GET", horrors.url("/a"), headers=headers)
    assert horrors.requests == []
