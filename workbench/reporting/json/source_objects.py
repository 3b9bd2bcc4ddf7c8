"""Sources, captures, passages and what became of quotes as JSON objects."""

from collections.abc import Iterable
from typing import Any

from workbench.model import (
    Anchoring,
    ArchivedCopy,
    Capture,
    Certificate,
    Hop,
    Metadatum,
    Passage,
    QuoteDetails,
    SourceRow,
    Testimony,
)


def source_object(row: SourceRow, short: str) -> dict[str, Any]:
    """A source of a claim. ``origin`` numbers the groups that carry the same text."""
    return {
        "id": row.id,
        "short": short,
        "url": row.url,
        "kind": row.kind,
        "title": row.title,
        "published": row.published,
        "outcome": row.outcome,
        "reason": row.reason,
        "capture_count": row.captures,
        "captured_at": row.captured_at.isoformat() if row.captured_at else None,
        "latest": row.latest,
        "quote_count": row.quotes,
        "origin": row.origin,
    }


def capture_object(capture: Capture, proves: str) -> dict[str, Any]:
    """A capture with everything that was kept of the fetch; the bytes themselves are left out."""
    exchange = capture.exchange
    return {
        "id": capture.id,
        "source": capture.source,
        "captured_at": capture.captured_at.isoformat(),
        "captured_by": capture.captured_by.name,
        "outcome": exchange.outcome,
        "reason": exchange.reason,
        "requested": exchange.requested,
        "address": exchange.address,
        "status": exchange.status,
        "http_version": exchange.http_version,
        "request_headers": [list(pair) for pair in exchange.request_headers],
        "response_headers": [list(pair) for pair in exchange.response_headers],
        "hops": [_hop(hop) for hop in exchange.hops],
        "peer": exchange.peer,
        "certificate": _certificate(exchange.certificate),
        "started_at": exchange.started_at.isoformat(),
        "ended_at": exchange.ended_at.isoformat(),
        "wire_sha256": exchange.wire_sha256,
        "wire_bytes": exchange.wire_bytes,
        "complete": exchange.complete,
        "remarks": list(exchange.remarks),
        "body_sha256": capture.body,
        "text_sha256": capture.main,
        "visible_text_sha256": capture.visible,
        "media_type": capture.media_type,
        "encoding": capture.encoding,
        "encoding_basis": capture.encoding_basis,
        "extractor": capture.extractor,
        "metadata": [metadatum_object(each) for each in capture.metadata],
        "pages": len(capture.pages),
        "flags": list(capture.flags),
        "proves": proves,
    }


def metadatum_object(each: Metadatum) -> dict[str, Any]:
    """A value that a page gives of itself, with where it stood."""
    return {"field": each.field, "value": each.value, "basis": each.basis, "raw": each.raw}


def passage_object(passage: Passage) -> dict[str, Any]:
    """A passage; the score ranks it and implies no stance."""
    return {
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(passage.score, 4),
        "terms": [list(span) for span in passage.terms],
        "slots": [
            {
                "slot": slot.slot,
                "ours": slot.ours,
                "agreement": slot.agreement,
                "theirs": slot.theirs,
                "start": slot.start,
                "end": slot.end,
            }
            for slot in passage.slots
        ],
    }


def anchoring_object(evidence: str, claim: str, found: Anchoring) -> dict[str, Any]:
    """What became of the quote of a piece of evidence."""
    return {
        "evidence": evidence,
        "claim": claim,
        "state": found.state,
        "start": found.start,
        "end": found.end,
        "similarity": round(found.similarity, 1),
        "differences": list(found.differences),
    }


def details_object(details: QuoteDetails) -> dict[str, Any]:
    """Where a quote stands, as W3C selectors, and what a reviewer added to it."""
    selector = details.selector
    return {
        "capture": details.capture,
        "page_text": selector.text,
        "selectors": [
            {
                "type": "TextQuoteSelector",
                "exact": selector.exact,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
            },
            {"type": "TextPositionSelector", "start": selector.start, "end": selector.end},
        ],
        "page": selector.page,
        "extractor": details.extractor,
        "note": details.note,
        "dated": details.dated,
        "younger_than_claim": details.younger,
        "translation": details.translation,
        "translation_language": details.translation_language,
        "standing": details.standing,
        "standing_checked_at": details.standing_checked_at.isoformat()
        if details.standing_checked_at
        else None,
        "differences": list(details.differences),
    }


def archived_object(copy: ArchivedCopy) -> dict[str, Any]:
    """What is known of a copy at a web archive."""
    return {
        "source": copy.source,
        "archive": copy.archive,
        "state": copy.state,
        "url": copy.url,
        "archived_at": copy.archived_at.isoformat() if copy.archived_at else None,
        "checked_at": copy.checked_at.isoformat(),
        "note": copy.note,
    }


def testimony_object(said: Testimony) -> dict[str, Any]:
    """Who told what; a confidential source's name is not in the database and so not here."""
    return {
        "kind": said.kind,
        "who": said.who,
        "on": said.on,
        "terms": said.terms,
        "asked_on": said.asked_on,
        "answered_on": said.answered_on,
        "confidential": said.confidential,
        "note": said.note,
    }


def passage_objects(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """Passages, best first."""
    return [passage_object(passage) for passage in passages]


def _hop(hop: Hop) -> dict[str, Any]:
    return {
        "status": hop.status,
        "origin": hop.origin,
        "target": hop.target,
        "remark": hop.remark,
    }


def _certificate(certificate: Certificate | None) -> dict[str, Any] | None:
    if certificate is None:
        return None
    return {
        "sha256": certificate.sha256,
        "protocol": certificate.protocol,
        "issuer": certificate.issuer,
        "not_after": certificate.not_after,
    }
