"""Values of what was read: documents, and claims with their slots."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from workbench.ledger.identifiers import is_digest, is_identifier
from workbench.ledger.shapes import (
    NotUnderstood,
    at_most,
    choice,
    count,
    day,
    each,
    flag,
    number,
    optional_choice,
    optional_text,
    span,
    text,
    texts,
)
from workbench.model import (
    Approximator,
    Attribution,
    Check,
    CheckKind,
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Insertion,
    Modality,
    Name,
    NameKind,
    Quantity,
    Statement,
)

MOST_ORIGINS: Final = 200
"""Claims of which one claim is joined, or into which one is split."""
MOST_INSERTIONS: Final = 200
"""Places that the words in brackets of one claim came from."""
_APPROXIMATORS: Final = {one.value: one for one in Approximator}
_BASES: Final = {one.value: one for one in DateBasis}
_CHECK_KINDS: Final = {one.value: one for one in CheckKind}
_CLAIM_TYPES: Final = {one.value: one for one in ClaimType}
_GRANULARITIES: Final = {one.value: one for one in Granularity}
_MODALITIES: Final = {one.value: one for one in Modality}
_NAME_KINDS: Final = {one.value: one for one in NameKind}


@dataclass(frozen=True, slots=True)
class DocumentValue:
    """What is known of a document besides its identity; ``data`` is the hash of its bytes."""

    title: str
    address: str
    encoding: str
    language: str
    characters: int
    document_date: date | None
    document_date_basis: DateBasis | None
    notes: tuple[str, ...]
    data: str
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """A claim as it was read or added, or split from others or joined of them."""

    document: str
    statement: Statement
    by_hand: bool
    derived_from: tuple[str, ...] = ()


def read_document(value: dict[str, Any]) -> DocumentValue:
    """Read the value of a document."""
    data = text(value, "bytes")
    if not is_digest(data):
        raise NotUnderstood("bytes is no hash")
    return DocumentValue(
        title=text(value, "title"),
        address=text(value, "address"),
        encoding=text(value, "encoding"),
        language=text(value, "language"),
        characters=count(value, "characters"),
        document_date=(None if value.get("document_date") is None else day(value, "document_date")),
        document_date_basis=optional_choice(_BASES, value, "document_date_basis"),
        notes=texts(value, "notes"),
        data=data,
        checks=each(value, "checks", _check),
    )


def _check(value: dict[str, Any]) -> Check:
    return Check(
        choice(_CHECK_KINDS, value, "kind"),
        flag(value, "agrees"),
        text(value, "message"),
        each(value, "spans", span),
    )


def _quantity(value: dict[str, Any]) -> Quantity:
    start, end = span(value)
    return Quantity(
        start,
        end,
        text(value, "text"),
        number(value, "value"),
        number(value, "low"),
        number(value, "high"),
        optional_choice(_APPROXIMATORS, value, "approximator"),
        optional_text(value, "unit"),
        optional_text(value, "counted"),
    )


def _date(value: dict[str, Any]) -> DateMention:
    start, end = span(value)
    agrees, anchor = value.get("weekday_agrees"), value.get("anchor")
    return DateMention(
        start,
        end,
        text(value, "text"),
        optional_text(value, "value"),
        choice(_GRANULARITIES, value, "granularity"),
        choice(_BASES, value, "basis"),
        texts(value, "alternatives"),
        None if agrees is None else flag(value, "weekday_agrees"),
        None if anchor is None else count(value, "anchor"),
    )


def _name(value: dict[str, Any]) -> Name:
    start, end = span(value)
    return Name(start, end, text(value, "text"), choice(_NAME_KINDS, value, "kind"))


def _insertion(value: dict[str, Any]) -> Insertion:
    start, end = span(value)
    return Insertion(start, end, text(value, "text"))


def _attribution(value: object) -> Attribution | None:
    if value is None:
        return None
    if type(value) is not dict:
        raise NotUnderstood("attribution is not an object")
    start, end = span(value)
    return Attribution(
        start,
        end,
        text(value, "text"),
        optional_text(value, "claimant"),
        optional_text(value, "cue"),
        flag(value, "direct"),
        optional_text(value, "relayer"),
    )


def read_claim(value: dict[str, Any]) -> ClaimValue:
    """Read the value of a claim."""
    document = text(value, "document")
    if not is_digest(document):
        raise NotUnderstood("document is no hash")
    start, end = span(value)
    worth = count(value, "worth")
    if worth > 1000:
        raise NotUnderstood("worth is not a number in range")
    try:
        types = tuple([_CLAIM_TYPES[one] for one in texts(value, "types")])
    except KeyError:
        raise NotUnderstood("types holds an unknown word") from None
    return ClaimValue(
        document,
        Statement(
            start,
            end,
            text(value, "span"),
            text(value, "text"),
            types,
            each(value, "quantities", _quantity),
            each(value, "dates", _date),
            each(value, "names", _name),
            optional_text(value, "claimant"),
            _attribution(value.get("attribution")),
            flag(value, "negated"),
            choice(_MODALITIES, value, "modality"),
            worth,
            texts(value, "reasons"),
            at_most(each(value, "insertions", _insertion), "insertions", MOST_INSERTIONS),
        ),
        flag(value, "by_hand"),
        claim_ids(value, "derived_from"),
    )


def claim_ids(value: dict[str, Any], key: str) -> tuple[str, ...]:
    """A list of ids of claims under a key; absent means empty."""
    found = at_most(texts(value, key), key, MOST_ORIGINS)
    if not all(is_identifier(one) for one in found):
        raise NotUnderstood(f"{key} holds something that is no id")
    return found
