"""The commonest values, read straight from the bytes of an event.

What is here reads the same as :func:`workbench.ledger.values.understand` does, or is left to it:
a value that is in any way unusual is read there. It only saves time where very many are read.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Generic, TypeVar

from msgspec import Meta, Struct, ValidationError
from msgspec.json import Decoder

from workbench.ledger.identifiers import is_digest, is_identifier
from workbench.ledger.values.decisions import LONGEST_CONDITIONS, EvidenceValue, VerdictValue
from workbench.ledger.values.readings import MOST_INSERTIONS, ClaimValue
from workbench.model import (
    Approximator,
    Attribution,
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Insertion,
    Modality,
    Name,
    Quantity,
    Stance,
    Statement,
)

_MAX_OFFSET: Final = 1 << 53
_MAX_WHOLE: Final = 10**15
_DECIMAL: Final = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
_Of = TypeVar("_Of")
_Offset = Annotated[int, Meta(ge=0, lt=_MAX_OFFSET)]
_Worth = Annotated[int, Meta(ge=0, le=1000)]
_Whole = Annotated[int, Meta(gt=-_MAX_WHOLE, lt=_MAX_WHOLE)]


class _Doubtful(ValueError):
    """The value is to be read with more care."""


class _Body(Struct, Generic[_Of]):
    value: _Of


class _Evidence(Struct):
    url: str
    source: str
    quote: str
    stance: Stance
    seen_on: date
    capture: None = None


class _Quantity(Struct):
    start: _Offset
    end: _Offset
    text: str
    value: str | _Whole | None = None
    low: str | _Whole | None = None
    high: str | _Whole | None = None
    approximator: Approximator | None = None
    unit: str | None = None
    counted: str | None = None


class _Date(Struct):
    start: _Offset
    end: _Offset
    text: str
    granularity: Granularity
    basis: DateBasis
    value: str | None = None
    alternatives: tuple[str, ...] = ()
    weekday_agrees: bool | None = None
    anchor: _Offset | None = None


class _Claim(Struct):
    document: str
    start: _Offset
    end: _Offset
    span: str
    text: str
    worth: _Worth
    modality: Modality
    types: tuple[ClaimType, ...] = ()
    quantities: tuple[_Quantity, ...] = ()
    dates: tuple[_Date, ...] = ()
    names: tuple[Name, ...] = ()
    claimant: str | None = None
    attribution: Attribution | None = None
    negated: bool = False
    reasons: tuple[str, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    by_hand: bool = False
    derived_from: Any = None


_VERDICTS: Final = Decoder(_Body[VerdictValue])
_EVIDENCE: Final = Decoder(_Body[_Evidence])
_CLAIMS: Final = Decoder(_Body[_Claim])


def read_quickly(
    kind: str, entity: str, field: str, body: str
) -> ClaimValue | EvidenceValue | VerdictValue | None:
    """The value of the body of an event of the first version, if it is one of the usual ones."""
    read = _QUICK.get(kind)
    if read is None or _FIELDS.get(kind, field) != field or not is_identifier(entity):
        return None
    try:
        return read(body)
    except (ValidationError, _Doubtful):
        return None


def _verdict(body: str) -> VerdictValue:
    found = _VERDICTS.decode(body).value
    if found.carried is not None or _longer(found.conditions) or _longer(found.correction):
        raise _Doubtful
    return found


def _longer(words: str | None) -> bool:
    return words is not None and len(words) > LONGEST_CONDITIONS


def _evidence(body: str) -> EvidenceValue:
    found = _EVIDENCE.decode(body).value
    return EvidenceValue(found.url, found.source, found.quote, found.stance, found.seen_on)


def _claim(body: str) -> ClaimValue:
    found = _CLAIMS.decode(body).value
    if found.derived_from is not None or not is_digest(found.document):
        raise _Doubtful
    told = found.attribution
    if len(found.insertions) > MOST_INSERTIONS:
        raise _Doubtful
    for one in (found, *found.names, *found.insertions, *((told,) if told else ())):
        if not 0 <= one.start <= one.end < _MAX_OFFSET:
            raise _Doubtful
    return ClaimValue(
        found.document,
        Statement(
            found.start,
            found.end,
            found.span,
            found.text,
            found.types,
            tuple([_quantity(one) for one in found.quantities]),
            tuple([_date(one) for one in found.dates]),
            found.names,
            found.claimant,
            told,
            found.negated,
            found.modality,
            found.worth,
            found.reasons,
            found.insertions,
        ),
        found.by_hand,
    )


def _quantity(found: _Quantity) -> Quantity:
    if found.start > found.end:
        raise _Doubtful
    return Quantity(
        found.start,
        found.end,
        found.text,
        _number(found.value),
        _number(found.low),
        _number(found.high),
        found.approximator,
        found.unit,
        found.counted,
    )


def _number(found: str | int | None) -> Decimal | None:
    if found is None:
        return None
    if isinstance(found, str) and _DECIMAL.fullmatch(found) is None:
        raise _Doubtful
    return Decimal(found)


def _date(found: _Date) -> DateMention:
    if found.start > found.end:
        raise _Doubtful
    return DateMention(
        found.start,
        found.end,
        found.text,
        found.value,
        found.granularity,
        found.basis,
        found.alternatives,
        found.weekday_agrees,
        found.anchor,
    )


_QUICK: Final[dict[str, Callable[[str], ClaimValue | EvidenceValue | VerdictValue]]] = {
    "claim": _claim,
    "evidence": _evidence,
    "verdict": _verdict,
}
_FIELDS: Final = {"claim": "read", "verdict": "rating"}
"""The field of such events; those of evidence have any."""
