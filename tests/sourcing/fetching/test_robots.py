"""What a site asks of programs that go round by themselves."""

import asyncio

import pytest

from tests.sourcing.horrors.server import Horrors, Trick
from tests.sourcing.horrors.tricks import answer, death, redirect
from workbench.sourcing.fetching import Client, FetchOptions, RobotsRules

OPTIONS = FetchOptions(etag='"x"', attempts=3)
RULES = b"""\xef\xbb\xbf# rules
User-agent: other
Disallow: /

User-agent: *
Disallow: /private/
Allow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"), [("/news", True), ("/private/a", False), ("/private/a?b=c", False)]
)
async def test_the_rules_of_a_site_are_heeded(
    horrors: Horrors, client: Client, path: str, allowed: bool
) -> None:
    horrors.on("/robots.txt", answer(RULES, Content_Type="text/plain"))
    assert await RobotsRules(client, OPTIONS).allows(horrors.url(path)) is allowed


async def test_rules_for_this_program_by_name_come_first(horrors: Horrors, client: Client) -> None:
    text = b"User-agent: claim-workbench\nDisallow: /\n\nUser-agent: *\nAllow: /\n"
    horrors.on("/robots.txt", answer(text, Content_Type="text/plain"))
    assert not await RobotsRules(client, OPTIONS).allows(horrors.url("/news"))


async def test_a_site_is_asked_once_however_many_pages(horrors: Horrors, client: Client) -> None:
    horrors.on("/robots.txt", answer(RULES, Content_Type="text/plain"))
    rules = RobotsRules(client, OPTIONS)
    found = await asyncio.gather(*(rules.allows(horrors.url(f"/{n}")) for n in range(9)))
    assert found == [True] * 9
    assert horrors.paths() == ["/robots.txt"]
    assert "if-none-match" not in horrors.requests[0].headers


@pytest.mark.parametrize(
    "trick",
    [
        answer(b"no", "404 Not Found"),
        answer(RULES, "500 Broken"),
        answer(RULES, "403 Forbidden"),
        answer(b"<html>User-agent: *\nDisallow: /</html>"),
        answer(b"User-agent: *\nDisallow: /\n" + b"#" * 600_000, Content_Type="text/plain"),
        answer(b"\x00\xff" * 900, Content_Type="text/plain"),
        redirect("http://169.254.169.254/"),
        death(),
    ],
    ids=["absent", "fault", "forbidden", "a page", "huge", "binary", "elsewhere", "dies"],
)
async def test_rules_that_cannot_be_had_allow_everything(
    horrors: Horrors, client: Client, trick: Trick
) -> None:
    horrors.on("/robots.txt", trick)
    assert await RobotsRules(client, OPTIONS).allows(horrors.url("/private/a"))


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "http://example.org:22/"])
async def test_what_no_fetch_would_go_to_is_not_asked_about(client: Client, address: str) -> None:
    assert await RobotsRules(client, OPTIONS).allows(address)
