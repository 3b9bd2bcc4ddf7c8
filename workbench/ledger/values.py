"""What the values of known events mean: from JSON to the nouns of the model.

A value that is not understood, because a newer program wrote it or because it is nonsense,
is kept in the log and passed on; it only has no say in the tables.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar

from workbench.ledger.identifiers import is_digest, is_identifier, is_short_identifier
from workbench.model import (
    Approximator,
    Attribution,
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Modality,
    Name,
    NameKind,
    Quantity,
    Stance,
    Statement,
)

_APPROXIMATORS: Final = {one.value: one for one in Approximator}
_BASES: Final = {one.value: one for one in DateBasis}
_CLAIM_TYPES: Final = {one.value: one for one in ClaimType}
_GRANULARITIES: Final = {one.value: one for one in Granularity}
_MODALITIES: Final = {one.value: one for one in Modality}
_NAME_KINDS: Final = {one.value: one for one in NameKind}
_STANCES: Final = {one.value: one for one in Stance}
_DECIMAL: Final = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
_MAX_OFFSET: Final = 1 << 53
_MAX_NUMBER: Final = 10**100


class NotUnderstood(ValueError):
    """The value is not of the shape that this program knows for its kind and field."""


@dataclass(frozen=True, slots=True)
class ProjectValue:
    """The name of a project, and whether it is the sample."""

    name: str
    sample: bool


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


@dataclass(frozen=True, slots=True)
class ClaimValue:
    """A claim as it was read or added."""

    document: str
    statement: Statement
    by_hand: bool


@dataclass(frozen=True, slots=True)
class EvidenceValue:
    """A quotation from a source with a stance."""

    url: str
    source: str
    quote: str
    stance: Stance
    seen_on: date


@dataclass(frozen=True, slots=True)
class VerdictValue:
    """A rating with its reason."""

    rating: str
    scale: str
    because: str
    evidence: tuple[str, ...]
    unsourced: bool


Value = ProjectValue | DocumentValue | ClaimValue | EvidenceValue | VerdictValue | str | None
_One = TypeVar("_One")


def understand(version: int, kind: str, entity: str, field: str, value: object) -> Value:
    """Read the value of an event; ``None`` means that it withdraws what it supersedes.

    Raises:
        NotUnderstood: This program does not know such an event.
    """
    if version != 1:
        raise NotUnderstood(f"version {version}")
    if kind == "evidence":
        known = _EVIDENCE
    else:
        found = _KNOWN.get((kind, field))
        if found is None:
            raise NotUnderstood(f"{kind} {field}")
        known = found
    if not known.names(entity):
        raise NotUnderstood(f"the entity of {kind} {field}")
    if value is None:
        return None
    if type(value) is not dict:
        raise NotUnderstood(f"the value of {kind} {field}")
    return known.read(value)


def _text(value: dict[str, Any], key: str) -> str:
    found = value.get(key)
    if not isinstance(found, str):
        raise NotUnderstood(f"{key} is not text")
    return found


def _optional_text(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is not None and not isinstance(found, str):
        raise NotUnderstood(f"{key} is not text")
    return found


def _flag(value: dict[str, Any], key: str) -> bool:
    found = value.get(key, False)
    if type(found) is not bool:
        raise NotUnderstood(f"{key} is not true or false")
    return found


def _count(value: dict[str, Any], key: str) -> int:
    found = value.get(key)
    if type(found) is not int or not 0 <= found < _MAX_OFFSET:
        raise NotUnderstood(f"{key} is not a number in range")
    return found


def _span(value: dict[str, Any]) -> tuple[int, int]:
    start, end = value.get("start"), value.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end < _MAX_OFFSET:
        raise NotUnderstood("a span is not two numbers in order")
    return start, end


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    found = value.get(key)
    if found is None or found == []:
        return ()
    if type(found) is not list or {type(one) for one in found} != {str}:
        raise NotUnderstood(f"{key} is not a list of texts")
    return tuple(found)


def _choice(words: Mapping[str, _One], value: dict[str, Any], key: str) -> _One:
    word = value.get(key)
    found = words.get(word) if isinstance(word, str) else None
    if found is None:
        raise NotUnderstood(f"{key} is not a known word")
    return found


def _optional_choice(words: Mapping[str, _One], value: dict[str, Any], key: str) -> _One | None:
    return None if value.get(key) is None else _choice(words, value, key)


def _day(value: dict[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(_text(value, key))
    except ValueError:
        raise NotUnderstood(f"{key} is not a day") from None


def _each(
    value: dict[str, Any], key: str, read: Callable[[dict[str, Any]], _One]
) -> tuple[_One, ...]:
    found = value.get(key)
    if found is None or found == []:
        return ()
    if type(found) is not list or {type(one) for one in found} != {dict}:
        raise NotUnderstood(f"{key} is not a list of objects")
    return tuple([read(one) for one in found])


def _number(value: dict[str, Any], key: str) -> Decimal | None:
    found = value.get(key)
    if found is None:
        return None
    if type(found) is int and -_MAX_NUMBER < found < _MAX_NUMBER:
        return Decimal(found)
    if isinstance(found, str) and _DECIMAL.fullmatch(found):
        return Decimal(found)
    raise NotUnderstood(f"{key} is neither an integer nor a decimal")


def _project(value: dict[str, Any]) -> ProjectValue:
    return ProjectValue(_text(value, "name"), _flag(value, "sample"))


def _document(value: dict[str, Any]) -> DocumentValue:
    data = _text(value, "bytes")
    if not is_digest(data):
        raise NotUnderstood("bytes is no hash")
    return DocumentValue(
        title=_text(value, "title"),
        address=_text(value, "address"),
        encoding=_text(value, "encoding"),
        language=_text(value, "language"),
        characters=_count(value, "characters"),
        document_date=(
            None if value.get("document_date") is None else _day(value, "document_date")
        ),
        document_date_basis=_optional_choice(_BASES, value, "document_date_basis"),
        notes=_texts(value, "notes"),
        data=data,
    )


def _quantity(value: dict[str, Any]) -> Quantity:
    start, end = _span(value)
    return Quantity(
        start,
        end,
        _text(value, "text"),
        _number(value, "value"),
        _number(value, "low"),
        _number(value, "high"),
        _optional_choice(_APPROXIMATORS, value, "approximator"),
        _optional_text(value, "unit"),
        _optional_text(value, "counted"),
    )


def _date(value: dict[str, Any]) -> DateMention:
    start, end = _span(value)
    agrees, anchor = value.get("weekday_agrees"), value.get("anchor")
    return DateMention(
        start,
        end,
        _text(value, "text"),
        _optional_text(value, "value"),
        _choice(_GRANULARITIES, value, "granularity"),
        _choice(_BASES, value, "basis"),
        _texts(value, "alternatives"),
        None if agrees is None else _flag(value, "weekday_agrees"),
        None if anchor is None else _count(value, "anchor"),
    )


def _name(value: dict[str, Any]) -> Name:
    start, end = _span(value)
    return Name(start, end, _text(value, "text"), _choice(_NAME_KINDS, value, "kind"))


def _attribution(value: object) -> Attribution | None:
    if value is None:
        return None
    if type(value) is not dict:
        raise NotUnderstood("attribution is not an object")
    start, end = _span(value)
    return Attribution(
        start,
        end,
        _text(value, "text"),
        _optional_text(value, "claimant"),
        _optional_text(value, "cue"),
        _flag(value, "direct"),
        _optional_text(value, "relayer"),
    )


def _claim(value: dict[str, Any]) -> ClaimValue:
    document = _text(value, "document")
    if not is_digest(document):
        raise NotUnderstood("document is no hash")
    start, end = _span(value)
    worth = _count(value, "worth")
    if worth > 1000:
        raise NotUnderstood("worth is not a number in range")
    try:
        types = tuple([_CLAIM_TYPES[one] for one in _texts(value, "types")])
    except KeyError:
        raise NotUnderstood("types holds an unknown word") from None
    return ClaimValue(
        document,
        Statement(
            start,
            end,
            _text(value, "span"),
            _text(value, "text"),
            types,
            _each(value, "quantities", _quantity),
            _each(value, "dates", _date),
            _each(value, "names", _name),
            _optional_text(value, "claimant"),
            _attribution(value.get("attribution")),
            _flag(value, "negated"),
            _choice(_MODALITIES, value, "modality"),
            worth,
            _texts(value, "reasons"),
        ),
        _flag(value, "by_hand"),
    )


def _evidence(value: dict[str, Any]) -> EvidenceValue:
    return EvidenceValue(
        _text(value, "url"),
        _text(value, "source"),
        _text(value, "quote"),
        _choice(_STANCES, value, "stance"),
        _day(value, "seen_on"),
    )


def _verdict(value: dict[str, Any]) -> VerdictValue:
    return VerdictValue(
        _text(value, "rating"),
        _text(value, "scale"),
        _text(value, "because"),
        _texts(value, "evidence"),
        _flag(value, "unsourced"),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    names: Callable[[object], bool]
    read: Callable[[dict[str, Any]], Value]


_KNOWN: Final[dict[tuple[str, str], _Known]] = {
    ("project", "name"): _Known(is_identifier, _project),
    ("reviewer", "name"): _Known(is_identifier, lambda value: _text(value, "name")),
    ("document", "read"): _Known(is_digest, _document),
    ("claim", "read"): _Known(is_identifier, _claim),
    ("claim", "statement"): _Known(is_identifier, lambda value: _text(value, "text")),
    ("claim", "dismissed"): _Known(is_identifier, lambda value: _text(value, "reason")),
    ("verdict", "rating"): _Known(is_identifier, _verdict),
    ("undo", "undone"): _Known(is_short_identifier, lambda _: "undone"),
}
_EVIDENCE: Final = _Known(is_identifier, _evidence)
KNOWN_KINDS: Final = frozenset({"evidence", *(kind for kind, _ in _KNOWN)})
