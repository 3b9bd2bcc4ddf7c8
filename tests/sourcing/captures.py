"""Captures as a ledger would give them back, for what is made out of them."""

import hashlib
from datetime import UTC, datetime

from workbench.model.people import Reviewer
from workbench.model.sourcing import Capture, Exchange, Hop, Outcome, SourceKind

BEGAN = datetime(2026, 11, 20, 12, 0, 0, 120, tzinfo=UTC)
ENDED = datetime(2026, 11, 20, 12, 0, 1, 5, tzinfo=UTC)
BODY = "<p>Some 500 soldiers – no more.</p>".encode()
REQUEST = (("Host", "example.org"), ("Accept", "text/html"), ("User-Agent", "claim-workbench"))
RESPONSE = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Transfer-Encoding", "chunked"),
    ("content-length", "17"),
    ("X-Note", "kept"),
)


def exchange(
    *,
    status: int | None = 200,
    outcome: Outcome = Outcome.CAPTURED,
    address: str = "https://example.org/a?b=1",
    headers: tuple[tuple[str, str], ...] = RESPONSE,
    request: tuple[tuple[str, str], ...] = REQUEST,
    hops: tuple[Hop, ...] = (),
    peer: str | None = "192.0.2.7",
    complete: bool = True,
    wire_bytes: int = 17,
    reason: str | None = None,
    http_version: str | None = "HTTP/1.1",
) -> Exchange:
    return Exchange(
        requested=hops[0].origin if hops else address,
        address=address,
        outcome=outcome,
        started_at=BEGAN,
        ended_at=ENDED,
        reason=reason,
        status=status,
        http_version=http_version if status else None,
        request_headers=request,
        response_headers=headers if status else (),
        hops=hops,
        peer=peer,
        wire_sha256=hashlib.sha256(b"wire").hexdigest() if wire_bytes else None,
        wire_bytes=wire_bytes,
        complete=complete,
    )


def capture(
    made: Exchange | None = None,
    *,
    body: bytes | None = BODY,
    kind: SourceKind = SourceKind.PAGE,
    identity: str = "c1",
) -> Capture:
    return Capture(
        id=identity,
        source="1:example.org/a",
        kind=kind,
        exchange=made or exchange(),
        body=None if body is None else hashlib.sha256(body).hexdigest(),
        main=None,
        visible=None,
        media_type="text/html",
        encoding="utf-8",
        encoding_basis="header",
        extractor="trafilatura 2.3.1",
        metadata=(),
        pages=(),
        flags=(),
        captured_at=ENDED,
        captured_by=Reviewer("r1", "Ada"),
    )
