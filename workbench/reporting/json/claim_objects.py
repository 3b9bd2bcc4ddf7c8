"""Claims as JSON objects, the shape that ``extract --json`` and ``claims --json`` print."""

from datetime import date
from typing import Any

from workbench.model import Claim, Evidence, Quantity, Statement, Verdict
from workbench.plain import check_value, quantity_value, si_values, statement_value
from workbench.reporting.json.source_objects import details_object
from workbench.reporting.json.work_objects import work_object


def statement_object(
    identifier: str, statement: Statement, document_date: date | None
) -> dict[str, Any]:
    """A claim as the reader found it."""
    value = {"id": identifier, **statement_value(statement)}
    value["type"] = value.pop("types")
    for quantity, told in zip(statement.quantities, value["quantities"], strict=True):
        _shorten(quantity, told)
    value["document_date"] = document_date.isoformat() if document_date else None
    return value


def claim_object(claim: Claim) -> dict[str, Any]:
    """A claim of a project, with its document, status, evidence and verdicts."""
    return statement_object(claim.id, claim.reading, claim.document.document_date) | {
        "text": claim.statement,
        "read_as": claim.read_as,
        "document": claim.document.id,
        "document_title": claim.document.title,
        "status": claim.status,
        "rating": claim.rating,
        "stale": claim.stale,
        "dismissed": claim.dismissed,
        "by_hand": claim.by_hand,
        "checks": [check_value(check) for check in claim.checks],
        "evidence": [evidence_object(piece) for piece in claim.evidence],
        "verdicts": [verdict_object(verdict) for verdict in claim.verdicts],
        **({"hidden_verdicts": claim.withheld} if claim.withheld else {}),
        **work_object(claim),
    }


def quantity_object(quantity: Quantity) -> dict[str, Any]:
    """A quantity with a ``value`` or its bounds, and a measure with its size in SI units."""
    value = quantity_value(quantity)
    _shorten(quantity, value)
    return value


def _shorten(quantity: Quantity, value: dict[str, Any]) -> None:
    if quantity.value is None:
        del value["value"]
    else:
        del value["low"], value["high"]
    if quantity.unit is not None:
        value.update(si_values(quantity))


def evidence_object(piece: Evidence) -> dict[str, Any]:
    """A piece of evidence."""
    return {
        "id": piece.id,
        "url": piece.source.url,
        "quote": piece.quote,
        "stance": piece.stance,
        "seen_on": piece.seen_on.isoformat(),
        "added_at": piece.added_at.isoformat(),
        "added_by": piece.added_by.name,
        "source": piece.source.id,
        **(details_object(piece.details) if piece.details else {}),
    }


def verdict_object(verdict: Verdict) -> dict[str, Any]:
    """A verdict, in force or not."""
    return {
        "id": verdict.id,
        "rating": verdict.rating,
        "scale": verdict.scale,
        "because": verdict.because,
        "evidence": list(verdict.evidence),
        "unsourced": verdict.unsourced,
        "given_at": verdict.given_at.isoformat(),
        "given_by": verdict.given_by.name,
        "live": verdict.live,
        "confidence": verdict.confidence,
        "as_of": verdict.as_of.isoformat() if verdict.as_of else None,
        "conditions": verdict.conditions,
        "correction": verdict.correction,
        "adjudicates": verdict.adjudicates,
        **_carried_object(verdict),
    }


def _carried_object(verdict: Verdict) -> dict[str, Any]:
    """Where a verdict was carried from, if it was."""
    if verdict.carried_from is None:
        return {}
    return {
        "carried_from": verdict.carried_from,
        "carried_verdict": verdict.carried_verdict,
        "stale": verdict.stale,
    }
