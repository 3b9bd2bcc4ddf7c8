"""Facts as bytes, so that what was made once can be kept beside an index.

The form is private to this package and is told by ``facts_version``; bytes that are not of this
form raise ``ValueError``.
"""

import json
from typing import Any

from workbench.matching.facts import Amount, Days, Facts, Named
from workbench.model import Modality

__all__ = ["pack", "unpack"]


def pack(facts: Facts) -> bytes:
    """Write facts as bytes."""
    row = [
        facts.terms,
        facts.title,
        [
            (
                one.low,
                one.high,
                one.centre,
                one.unit,
                one.head,
                one.said,
                one.token,
                one.written,
                one.margin,
            )
            for one in facts.amounts
        ],
        [(one.first, one.last, one.said, one.others, one.time, one.span) for one in facts.days],
        [(one.said, one.terms) for one in facts.names],
        facts.figures,
        facts.negated,
        facts.modality.value,
        facts.opposites,
        facts.claimant,
        facts.measured,
        facts.wording,
        facts.heading,
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def unpack(packed: bytes) -> Facts:
    """Read facts that :func:`pack` wrote."""
    try:
        return _facts(json.loads(packed.decode("utf-8", "surrogatepass")))
    except (TypeError, IndexError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError("these bytes are not packed facts") from error


def _facts(row: Any) -> Facts:
    terms, title, amounts, days, names, figures, negated, modality, opposites, *rest = row
    claimant, measured, wording, heading = rest
    return Facts(
        terms=tuple(terms),
        title=tuple(title),
        amounts=tuple([Amount(*one) for one in amounts]),
        days=tuple(
            [
                Days(first, last, said, tuple([(one, other) for one, other in others]), time, span)
                for first, last, said, others, time, span in days
            ]
        ),
        names=tuple([Named(said, tuple(parts)) for said, parts in names]),
        figures=tuple(figures),
        negated=negated,
        modality=Modality(modality),
        opposites=opposites,
        claimant=claimant,
        measured=measured,
        wording=wording,
        heading=heading,
    )
