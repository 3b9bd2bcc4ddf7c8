"""Rules about addresses: of reviews, and of whatever else has one."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from workbench.linting.checks.common import About, Trouble, shown
from workbench.linting.findings import API, GOOGLE, Rule, advice, error
from workbench.linting.nodes import Node, Value
from workbench.linting.pieces import JSON_LD
from workbench.linting.words import shorteners

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LONGEST: Final = 8_000
_OWN_NAMES: Final = frozenset({"localhost", "example", "test", "invalid", "local", "internal"})
_SECOND_LEVEL: Final = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "gob", "or", "ne"})

RULES: Final[tuple[Rule, ...]] = (
    error(
        "url-missing",
        "a review has a url",
        "It leads readers to the whole fact-check; the property is required.",
        'Add "url": "https://your.site/the-article".',
    ),
    error(
        "url-not-an-address",
        "an address is a text with an http or https address",
        "Anything else cannot be opened.",
        "Write the whole address, beginning with https://.",
    ),
    error(
        "url-relative",
        "an address is whole",
        "Feeds and searches show the markup away from your site, where a relative address is dead.",
        "Write the whole address, beginning with https://.",
    ),
    error(
        "url-shortened",
        "an address is not that of a shortener",
        "Redirects and short addresses are not resolved, so the review is not tied to your site.",
        "Write the address at which the article ends up.",
    ),
    error(
        "url-redirects",
        "the url of a review does not lead elsewhere",
        "Redirects are not resolved; only told with --online.",
        "Write the address at which the article ends up.",
    ),
    error(
        "url-dead",
        "the url of a review can be opened",
        "Readers cannot reach the fact-check; only told with --online.",
        "Correct the address, or bring the page back.",
    ),
    error(
        "url-private",
        "the url of a review is an address on the public internet",
        "Nobody else can open an address of your own network or computer.",
        "Write the public address of the article.",
    ),
    error(
        "url-other-site",
        "the url of a review is on the site of the page that carries the markup",
        "Markup about a page of another site is ignored.",
        "Put the markup on the page of the review, or correct the url.",
    ),
    advice(
        "url-not-publishers",
        "the url of a review is on the site of its author",
        "The site of the url is shown as the publisher of the fact-check.",
        "Correct the url of the review or that of the author.",
    ),
    error(
        "url-shared",
        "each review has a url of its own",
        "Several reviews on a page are told apart by the anchor in their url.",
        "Give each review an HTML anchor, and write url as page#anchor.",
        API,
    ),
    error(
        "review-repeated",
        "a review stands on a page once",
        "The same review twice counts as spam or is dropped.",
        "Keep one of them; two plug-ins may both be writing it.",
        GOOGLE,
    ),
)


def is_address(text: str) -> bool:
    """Whether a text is a whole http or https address with a host."""
    return host_in(text) is not None


def host_in(text: str) -> str | None:
    """The host of a whole http or https address, small and without ``www.``."""
    said = text.strip()
    if len(said) > _LONGEST or any(character.isspace() for character in said):
        return None
    try:
        parts = urlsplit(said)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    return host.lower().removeprefix("www.").rstrip(".")


def check_address(value: Value, name: str) -> Iterator[Trouble]:
    """What is wrong with one address, whatever it is of."""
    said = value.said
    if said is None or not isinstance(value.value, str):
        yield Trouble("url-not-an-address", value, f"{name} is {shown(value.value)}")
        return
    host = host_in(said)
    if host is None:
        scheme = _SCHEME.match(said.strip())
        if scheme is None and " " not in said.strip():
            # In attributes of HTML an address may be relative; only the page's own is not known.
            if value.piece.syntax != JSON_LD:
                return
            yield Trouble("url-relative", value, f"{name} is {shown(said)}")
        else:
            yield Trouble("url-not-an-address", value, f"{name} is {shown(said)}")
    elif host in shorteners():
        yield Trouble("url-shortened", value, f"{name} is {shown(said)}")


def check_url(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with the url of a review."""
    url = review.first("url")
    if url is None:
        yield Trouble("url-missing", review.raw("url") or review, "the review has no url")
        return
    if isinstance(url.value, dict):
        named = url.value.get("@id")
        url = Value(named, (*url.path, "@id"), url.piece) if isinstance(named, str) else url
    yield from check_address(url, "url")
    host = host_in(url.said or "")
    if host is None or host in shorteners():
        return
    if _is_private(host):
        yield Trouble("url-private", url, f"url is {shown(url.said)}")
        return
    page = host_in(about.around.address or "")
    if page is not None and not same_site(host, page):
        yield Trouble("url-other-site", url, f"url is on {shown(host)}, the page on {shown(page)}")
        return
    publisher = _site_of_author(review, about)
    if publisher is not None and not same_site(host, publisher):
        told = f"url is on {shown(host)}, its author on {shown(publisher)}"
        yield Trouble("url-not-publishers", url, told)


def _site_of_author(review: Node, about: About) -> str | None:
    author = review.first("author")
    house = about.page.node(author) if author else None
    if house is None or "Person" in house.types:
        return None
    return host_in(house.text("url") or "")


def same_site(one: str, other: str) -> bool:
    """Whether two hosts belong to one site, such as a domain and its subdomain."""
    return _site(one) == _site(other)


def _site(host: str) -> str:
    labels = host.split(".")
    kept = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-kept:])


def _is_private(host: str) -> bool:
    last = host.rpartition(".")[2]
    if "." not in host and ":" not in host:
        return True
    if last.isdigit() or ":" in host:
        return True
    return last in _OWN_NAMES - {"example"}


def check_shared(reviews: list[Node]) -> Iterator[Trouble]:
    """Reviews of one page that have one url, or are the same."""
    first: dict[str, tuple[Node, str]] = {}
    for review in reviews:
        url = review.first("url")
        said = (url.said or "").strip() if url is not None else ""
        if not said or url is None:
            continue
        words = " ".join((review.text("claimReviewed") or "").casefold().split())
        known = first.get(said)
        if known is None:
            first[said] = (review, words)
        elif known[0].value is review.value:
            continue
        elif known[1] == words and words:
            yield Trouble("review-repeated", review, f"the review {shown(said)} is here twice")
        else:
            yield Trouble("url-shared", url, f"another review has {shown(said)} too")
