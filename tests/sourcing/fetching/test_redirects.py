"""Every hop of a redirect is checked and kept."""

import pytest

from tests.sourcing.horrors.certificates import Certificates
from tests.sourcing.horrors.names import HERE, Names
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import ARTICLE, answer, redirect
from workbench.model.sourcing import Hop, Outcome
from workbench.sourcing.fetching import Client, FetchOptions

ANY_PORT = FetchOptions(allow_any_port=True)


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
async def test_a_redirect_is_followed_and_kept(
    horrors: Horrors, client: Client, status: str
) -> None:
    url = horrors.on("/a", redirect("b c?x=é#part", status))
    horrors.on("/b%20c", answer())
    page = await client.fetch(url)
    target = horrors.url("/b%20c?x=%C3%A9")
    assert (page.outcome, page.body, page.address) == (Outcome.CAPTURED, ARTICLE, target)
    assert page.hops == (Hop(int(status[:3]), url, target),)


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("file:///etc/passwd", "a file on this computer"),
        ("javascript:alert(1)", "a piece of program"),
        ("data:text/html,x", "data written as an address"),
        ("ftp://127.0.0.1/", "an FTP address"),
        ("http://user:pw@127.0.0.1/", "a user name or password"),
        ("http://[::1", "not a web address that can be read"),
        ("http://example.org:22/", "none that web pages are usually at"),
        ("http://2130706433/", "hides where it leads"),
        ("http://0x7f.1/", "hides where it leads"),
        ("http://0177.0.0.1/", "hides where it leads"),
        ("http:\\\\127.0.0.1\\", "a backslash"),
        ("http://", "names no host"),
        ("/" + "x" * 5000, "the most is 4000"),
        ("http://127.0.0.1/", "this computer itself"),
        ("http://[::1]/", "this computer itself"),
        ("http://0.0.0.0/", "this computer itself"),
        ("http://169.254.169.254/latest/", "where clouds keep their credentials"),
        ("//localhost:8080/", "this computer itself"),
    ],
)
async def test_a_redirect_to_where_one_does_not_go_ends_there(
    horrors: Horrors, client: Client, location: str, words: str
) -> None:
    url = horrors.on("/a", redirect(location))
    page = await client.fetch(url)
    assert page.outcome is Outcome.BLOCKED
    assert page.reason is not None
    assert words in page.reason
    assert page.reason.isprintable()
    assert [hop.origin for hop in page.hops] == [url]
    assert (page.body, page.wire_sha256) == (None, None)
    assert len(horrors.requests) == 1


async def test_a_redirect_without_a_target_is_no_valid_answer(
    horrors: Horrors, client: Client
) -> None:
    page = await client.fetch(horrors.on("/a", answer(b"", "302 Found")))
    assert page.outcome is Outcome.PROTOCOL
    assert page.reason is not None
    assert page.reason.endswith("redirects (status 302) without saying where to")


async def test_a_circle_is_noticed(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", redirect("/b"))
    horrors.on("/b", redirect("/a"))
    page = await client.fetch(url)
    assert page.outcome is Outcome.REDIRECTS
    assert page.reason is not None
    assert page.reason.endswith("redirects in a circle, after 2 hops")
    assert len(page.hops) == 2
    assert horrors.paths() == ["/a", "/b"]


async def test_eight_hops_are_followed_and_nine_are_too_many(
    horrors: Horrors, client: Client
) -> None:
    for number in range(1, 10):
        horrors.on(f"/{number}", redirect(f"/{number - 1}"))
    horrors.on("/0", answer())
    eight = await client.fetch(horrors.url("/8"))
    nine = await client.fetch(horrors.url("/9"))
    assert (eight.outcome, len(eight.hops)) == (Outcome.CAPTURED, 8)
    assert (nine.outcome, len(nine.hops)) == (Outcome.REDIRECTS, 9)
    assert nine.reason is not None
    assert nine.reason.endswith("redirects more than 8 times over")


async def test_leaving_the_owner_or_the_encryption_is_remarked(
    horrors: Horrors, certificates: Certificates
) -> None:
    port = horrors.listen(certificates.good())
    horrors.on("/a", redirect(horrors.url("/b", host="www.other.test")))
    horrors.on("/b", answer())
    names = Names(site_test=HERE, www_other_test=HERE)
    async with Client(policy=horrors.policy, resolver=names, trust=certificates.trust()) as client:
        url = horrors.url("/a", host="site.test", scheme="https", port=port)
        page = await client.fetch(url, ANY_PORT)
    assert page.outcome is Outcome.CAPTURED
    assert page.hops[0].remark is not None
    assert "from an encrypted to an unencrypted address" in page.hops[0].remark
    assert "site.test redirects to another owner's host, www.other.test" in page.hops[0].remark
    assert page.hops[0].remark in page.remarks


async def test_moving_within_one_owners_hosts_is_nothing_odd(horrors: Horrors) -> None:
    url = horrors.on("/a", redirect(horrors.url("/b", host="www.site.test")))
    horrors.on("/b", answer())
    names = Names(site_test=HERE, www_site_test=HERE)
    async with Client(policy=horrors.policy, resolver=names) as client:
        page = await client.fetch(url.replace("127.0.0.1", "site.test"), ANY_PORT)
    assert page.hops[0].remark is None


async def test_a_redirect_to_a_host_that_mixes_alphabets_is_remarked(horrors: Horrors) -> None:
    # the first letter is Cyrillic
    url = horrors.on("/a", redirect(horrors.url("/b", host="xn--pple-43d.test")))
    horrors.on("/b", answer())
    names = Names(**{"xn--pple-43d_test": HERE})
    async with Client(policy=horrors.policy, resolver=names) as client:
        page = await client.fetch(url, ANY_PORT)
    assert any("mixes alphabets" in remark for remark in page.remarks)


@pytest.mark.parametrize(
    "path", ["/login", "/account/sign-in?next=/a", "/sso/start", "/LogIn.aspx"]
)
async def test_being_led_to_a_log_in_page_is_no_capture_of_the_article(
    horrors: Horrors, client: Client, path: str
) -> None:
    url = horrors.on("/a", redirect(path))
    horrors.on(path.partition("?")[0], answer())
    page = await client.fetch(url)
    assert page.outcome is Outcome.LOGIN
    assert page.reason is not None
    assert page.reason.endswith("led to a page for logging in instead")
    assert page.body == ARTICLE


@pytest.mark.parametrize("path", ["/login", "/a-loginov-speech", "/authors/b"])
async def test_a_page_is_no_log_in_page_for_its_words_or_when_asked_for(
    horrors: Horrors, client: Client, path: str
) -> None:
    first = "/login" if path == "/login" else "/a"
    horrors.on(first, redirect(path) if first != path else answer())
    horrors.on(path, answer())
    assert (await client.fetch(horrors.url(first))).outcome is Outcome.CAPTURED
