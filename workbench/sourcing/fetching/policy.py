"""Which addresses of the network may be connected to.

Pure: it is asked about addresses that somebody else has looked up. Only addresses of the public
internet pass, because a page must not be able to make this program speak to the machine it runs
on, the network around it, or a cloud's own services. A user may say of a host that it is theirs.
"""

from dataclasses import dataclass
from enum import Enum
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final


class Private(Enum):
    """Whether an address that is none of the public internet may be gone to."""

    NOT_ALLOWED = "a page from there is fetched only with --allow-private"
    ALLOWED = "this was expressly allowed"
    REDIRECTED = "a page of the public web redirects there, which is never followed"


USUAL_PORTS: Final = frozenset({80, 443, 8080, 8443})

_NOT_PUBLIC_4: Final = tuple(
    (IPv4Network(network), words)
    for network, words in (
        ("0.0.0.0/8", "this computer itself"),
        ("127.0.0.0/8", "this computer itself"),
        ("169.254.0.0/16", "link-local, where clouds keep their credentials"),
        ("168.63.129.16/32", "a service of the cloud this computer may run in"),
        ("100.64.0.0/10", "inside a provider's network"),
        ("192.0.0.0/24", "set aside for protocols"),
        ("192.88.99.0/24", "a retired relay"),
        ("224.0.0.0/4", "a multicast group"),
    )
)
_NEVER: Final = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "169.254.0.0/16",
        "168.63.129.16/32",
        "100.100.100.200/32",
        "192.0.0.192/32",
        "224.0.0.0/3",
        "::/128",
        "fd00:ec2::/32",
        "fe80::/10",
        "ff00::/8",
    )
)
"""Where no intranet has pages: the clouds' own services, groups, and no address at all."""

_GLOBAL_6: Final = IPv6Network("2000::/3")
_NOT_PUBLIC_6: Final = tuple(
    (IPv6Network(network), words)
    for network, words in (
        ("::1/128", "this computer itself"),
        ("::/128", "this computer itself"),
        ("64:ff9b::/96", "an IPv4 address in translation"),
        ("64:ff9b:1::/48", "an IPv4 address in translation"),
        ("::/96", "an IPv4 address in disguise"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "on a private network"),
        ("fc00::/7", "on a private network"),
        ("ff00::/8", "a multicast group"),
        ("2001:db8::/32", "only for examples in books"),
        ("2001::/23", "set aside for protocols"),
        ("2002::/16", "an IPv4 address in disguise"),
        ("3fff::/20", "only for examples in books"),
    )
)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be connected to besides the public internet.

    ``also`` holds hosts that the user calls their own: a name, a numeric address, or either with
    ``:port`` (``"wiki.example"``, ``"127.0.0.1:8123"``, ``"[::1]:8123"``). Such a host may be at
    any address and, where no port is named, at any port.
    """

    also: frozenset[str] = frozenset()

    def permits(self, host: str, port: int) -> bool:
        """Whether the user called this host, by name or numeric address, their own."""
        bracketed = f"[{host}]" if ":" in host else host
        return not self.also.isdisjoint({host, bracketed, f"{bracketed}:{port}"})

    def refusal(self, host: str, port: int, address: str, private: Private) -> str | None:
        """Why ``address``, one of the answers for ``host``, may not be connected to."""
        kind = not_public(address)
        if kind is None or self.permits(host, port) or self.permits(address, port):
            return None
        if _is_never_gone_to(address):
            return f"{kind}; that is never fetched from, whatever is allowed"
        return None if private is Private.ALLOWED else f"{kind}; {private.value}"


def not_public(address: str) -> str | None:
    """What a numeric address is, in words, if it is none of the public internet."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "no address that can be read"
    if isinstance(parsed, IPv6Address):
        if parsed.scope_id is not None:
            return "bound to one network interface"
        if parsed.ipv4_mapped is None:
            return _not_public_6(parsed)
        inner = _not_public_4(parsed.ipv4_mapped)
        return f"{inner}, in IPv6 disguise" if inner else None
    return _not_public_4(parsed)


def _is_never_gone_to(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return True
    if isinstance(parsed, IPv6Address):
        if parsed.scope_id is not None:
            return True
        parsed = parsed.ipv4_mapped or parsed
    return any(parsed in network for network in _NEVER if network.version == parsed.version)


def _not_public_4(address: IPv4Address) -> str | None:
    for network, words in _NOT_PUBLIC_4:
        if address in network:
            return words
    return None if address.is_global else "on a private or reserved network"


def _not_public_6(address: IPv6Address) -> str | None:
    for network, words in _NOT_PUBLIC_6:
        if address in network:
            return words
    return None if address in _GLOBAL_6 and address.is_global else "no address of the internet"
