"""Web addresses: what may be cited, and when two are one source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.sourcing.addresses import (
    canonical_key,
    check_web_address,
    host_of,
    parse_web_address,
    without_trackers,
)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a?b=c#d",
        "https://пример.рф/новости",
        "https://[2001:db8::1]/x",
    ],
)
def test_web_addresses_are_taken_as_given(url: str) -> None:
    assert check_web_address(f"  {url}\n") == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org/news",
        "ftp://example.org/x",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://user:secret@example.org/",
        "https://exa mple.org/",
        "https://example.org\\@evil.example/",
        "https://example.org/\x1b[2J",
        "https://example.org/\u202egnp.exe",
        "https://example.org:99999/",
        "https://[::1/",
        "https://example.org/" + "x" * 5000,
    ],
)
def test_anything_else_is_refused_in_one_clean_line(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_web_address(url)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/a?id=1",
        "https://EXAMPLE.org:443/a?id=1",
        "https://example.org./a?id=1#part",
        "https://example.org/a?utm_source=x&id=1&fbclid=y",
    ],
)
def test_spellings_of_one_address_share_a_key(other: str) -> None:
    assert canonical_key(other) == canonical_key("https://example.org/a?id=1")


@pytest.mark.parametrize(
    ("url", "sent", "names"),
    [
        ("https://a.org/x?b=%C3%A9&b=+&c", "https://a.org/x?b=%C3%A9&b=+&c", ()),
        ("https://a.org/x?utm_source=y&b=1;2", "https://a.org/x?b=1;2", ("utm_source",)),
        ("https://a.org/x?fbclid=1&gclid=2&fbclid=3", "https://a.org/x", ("fbclid", "gclid")),
        ("https://a.org/x?ut%6D_id=1&q", "https://a.org/x?q", ("utm_id",)),
        ("https://a.org/fbclid=1?", "https://a.org/fbclid=1", ()),
    ],
    ids=["none", "one of two", "all", "escaped", "in the path"],
)
def test_only_the_parameters_of_the_list_are_left_out(
    url: str, sent: str, names: tuple[str, ...]
) -> None:
    address, left_out = without_trackers(parse_web_address(url))
    assert (address.url, left_out) == (sent, names)


@pytest.mark.parametrize(
    "other",
    ["https://example.org/A?id=1", "https://example.org/a?id=2", "https://example.com/a?id=1"],
)
def test_different_addresses_have_different_keys(other: str) -> None:
    assert canonical_key(other) != canonical_key("https://example.org/a?id=1")


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = check_web_address(text)
    except UsageError:
        return
    assert canonical_key(url).startswith("1:")
    assert host_of(url) or "www." in url


@pytest.mark.parametrize(
    ("spelled", "other"),
    [
        ("https://пример.рф/новости", "http://xn--e1afmkfd.xn--p1ai/новости"),
        ("https://Bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://ПРИМЕР.рф", "https://пример.рф./"),
    ],
)
def test_a_host_in_another_alphabet_is_its_punycode(spelled: str, other: str) -> None:
    assert canonical_key(spelled) == canonical_key(other)
    assert "xn--" in canonical_key(spelled)


@pytest.mark.parametrize("host", ["☃" * 80 + ".example", "a\u0301\u0301..рф", "-ü-.example"])
def test_a_host_that_cannot_be_a_name_has_a_key_all_the_same(host: str) -> None:
    assert canonical_key(f"https://{host}/a").endswith("/a")
