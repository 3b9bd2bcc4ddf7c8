"""What is known of a page that was fetched without trouble."""

import gzip
import hashlib
import zlib

import pytest

from tests.sourcing.horrors.names import HERE, Names
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import ARTICLE, answer, packed, redirect
from workbench import __version__
from workbench.model.sourcing import Outcome
from workbench.sourcing.addresses import archived_original
from workbench.sourcing.fetching import (
    AddressPolicy,
    Client,
    FetchOptions,
    FetchProgress,
    FetchStage,
    fetch,
)


async def test_a_page_is_kept_with_all_that_went_over_the_wire(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", answer(X_Twice="1"))
    page = await client.fetch(f"  {url}#part ")
    assert page.outcome is Outcome.CAPTURED
    assert (page.requested, page.address) == (f"{url}#part", url)
    assert (page.status, page.http_version, page.reason) == (200, "HTTP/1.1", None)
    assert page.body == ARTICLE
    assert page.complete
    assert page.wire_bytes == len(ARTICLE)
    assert page.wire_sha256 == hashlib.sha256(ARTICLE).hexdigest()
    assert page.peer == "127.0.0.1"
    assert ("Content-Type", "text/html; charset=utf-8") in page.response_headers
    assert ("X-Twice", "1") in page.response_headers
    assert page.started_at <= page.ended_at
    assert page.started_at.tzinfo is not None


async def test_trackers_and_fragments_are_not_sent_and_that_is_remarked(
    horrors: Horrors, client: Client
) -> None:
    horrors.on("/a", answer())
    given = horrors.url("/a?utm_source=app&id=1&fbclid=xyz#:~:text=those%20words")
    page = await client.fetch(given)
    assert horrors.paths() == ["/a?id=1"]
    assert (page.requested, page.address) == (given, horrors.url("/a?id=1"))
    assert page.outcome is Outcome.CAPTURED
    told = "not sent with the address, as they only track readers: utm_source, fbclid"
    assert page.remarks[0] == told


async def test_the_request_names_this_program_and_brings_no_cookie_or_referrer(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", answer(Set_Cookie="track=1"), answer())
    first = await client.fetch(url)
    await client.fetch(url)
    sent = horrors.requests[1].headers
    assert sent["user-agent"].startswith(f"claim-workbench/{__version__} (")
    assert sent["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "referer", "authorization"} & set(sent)
    assert ("Set-Cookie", "(not kept)") in first.response_headers


async def test_proxies_of_the_environment_are_not_used(
    horrors: Horrors, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert (await client.fetch(horrors.on("/a", answer()))).outcome is Outcome.CAPTURED


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("identity, gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
    ids=["gzip", "x-gzip", "capitals", "identity-first", "zlib", "raw-deflate", "identity"],
)
async def test_what_was_asked_for_is_unpacked_and_hashed_as_it_came(
    horrors: Horrors, client: Client, encoding: str, pack: object
) -> None:
    assert callable(pack)
    sent = pack(ARTICLE)
    page = await client.fetch(horrors.on("/a", packed(sent, encoding)))
    assert (page.outcome, page.body) == (Outcome.CAPTURED, ARTICLE)
    assert page.wire_sha256 == hashlib.sha256(sent).hexdigest()


async def test_a_condition_is_sent_and_304_is_told_apart(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer(b"", "304 Not Modified", Content_Type=""))
    options = FetchOptions(etag='"v1"', last_modified="Mon, 05 Jun 2023 10:00:00 GMT")
    page = await client.fetch(url, options)
    assert (page.outcome, page.reason, page.body) == (Outcome.UNCHANGED, None, None)
    assert horrors.requests[0].headers["if-none-match"] == '"v1"'
    assert horrors.requests[0].headers["if-modified-since"].startswith("Mon, 05 Jun")


async def test_keys_in_headers_are_sent_but_not_kept(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer())
    page = await client.fetch(url, FetchOptions(headers=(("X-Api-Key", "s3cret"),)))
    assert horrors.requests[0].headers["x-api-key"] == "s3cret"
    assert ("X-Api-Key", "(not kept)") in page.request_headers
    assert "s3cret" not in repr(page)


async def test_keys_do_not_follow_a_redirect_to_another_origin(horrors: Horrors) -> None:
    url = horrors.on("/a", redirect(horrors.url("/b", host="other.test")))
    horrors.on("/b", answer())
    names = Names(other_test=HERE)
    options = FetchOptions(headers=(("X-Api-Key", "s3cret"),), allow_any_port=True)
    async with Client(policy=horrors.policy, resolver=names) as client:
        page = await client.fetch(url, options)
    assert page.outcome is Outcome.CAPTURED
    assert "x-api-key" in horrors.requests[0].headers
    assert "x-api-key" not in horrors.requests[1].headers


async def test_a_name_in_another_alphabet_is_asked_for_in_punycode(horrors: Horrors) -> None:
    horrors.on("/новости", answer())
    horrors.on("/%D0%BD", answer())
    names = Names(**{"xn--e1afmkfd_test": HERE})
    async with Client(policy=horrors.policy, resolver=names) as client:
        url = horrors.url("/н?q=é", host="пример.test")
        page = await client.fetch(url, FetchOptions(allow_any_port=True))
    assert page.outcome is Outcome.CAPTURED
    assert horrors.requests[0].headers["host"] == f"xn--e1afmkfd.test:{horrors.port}"
    assert horrors.requests[0].target == "/%D0%BD?q=%C3%A9"


async def test_progress_tells_the_stages_and_the_bytes(horrors: Horrors, client: Client) -> None:
    told: list[FetchProgress] = []
    await client.fetch(horrors.on("/a", answer(b"x" * 200_000)), on_progress=told.append)
    stages = list(dict.fromkeys(one.stage for one in told))
    assert stages == [
        FetchStage.WAITING,
        FetchStage.CONNECTING,
        FetchStage.READING,
        FetchStage.DONE,
    ]
    read = [one.wire_bytes for one in told if one.stage is FetchStage.READING]
    assert len(read) > 3
    assert read == sorted(read)
    assert {one.expected for one in told if one.stage is FetchStage.READING} == {200_000}


async def test_permission_for_private_addresses_is_loud(horrors: Horrors) -> None:
    options = FetchOptions(allow_private=True, allow_any_port=True)
    page = await fetch(horrors.on("/a", answer()), options)
    assert page.outcome is Outcome.CAPTURED
    assert page.remarks[0] == "private and local addresses were allowed for this fetch"
    assert "127.0.0.1, which is this computer itself" in page.remarks[1]


async def test_a_host_called_ones_own_may_be_anywhere_and_others_may_not(horrors: Horrors) -> None:
    horrors.on("/a", answer())
    names = Names(wiki_test=HERE, other_test=HERE)
    policy = AddressPolicy(frozenset({"wiki.test"}))
    async with Client(policy=policy, resolver=names) as client:
        own = await client.fetch(horrors.url("/a", host="wiki.test"))
        options = FetchOptions(allow_any_port=True)
        other = await client.fetch(horrors.url("/a", host="other.test"), options)
    assert own.outcome is Outcome.CAPTURED
    assert "expressly allowed" in own.remarks[0]
    assert other.outcome is Outcome.BLOCKED


@pytest.mark.parametrize(
    ("url", "page", "day"),
    [
        (
            "https://web.archive.org/web/20200620101500/https://a.example/x?y=1",
            "x?y=1",
            "2020-06-20",
        ),
        ("http://web.archive.org/web/202006id_/http://a.example/", "", "2020-06"),
        ("https://web.archive.org/web/2020/https://a.example/", "", "2020"),
    ],
)
def test_an_archives_copy_is_known_as_that(url: str, page: str, day: str) -> None:
    found = archived_original(url)
    assert found is not None
    assert found[0].endswith(f"://a.example/{page}")
    assert found[1] == day


@pytest.mark.parametrize(
    "url", ["https://a.example/web/2020/https://b.example/", "https://web.archive.org/web/*/x"]
)
def test_other_addresses_are_no_archives_copy(url: str) -> None:
    assert archived_original(url) is None


async def test_an_archives_copy_is_remarked(horrors: Horrors) -> None:
    horrors.on("/web/20200620101500/https://a.example/", answer())
    names = Names(web_archive_org=HERE)
    async with Client(policy=horrors.policy, resolver=names) as client:
        url = horrors.url("/web/20200620101500/https://a.example/", host="web.archive.org")
        page = await client.fetch(url, FetchOptions(allow_any_port=True))
    assert "this is an archive's copy of https://a.example/ from 2020-06-20" in page.remarks
