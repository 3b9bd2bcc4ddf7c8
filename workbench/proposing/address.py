"""The address of a model's interface, and where a document may travel unencrypted."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from workbench.errors import UsageError
from workbench.text import clean_line

UNENCRYPTED: Final = "unencrypted+http"
"""The scheme by which a user says that unencrypted is meant, to a host out in the world."""

_PATH: Final = "/chat/completions"
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"\u200b-\u200f\u2028-\u202e\u2066-\u2069]")
_NEAR_NAMES: Final = re.compile(
    r"localhost|[a-z][a-z0-9-]*|(?:[a-z0-9-]+\.)+(?:localhost|local|internal|lan|home\.arpa)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where requests go. ``host`` is what may be shown; the rest may hold what is secret."""

    url: str
    host: str


def completions_address(url: str) -> Address:
    """The address of the chat completions below the address in the settings.

    Raises:
        UsageError: It is no address, or an unencrypted one of a host that may be anywhere.
    """
    url = url.strip()
    if not url:
        raise UsageError(
            "no model is set up; put url and model under [model] in settings.toml, "
            'for example url = "http://localhost:8080/v1"'
        )
    parts = _split(url)
    scheme = parts.scheme.lower()
    host = parts.hostname or ""
    shown = clean_line(host, 120)
    if scheme not in ("http", "https", UNENCRYPTED):
        raise UsageError("model.url must begin with https://, or with http:// on your own network")
    if not host:
        raise UsageError("model.url names no host; give the whole address")
    if parts.username is not None or parts.password is not None:
        raise UsageError(
            "model.url holds a user name or password; leave it out and put a key into the "
            "environment variable that model.key_variable names"
        )
    if scheme == "http" and not is_near(host):
        raise UsageError(
            f"model.url would send the document to {shown} unencrypted; use https://, or write "
            f"{UNENCRYPTED}:// if that is what you want"
        )
    if scheme == UNENCRYPTED:
        scheme = "http"
    path = parts.path.rstrip("/")
    if not path.endswith(_PATH):
        path += _PATH
    return Address(urlunsplit((scheme, parts.netloc, path, parts.query, "")), shown)


def is_near(host: str) -> bool:
    """Whether a host is this computer or on a private network, by its address or its name."""
    host = host.rstrip(".")
    try:
        address = ip_address(host)
    except ValueError:
        return _NEAR_NAMES.fullmatch(host) is not None
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_loopback or (
        address.is_private and not address.is_unspecified and not address.is_reserved
    )


def _split(url: str) -> SplitResult:
    if _FORBIDDEN.search(url):
        raise UsageError("model.url holds characters that no web address has; type it again")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise UsageError("model.url is not a web address that can be read") from None
    return parts
