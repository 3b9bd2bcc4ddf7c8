"""Facts as JSON with nothing left out, for those that cannot be written shorter."""

import json
from typing import Any

from workbench.matching.facts import Amount, Days, Facts, Named
from workbench.model import Modality

__all__ = ["as_json", "in_full", "read_in_full"]


def in_full(facts: Facts) -> bytes:
    """Write all that facts are."""
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
        facts.aside,
    ]
    return as_json(row).encode("utf-8", "surrogatepass")


def as_json(value: object) -> str:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_in_full(row: Any) -> Facts:
    """Read what :func:`in_full` wrote, after JSON was read."""
    terms, title, amounts, days, names, figures, negated, modality, opposites, *rest = row
    claimant, measured, wording, heading, aside = rest
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
        aside=tuple(aside),
    )
