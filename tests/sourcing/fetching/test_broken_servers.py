"""Servers that do not answer as HTTP wants it: each has its reason, and nothing is kept half."""

import pytest

from tests.sourcing.horrors.server import Horrors, Trick
from tests.sourcing.horrors.tricks import (
    ARTICLE,
    HEAD,
    answer,
    death,
    drip,
    flood,
    raw,
    silence,
)
from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching import Client, FetchOptions

HASTY = FetchOptions(total_seconds=0.4, read_seconds=0.2, attempts=1)
SLOW = FetchOptions(total_seconds=0.3, read_seconds=5, attempts=1)
ONCE = FetchOptions(attempts=1)

CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("trick", "outcome", "words"),
    [
        (silence(), Outcome.TIMED_OUT, "sent no answer for 0.2 s"),
        (silence(HEAD), Outcome.TIMED_OUT, "sent no answer for 0.2 s"),
        (
            silence(HEAD + b"Content-Length: 9\r\n\r\nabc"),
            Outcome.TIMED_OUT,
            "stopped sending for 0.2 s in the middle",
        ),
        (drip(HEAD, b"X-Drop: 1\r\n"), Outcome.TIMED_OUT, "was not done within 0.4 s"),
        (drip(HEAD + b"\r\n", b"x"), Outcome.TIMED_OUT, "was not done within 0.4 s"),
        (drip(CHUNKED, b"1\r\nx\r\n"), Outcome.TIMED_OUT, "was not done within 0.4 s"),
        (
            drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
            Outcome.TIMED_OUT,
            "was not done within 0.4 s",
        ),
        (
            flood(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100),
            Outcome.PROTOCOL,
            "without coming to the end of its headers",
        ),
    ],
    ids=[
        "never-answers",
        "half-a-head",
        "half-a-body",
        "slow-head",
        "slow-body",
        "slow-chunks",
        "endless-hints",
        "flood-of-hints",
    ],
)
async def test_a_server_without_end_is_left(
    horrors: Horrors, client: Client, trick: Trick, outcome: Outcome, words: str
) -> None:
    page = await client.fetch(horrors.on("/a", trick), HASTY)
    assert page.outcome is outcome
    assert page.reason is not None
    assert words in page.reason
    assert (page.body, page.wire_sha256, page.complete) == (None, None, False)


@pytest.mark.parametrize(
    ("sent", "outcome", "words"),
    [
        (b"", Outcome.UNREACHABLE, "hung up without an answer"),
        (b"<p>HTTP/0.9</p>\r\n\r\n", Outcome.PROTOCOL, "it says “<p>HTTP/0.9</p>”"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", Outcome.PROTOCOL, "it says “SSH-2.0-OpenSSH_9.6”"),
        (b"\x15\x03\x01\x00\x02\x02\x16", Outcome.PROTOCOL, "does not answer in HTTP"),
        (b"HTTP/1.1 abc\r\n\r\n", Outcome.PROTOCOL, "does not answer in valid HTTP"),
        (
            b"HTTP/1.1 200 OK\r\nX: " + b"x" * 5_000_000 + b"\r\n\r\n",
            Outcome.PROTOCOL,
            "without coming to the end of its headers",
        ),
        (
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
            Outcome.PROTOCOL,
            "without coming to the end of its headers",
        ),
        (
            HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            Outcome.PROTOCOL,
            "does not answer in valid HTTP",
        ),
        (HEAD + b"Content-Length: -1\r\n\r\n", Outcome.PROTOCOL, "does not answer in valid HTTP"),
        (HEAD + b"Bad Header\r\n\r\n", Outcome.PROTOCOL, "does not answer in valid HTTP"),
        (
            HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
            Outcome.PROTOCOL,
            "does not answer in valid HTTP",
        ),
        (CHUNKED + b"zz\r\nabc", Outcome.PROTOCOL, "a body that is not valid HTTP"),
        (CHUNKED + b"3\r\nabcdef\r\n", Outcome.PROTOCOL, "a body that is not valid HTTP"),
        (
            HEAD + b"Content-Length: 99000000000\r\n\r\nabc",
            Outcome.TOO_LARGE,
            "announces 94414 MiB, which is more than the 10 MiB",
        ),
    ],
    ids=[
        "nothing",
        "http-0.9",
        "ssh",
        "tls-on-the-plain-port",
        "bad-status",
        "one-huge-header",
        "many-headers",
        "two-lengths",
        "negative-length",
        "bad-header",
        "odd-transfer-encoding",
        "bad-chunk-size",
        "bad-chunk-end",
        "99-gigabytes",
    ],
)
async def test_an_answer_that_is_none_has_its_own_reason(
    horrors: Horrors, client: Client, sent: bytes, outcome: Outcome, words: str
) -> None:
    page = await client.fetch(horrors.on("/a", raw(sent)), ONCE)
    assert page.outcome is outcome
    assert page.reason is not None
    assert words in page.reason
    assert page.reason.isprintable()
    assert (page.body, page.wire_sha256, page.complete) == (None, None, False)


@pytest.mark.parametrize(
    "trick",
    [
        death(HEAD + b"Content-Length: 9000\r\n\r\n" + ARTICLE),
        raw(HEAD + b"Content-Length: 9000\r\n\r\n" + ARTICLE),
        raw(CHUNKED + b"%x\r\n%s\r\n" % (len(ARTICLE), ARTICLE)),
    ],
    ids=["reset", "short-body", "no-last-chunk"],
)
async def test_a_server_that_dies_mid_way_leaves_a_beginning_marked_as_such(
    horrors: Horrors, client: Client, trick: Trick
) -> None:
    page = await client.fetch(horrors.on("/a", trick), ONCE)
    assert page.outcome is Outcome.INCOMPLETE
    assert page.reason is not None
    assert page.reason.endswith("broke off in the middle of the page; only the beginning came")
    assert page.body == ARTICLE
    assert not page.complete


async def test_a_server_that_dies_before_answering_is_unreachable(
    horrors: Horrors, client: Client
) -> None:
    page = await client.fetch(horrors.on("/a", death()), ONCE)
    assert page.outcome is Outcome.UNREACHABLE


async def test_a_port_where_nobody_listens_is_unreachable(horrors: Horrors) -> None:
    closed = horrors.listen()
    with Horrors() as other:
        free = other.port
    options = FetchOptions(allow_private=True, allow_any_port=True, attempts=1)
    async with Client() as client:
        page = await client.fetch(horrors.url("/", port=free), options)
    assert closed != free
    assert page.outcome is Outcome.UNREACHABLE
    assert page.reason == f"127.0.0.1:{free} refused the connection; nothing answers there"


async def test_a_body_without_end_is_cut_at_the_bound(horrors: Horrors, client: Client) -> None:
    options = FetchOptions(wire_bytes=500_000, attempts=1)
    page = await client.fetch(horrors.on("/a", flood(HEAD + b"\r\n", b"x" * 50_000)), options)
    assert page.outcome is Outcome.TOO_LARGE
    assert page.reason is not None
    assert "sent more than the 488 KiB that are fetched" in page.reason
    assert page.body is None


async def test_a_page_of_thirty_megabytes_is_too_large(horrors: Horrors, client: Client) -> None:
    page = await client.fetch(horrors.on("/a", answer(b"x" * 30_000_000)))
    assert page.outcome is Outcome.TOO_LARGE
    assert page.body is None


async def test_a_pdf_may_be_larger_than_a_page(horrors: Horrors, client: Client) -> None:
    body = b"%PDF-1.7\n" + b"x" * 12_000_000
    url = horrors.on("/a", answer(body, Content_Type="application/pdf"))
    page = await client.fetch(url)
    assert page.outcome is Outcome.CAPTURED
    assert page.body == body


async def test_a_connection_attempt_that_hangs_is_left_in_time() -> None:
    class Hanging:
        async def resolve(self, host: str, port: int) -> list[str]:
            import asyncio

            await asyncio.Event().wait()
            return []

    options = FetchOptions(connect_seconds=0.1, attempts=1)
    async with Client(resolver=Hanging()) as client:
        page = await client.fetch("http://site.test/", options)
    assert page.outcome is Outcome.TIMED_OUT
    assert page.reason == "no name server told the address of site.test in time"


async def test_control_characters_in_headers_are_kept_raw(horrors: Horrors, client: Client) -> None:
    sent = HEAD + b"X-Title: caf\xe9\x9b2J\r\nContent-Length: 2\r\n\r\nhi"
    page = await client.fetch(horrors.on("/a", raw(sent)))
    assert ("X-Title", "café\x9b2J") in page.response_headers


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "text/html", "a PNG image"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "image/jpeg", "a JPEG image"),
        (b"\x00\x00\x00\x20ftypisom" + b"\x00" * 50, "video/mp4", "video"),
        (b"\x7fELF" + b"\x01" * 2000, "text/plain", "a program"),
        (b"\x1f\x8b\x08" + b"\x07" * 50, "application/gzip", "a packed file"),
        (b"a\x00b\x00\x00\x00c" * 300, "text/html", "binary data"),
        (b"ab\x00\x00c" * 300, "font/ttf", "a font"),
    ],
)
async def test_what_has_no_text_is_not_fetched_whatever_it_is_called(
    horrors: Horrors, client: Client, body: bytes, kind: str, words: str
) -> None:
    page = await client.fetch(horrors.on("/a", answer(body, Content_Type=kind)))
    assert page.outcome is Outcome.NOT_TEXT
    assert page.reason is not None
    assert page.reason.endswith(f"sent {words}, which has no text to read or quote")
    assert page.body is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (ARTICLE, "image/png"),
        (ARTICLE, ""),
        (ARTICLE.decode().encode("utf-16"), "text/html"),
        (ARTICLE.decode().encode("utf-16-le"), "text/html"),
        (b"%PDF-1.4\n\x00\x00\x01\x02" * 100, "application/octet-stream"),
        (b"PK\x03\x04\x00\x00\x00\x00" * 100, "application/octet-stream"),
        (b'{"a": 1}', "application/json"),
        (b"BMW sold 500 cars.", "text/plain"),
    ],
)
async def test_what_may_have_text_is_fetched_whatever_it_is_called(
    horrors: Horrors, client: Client, body: bytes, kind: str
) -> None:
    page = await client.fetch(horrors.on("/a", answer(body, Content_Type=kind)))
    assert (page.outcome, page.body) == (Outcome.CAPTURED, body)
