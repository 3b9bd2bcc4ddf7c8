"""Packed bodies: unpacked in pieces, within bounds, and only as was asked for."""

import asyncio
import gzip
import tracemalloc
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import (
    ARTICLE,
    BROTLI_BOMB,
    HEAD,
    answer,
    deflate_bomb,
    gzip_bomb,
    packed,
    raw,
    stacked_bomb,
)
from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching import Client, FetchOptions
from workbench.sourcing.fetching.decoding import PIECE_BYTES, decoder_for
from workbench.sourcing.fetching.failures import Failure

ONCE = FetchOptions(attempts=1)


@pytest.mark.parametrize(
    ("body", "encoding", "outcome", "words"),
    [
        (BROTLI_BOMB, "br", Outcome.PROTOCOL, "packed with br, which was not asked for"),
        (b"\x28\xb5\x2f\xfd", "zstd", Outcome.PROTOCOL, "packed with zstd, which was not asked"),
        (ARTICLE, "compress", Outcome.PROTOCOL, "packed with compress"),
        (ARTICLE, "no\x9bne", Outcome.PROTOCOL, "packed with no�ne"),
        (stacked_bomb(16), "gzip, gzip", Outcome.PROTOCOL, "packed 2 times over (gzip, gzip)"),
        (ARTICLE, "gzip, br, gzip, gzip", Outcome.PROTOCOL, "packed 4 times over"),
        (ARTICLE, "gzip", Outcome.PROTOCOL, "said to be packed with gzip, but that is broken"),
        (ARTICLE, "deflate", Outcome.PROTOCOL, "packed with deflate, but that is broken"),
        (gzip_bomb(16), "gzip", Outcome.TOO_LARGE, "as only a decompression bomb does"),
        (deflate_bomb(16), "deflate", Outcome.TOO_LARGE, "as only a decompression bomb does"),
        (stacked_bomb(16), "gzip", Outcome.NOT_TEXT, "a packed file"),
        (gzip.compress(b"") * 1001, "gzip", Outcome.PROTOCOL, "packed in too many parts"),
    ],
    ids=[
        "brotli",
        "zstd",
        "unknown",
        "unprintable",
        "stacked",
        "stacked-four-times",
        "not-gzip",
        "not-deflate",
        "gzip-bomb",
        "deflate-bomb",
        "bomb-in-a-file",
        "many-members",
    ],
)
async def test_what_is_packed_to_do_harm_is_refused(
    horrors: Horrors, client: Client, body: bytes, encoding: str, outcome: Outcome, words: str
) -> None:
    page = await client.fetch(horrors.on("/a", packed(body, encoding)), ONCE)
    assert page.outcome is outcome
    assert page.reason is not None
    assert words in page.reason
    assert page.reason.isprintable()
    assert (page.body, page.wire_sha256, page.complete) == (None, None, False)


async def test_two_headers_stack_like_one_with_a_comma(horrors: Horrors, client: Client) -> None:
    sent = HEAD + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\nx"
    page = await client.fetch(horrors.on("/a", raw(sent)), ONCE)
    assert page.reason is not None
    assert "packed 2 times over" in page.reason


async def test_a_body_that_unpacks_beyond_the_bound_is_too_large(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", packed(gzip.compress(b"some words " * 100_000), "gzip"))
    page = await client.fetch(url, FetchOptions(decoded_bytes=1_000_000))
    assert page.outcome is Outcome.TOO_LARGE
    assert page.reason is not None
    assert page.reason.endswith("unpacks to more than 977 KiB")


async def test_a_bomb_takes_little_memory(horrors: Horrors, client: Client) -> None:
    urls = [
        horrors.on("/gzip", packed(gzip_bomb(64), "gzip")),
        horrors.on("/deflate", packed(deflate_bomb(64), "deflate")),
        horrors.on("/stacked", packed(stacked_bomb(64), "gzip, gzip")),
    ]
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for url in urls:
            await client.fetch(url, ONCE)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most - before < 24 * 1024 * 1024


async def test_the_event_loop_runs_while_a_large_body_is_unpacked(
    horrors: Horrors, client: Client
) -> None:
    words = b"".join(b"%d words and %d more. " % (n, n * n) for n in range(600_000))
    url = horrors.on("/a", packed(gzip.compress(words[:19_000_000], 1), "gzip"))
    beats: list[float] = []
    loop = asyncio.get_running_loop()

    async def beat() -> None:
        while True:
            beats.append(loop.time())
            await asyncio.sleep(0)

    beating = asyncio.create_task(beat())
    page = await client.fetch(url)
    beating.cancel()
    assert page.outcome is Outcome.CAPTURED
    # the bound that matters is in the benchmarks; here it is wide, for a busy machine
    assert max(later - sooner for sooner, later in pairwise(beats)) < 0.5


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(ARTICLE)[:-9], "gzip"),
        (gzip.compress(ARTICLE)[:-1], "gzip"),
        (zlib.compress(ARTICLE)[:-1], "deflate"),
    ],
    ids=["gzip-without-its-end", "gzip-without-its-last-byte", "deflate-without-its-last-byte"],
)
async def test_a_packed_body_that_ends_too_early_is_incomplete(
    horrors: Horrors, client: Client, body: bytes, encoding: str
) -> None:
    page = await client.fetch(horrors.on("/a", packed(body, encoding)), ONCE)
    assert page.outcome is Outcome.INCOMPLETE
    assert page.reason is not None
    assert page.reason.endswith("a packed page that ends too early; only the beginning came")
    assert page.body is not None
    assert ARTICLE.startswith(page.body)
    assert not page.complete


async def test_an_empty_packed_body_is_no_content(horrors: Horrors, client: Client) -> None:
    page = await client.fetch(horrors.on("/a", packed(b"", "gzip")), ONCE)
    assert page.outcome is Outcome.NO_CONTENT


async def test_padding_after_the_last_member_is_ignored(horrors: Horrors, client: Client) -> None:
    body = gzip.compress(ARTICLE[:100]) + gzip.compress(ARTICLE[100:]) + b"\x00" * 512
    page = await client.fetch(horrors.on("/a", answer(body, Content_Encoding="gzip")))
    assert (page.outcome, page.body) == (Outcome.CAPTURED, ARTICLE)


@given(
    data=st.binary(max_size=3000).map(lambda data: data * 200),
    cut=st.integers(1, 700),
    encoding=st.sampled_from(["gzip", "deflate", "raw", "members", ""]),
)
def test_pieces_of_any_size_make_the_whole(data: bytes, cut: int, encoding: str) -> None:
    sent = {
        "gzip": gzip.compress(data),
        "deflate": zlib.compress(data),
        "raw": zlib.compress(data)[2:-4],
        "members": gzip.compress(data[:999]) + gzip.compress(data[999:]),
        "": data,
    }[encoding]
    decoder = decoder_for({"raw": "deflate", "members": "gzip"}.get(encoding, encoding))
    whole = b""
    for start in range(0, len(sent), cut):
        for piece in decoder.feed(sent[start : start + cut]):
            assert len(piece) <= PIECE_BYTES
            whole += piece
    assert whole == data
    assert decoder.complete


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate", "x-gzip"]))
def test_bytes_of_any_kind_are_unpacked_or_refused(data: bytes, encoding: str) -> None:
    decoder = decoder_for(encoding)
    refused = None
    try:
        assert all(len(piece) <= PIECE_BYTES for piece in decoder.feed(data))
    except Failure as failure:
        refused = failure.outcome
    assert refused in (None, Outcome.PROTOCOL)
