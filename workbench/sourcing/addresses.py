"""Web addresses: which ones may be cited, and the key under which two are the same source."""

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from workbench.errors import UsageError
from workbench.text import clean_line

KEY_VERSION: Final = 1
MAX_CHARACTERS: Final = 4000

_TRACKING_PARAMETER: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_ga|yclid|ref_src|cmpid", re.IGNORECASE
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_FORBIDDEN: Final = re.compile(
    r"[\x00-\x20\x7f-\xa0\\<>\"\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def check_web_address(url: str) -> str:
    """Return ``url`` trimmed, if it is an absolute http or https address.

    Raises:
        UsageError: It is something else, names a user or password, or holds characters that
            no address has.
    """
    url = url.strip()
    shown = clean_line(url, 200)
    if not url:
        raise UsageError("a source needs a web address; give one that begins with https://")
    if len(url) > MAX_CHARACTERS:
        raise UsageError(f"the address has {len(url)} characters; the most is {MAX_CHARACTERS}")
    if _FORBIDDEN.search(url):
        raise UsageError(f"{shown} holds characters that no web address has; paste it again")
    parts = _split(url, shown)
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        raise UsageError(f"{shown} is not a web address; it must begin with http:// or https://")
    if not parts.hostname:
        raise UsageError(f"{shown} names no host; give the whole address")
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{shown} holds a user name or password; give the address without it")
    return url


def canonical_key(url: str) -> str:
    """The key under which two addresses count as the same source.

    Scheme and host are compared without case, default ports, fragments, tracking parameters
    and a bare trailing slash do not matter, and http equals https. The key begins with the
    version of these rules.
    """
    parts = _split(url.strip(), clean_line(url, 200))
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").rstrip(".").lower()
    port = parts.port
    place = host if port in (None, _DEFAULT_PORTS.get(scheme)) else f"{host}:{port}"
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not _TRACKING_PARAMETER.fullmatch(name)
        ]
    )
    path = parts.path.rstrip("/") if parts.path.strip("/") == "" else parts.path
    return f"{KEY_VERSION}:{place}{path}" + (f"?{query}" if query else "")


def host_of(url: str) -> str:
    """The host of an address for display, without a leading ``www.``."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _split(url: str, shown: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise UsageError(f"{shown} is not a web address that can be read; paste it again") from None
    return parts
