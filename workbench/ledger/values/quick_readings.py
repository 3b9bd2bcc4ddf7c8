"""Claims that the tables name, read from the log in a fifth of the time.

The tables have only what :mod:`workbench.ledger.values.readings` has understood, so bounds need no
second look here. What does not fit at once is left to it.
"""

from dataclasses import dataclass
from typing import Final

import msgspec

from workbench.ledger.values.readings import ClaimValue
from workbench.model import (
    Attribution,
    ClaimType,
    DateMention,
    Modality,
    Name,
    Quantity,
    Statement,
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The value of a claim as it lies in the log."""

    start: int
    end: int
    span: str
    text: str
    document: str
    modality: Modality
    worth: int
    types: tuple[ClaimType, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    names: tuple[Name, ...] = ()
    claimant: str | None = None
    attribution: Attribution | None = None
    negated: bool = False
    reasons: tuple[str, ...] = ()
    by_hand: bool = False
    derived_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Body:
    value: _Reading


_DECODER: Final = msgspec.json.Decoder(_Body)


def read_claim_quickly(body: str) -> ClaimValue | None:
    """The claim that a body in the log holds; ``None`` where it wants a careful look."""
    try:
        found = _DECODER.decode(body).value
    except (msgspec.DecodeError, RecursionError):
        return None
    statement = Statement(
        found.start,
        found.end,
        found.span,
        found.text,
        found.types,
        found.quantities,
        found.dates,
        found.names,
        found.claimant,
        found.attribution,
        found.negated,
        found.modality,
        found.worth,
        found.reasons,
    )
    return ClaimValue(found.document, statement, found.by_hand, found.derived_from)
