"""Pages that are not what was asked for: advisory flags, and silence on honest pages."""

import pytest

from tests.sourcing.pages.conftest import Read
from tests.sourcing.pages.material import ARTICLE, page
from workbench.model.sourcing import Outcome


def bare(body: str, title: str = "Marun Post") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("body", "address", "flag", "outcome"),
    [
        (bare("<h1>Page not found</h1><p>Sorry.</p>", "404"), None, "not found", Outcome.SOFT_404),
        (bare("<p>This article is no longer available.</p>"), None, "not found", Outcome.SOFT_404),
        (bare("<p>Checking.</p>", "Just a moment..."), None, "robots", Outcome.FORBIDDEN),
        (bare("<p>Please complete the CAPTCHA to go on.</p>"), None, "robots", Outcome.FORBIDDEN),
        (
            bare("<form><p>Please log in to continue</p><input type=password></form>"),
            None, "log-in", Outcome.LOGIN,
        ),
        (bare("<p>Welcome</p>"), "https://a.example/login?next=/x", "log-in", Outcome.LOGIN),
        (bare("<p>We and our 812 partners use cookies.</p>"), None, "cookies", None),
        (bare("<div id=root></div><script src=x></script>"), None, "scripts", None),
        (
            bare(ARTICLE + '<script type="application/ld+json">{"@type": "NewsArticle", '
                 '"isAccessibleForFree": false}</script>'),
            None, "not free to read", None,
        ),
        (
            bare('<meta http-equiv="refresh" content="0; url=https://new.example/"><p>Moved</p>'),
            None, "sends readers on to https://new.example/", None,
        ),
    ],
    ids=[
        "soft 404", "no longer there", "bot wall", "captcha", "log-in", "log-in address", "cookies",
        "scripts", "paywall", "refresh",
    ],
)  # fmt: skip
def test_a_page_that_is_something_else_is_flagged(
    read: Read, body: str, address: str | None, flag: str, outcome: Outcome | None
) -> None:
    readable = read(body, "text/html", address=address)
    assert any(flag in one for one in readable.flags)
    assert readable.suggested_outcome is outcome


@pytest.mark.parametrize(
    "body",
    [
        page(),
        page(ARTICLE + "<p>The court found that the page was not found in the archive.</p>" * 9),
        page(ARTICLE + "<form>Log in <input type=password></form>" + "<p>We use cookies.</p>"),
        page(ARTICLE * 2, "<title>How captchas work, and why “just a moment” annoys</title>"),
        page(ARTICLE, "<title>Bus line 404 extended to the valley</title>"),
    ],
    ids=["plain", "court", "boxes", "captchas", "bus"],
)
def test_an_honest_article_is_not_flagged(read: Read, body: str) -> None:
    readable = read(body, "text/html", address="https://post.example/news/authors-login-story")
    assert readable.flags == ()
    assert readable.suggested_outcome is None


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (bare("<div id=root></div><script>go()</script>"), "no text without scripts"),
        (bare("<noscript>Please enable JavaScript</noscript><script>x</script>"), "scripts"),
        (bare("<img src=a.jpg>"), "pictures or video only"),
        ("<html><frameset><frame src=a></frameset></html>", "frames"),
        (bare(""), "the page has no text"),
    ],
    ids=["shell", "noscript", "pictures", "frames", "blank"],
)
def test_a_page_without_text_says_why(read: Read, body: str, says: str) -> None:
    readable = read(body, "text/html")
    assert readable.main == ""
    assert says in (readable.problem or "")


def test_scripts_are_never_run(read: Read) -> None:
    body = page(ARTICLE + "<script>document.write('<p>written by a script</p>')</script>")
    assert "written by" not in read(body, "text/html").visible
