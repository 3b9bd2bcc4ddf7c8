"""A report as JSON objects: its head, its documents and its claims.

What is shown and what is kept to oneself differ: remarks of reviewers for one another, and whom
a claim was given to, are in no report.
"""

from typing import Any, Final

from workbench.model import Document, HistoryEntry, Publisher
from workbench.reporting.dossier import (
    Dossier,
    Entry,
    claimant_of,
    outcome,
)
from workbench.reporting.json.claim_objects import evidence_object, statement_object, verdict_object
from workbench.reporting.json.work_objects import question_object
from workbench.reporting.manifest import head_value
from workbench.reporting.stating import head_of

SCHEMA: Final = "workbench-report-1.schema.json"
_TOLD_IN_PRIVATE: Final = ("url", "source", "selectors", "note")
"""What would tell more of a conversation than the words that are quoted."""
_WITHHELD: Final = ("quote", "url", "page_text", "selectors", "note", "translation", "source")


def head_object(dossier: Dossier) -> dict[str, Any]:
    """What a report says of itself, of its scale and of what it leaves out."""
    return {
        **head_value(head_of(dossier)),
        "drafts": dossier.drafts,
        "publisher": publisher_object(dossier.publisher) if dossier.publisher else None,
        "scales": [
            {
                "id": scale.id,
                "name": scale.name,
                "ratings": [
                    {"name": step.name, "meaning": step.meaning, "value": step.value}
                    for step in scale.ratings
                ],
            }
            for scale in dossier.scales
        ],
    }


def publisher_object(publisher: Publisher) -> dict[str, Any]:
    """Who publishes the report."""
    return {
        "name": publisher.name,
        "url": publisher.url,
        "logo": publisher.logo,
        "same_as": list(publisher.same_as),
        "methodology": publisher.methodology,
        "corrections": publisher.corrections,
        "license": publisher.license,
        "language": publisher.language,
    }


def document_object(document: Document) -> dict[str, Any]:
    """A document that claims were read in; its text is not in it."""
    dated = document.document_date
    return {
        "id": document.id,
        "title": document.title,
        "address": document.address,
        "language": document.language,
        "characters": document.characters,
        "document_date": dated.isoformat() if dated else None,
        "document_date_basis": document.document_date_basis,
        "added_at": document.added_at.isoformat(),
        "added_by": document.added_by.name,
    }


def claim_object(entry: Entry) -> dict[str, Any]:
    """A claim of a report with everything that the report says of it."""
    claim = entry.claim
    value = statement_object(claim.id, claim.reading, claim.document.document_date)
    value |= {
        "number": entry.number,
        "document": claim.document.id,
        "text": claim.statement,
        "read_as": claim.read_as,
        "before": entry.before,
        "after": entry.after,
        "claimant": claimant_of(claim),
        "claimant_kind": claim.claimant_kind,
        "claimed_on": claim.claimed_on,
        "place": claim.place,
        "first_appearance": claim.first_appearance,
        "tags": list(claim.tags),
        "status": claim.status,
        "outcome": outcome(claim),
        "rating": claim.rating,
        "stale": claim.stale,
        "dismissed": claim.dismissed,
        "by_hand": claim.by_hand,
        "derived_from": list(claim.derived_from),
        "independence": entry.independence,
        "evidence": entry.quoted
        if entry.quoted is not None
        else [_evidence(entry, place) for place in range(len(claim.evidence))],
        "verdicts": [verdict_object(verdict) for verdict in claim.verdicts],
        "questions": [question_object(question) for question in claim.questions],
        "beside": [
            {
                "relation": each.relation,
                "claim": each.claim,
                "text": each.statement,
                "document_title": each.document_title,
            }
            for each in entry.beside
        ],
        "history": [_history(each) for each in entry.history],
    }
    return value


def _evidence(entry: Entry, place: int) -> dict[str, Any]:
    piece = entry.claim.evidence[place]
    record = entry.record(piece)
    value = {"number": place + 1, **evidence_object(piece)}
    if record.withheld:
        value = {key: said for key, said in value.items() if key not in _WITHHELD}
    elif record.said:
        value = {key: each for key, each in value.items() if key not in _TOLD_IN_PRIVATE}
    value["title"] = None if record.withheld else record.title
    value["author"] = None if record.withheld else record.author
    value["published"] = record.published
    value["captured_at"] = record.captured_at.isoformat() if record.captured_at else None
    value["sha256"] = record.sha256
    value["sha256_of"] = ("wire" if record.of_wire else "body") if record.sha256 else None
    value["archived"] = record.archived
    value["archived_at"] = record.archived_at.isoformat() if record.archived_at else None
    value["said"] = None if record.withheld else record.said
    value["withheld"] = record.withheld
    if record.text is not None:
        value["page_copy"] = record.text
    return value


def _history(entry: HistoryEntry) -> dict[str, Any]:
    return {
        "event": entry.event,
        "at": entry.at.isoformat(),
        "by": entry.by.name,
        "field": entry.field,
        "old": entry.old,
        "new": entry.new,
        "because": entry.because,
        "live": entry.live,
        "undone": entry.undone,
    }
