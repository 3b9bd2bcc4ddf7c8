"""Values of captures: how a fetch went, and what could be read of what came."""

from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.shapes import (
    NotUnderstood,
    at_most,
    bounded_text,
    choice,
    count,
    each,
    flag,
    moment_in_utc,
    optional_bounded_text,
    optional_count,
    optional_digest,
    page_spans,
    pairs,
    texts,
)
from workbench.ledger.values.sources import (
    LONGEST_ADDRESS,
    LONGEST_METADATUM,
    is_plain_name,
    source_of,
)
from workbench.model import Certificate, Exchange, Hop, Metadatum, Outcome

LONGEST_HEADER: Final = 16_000
LONGEST_REMARK: Final = 2_000
LONGEST_NAME: Final = 300
MOST_HEADERS: Final = 500
MOST_HOPS: Final = 50
MOST_METADATA: Final = 500
MOST_PAGES: Final = 20_000
MOST_REMARKS: Final = 100
_OUTCOMES: Final = {one.value: one for one in Outcome}
_STATUSES: Final = range(100, 1000)


@dataclass(frozen=True, slots=True)
class CaptureValue:
    """A capture; the hashes are those of its body and of the two texts read of it."""

    source: str
    exchange: Exchange
    body: str | None
    main: str | None
    visible: str | None
    media_type: str | None
    encoding: str | None
    encoding_basis: str | None
    extractor: str | None
    metadata: tuple[Metadatum, ...]
    pages: tuple[tuple[int, int], ...]
    flags: tuple[str, ...]


def read_capture(value: dict[str, Any], entity: str, _: str) -> CaptureValue:
    """Read a capture. What is longer than anything an honest fetch keeps is not understood."""
    return CaptureValue(
        source=source_of(value, entity),
        exchange=_exchange(value),
        body=optional_digest(value, "body"),
        main=optional_digest(value, "main"),
        visible=optional_digest(value, "visible"),
        media_type=optional_bounded_text(value, "media_type", LONGEST_NAME),
        encoding=optional_bounded_text(value, "encoding", LONGEST_NAME),
        encoding_basis=optional_bounded_text(value, "encoding_basis", LONGEST_NAME),
        extractor=optional_bounded_text(value, "extractor", LONGEST_NAME),
        metadata=at_most(each(value, "metadata", _metadatum), "metadata", MOST_METADATA),
        pages=page_spans(value, "pages", MOST_PAGES),
        flags=_remarks(value, "flags"),
    )


def _exchange(value: dict[str, Any]) -> Exchange:
    started, ended = moment_in_utc(value, "started_at"), moment_in_utc(value, "ended_at")
    certificate = value.get("certificate")
    return Exchange(
        requested=bounded_text(value, "requested", LONGEST_ADDRESS),
        address=bounded_text(value, "address", LONGEST_ADDRESS),
        outcome=choice(_OUTCOMES, value, "outcome"),
        started_at=started,
        ended_at=ended,
        reason=optional_bounded_text(value, "reason", LONGEST_REMARK),
        status=_status(value) if value.get("status") is not None else None,
        http_version=optional_bounded_text(value, "http_version", LONGEST_NAME),
        request_headers=_headers(value, "request_headers"),
        response_headers=_headers(value, "response_headers"),
        hops=at_most(each(value, "hops", _hop), "hops", MOST_HOPS),
        peer=optional_bounded_text(value, "peer", LONGEST_NAME),
        certificate=None if certificate is None else _certificate(certificate),
        wire_sha256=optional_digest(value, "wire_sha256"),
        wire_bytes=optional_count(value, "wire_bytes") or 0,
        complete=flag(value, "complete"),
        remarks=_remarks(value, "remarks"),
    )


def _status(value: dict[str, Any]) -> int:
    found = count(value, "status")
    if found not in _STATUSES:
        raise NotUnderstood("status is not a number in range")
    return found


def _headers(value: dict[str, Any], key: str) -> tuple[tuple[str, str], ...]:
    found: tuple[tuple[str, str], ...] = pairs(value, key, MOST_HEADERS, str)
    if any(len(one) > LONGEST_HEADER for pair in found for one in pair):
        raise NotUnderstood(f"{key} holds a header that is too long")
    return found


def _hop(value: dict[str, Any]) -> Hop:
    return Hop(
        _status(value),
        bounded_text(value, "origin", LONGEST_ADDRESS),
        bounded_text(value, "target", LONGEST_ADDRESS),
        optional_bounded_text(value, "remark", LONGEST_REMARK),
    )


def _certificate(value: object) -> Certificate:
    if type(value) is not dict:
        raise NotUnderstood("certificate is not an object")
    sha256 = optional_digest(value, "sha256")
    if sha256 is None:
        raise NotUnderstood("certificate has no hash")
    return Certificate(
        sha256,
        optional_bounded_text(value, "protocol", LONGEST_NAME),
        optional_bounded_text(value, "issuer", LONGEST_REMARK),
        optional_bounded_text(value, "not_after", LONGEST_NAME),
    )


def _metadatum(value: dict[str, Any]) -> Metadatum:
    field = bounded_text(value, "field", LONGEST_NAME)
    if not is_plain_name(field):
        raise NotUnderstood("a metadatum has no plain name")
    return Metadatum(
        field,
        bounded_text(value, "value", LONGEST_METADATUM),
        bounded_text(value, "basis", LONGEST_NAME),
        optional_bounded_text(value, "raw", LONGEST_METADATUM),
    )


def _remarks(value: dict[str, Any], key: str) -> tuple[str, ...]:
    found = at_most(texts(value, key), key, MOST_REMARKS)
    if any(len(one) > LONGEST_REMARK for one in found):
        raise NotUnderstood(f"{key} holds a remark that is too long")
    return found
