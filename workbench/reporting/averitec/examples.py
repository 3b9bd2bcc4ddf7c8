"""A report in the form of the AVeriTeC data: claims with labels, questions and typed answers.

Only claims whose one result is among its four labels can be told in it. A piece of evidence that
no answer rests on is told as an answer to the question what its source says, because the form
has no other place for it.
"""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from workbench.model import Answer, AnswerKind, Claim, Evidence
from workbench.reporting.claimreview.reviews import deciding_verdict, review_address
from workbench.reporting.dossier import Dossier, Entry, SourceRecord, claimant_of
from workbench.reporting.formats import ReportOptions
from workbench.text import escape_json

LABELS: Final = (
    "Supported",
    "Refuted",
    "Not Enough Evidence",
    "Conflicting Evidence/Cherrypicking",
)
CLAIM_TYPES: Final = (
    "Event/Property Claim",
    "Numerical Claim",
    "Quote Verification",
    "Causal Claim",
    "Position Statement",
)
STRATEGIES: Final = (
    "Written Evidence",
    "Consultation",
    "Numerical Comparison",
    "Fact-checker Reference",
    "Satirical Source Identification",
)
NO_ANSWER: Final = "No answer could be found."
_WEB_TEXT: Final = "Web text"
_PDF: Final = "PDF"
_OTHER: Final = "Other"


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write a list of claims, one on each line."""
    between = b"[\n"
    for entry in dossier.entries:
        value = claim_value(entry, dossier)
        if value is None:
            continue
        stream.write(between + escape_json(json.dumps(value, ensure_ascii=False)).encode())
        between = b",\n"
    stream.write(b"\n]\n" if between == b",\n" else b"[]\n")


def claim_value(entry: Entry, dossier: Dossier) -> dict[str, Any] | None:
    """A claim; ``None`` if it has no result that the form knows."""
    claim = entry.claim
    deciding = deciding_verdict(claim)
    label = label_of(claim)
    if deciding is None or label is None:
        return None
    document = entry.document.address
    appeared = claim.first_appearance or (document if "://" in document else None)
    return {
        "claim": claim.statement,
        "required_reannotation": False,
        "label": label,
        "justification": deciding.because,
        "claim_date": written_day(claim.claimed_on),
        "speaker": claimant_of(claim),
        "original_claim_url": appeared,
        "cached_original_claim_url": None,
        "fact_checking_article": review_address(claim, dossier.publisher),
        "reporting_source": None,
        "location_ISO_code": claim.place if is_country_code(claim.place) else None,
        "claim_types": _tagged(claim, CLAIM_TYPES),
        "fact_checking_strategies": _tagged(claim, STRATEGIES),
        "questions": list(_questions(entry)),
    }


def label_of(claim: Claim) -> str | None:
    """The label of a claim, if it has one result and that is one of the four."""
    deciding = deciding_verdict(claim)
    return deciding.rating if deciding is not None and deciding.rating in LABELS else None


def written_day(day: str | None) -> str | None:
    """A day as the data writes it, DD-MM-YYYY; a month or a year alone has no place in it."""
    if day is None or len(day) != len("2025-10-15"):
        return None
    year, month, number = day.split("-")
    return f"{number}-{month}-{year}"


def is_country_code(place: str | None) -> bool:
    """Whether a place is a country's code of two letters."""
    return place is not None and len(place) == 2 and place.isascii() and place.isupper()


def _tagged(claim: Claim, known: tuple[str, ...]) -> list[str]:
    tags = {tag.casefold() for tag in claim.tags}
    return [name for name in known if name.casefold() in tags]


def _questions(entry: Entry) -> Iterator[dict[str, Any]]:
    claim = entry.claim
    pieces = {piece.id: piece for piece in claim.evidence}
    told: set[str] = set()
    for question in claim.questions:
        answers = []
        for answer in question.answers:
            piece = pieces.get(answer.evidence) if answer.evidence else None
            if piece is not None and entry.record(piece).withheld:
                continue
            told.update([piece.id] if piece else [])
            record = entry.record(piece) if piece else entry.records.get(answer.url or "")
            answers.append(_answer(answer, piece, record))
        yield {"question": question.text, "answers": answers}
    for piece in claim.evidence:
        record = entry.record(piece)
        if piece.id not in told and not record.withheld:
            yield {"question": _question_of(record), "answers": [_extract(piece, record)]}


def _question_of(record: SourceRecord) -> str:
    return f"What does “{record.title}” say?" if record.title else "What does the source say?"


def _answer(answer: Answer, piece: Evidence | None, record: SourceRecord | None) -> dict[str, Any]:
    if answer.kind is AnswerKind.UNANSWERABLE:
        return _answer_value(answer.text or NO_ANSWER, answer.kind, "", "", "")
    url = answer.url or (piece.source.url if piece and not (record and record.said) else "")
    value = _answer_value(
        answer.text,
        answer.kind,
        url,
        (record.archived if record else None) or "",
        _medium(url, record),
    )
    if answer.because:
        value["boolean_explanation"] = answer.because
    return value


def _extract(piece: Evidence, record: SourceRecord) -> dict[str, Any]:
    url = "" if record.said else piece.source.url
    medium = _medium(url, record)
    return _answer_value(piece.quote, AnswerKind.EXTRACTIVE, url, record.archived or "", medium)


def _medium(url: str, record: SourceRecord | None) -> str:
    if record is not None and record.said:
        return _OTHER
    return _PDF if url.partition("?")[0].lower().endswith(".pdf") else _WEB_TEXT if url else ""


def _answer_value(text: str, kind: str, url: str, cached: str, medium: str) -> dict[str, Any]:
    return {
        "answer": text,
        "answer_type": kind,
        "source_url": url,
        "cached_source_url": cached,
        "source_medium": medium,
    }
