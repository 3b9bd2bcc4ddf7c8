"""What of a report goes from one project to another and comes out of it the same.

An object a line, as in JSON Lines, but only with what taking a report in can carry: not who did
something and when, no ids, no histories, no verdicts that no longer stand. So a report that is
exported so, taken in, and exported so again is the same, byte for byte.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from workbench.model import Claim, ClaimStatus
from workbench.reporting.claimreview.reviews import deciding_verdict, is_web_address
from workbench.reporting.dossier import Dossier, Entry, claimant_of
from workbench.reporting.formats import Pieces
from workbench.reporting.manifest import FORMAT
from workbench.text import escape_json


def _begin(_dossier: Dossier, stream: BinaryIO) -> None:
    """Write a head that is always the same."""
    stream.write(_line({"report": {"format": FORMAT, "portable": True}}))


def _claims(dossier: Dossier, stream: BinaryIO, _before: Entry | None) -> int:
    told = 0
    for entry in dossier.entries:
        told += 1
        stream.write(_line({"claim": portable_claim(entry)}))
    return told


def _end(_told: int, _stream: BinaryIO) -> None:
    """The last line is that of a claim."""


PIECES: Final = Pieces(_begin, _claims, _end)


def portable_claim(entry: Entry) -> dict[str, Any]:
    """A claim without anything that belongs to its project alone."""
    claim = entry.claim
    verdict = deciding_verdict(claim) if claim.status is not ClaimStatus.CONFLICT else None
    return {
        "text": claim.statement,
        "claimant": claimant_of(claim),
        "claimant_kind": claim.claimant_kind,
        "claimed_on": claim.claimed_on,
        "place": claim.place,
        "first_appearance": claim.first_appearance,
        "tags": sorted(claim.tags),
        "rating": verdict.rating if verdict else None,
        "evidence": list(_evidence(entry)),
        "verdicts": [
            {
                "rating": verdict.rating,
                "scale": verdict.scale,
                "because": verdict.because,
                "conditions": verdict.conditions,
                "confidence": verdict.confidence,
                "live": True,
            }
        ]
        if verdict
        else [],
        "questions": list(_questions(claim)),
    }


def _evidence(entry: Entry) -> Iterator[dict[str, Any]]:
    for piece in entry.claim.evidence:
        record = entry.record(piece)
        if record.withheld or record.said or not is_web_address(piece.source.url):
            continue
        yield {
            "url": piece.source.url,
            "quote": piece.quote,
            "stance": piece.stance,
            "archived": record.archived,
        }


def _questions(claim: Claim) -> Iterator[dict[str, Any]]:
    for question in claim.questions:
        answers = [
            {"text": one.text, "kind": one.kind, "url": one.url, "because": one.because}
            for one in question.answers
        ]
        yield {"text": question.text, "answers": answers}


def _line(value: dict[str, Any]) -> bytes:
    return escape_json(json.dumps(value, ensure_ascii=False)).encode() + b"\n"
