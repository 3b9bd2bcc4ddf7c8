"""A capture in plain lines: how it went, what came, and what its hash proves."""

from typing import TYPE_CHECKING

from workbench.cli.output import data, hanging
from workbench.model import Capture
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def print_capture(ledger: "Ledger", capture: Capture) -> None:
    """Print a capture."""
    from workbench.desk.sourcing.fetching import describe_outcome
    from workbench.desk.sourcing.source_view import what_is_proven

    exchange = capture.exchange
    status = f", status {exchange.status}" if exchange.status else ""
    size = f", {exchange.wire_bytes} bytes" if exchange.wire_bytes else ""
    kind = f", {capture.media_type}" if capture.media_type else ""
    _field(
        "capture",
        f"{capture.id[-8:]}  {capture.captured_at.astimezone():%Y-%m-%d %H:%M} by "
        f"{capture.captured_by.name}: {describe_outcome(exchange.outcome, exchange.reason)}"
        f"{status}{kind}{size}",
    )
    for hop in exchange.hops:
        remark = f" ({hop.remark})" if hop.remark else ""
        _field("", f"redirect {hop.status}: {hop.origin} -> {hop.target}{remark}")
    if exchange.hops or "xn--" in exchange.address:
        _field("", f"came from {_hosts(exchange.address)}")
    if exchange.peer:
        certificate = exchange.certificate
        shown = f", certificate SHA-256 {certificate.sha256}" if certificate else ""
        _field("", f"sent by {exchange.peer}{shown}")
    if capture.encoding:
        _field("", f"read as {capture.encoding} ({capture.encoding_basis}) by {capture.extractor}")
    if capture.body:
        _field("", f"SHA-256 {capture.body}")
    elif exchange.wire_sha256:
        _field("", f"SHA-256 {exchange.wire_sha256} of what came over the wire")
    _field("", what_is_proven(ledger, capture))
    for flag in (*capture.flags, *exchange.remarks):
        _field("!", flag)


def _hosts(address: str) -> str:
    from workbench.sourcing.fetching import display_host

    shown = display_host(address)
    puny = f", in ASCII {shown.punycode}" if shown.punycode != shown.unicode else ""
    mixed = "; warning: its letters come from several scripts" if shown.mixed_scripts else ""
    return f"{address} ({shown.unicode}{puny}{mixed})"


def _field(name: str, value: str) -> None:
    data(hanging(f"  {name:<17} ", clean_line(value)))
