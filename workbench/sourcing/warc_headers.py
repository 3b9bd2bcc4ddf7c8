"""The HTTP heads that go into a WARC file, made from an exchange. Pure.

Header values come from outside: a line break in one would forge headers or records, so every
control character is replaced here.
"""

import re
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, urlsplit

from workbench.model.sourcing import Exchange

_HOP_BY_HOP: Final = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]+")
_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}")
_VERSION: Final = re.compile(r"HTTP/1\.[01]")
_URL_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"


def status_line(status: int) -> str:
    """A status with its standard words; the server's own are not kept."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Status"


def response_head(exchange: Exchange, body_bytes: int) -> tuple[str, list[tuple[str, str]]]:
    """The protocol and the headers of an answer whose decoded body has that many bytes."""
    headers = [
        each for each in _headers(exchange.response_headers) if each[0].lower() not in _HOP_BY_HOP
    ]
    headers.append(("Content-Length", str(body_bytes)))
    return _protocol(exchange), headers


def request_head(exchange: Exchange) -> tuple[str, list[tuple[str, str]]]:
    """The request line and the headers that were sent for the last address."""
    parts = urlsplit(address_of(exchange.address))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = _headers(exchange.request_headers)
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
    return f"GET {path} {_protocol(exchange)}", headers


def address_of(address: str) -> str:
    """An address fit for a header: anything but plain ASCII is percent-encoded."""
    return quote(address.encode("utf-8", "replace"), safe=_URL_SAFE)


def peer_of(peer: str | None) -> str | None:
    """The bare IP address of a peer, without port or brackets; ``None`` if it is none."""
    if peer is None:
        return None
    bracketed = re.fullmatch(r"\[([^\]]+)\](?::\d+)?", peer)
    bare = bracketed[1] if bracketed else peer
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        return str(ip_address(bare.partition("%")[0]))
    except ValueError:
        return None


def _protocol(exchange: Exchange) -> str:
    """WARC readers want HTTP/1: an answer that came in another version is written as 1.1."""
    version = exchange.http_version or ""
    return version if _VERSION.fullmatch(version) else "HTTP/1.1"


def _headers(headers: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(name, _plain(value)) for name, value in headers if _NAME.fullmatch(name)]


def _plain(value: str) -> str:
    """A value in ASCII: warcio has no other way for values that look like parameters."""
    return _FOREIGN.sub(lambda found: quote(found[0]), _CONTROL.sub(" ", value))
