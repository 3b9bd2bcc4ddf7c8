"""The nouns as plain JSON values: no floats, no classes, the same wherever they are written."""

from decimal import Decimal
from typing import Any

from workbench.model import Attribution, Check, DateMention, Name, Quantity, Statement
from workbench.units import is_ambiguous, size_in_si


def statement_value(statement: Statement) -> dict[str, Any]:
    """A statement with all its slots as JSON."""
    return {
        "start": statement.start,
        "end": statement.end,
        "span": statement.span,
        "text": statement.text,
        "types": list(statement.types),
        "quantities": [quantity_value(quantity) for quantity in statement.quantities],
        "dates": [date_value(mention) for mention in statement.dates],
        "names": [name_value(name) for name in statement.names],
        "claimant": statement.claimant,
        "attribution": attribution_value(statement.attribution),
        "negated": statement.negated,
        "modality": statement.modality,
        "worth": statement.worth,
        "reasons": list(statement.reasons),
        **_insertions(statement),
    }


def _insertions(statement: Statement) -> dict[str, Any]:
    """Where the words in brackets came from, if there are any."""
    if not statement.insertions:
        return {}
    return {
        "insertions": [
            {"start": one.start, "end": one.end, "text": one.text} for one in statement.insertions
        ]
    }


def quantity_value(quantity: Quantity) -> dict[str, Any]:
    """A quantity as JSON: numbers are integers or decimal strings, never floats."""
    return {
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
        "value": number_value(quantity.value),
        "low": number_value(quantity.low),
        "high": number_value(quantity.high),
        "approximator": quantity.approximator,
        "unit": quantity.unit,
        "counted": quantity.counted,
    }


def si_values(quantity: Quantity) -> dict[str, Any]:
    """The same measure in SI units, where the words of the text allow no other reading.

    It follows from the quantity, so it is written where claims are shown, not where they are kept.
    Degrees are left out, for they may be a temperature or a difference of two, and so is a word
    that means different measures in different countries ("gallons").
    """
    unit = quantity.unit
    if unit is None or unit.startswith("degree ") or is_ambiguous(unit):
        return {}
    sizes = {
        f"si_{name}": size_in_si(number, unit)
        for name, number in (
            ("value", quantity.value),
            ("low", quantity.low),
            ("high", quantity.high),
        )
        if number is not None
    }
    known = {name: size for name, size in sizes.items() if size is not None}
    if not known:
        return {}
    names = {name: number_value(size[0]) for name, size in known.items()}
    return {**names, "si_unit": next(iter(known.values()))[1]}


def date_value(mention: DateMention) -> dict[str, Any]:
    """A date mention as JSON."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "value": mention.value,
        "granularity": mention.granularity,
        "basis": mention.basis,
        "alternatives": list(mention.alternatives),
        "weekday_agrees": mention.weekday_agrees,
        "anchor": mention.anchor,
    }


def name_value(name: Name) -> dict[str, Any]:
    """A name as JSON."""
    return {"start": name.start, "end": name.end, "text": name.text, "kind": name.kind}


def check_value(check: Check) -> dict[str, Any]:
    """A check as JSON."""
    return {
        "kind": check.kind,
        "agrees": check.agrees,
        "message": check.message,
        "spans": [{"start": start, "end": end} for start, end in check.spans],
    }


def attribution_value(attribution: Attribution | None) -> dict[str, Any] | None:
    """An attribution as JSON."""
    if attribution is None:
        return None
    return {
        "start": attribution.start,
        "end": attribution.end,
        "text": attribution.text,
        "claimant": attribution.claimant,
        "cue": attribution.cue,
        "direct": attribution.direct,
        "relayer": attribution.relayer,
    }


def number_value(number: Decimal | None) -> int | str | None:
    """A number as JSON keeps it: an integer where it is one, else a plain decimal string."""
    if number is None:
        return None
    if number.adjusted() < 15 and (whole := int(number)) == number:
        return whole
    return format(number.normalize(), "f")
