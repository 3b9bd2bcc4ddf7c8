"""Values of what a reviewer decides on a claim: evidence, verdicts, and what became of quotes."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workbench.ledger.identifiers import is_identifier
from workbench.ledger.shapes import (
    NotUnderstood,
    at_most,
    bounded_text,
    choice,
    day,
    digest,
    flag,
    optional_bounded_text,
    optional_choice,
    optional_count,
    optional_day,
    optional_text,
    span,
    text,
    texts,
)
from workbench.model import (
    Anchoring,
    AnchorState,
    Confidence,
    PageText,
    QuoteDetails,
    QuoteSelector,
    Stance,
)

LONGEST_AROUND: Final = 2_000
"""Characters of a prefix or suffix."""
LONGEST_NOTE: Final = 20_000
LONGEST_CONDITIONS: Final = 20_000
"""Characters of the conditions of a verdict, or of the reason of its correction."""
MOST_DIFFERENCES: Final = 200
LOOKED: Final = "looked at verdicts that wait for a second reader"
LONGEST_DIFFERENCE: Final = 2_000
_ANCHOR_STATES: Final = {one.value: one for one in AnchorState}
_CONFIDENCES: Final = {one.value: one for one in Confidence}
_PAGE_TEXTS: Final = {one.value: one for one in PageText}
_STANCES: Final = {one.value: one for one in Stance}
_LONGEST_NAME: Final = 100
_MOST_PAGES: Final = 1_000_000
_WHOLE: Final = 1_000


@dataclass(frozen=True, slots=True)
class EvidenceValue:
    """A quotation from a source with a stance; its details if it was quoted from a capture."""

    url: str
    source: str
    quote: str
    stance: Stance
    seen_on: date
    details: QuoteDetails | None = None


@dataclass(frozen=True, slots=True)
class VerdictValue:
    """A rating with its reason; ``considered`` names re-checks that were known to its giver.

    ``carried`` names the claim, and the verdict there, that it was carried from. ``correction``
    says why it takes the place of an earlier verdict.
    """

    rating: str
    scale: str
    because: str
    evidence: tuple[str, ...]
    unsourced: bool
    considered: tuple[str, ...] = ()
    carried: tuple[str, str] | None = None
    confidence: Confidence | None = None
    as_of: date | None = None
    conditions: str | None = None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class AnchoringValue:
    """What became of the quote of a piece of evidence in a later capture."""

    evidence: str
    capture: str
    anchoring: Anchoring


def read_evidence(value: dict[str, Any]) -> EvidenceValue:
    """Read the value of a piece of evidence."""
    quote = text(value, "quote")
    return EvidenceValue(
        text(value, "url"),
        text(value, "source"),
        quote,
        choice(_STANCES, value, "stance"),
        day(value, "seen_on"),
        None if value.get("capture") is None else _details(value, quote),
    )


def _details(value: dict[str, Any], quote: str) -> QuoteDetails:
    start, end = span(value)
    if end - start != len(quote):
        raise NotUnderstood("the span is not as long as the quote")
    page = optional_count(value, "page")
    if page is not None and not 0 < page <= _MOST_PAGES:
        raise NotUnderstood("page is not a number in range")
    return QuoteDetails(
        capture=digest(value, "capture"),
        selector=QuoteSelector(
            exact=quote,
            prefix=optional_bounded_text(value, "prefix", LONGEST_AROUND) or "",
            suffix=optional_bounded_text(value, "suffix", LONGEST_AROUND) or "",
            start=start,
            end=end,
            text=choice(_PAGE_TEXTS, value, "text"),
            page=page,
        ),
        extractor=bounded_text(value, "extractor", _LONGEST_NAME),
        note=optional_bounded_text(value, "note", LONGEST_NOTE),
        dated=optional_day(value, "dated"),
        younger=flag(value, "younger"),
        translation=optional_text(value, "translation"),
        translation_language=optional_bounded_text(value, "translation_language", _LONGEST_NAME),
    )


def read_verdict(value: dict[str, Any]) -> VerdictValue:
    """Read the value of a verdict."""
    return VerdictValue(
        text(value, "rating"),
        text(value, "scale"),
        text(value, "because"),
        texts(value, "evidence"),
        flag(value, "unsourced"),
        texts(value, "considered"),
        _carried(value),
        optional_choice(_CONFIDENCES, value, "confidence"),
        None if value.get("as_of") is None else day(value, "as_of"),
        optional_bounded_text(value, "conditions", LONGEST_CONDITIONS),
        optional_bounded_text(value, "correction", LONGEST_CONDITIONS),
    )


def _carried(value: dict[str, Any]) -> tuple[str, str] | None:
    found = value.get("carried")
    if found is None:
        return None
    if type(found) is not dict or not is_identifier(found.get("claim")):
        raise NotUnderstood("carried names no claim")
    return text(found, "claim"), digest(found, "verdict")


def read_anchoring(value: dict[str, Any]) -> AnchoringValue:
    """Read what a re-check found of a quote. Similarity is in thousandths."""
    similarity = optional_count(value, "similarity") or 0
    if similarity > _WHOLE:
        raise NotUnderstood("similarity is not a number in range")
    placed = value.get("start") is not None or value.get("end") is not None
    start, end = span(value) if placed else (None, None)
    differences = at_most(texts(value, "differences"), "differences", MOST_DIFFERENCES)
    if any(len(one) > LONGEST_DIFFERENCE for one in differences):
        raise NotUnderstood("a difference is too long")
    return AnchoringValue(
        digest(value, "evidence"),
        digest(value, "capture"),
        Anchoring(choice(_ANCHOR_STATES, value, "state"), start, end, similarity / 10, differences),
    )


def read_look(value: dict[str, Any]) -> str:
    """Read that verdicts were looked at which wait for a second reader, and why if it was said."""
    because = optional_bounded_text(value, "because", LONGEST_CONDITIONS)
    return f"{LOOKED}: {because}" if because else LOOKED


def read_wording(value: dict[str, Any]) -> str:
    """Read a better wording of a claim."""
    return text(value, "text")


def read_dismissal(value: dict[str, Any]) -> str:
    """Read the reason for which a claim was dismissed."""
    return text(value, "reason")
