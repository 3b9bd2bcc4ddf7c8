"""Recording sources, captures, quotations and what becomes of them: one function a kind of event.

The values that these events must have are built here and nowhere else.
"""

from datetime import date, datetime
from typing import Any

from workbench.errors import NotSo
from workbench.ledger.clock import written_moment
from workbench.ledger.identifiers import is_digest, source_key
from workbench.ledger.recording.captures import PreparedCapture, prepare_capture, record_capture
from workbench.ledger.recording.cutting import cut, within
from workbench.ledger.schema import IS_EVENT
from workbench.ledger.values import CORRECTION, decisions, sources
from workbench.ledger.writing import Writing
from workbench.model import (
    Anchoring,
    AnchorState,
    ArchivedCopy,
    Capture,
    QuoteDetails,
    SourceKind,
    Stance,
    Testimony,
)

__all__ = [
    "PreparedCapture",
    "attach",
    "detach",
    "prepare_capture",
    "record_anchoring",
    "record_archived",
    "record_capture",
    "record_evidence",
    "record_metadatum",
    "record_source",
    "record_testimony",
    "record_timestamp",
]

_DIFFERENCE_BYTES = 200_000


def record_source(
    act: Writing, source: str, kind: SourceKind, *, url: str | None = None, title: str | None = None
) -> str:
    """Say what a source is, in the act that first has to do with it; returns the event's id."""
    value = {
        "source": source,
        "kind": kind,
        "url": cut(url, sources.LONGEST_ADDRESS),
        "title": cut(title, sources.LONGEST_TITLE),
    }
    return act.record("source", source_key(source), "kind", value)


def record_testimony(act: Writing, source: str, testimony: Testimony) -> str:
    """Record who told what, when and on what terms, and of which kind that source is."""
    record_source(act, source, testimony.kind, title=testimony.who)
    value = {
        "who": testimony.who,
        "on": testimony.on,
        "terms": testimony.terms,
        "asked_on": testimony.asked_on,
        "answered_on": testimony.answered_on,
        "confidential": testimony.confidential,
        "note": testimony.note,
    }
    return act.record("source", source_key(source), "testimony", value)


def record_metadatum(
    act: Writing, source: str, field: str, value: str | None, because: str = ""
) -> str:
    """Correct what a page says of itself, whoever corrected it before.

    An empty value says that the page gives none; ``None`` withdraws the correction in force.
    """
    said = None if value is None else {"value": value, "because": because}
    return act.record("source", source_key(source), CORRECTION + field, said, adjudicates=True)


def attach(act: Writing, claim: str, source: str, url: str) -> str:
    """Attach a source to a claim: it is being looked at. Returns the event's id."""
    value = {"source": source, "url": url}
    return act.record("attachment", claim, source_key(source), value)


def detach(act: Writing, claim: str, source: str) -> str:
    """Take a source away from a claim, whoever attached it. Quotations from it stay."""
    return act.record("attachment", claim, source_key(source), None, adjudicates=True)


def record_evidence(
    act: Writing,
    claim: str,
    *,
    source: str,
    url: str,
    quote: str,
    stance: Stance,
    seen_on: date,
    details: QuoteDetails | None = None,
    instead_of: str | None = None,
) -> str:
    """Record a quotation with a stance, and return its id.

    ``instead_of`` is the piece of evidence of one's own whose place this one takes, as when the
    stance or the note changes.

    Raises:
        NotSo: There is no such evidence that could be replaced.
    """
    value: dict[str, Any] = {
        "url": url,
        "source": source,
        "quote": quote,
        "stance": stance,
        "seen_on": seen_on.isoformat(),
    }
    if details is not None:
        value.update(_details_value(details))
    field = act.new_field() if instead_of is None else _field_of(act, claim, instead_of)
    replaced = () if instead_of is None else (instead_of,)
    return act.record("evidence", claim, field, value, supersedes=replaced)


def record_anchoring(
    act: Writing, claim: str, evidence: str, capture: str, found: Anchoring
) -> str:
    """Record what became of the quote of a piece of evidence in a later capture.

    What was found before is replaced, unless nothing can be told now.
    """
    differences = [cut(one, decisions.LONGEST_DIFFERENCE) for one in found.differences]
    value = {
        "evidence": evidence,
        "capture": capture,
        "state": found.state,
        "start": found.start,
        "end": found.end,
        "similarity": min(max(round(found.similarity * 10), 0), 1000),
        "differences": within(differences, decisions.MOST_DIFFERENCES, _DIFFERENCE_BYTES),
    }
    told = found.state is not AnchorState.UNKNOWN
    return act.record("anchoring", claim, evidence[:32], value, replaces_own=told)


def record_archived(act: Writing, copy: ArchivedCopy) -> str:
    """Record what is known of a copy of a source at a web archive."""
    value = {
        "archive": copy.archive,
        "state": copy.state,
        "url": cut(copy.url, sources.LONGEST_ADDRESS),
        "archived_at": None if copy.archived_at is None else written_moment(copy.archived_at),
        "checked_at": written_moment(copy.checked_at),
        "note": cut(copy.note, sources.LONGEST_NOTE),
    }
    return act.record("archived", source_key(copy.source), copy.archive, value)


def record_timestamp(
    act: Writing, capture: Capture, *, authority: str, token: bytes, digest: str, at: datetime
) -> str:
    """Record a time stamp over a capture; its token is kept like a document."""
    value = {
        "capture": capture.id,
        "authority": authority,
        "token": act.keep(token),
        "digest": digest,
        "at": written_moment(at),
    }
    return act.record("timestamp", source_key(capture.source), capture.id[:32], value)


def _field_of(act: Writing, claim: str, evidence: str) -> str:
    act.flush()
    found = act.connection.execute(
        "SELECT entry.field FROM entry JOIN reviewer ON reviewer.number = entry.reviewer"
        f" WHERE {IS_EVENT.format('entry', '?1')} AND entry.entity = ?2"
        " AND entry.kind = 'evidence' AND entry.live = 1 AND entry.withdraws = 0"
        " AND reviewer.id = ?3",
        (bytes.fromhex(evidence) if is_digest(evidence) else b"", claim, act.chain.reviewer.id),
    ).fetchone()
    if found is None:
        raise NotSo(f"there is no evidence {evidence[-8:]} of yours that could be replaced")
    return str(found[0])


def _details_value(details: QuoteDetails) -> dict[str, Any]:
    selector = details.selector
    return {
        "capture": details.capture,
        "text": selector.text,
        "start": selector.start,
        "end": selector.end,
        "prefix": cut(selector.prefix[-decisions.LONGEST_AROUND :], decisions.LONGEST_AROUND),
        "suffix": cut(selector.suffix[: decisions.LONGEST_AROUND], decisions.LONGEST_AROUND),
        "page": selector.page,
        "extractor": details.extractor,
        "note": details.note,
        "dated": details.dated,
        "younger": details.younger,
        "translation": details.translation,
        "translation_language": details.translation_language,
    }
