"""Addresses that are refused for what they say, each in its own words, before anything is sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.horrors.names import Names
from workbench.errors import UsageError
from workbench.sourcing.addresses import parse_web_address
from workbench.sourcing.fetching import Client, FetchOptions
from workbench.text import clean_line

REFUSED = [
    ("", "needs a web address"),
    ("file:///etc/passwd", "a file on this computer"),
    ("ftp://example.org/x", "an FTP address"),
    ("javascript:alert(1)", "a piece of program"),
    ("data:text/html,hello", "data written as an address"),
    ("mailto:a@example.org", "a mail address"),
    ("view-source:https://example.org", "a browser's view"),
    ("gopher://example.org/", "must begin with http:// or https://"),
    ("unix:/run/docker.sock", "must begin with http:// or https://"),
    ("//example.org/x", "write https://example.org/x"),
    ("example.org/x", "did you mean https://example.org/x ?"),
    ("nonsense", "must begin with http:// or https://"),
    ("https:/example.org", "lacks the //"),
    ("https://", "names no host"),
    ("https:///path", "names no host"),
    ("http://user:pw@example.org/", "a user name or password"),
    ("http://example.org@127.0.0.1/", "a user name or password"),
    ("http://@example.org/", "a user name or password"),
    ("http://example.org\\@127.0.0.1/", "a backslash"),
    ("http://exa mple.org/", "characters that no web address has"),
    ("http://example.org/<b>", "characters that no web address has"),
    ("http://example.org/a\r\nHost: evil", "a line break or tab"),
    ("http://exam\tple.org/", "a line break or tab"),
    ("http://example.org/\x1b]52;c;AA\x07", "a control character"),
    ("http://example.org/\x9b2J", "a control character"),
    ("http://example.org/\ud800", "a control character"),
    ("http://example.org/\u202egnp.exe", "turns text around"),
    ("http://\u2067example.org/", "turns text around"),
    ("http://example.org:0/", "port 0"),
    ("http://example.org:99999/", "a port that does not exist"),
    ("http://example.org:eighty/", "a port that does not exist"),
    ("http://example.org:22/", "none that web pages are usually at"),
    ("http://[::1/", "not a web address that can be read"),
    ("http://[::1]x/", "beside the brackets"),
    ("http://x[::1]/", "beside the brackets"),
    ("http://[fe80::1%25eth0]/", "a network interface"),
    ("http://2130706433/", "hides where it leads, which is 127.0.0.1"),
    ("http://0x7f000001/", "which is 127.0.0.1"),
    ("http://0x7f.1/", "which is 127.0.0.1"),
    ("http://0177.0.0.1/", "which is 127.0.0.1"),
    ("http://127.1/", "which is 127.0.0.1"),
    ("http://0/", "which is 0.0.0.0"),
    ("http://1.2.3.4.5/", "a number for a host"),
    ("http://999.1.1.1/", "a number for a host"),
    ("http://127。0。0。1/", "would lead to 127.0.0.1"),
    ("http://①②⑦.⓪.⓪.①/", "would lead to 127.0.0.1"),
    ("http://ⓛocalhost/", "would lead to localhost"),
    ("http://example..org/", "two dots"),
    ("http://./", "two dots"),
    ("http://" + "a" * 64 + ".org/", "longer than any host"),
    ("http://" + "abcdefghi." * 30 + "org/", "longer than any host"),
    ("http://exa!mple.org/", "characters in its host"),
    ("http://a%2eb.org/", "characters in its host"),
    ("http://\u0627a.org/", "cannot exist as a name"),
    ("http://xn--\u4f8b\u4f8b-.org/", "cannot exist as a name"),
    ("https://example.org/" + "x" * 5000, "the most is 4000"),
]


@pytest.mark.parametrize(
    ("url", "words"), REFUSED, ids=[f"{number:02}" for number in range(len(REFUSED))]
)
async def test_a_bad_address_is_refused_in_its_own_words(url: str, words: str) -> None:
    names = Names()
    async with Client(resolver=names) as client:
        with pytest.raises(UsageError) as refused:
            await client.fetch(url)
    assert words in str(refused.value)
    assert str(refused.value).isprintable()
    assert names.asked == []


def test_a_fragment_that_looks_like_a_user_is_only_a_fragment() -> None:
    assert parse_web_address("http://example.org#@127.0.0.1/").url == "http://example.org/"


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        ("HTTPS://EXAMPLE.org:443/a?b#c", "https://example.org/a?b"),
        ("http://example.org.:8080", "http://example.org:8080/"),
        ("https://пример.рф/новости", "https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE"),
        ("https://example.org/a%20b/%zz?q=%41", "https://example.org/a%20b/%zz?q=%41"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://web.archive.org/web/2020id_/https://a.example/?x=1", "https://web.archive.org/"),
    ],
)
def test_an_address_goes_over_the_wire_as_it_was_given(url: str, wire: str) -> None:
    assert parse_web_address(url).url.startswith(wire)


def test_unusual_ports_pass_when_the_user_insists() -> None:
    client = Client()
    assert client.check("http://example.org:8123/", FetchOptions(allow_any_port=True)).port == 8123


@given(st.text(max_size=80))
def test_any_text_is_an_address_in_plain_characters_or_refused_in_one_line(text: str) -> None:
    for given_text in (text, f"http://{text}", f"https://a.example/{text}"):
        said = ""
        try:
            address = parse_web_address(given_text)
        except UsageError as refused:
            said = str(refused)
        else:
            assert address.url.isascii()
            assert address.url.isprintable()
            assert " " not in address.url
            assert parse_web_address(address.url) == address
        assert said == clean_line(said)
