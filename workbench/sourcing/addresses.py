"""Web addresses: which ones may be cited or fetched, and the key under which two are one source.

An address is refused for what it says, never for where it leads: that needs a look-up, and is the
business of the fetching's policy.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from urllib.parse import (
    SplitResult,
    parse_qsl,
    quote,
    unquote_plus,
    urlencode,
    urlsplit,
    urlunsplit,
)

from workbench.errors import UsageError
from workbench.text import clean_line

KEY_VERSION: Final = 1
MAX_CHARACTERS: Final = 4000
MAX_HOST_CHARACTERS: Final = 253

_SHOWN_CHARACTERS: Final = 200
_TRACKING_PARAMETER: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_ga|yclid|ref_src|cmpid", re.IGNORECASE
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
ABSOLUTE: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BARE_HOST: Final = re.compile(r"[^\s/?#:@]+\.[^\s/?#:@.]{2,}(?::\d+)?(?:[/?#].*)?")
_LINE_BREAK: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_DIRECTION: Final = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WAYBACK: Final = re.compile(
    r"https?://web\.archive\.org(?::[0-9]+)?/web/(?P<time>[0-9]{4,14})(?:[a-z]{2}_)?/(?P<page>https?:/.+)",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETED: Final = re.compile(r"\[[^\[\]]*\](?::[0-9]*)?")
_NUMERIC_LABEL: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_SAFE_IN_PATH: Final = "/%:@!$&'()*+,;=-._~[]|^{}"
_SAFE_IN_QUERY: Final = _SAFE_IN_PATH + "?"
_REFUSED_SCHEMES: Final = {
    "file": "a file on this computer; give the path of the file instead",
    "ftp": "an FTP address, which is not fetched; save the file and give its path",
    "javascript": "a piece of program and no place; copy the address of the page itself",
    "data": "data written as an address; save it as a file and give the path",
    "mailto": "a mail address; record what was written as an e-mail",
    "view-source": "a browser's view of a page; give the address without view-source:",
}


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address taken apart, in the ASCII form that goes over the wire.

    ``url`` has neither fragment nor user name. ``host`` is in lower case, internationalised names
    in punycode, IPv6 addresses without brackets. ``port`` is the one in force.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def place(self) -> str:
        """The host, with the port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"


def check_web_address(url: str) -> str:
    """Return ``url`` trimmed, if it is an absolute http or https address.

    Raises:
        UsageError: It is something else, names a user or password, or holds characters that
            no address has.
    """
    parse_web_address(url)
    return url.strip()


def parse_web_address(url: str) -> WebAddress:
    """Take an address apart and bring it into the form that goes over the wire.

    Raises:
        UsageError: It is no absolute http or https address, or hides where it leads: by a user
            name, a backslash, an invisible character, or a host written as a bare number.
    """
    url = url.strip()
    shown = clean_line(url, _SHOWN_CHARACTERS)
    _check_characters(url, shown)
    scheme = _check_scheme(url, shown)
    parts = _split(url, shown)
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{shown} holds a user name or password; give the address without it")
    if "[" in parts.netloc and not _BRACKETED.fullmatch(parts.netloc):
        raise UsageError(f"{shown} has something beside the brackets in its host")
    host = _wire_host(parts.hostname or "", shown)
    if parts.port == 0:
        raise UsageError(f"{shown} names port 0, on which nothing can be reached")
    port = parts.port or _DEFAULT_PORTS[scheme]
    bracketed = f"[{host}]" if ":" in host else host
    place = bracketed if port == _DEFAULT_PORTS[scheme] else f"{bracketed}:{port}"
    path = quote(parts.path or "/", safe=_SAFE_IN_PATH)
    query = quote(parts.query, safe=_SAFE_IN_QUERY)
    return WebAddress(urlunsplit((scheme, place, path, query, "")), scheme, host, port)


def without_trackers(address: WebAddress) -> tuple[WebAddress, tuple[str, ...]]:
    """The address without the parameters that only track readers, and the names of those."""
    head, sign, query = address.url.partition("?")
    kept, dropped = [], []
    for part in query.split("&"):
        name = unquote_plus(part.partition("=")[0])
        if _TRACKING_PARAMETER.fullmatch(name):
            dropped.append(name)
        else:
            kept.append(part)
    if not dropped:
        return address, ()
    query = "&".join(kept)
    url = f"{head}{sign}{query}" if query else head
    return replace(address, url=url), tuple(dict.fromkeys(dropped))


def canonical_key(url: str) -> str:
    """The key under which two addresses count as the same source.

    Scheme and host are compared without case, a host in another alphabet is its punycode,
    default ports, fragments, tracking parameters and a bare trailing slash do not matter, and
    http equals https. The key begins with the version of these rules.
    """
    parts = _split(url.strip(), clean_line(url, _SHOWN_CHARACTERS))
    scheme = parts.scheme.lower()
    host = _key_host((parts.hostname or "").rstrip(".").lower())
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


def archived_original(url: str) -> tuple[str, str] | None:
    """The page that an address of the Wayback Machine is a copy of, and the day of the copy.

    The day is as much of ISO 8601 as the address tells.
    """
    found = _WAYBACK.fullmatch(url.strip())
    if found is None:
        return None
    digits = found["time"]
    day = "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)
    return found["page"], day


def _check_characters(url: str, shown: str) -> None:
    if not url:
        raise UsageError("a source needs a web address; give one that begins with https://")
    if len(url) > MAX_CHARACTERS:
        raise UsageError(f"the address has {len(url)} characters; the most is {MAX_CHARACTERS}")
    if _LINE_BREAK.search(url):
        raise UsageError(f"{shown} holds a line break or tab; paste it again in one piece")
    if _CONTROL.search(url):
        raise UsageError(f"{shown} holds a control character; paste it again")
    if _DIRECTION.search(url):
        raise UsageError(f"{shown} holds an invisible mark that turns text around; type it anew")
    if "\\" in url:
        raise UsageError(f"{shown} holds a backslash, which programs read differently; use /")
    if any(character.isspace() or character in '<>"' for character in url):
        raise UsageError(f"{shown} holds characters that no web address has; paste it again")


def _check_scheme(url: str, shown: str) -> str:
    if url.startswith("//"):
        raise UsageError(f"{shown} does not say http or https; write https:{shown}")
    found = ABSOLUTE.match(url)
    scheme = found[1].lower() if found else ""
    if scheme in _DEFAULT_PORTS:
        if not url[len(scheme) + 1 :].startswith("//"):
            raise UsageError(f"{shown} lacks the // after {scheme}:; paste it again")
        return scheme
    if scheme in _REFUSED_SCHEMES:
        raise UsageError(f"{shown} is {_REFUSED_SCHEMES[scheme]}")
    if _BARE_HOST.fullmatch(url):
        raise UsageError(f"{shown} does not say http or https; did you mean https://{shown} ?")
    raise UsageError(f"{shown} is not a web address; it must begin with http:// or https://")


def _wire_host(host: str, shown: str) -> str:
    """The host in ASCII, or a refusal that says what it is in truth."""
    if not host:
        raise UsageError(f"{shown} names no host; give the whole address")
    if ":" in host:
        return _version_6(host, shown)
    plain = unicodedata.normalize("NFKC", host).replace("\u3002", ".").lower()
    if not host.isascii() and plain.isascii():
        raise UsageError(
            f"{shown} writes its host in look-alike characters; it would lead to "
            f"{clean_line(plain, _SHOWN_CHARACTERS)}, so write that if you mean it"
        )
    _refuse_numbers(plain.rstrip("."), shown)
    name = (plain if plain.isascii() else _punycode(host, shown)).removesuffix(".")
    labels = name.split(".")
    if not all(labels):
        raise UsageError(f"{shown} has two dots beside each other, or none between, in its host")
    if len(name) > MAX_HOST_CHARACTERS or any(len(label) > 63 for label in labels):
        raise UsageError(f"the host of {clean_line(shown, 80)} is longer than any host can be")
    if not all(re.fullmatch(r"[a-z0-9_-]+", label) for label in labels):
        raise UsageError(f"{shown} has characters in its host that no host has; paste it again")
    return name


def _version_6(host: str, shown: str) -> str:
    if "%" in host:
        raise UsageError(f"{shown} names a network interface in its host, which is not fetched")
    try:
        return str(IPv6Address(host))
    except ValueError:
        raise UsageError(f"{shown} has no valid address in its brackets") from None


def _refuse_numbers(host: str, shown: str) -> None:
    """Refuse a host that ends in a number, unless it is an IPv4 address as one writes them."""
    if not _NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]):
        return
    try:
        IPv4Address(host)
    except ValueError:
        meant = _number_meant(host)
        if meant is None:
            raise UsageError(f"{shown} has a number for a host that is no address") from None
        raise UsageError(
            f"{shown} writes its host as a number in a way that hides where it leads, "
            f"which is {meant}; write that if you mean it"
        ) from None


def _number_meant(host: str) -> IPv4Address | None:
    """The address that C libraries read in octal, hexadecimal or short spellings."""
    try:
        numbers = [
            int(label, 16 if label[:2] in ("0x", "0X") else 8 if label.startswith("0") else 10)
            if label not in ("0x", "0X")
            else 0
            for label in host.split(".")
        ]
    except ValueError:
        return None
    if len(numbers) > 4 or any(number > 255 for number in numbers[:-1]):
        return None
    value = sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1]))
    if numbers[-1] >= 1 << (8 * (5 - len(numbers))):
        return None
    return IPv4Address(value + numbers[-1])


def _key_host(host: str) -> str:
    """The host as a key holds it: in punycode where that can be, for a key is never refused."""
    if host.isascii():
        return host
    try:
        return _punycode(host, host)
    except UsageError:
        return host


def _punycode(host: str, shown: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        raise UsageError(f"{shown} has a host that cannot exist as a name; type it anew") from None


def _split(url: str, shown: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise UsageError(f"{shown} is not a web address that can be read; paste it again") from None
    try:
        _ = parts.port
    except ValueError:
        raise UsageError(f"{shown} names a port that does not exist; 65535 is the last") from None
    return parts
