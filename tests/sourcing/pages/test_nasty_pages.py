"""Pages that hang or fell parsers: each is read, or says why it is not, in bounded time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sourcing.pages.conftest import Read
from tests.sourcing.pages.material import ARRIVAL, ARTICLE, page
from workbench.sourcing.pages import PageLimits, PageReader, read_page_blocking

MOST_SECONDS = 25.0  # twice the time one page may take, and the start of a process
PIECES = (
    "<p>",
    "</div>",
    "<table>",
    "&",
    "&#x1;",
    "<!--",
    "-->",
    "]]>",
    '<b x="',
    "'",
    "\x00",
    "é",
)

NASTY = {
    "100,000 attributes": f"<div {' '.join(f'a{n}=1' for n in range(100_000))}>{ARTICLE}</div>",
    "5,000 divs": "<div>" * 5_000 + ARTICLE,
    "100,000 divs": "<div>" * 100_000 + ARTICLE,
    "20,000 bolds": "<b>" * 20_000 + ARTICLE,
    "a link never closed": ARTICLE + "<a href='" + "x" * 500_000,
    "200,000 less-than signs": ARTICLE + "<" * 200_000,
    "scripts never closed": ARTICLE + "<script>" * 50_000,
    "a text of 3 MB": ARTICLE + "<p>" + "word and " * 330_000,
    "one line of 1 MB": ARTICLE + "x" * 1_000_000,
    "piles of marks": ARTICLE + "<p>a" + "\u0301" * 100_000,
    "references to controls": ARTICLE + "<p>&#7;&#1;&#27;&#0;&#xFFFE;&#xD800;&#x110000;</p>",
    "a reference without end": ARTICLE + "&#" + "1" * 100_000 + ";",
    "controls": ARTICLE + "<p>\x00\x07\x1b]52;c;eA==\x07\x9b</p>",
    "doctype subset": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + ARTICLE + "&x;",
}


_SLOW = {"a text of 3 MB"}


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=pytest.mark.long) if one in _SLOW else one for one in NASTY],
)
def test_the_text_of_a_nasty_page_is_read_all_the_same(read: Read, name: str) -> None:
    begun = time.monotonic()
    readable = read(page(NASTY[name]), "text/html")
    assert ARRIVAL in readable.main
    assert readable.problem is None
    assert "\x1b" not in readable.visible
    assert "\x00" not in readable.visible
    assert "root:" not in readable.visible
    assert time.monotonic() - begun < MOST_SECONDS


@pytest.mark.parametrize(
    "body",
    ["<!--" * 97_500, "<" * 390_000, "&#7;", "<a" * 100_000],
    ids=["comments", "signs", "bell", "tags"],
)  # fmt: skip
def test_a_nasty_page_without_text_is_done_with_quickly(read: Read, body: str) -> None:
    begun = time.monotonic()
    readable = read(body, "text/html")
    assert readable.problem or readable.main.strip("<") == ""
    assert time.monotonic() - begun < MOST_SECONDS


async def test_a_page_too_large_to_hand_on_is_refused_at_once() -> None:
    async with PageReader() as reader:
        readable = await reader.read(bytes(70_000_000), address=None, content_type="text/html")
        assert reader.processes == ()
    assert readable.problem == "the page has 70 MB; the largest that is read is 67 MB"


async def test_a_page_that_takes_too_much_memory_says_so() -> None:
    limits = PageLimits(memory_bytes=128 * 1024 * 1024)
    body = page("<p>" + "<i>a</i>" * 400_000)
    async with PageReader(limits=limits) as reader:
        readable = await reader.read(body.encode(), address=None, content_type="text/html")
        after = await reader.read(page().encode(), address=None, content_type="text/html")
    assert any("no parser got through it" in flag for flag in readable.flags)
    assert ARRIVAL in after.main


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: page(text).encode("utf-8", "replace")),
        st.lists(st.sampled_from(PIECES)).map(lambda parts: "".join(parts).encode()),
        st.binary(max_size=200).map(lambda tail: b"%PDF-1.4" + tail),
        st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail),
    ),
    content_type=st.sampled_from([None, "text/html", "text/html; charset=x", "application/pdf"]),
)  # fmt: skip
def test_no_bytes_whatever_raise(body: bytes, content_type: str | None) -> None:
    readable = read_page_blocking(body, address=None, content_type=content_type)
    assert bool(readable.problem) != bool(readable.main)
    readable.main.encode("utf-8")
    assert "made its reader fail" not in (readable.problem or "")
