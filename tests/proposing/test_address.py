"""Where a document may be sent, and how plainly a user must say so."""

import pytest

from workbench.errors import UsageError
from workbench.proposing.address import completions_address, is_near


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
        (" https://api.example.org/v1/ ", "https://api.example.org/v1/chat/completions"),
        ("http://[::1]:9/v1", "http://[::1]:9/v1/chat/completions"),
        ("https://a.example/x/chat/completions", "https://a.example/x/chat/completions"),
        ("https://a.example/d?version=2", "https://a.example/d/chat/completions?version=2"),
        ("unencrypted+http://a.example/v1", "http://a.example/v1/chat/completions"),
    ],
)
def test_requests_go_below_the_address_that_was_given(given: str, used: str) -> None:
    assert completions_address(given).url == used


def test_without_an_address_the_error_tells_what_to_set() -> None:
    with pytest.raises(UsageError, match=r"put url and model under \[model\] in settings.toml"):
        completions_address("")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://api.example.org/v1", "write unencrypted+http://"),
        ("http://8.8.8.8/v1", "unencrypted"),
        ("http://134744072/v1", "unencrypted"),
        ("http://0x08080808/v1", "unencrypted"),
        ("http://[2001:4860:4860::8888]/v1", "unencrypted"),
        ("http://[::ffff:8.8.8.8]/v1", "unencrypted"),
        ("http://localhost.example.org/v1", "unencrypted"),
        ("ftp://localhost/v1", "must begin with"),
        ("file:///etc/passwd", "must begin with"),
        ("localhost:8080/v1", "must begin with"),
        ("https:///v1", "names no host"),
        ("https://me:secret@a.example/v1", "user name or password"),
        ("https://a.example\\@b.example/v1", "no web address has"),
        ("https://a.example/\u202ev1", "no web address has"),
        ("https://a.example:x/v1", "not a web address"),
        ("https://[a.example/v1", "not a web address"),
    ],
)
def test_other_addresses_are_refused_in_one_line(address: str, says: str) -> None:
    with pytest.raises(UsageError) as refused:
        completions_address(address)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.8.0.1", "::1", "10.0.0.5", "192.168.1.9", "172.16.0.1", "fd00::1"),
        *("169.254.3.4", "fe80::1", "ollama", "gpu.local", "a.b.lan", "x.home.arpa", "x.localhost"),
    ],
)
def test_hosts_on_this_computer_and_its_network_are_near(host: str) -> None:
    assert is_near(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "255.255.255.255", "::", "1.1.1.1", "example.com"])
def test_other_hosts_are_not(host: str) -> None:
    assert not is_near(host)
