"""Where a redirect leads, checked as an address that a user types is, and what is odd about it."""

from contextlib import suppress
from typing import Final
from urllib.parse import quote, urljoin

from workbench.errors import UsageError
from workbench.model.sourcing import Hop, Outcome
from workbench.sourcing.addresses import ABSOLUTE, MAX_CHARACTERS, WebAddress, parse_web_address
from workbench.sourcing.fetching.asking import Answer
from workbench.sourcing.fetching.failures import Failure
from workbench.sourcing.fetching.hosts import display_host, registrable_domain
from workbench.sourcing.fetching.options import MAX_HOPS, FetchOptions
from workbench.sourcing.fetching.policy import USUAL_PORTS, AddressPolicy
from workbench.sourcing.fetching.recording import Record
from workbench.sourcing.fetching.refreshing import refresh_target
from workbench.text import clean_line

_SHOWN_CHARACTERS: Final = 200
_REFRESHED: Final = "the page itself sends its readers on"
_IN_LOCATION: Final = "".join(chr(code) for code in range(0x21, 0x7F)) + "\t\r\n\0\x1b\x7f"
"""Spaces and letters beyond ASCII are encoded, as browsers do; what is dangerous stays to see."""


def check_port(address: WebAddress, options: FetchOptions, policy: AddressPolicy) -> None:
    """Refuse a port that no web server usually has.

    Raises:
        UsageError: The port is unusual, and neither the options nor the policy permit it.
    """
    if address.port in USUAL_PORTS or options.allow_any_port:
        return
    if not policy.permits(address.host, address.port):
        raise UsageError(
            f"port {address.port} of {address.host} is none that web pages are usually at; "
            "it is gone to only with --any-port"
        )


def next_hop(record: Record, answer: Answer, policy: AddressPolicy) -> WebAddress:
    """Where a redirect leads, recorded as a hop whether or not it is followed."""
    location = _location(answer)
    here = record.address
    try:
        target = _checked(record, _joined(here, location), policy)
    except UsageError as error:
        record.hops.append(Hop(answer.status, here.url, location))
        raise Failure(
            Outcome.BLOCKED, f"{here.place} redirects to a refused address: {error}"
        ) from None
    remark = _oddness(here, target)
    record.hops.append(Hop(answer.status, here.url, target.url, remark))
    record.remark(remark)
    record.remark(display_host(target.url).warning)
    return target


def refresh_hop(
    record: Record, answer: Answer, body: bytes, policy: AddressPolicy
) -> WebAddress | None:
    """Where a page sends its readers on to by itself, recorded as a hop if it is to be followed.

    It is followed once, under the rules of redirects. A page that sends on to where nobody goes
    is kept as it is, with a remark.
    """
    kind = answer.header("content-type") or "text/html"
    here = record.address
    asked = refresh_target(
        answer.header("refresh"), body if "html" in kind.lower() else b"", here.url
    )
    if asked is None:
        return None
    seconds, target = asked
    shown = clean_line(target, _SHOWN_CHARACTERS)
    said = f"the page asks to be left after {seconds} s for {shown}"
    if any(hop.remark and hop.remark.startswith(_REFRESHED) for hop in record.hops):
        record.remark(f"{said}; such a request is followed only once")
        return None
    try:
        address = _checked(record, quote(target, safe=_IN_LOCATION), policy)
    except UsageError as error:
        record.remark(f"{said}, which was not done: {error}")
        return None
    if len(record.hops) >= MAX_HOPS or address.url in (hop.origin for hop in record.hops):
        record.remark(f"{said}, where it came from; that was not done")
        return None
    odd = _oddness(here, address)
    remark = f"{_REFRESHED} after {seconds} s" + (f"; {odd}" if odd else "")
    record.hops.append(Hop(answer.status, here.url, address.url, remark))
    record.remark(f"{here.url[:_SHOWN_CHARACTERS]}: {remark}")
    record.remark(display_host(address.url).warning)
    return address


def _checked(record: Record, target: str, policy: AddressPolicy) -> WebAddress:
    address = parse_web_address(target)
    check_port(address, record.errand.options, policy)
    return address


def _joined(here: WebAddress, location: str) -> str:
    """The target in full. What is already in full is not touched, so that nothing hides in it."""
    location = quote(location, safe=_IN_LOCATION)
    if ABSOLUTE.match(location):
        return location
    return f"{here.scheme}:{location}" if location.startswith("//") else urljoin(here.url, location)


def _location(answer: Answer) -> str:
    location = next(value for name, value in answer.headers if name.lower() == "location")
    with suppress(UnicodeDecodeError):
        location = location.encode("latin-1").decode("utf-8")
    return location.strip()[: MAX_CHARACTERS + 1]


def _oddness(here: WebAddress, target: WebAddress) -> str | None:
    said = []
    if (here.scheme, target.scheme) == ("https", "http"):
        said.append(f"the way to {target.host} leads from an encrypted to an unencrypted address")
    if registrable_domain(here.host) != registrable_domain(target.host):
        said.append(f"{here.host} redirects to another owner's host, {target.host}")
    return "; ".join(said) or None
