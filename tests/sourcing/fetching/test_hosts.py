"""Hosts as a reviewer sees them."""

import pytest

from workbench.sourcing.fetching import display_host, registrable_domain


def test_a_plain_host_is_shown_as_it_is() -> None:
    shown = display_host("https://www.example.org:8080/x")
    assert (shown.unicode, shown.punycode) == ("www.example.org", "www.example.org")
    assert shown.warning is None


@pytest.mark.parametrize("url", ["https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"])
def test_a_host_in_another_alphabet_is_shown_in_both_spellings(url: str) -> None:
    shown = display_host(url)
    assert (shown.unicode, shown.punycode) == ("пример.рф", "xn--e1afmkfd.xn--p1ai")
    assert shown.warning is None


def test_a_host_that_mixes_alphabets_is_warned_of() -> None:
    shown = display_host("https://xn--pple-43d.com/")
    assert shown.mixed_scripts
    assert shown.warning is not None
    assert "xn--pple-43d.com" in shown.warning


def test_a_host_all_of_lookalike_letters_is_warned_of() -> None:
    # every letter of it is Cyrillic
    shown = display_host("https://хоре.com/")
    assert (shown.mixed_scripts, shown.lookalike) == (False, True)
    assert shown.warning is not None


@pytest.mark.parametrize(
    "url", ["https://東京ニュース.jp/", "https://münchen.de/", "https://뉴스tv.kr/"]
)
def test_alphabets_that_are_written_together_are_nothing_odd(url: str) -> None:
    assert display_host(url).warning is None


@pytest.mark.parametrize("url", ["https://[::1", "nonsense", "https://xn--/", "https://xn--zz--/"])
def test_a_host_that_cannot_be_read_is_shown_as_it_is(url: str) -> None:
    assert display_host(url).warning is None


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.org", "example.org"),
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("co.uk", "co.uk"),
        ("a.b.gov.br", "b.gov.br"),
        ("t.co", "t.co"),
        ("localhost", "localhost"),
        ("93.184.216.34", "93.184.216.34"),
        ("2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_part_of_a_host_that_is_owned(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain
