"""The typed slots of a claim in words: quantities, dates, names, who says it."""

from decimal import ROUND_DOWN, Decimal
from typing import Final

from workbench.model import (
    Approximator,
    DateBasis,
    DateMention,
    Insertion,
    Modality,
    Name,
    Quantity,
    Statement,
)

_APPROXIMATELY = {
    Approximator.ABOUT: "about ",
    Approximator.AT_LEAST: "at least ",
    Approximator.AT_MOST: "at most ",
    Approximator.OVER: "more than ",
    Approximator.UNDER: "less than ",
    Approximator.VAGUE: "roughly ",
}

_RESOLVED = {
    DateBasis.EXPLICIT: "as written",
    DateBasis.HEADER: "the date of the document",
    DateBasis.GIVEN: "counted from the document date that was given",
    DateBasis.YEAR_FROM_HEADER: "the year is the document's",
    DateBasis.YEAR_FROM_TEXT: "the year is from the text before it",
    DateBasis.RELATIVE: "counted from the document's date",
    DateBasis.ANAPHORA: "counted from a date before it in the text",
    DateBasis.UNRESOLVED: "not resolved",
}

_MODALITY = {
    Modality.ASSERTED: "as a fact",
    Modality.PLANNED: "as a plan, not yet so",
    Modality.POSSIBLE: "as a possibility",
    Modality.CONDITIONAL: "under a condition",
    Modality.DENIED: "as a denial",
    Modality.OPINION: "as an opinion",
    Modality.QUESTION: "as a question",
}


_DIGITS_OF_A_PART: Final = 6
_PART: Final = Decimal("0.0001")


def number_in_words(number: Decimal) -> str:
    """A number with its thousands apart: 12 500 people can be read at a glance.

    A third is told as 0.3333…, for its digits have no end.
    """
    digits = number.as_tuple()
    if isinstance(digits.exponent, int) and digits.exponent < -_DIGITS_OF_A_PART:
        return f"{number_in_words(number.quantize(_PART, ROUND_DOWN))}…"
    return f"{number:,f}".replace(",", "\u202f") if abs(number) >= 10_000 else f"{number:f}"


def amount_in_words(quantity: Quantity) -> str:
    """What the number is: one value, a range, or as much as the text lets us know."""
    about = _APPROXIMATELY[quantity.approximator] if quantity.approximator else ""
    if quantity.value is not None:
        return about + number_in_words(quantity.value)
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return f"{about}between {number_in_words(low)} and {number_in_words(high)}"
    if low is not None:
        return f"{number_in_words(low)} or more"
    if high is not None:
        return f"{number_in_words(high)} or less"
    return "a number that the text leaves open"


def insertion_in_words(insertion: Insertion) -> str:
    """Where words came from that make a claim stand alone."""
    return f"[{insertion.text}] from characters {insertion.start:,} to {insertion.end:,}"


def quantity_in_words(quantity: Quantity) -> str:
    """A quantity: how much, of which unit, of what, and the words that say so."""
    unit = f" {quantity.unit}" if quantity.unit and quantity.unit != "%" else quantity.unit or ""
    counted = f" of {quantity.counted}" if unit and quantity.counted else ""
    if not unit and quantity.counted:
        counted = f" {quantity.counted}"
    return f"{amount_in_words(quantity)}{unit}{counted} – “{quantity.text}”"


def date_in_words(mention: DateMention) -> str:
    """A date: what it comes to, how that is known, and the words that say so."""
    words = f"“{mention.text}”"
    if mention.value is None:
        told = f"{words} – not resolved: the document has no date to count from"
        if mention.alternatives:
            told = f"{words} – not resolved; it could be {_either(mention.alternatives)}"
        return told
    value = mention.value.replace("/", " to ")
    told = f"{value} – {words}, {_RESOLVED[mention.basis]}"
    if mention.alternatives:
        told += f"; or {_either(mention.alternatives)}"
    if mention.weekday_agrees is False:
        told += "; the weekday in the text is another one"
    return told


def _either(alternatives: tuple[str, ...]) -> str:
    return " or ".join(value.replace("/", " to ") for value in alternatives)


def name_in_words(name: Name) -> str:
    """A name and what it names."""
    return f"{name.text} ({name.kind.value})"


def claimant_in_words(reading: Statement) -> str:
    """Who says it, in which words, and who passes it on."""
    attribution = reading.attribution
    who = reading.claimant or (attribution.claimant if attribution else None)
    if attribution is None:
        return who or "the author of the document"
    told = f"{who or 'somebody the text does not name'} – “{attribution.text}”"
    if attribution.relayer:
        told += f", passed on by {attribution.relayer}"
    return told + (", in direct speech" if attribution.direct else "")


def force_in_words(reading: Statement) -> str:
    """Whether the statement is asserted, planned, denied, and whether it says that not."""
    told = _MODALITY[reading.modality]
    return f"{told}, and in the negative: it says what is not so" if reading.negated else told
