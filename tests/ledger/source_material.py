"""Small real things about sources: fetches, readings of pages, and the values of their events."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from tests.ledger.material import FIRST
from workbench.ledger.database import Ledger
from workbench.ledger.identifiers import source_key
from workbench.ledger.recording import (
    attach,
    prepare_capture,
    record_anchoring,
    record_capture,
    record_evidence,
    record_source,
)
from workbench.model import (
    Anchoring,
    AnchorState,
    Certificate,
    Exchange,
    Hop,
    Metadatum,
    Outcome,
    PageText,
    QuoteDetails,
    QuoteSelector,
    ReadableText,
    SourceKind,
    Stance,
)

ADDRESS = "https://register.example/karsk"
SOURCE = "1:register.example/karsk"
PAGE = "Register of Karsk. Five hundred left on 4 May. Menu."
MAIN = "Five hundred left on 4 May."
AT = datetime(2025, 5, 7, 10, 0, tzinfo=UTC)


def exchange(body: bytes | None = b"<p>Five hundred left on 4 May.", **changes: Any) -> Exchange:
    given: dict[str, Any] = {
        "requested": ADDRESS,
        "address": ADDRESS,
        "outcome": Outcome.CAPTURED,
        "started_at": AT,
        "ended_at": AT,
        "status": 200,
        "http_version": "HTTP/1.1",
        "request_headers": (("accept", "text/html"),),
        "response_headers": (("etag", '"1"'), ("content-type", "text/html")),
        "hops": (Hop(301, "http://register.example/karsk", ADDRESS, "now encrypted"),),
        "peer": "192.0.2.7",
        "certificate": Certificate("c" * 64, "TLSv1.3", "Example CA", "2026-01-01"),
        "wire_sha256": "d" * 64,
        "wire_bytes": 30,
        "complete": True,
        "body": body,
        "remarks": ("a remark",),
    }
    return Exchange(**{**given, **changes})


def readable(main: str = MAIN, visible: str = PAGE, **changes: Any) -> ReadableText:
    given: dict[str, Any] = {
        "media_type": "text/html",
        "encoding": "utf-8",
        "encoding_basis": "header",
        "extractor": "reader/1",
        "metadata": (
            Metadatum("title", "The register", "json-ld"),
            Metadatum("title", "Register", "meta", raw=" Register"),
            Metadatum("published", "2025-05-05", "time-element"),
        ),
        "flags": ("short for an article",),
    }
    return ReadableText(main, visible, **{**given, **changes})


def details(capture: str, quote: str = "Five hundred left", **changes: Any) -> QuoteDetails:
    start = MAIN.index(quote)
    selector = QuoteSelector(
        quote, MAIN[:start], MAIN[start + len(quote) :], start, start + len(quote), PageText.MAIN
    )
    return QuoteDetails(capture, selector, "reader/1", **changes)


def fetch(ledger: Ledger, **changes: Any) -> str:
    """One act: the page is captured for the first claim."""
    prepared = prepare_capture(exchange(**changes), readable())
    with ledger.act("Attach register.example", claims=(FIRST,)) as act:
        record_source(act, SOURCE, SourceKind.PAGE, url=ADDRESS)
        attach(act, FIRST, SOURCE, ADDRESS)
        return record_capture(act, SOURCE, prepared)


def quote(ledger: Ledger, capture: str, **changes: Any) -> str:
    """One act: words of the page become evidence."""
    options: dict[str, Any] = {"stance": Stance.SUPPORTS, "details": details(capture), **changes}
    with ledger.act("Quote register.example", claims=(FIRST,)) as act:
        return record_evidence(
            act,
            FIRST,
            source=SOURCE,
            url=ADDRESS,
            quote="Five hundred left",
            seen_on=date(2025, 5, 7),
            **options,
        )


def recheck(ledger: Ledger, evidence: str, state: AnchorState, *differences: str) -> str:
    """One act: the page was fetched again, and this became of the quote."""
    prepared = prepare_capture(exchange(b"<p>Another page."), readable("Another page."))
    with ledger.act("Re-check register.example", claims=(FIRST,)) as act:
        capture = record_capture(act, SOURCE, prepared)
        found = Anchoring(state, None, None, 81.5, differences)
        return record_anchoring(act, FIRST, evidence, capture, found)


# ---------------------------------------------------------------- values made by hand


def capture_value(source: str = SOURCE, **changes: Any) -> dict[str, Any]:
    return {
        "source": source,
        "requested": ADDRESS,
        "address": ADDRESS,
        "outcome": "captured",
        "started_at": "2025-05-07T10:00:00.000Z",
        "ended_at": "2025-05-07T10:00:01.500Z",
        "status": 200,
        "response_headers": [["etag", "1"]],
        "hops": [{"status": 301, "origin": "http://a.example", "target": ADDRESS}],
        "certificate": {"sha256": "c" * 64},
        "wire_sha256": "d" * 64,
        "wire_bytes": 30,
        "complete": True,
        "body": hashlib.sha256(b"body").hexdigest(),
        "main": hashlib.sha256(b"main").hexdigest(),
        "metadata": [{"field": "title", "value": "The register", "basis": "meta"}],
        "pages": [[0, 10], [10, 27]],
        "flags": ["short"],
        **changes,
    }


def source_value(source: str = SOURCE, **changes: Any) -> dict[str, Any]:
    return {"source": source, "kind": "page", "url": ADDRESS, **changes}


def archived_value(archive: str = "wayback", **changes: Any) -> dict[str, Any]:
    return {
        "archive": archive,
        "state": "archived",
        "url": "https://archive.example/1/" + ADDRESS,
        "archived_at": "2025-05-08T00:00:00Z",
        "checked_at": "2025-05-09T00:00:00Z",
        **changes,
    }


def anchoring_value(evidence: str, state: str = "gone", **changes: Any) -> dict[str, Any]:
    return {
        "evidence": evidence,
        "capture": "7" * 64,
        "state": state,
        "similarity": 815,
        "differences": ["500 became 700"],
        **changes,
    }


def timestamp_value(capture: str, **changes: Any) -> dict[str, Any]:
    return {
        "capture": capture,
        "authority": "https://stamps.example",
        "token": "e" * 64,
        "digest": "b" * 64,
        "at": "2025-05-08T00:00:00Z",
        **changes,
    }


def key(source: str = SOURCE) -> str:
    return source_key(source)
