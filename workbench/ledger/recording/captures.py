"""Recording captures: their values, and the bytes that come with them."""

from dataclasses import dataclass
from typing import Any, Final

from workbench.errors import NotSo
from workbench.ledger import blobs
from workbench.ledger.blobs import Packed
from workbench.ledger.clock import written_moment
from workbench.ledger.events import parse
from workbench.ledger.identifiers import source_key
from workbench.ledger.recording.cutting import cut, page_bytes, within
from workbench.ledger.values import captures as limits
from workbench.ledger.values import sources
from workbench.ledger.writing import Writing
from workbench.model import Certificate, Exchange, Hop, Metadatum, ReadableText

LONGEST_ADDRESS: Final = 4_000
_HEADER_BYTES: Final = 100_000
_HOP_BYTES: Final = 100_000
_METADATA_BYTES: Final = 200_000
_REMARK_BYTES: Final = 40_000
_READ_OF_A_CAPTURE: Final = (
    "body", "main", "visible", "media_type", "encoding", "encoding_basis", "extractor",
    "metadata", "pages", "flags",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PreparedCapture:
    """A capture ready to be recorded: its value, and its bytes hashed and compressed."""

    value: dict[str, Any]
    kept: tuple[Packed, ...]


def prepare_capture(exchange: Exchange, readable: ReadableText | None = None) -> PreparedCapture:
    """Do what takes long of recording a capture. No ledger is needed, nor a lock."""
    value = _exchange_value(exchange)
    kept: dict[str, Packed] = {}
    if exchange.body is not None:
        kept["body"] = blobs.pack(exchange.body)
    if readable is not None:
        value.update(_readable_value(readable))
        if readable.main:
            kept["main"] = blobs.pack(page_bytes(readable.main))
        if readable.visible:
            same = readable.visible == readable.main
            kept["visible"] = kept["main"] if same else blobs.pack(page_bytes(readable.visible))
    value.update({part: packed.sha256 for part, packed in kept.items()})
    return PreparedCapture(value, tuple({one.digest: one for one in kept.values()}.values()))


def record_capture(
    act: Writing, source: str, prepared: PreparedCapture, *, same_as: str | None = None
) -> str:
    """Record a capture of a source, success or failure, and return its id.

    ``same_as`` names the earlier capture to which the server said that nothing has changed
    since: its body, texts and metadata are those of the new one too.

    Raises:
        NotSo: The earlier capture is not there.
    """
    value = dict(prepared.value)
    if same_as is not None:
        value.update(_earlier(act, same_as))
    for packed in prepared.kept:
        act.keep(packed)
    value["source"] = source
    return act.record("capture", source_key(source), act.new_field(), value, replaces_own=False)


def _earlier(act: Writing, capture: str) -> dict[str, Any]:
    act.flush()
    found = act.connection.execute(
        "SELECT event.body FROM capture JOIN entered ON entered.number = capture.number"
        " JOIN event ON event.id = entered.event WHERE capture.id = ?",
        (capture,),
    ).fetchone()
    if found is None:
        raise NotSo(f"there is no capture {capture[-8:]} that this one could be the same as")
    value = parse(found[0])["value"]
    return {key: value[key] for key in _READ_OF_A_CAPTURE if key in value}


def _exchange_value(exchange: Exchange) -> dict[str, Any]:
    certificate = exchange.certificate
    return {
        "requested": cut(exchange.requested, LONGEST_ADDRESS),
        "address": cut(exchange.address, LONGEST_ADDRESS),
        "outcome": exchange.outcome,
        "reason": cut(exchange.reason, limits.LONGEST_REMARK),
        "started_at": written_moment(exchange.started_at),
        "ended_at": written_moment(exchange.ended_at),
        "status": exchange.status,
        "http_version": cut(exchange.http_version, limits.LONGEST_NAME),
        "request_headers": _headers(exchange.request_headers),
        "response_headers": _headers(exchange.response_headers),
        "hops": within(map(_hop_value, exchange.hops), limits.MOST_HOPS, _HOP_BYTES),
        "peer": cut(exchange.peer, limits.LONGEST_NAME),
        "certificate": None if certificate is None else _certificate_value(certificate),
        "wire_sha256": exchange.wire_sha256,
        "wire_bytes": exchange.wire_bytes,
        "complete": exchange.complete,
        "remarks": _remarks(exchange.remarks),
    }


def _readable_value(readable: ReadableText) -> dict[str, Any]:
    return {
        "media_type": cut(readable.media_type, limits.LONGEST_NAME),
        "encoding": cut(readable.encoding, limits.LONGEST_NAME),
        "encoding_basis": cut(readable.encoding_basis, limits.LONGEST_NAME),
        "extractor": cut(readable.extractor, limits.LONGEST_NAME),
        "metadata": within(
            map(_metadatum_value, readable.metadata), limits.MOST_METADATA, _METADATA_BYTES
        ),
        "pages": [list(page) for page in readable.pages[: limits.MOST_PAGES]],
        "flags": _remarks(readable.flags),
    }


def _hop_value(hop: Hop) -> dict[str, Any]:
    return {
        "status": hop.status,
        "origin": cut(hop.origin, LONGEST_ADDRESS),
        "target": cut(hop.target, LONGEST_ADDRESS),
        "remark": cut(hop.remark, limits.LONGEST_REMARK),
    }


def _certificate_value(certificate: Certificate) -> dict[str, Any]:
    return {
        "sha256": certificate.sha256,
        "protocol": cut(certificate.protocol, limits.LONGEST_NAME),
        "issuer": cut(certificate.issuer, limits.LONGEST_REMARK),
        "not_after": cut(certificate.not_after, limits.LONGEST_NAME),
    }


def _metadatum_value(found: Metadatum) -> dict[str, Any]:
    return {
        "field": found.field,
        "value": cut(found.value, sources.LONGEST_METADATUM),
        "basis": cut(found.basis, limits.LONGEST_NAME),
        "raw": cut(found.raw, sources.LONGEST_METADATUM),
    }


def _headers(found: tuple[tuple[str, str], ...]) -> list[list[str | None]]:
    shown = ([cut(one, limits.LONGEST_HEADER) for one in pair] for pair in found)
    return within(shown, limits.MOST_HEADERS, _HEADER_BYTES)


def _remarks(found: tuple[str, ...]) -> list[str | None]:
    shown = (cut(one, limits.LONGEST_REMARK) for one in found)
    return within(shown, limits.MOST_REMARKS, _REMARK_BYTES)
