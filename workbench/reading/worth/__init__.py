"""How much a statement is worth checking: reasons by rule, and a weighted sum of them.

The weights are data in ``language/en/worth.toml``. One of the reasons is what the trained model
of ``worth_model`` thinks of the words, in four steps. The result runs from 0 to 1000.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.model import Approximator, Attribution, ClaimType, Modality, Name, NameKind, Quantity
from workbench.reading.grammar.marks import FIRST_PERSON, VAGUE
from workbench.reading.grammar.tokens import Token, has_words
from workbench.reading.language import table
from workbench.reading.worth_model import THRESHOLD, score

__all__ = ["Evidence", "known_reasons", "likelihood", "reasons_and_worth", "worth_of"]

# a tuple: the hash of a member of an enumeration is slow
_ACTORS: Final = (
    NameKind.PERSON,
    NameKind.ORGANISATION,
    NameKind.PLACE,
    NameKind.GROUP,
    NameKind.UNIT,
)
# a member of an enumeration is slow to look up, and these are asked for every statement
_VAGUE: Final = Approximator.VAGUE
_OF_TYPES: Final = (
    (ClaimType.CAUSAL, "causal"),
    (ClaimType.COMPARISON, "comparison"),
    (ClaimType.LEGAL, "legal"),
    (ClaimType.EVENT, "event"),
    (ClaimType.STATUS, "status"),
)
_ASSERTED: Final = Modality.ASSERTED
_OF_MODALITIES: Final = {
    Modality.PLANNED: "plan",
    Modality.POSSIBLE: "possible",
    Modality.CONDITIONAL: "conditional",
    Modality.DENIED: "denial",
    Modality.OPINION: "opinion",
    Modality.QUESTION: "question",
}
_MOST: Final = 1000
_SURE: Final = 0.8


@dataclass(slots=True, eq=False, repr=False)
class Evidence:
    """What is known about a statement when its worth is weighed."""

    words: Sequence[Token]
    marks: int
    kind: str
    types: tuple[ClaimType, ...]
    quantities: tuple[Quantity, ...]
    dated: bool
    names: tuple[Name, ...]
    attribution: Attribution | None
    negated: bool
    modality: Modality
    remarks: tuple[str, ...]
    rank: int
    likely: float


def reasons_and_worth(evidence: Evidence) -> tuple[tuple[str, ...], int]:
    """The reasons for and against checking the statement, and its worth in per mille."""
    reasons = tuple(_reasons(evidence, table("worth")))
    return reasons, worth_of(reasons, {})


def likelihood(text: str) -> float:
    """How likely the model, taught on political debates, takes the words to be worth checking."""
    return score(text)


def worth_of(reasons: Sequence[str], own: Mapping[str, int]) -> int:
    """The worth that reasons amount to, where ``own`` weights replace those of the table."""
    settings: dict[str, Any] = table("worth")
    weights: Mapping[str, int] = settings["weights"]
    if own:
        weights = {**weights, **own}
    worth = sum([weights.get(reason, 0) for reason in reasons], int(settings["base"]))
    return max(0, min(_MOST, worth))


def known_reasons() -> tuple[str, ...]:
    """The reasons that have a weight."""
    return tuple(table("worth")["weights"])


def _reasons(evidence: Evidence, settings: dict[str, Any]) -> list[str]:
    found: list[str] = []
    exact = False
    if evidence.quantities:
        exact = any(one.approximator is not _VAGUE for one in evidence.quantities)
        found.append("number" if exact else "vague number")
    if evidence.dated:
        found.append("date")
    if evidence.names and any(name.kind in _ACTORS for name in evidence.names):
        found.append("named actor")
    attribution = evidence.attribution
    if attribution is not None:
        found.append("unspecified source" if attribution.claimant is None else "attributed")
        if attribution.direct:
            found.append("direct quote")
    types, modality = evidence.types, evidence.modality
    found += [reason for kind, reason in _OF_TYPES if kind in types]
    if modality is not _ASSERTED:
        found.append(_OF_MODALITIES[modality])
    if evidence.negated:
        found.append("negated")
    if not exact and evidence.marks & VAGUE:
        found.append("vague")
    if evidence.marks & FIRST_PERSON:
        found.append("first person")
    found += _by_form(evidence, settings)
    found += evidence.remarks
    found.append(_by_the_model(evidence.likely))
    return found


def _by_form(evidence: Evidence, settings: dict[str, Any]) -> Iterator[str]:
    if not has_words(evidence.words, settings["very_short_words"] + 1):
        yield "very short"
    elif has_words(evidence.words, settings["very_long_words"]):
        yield "very long"
    if evidence.kind in ("heading", "caption"):
        yield evidence.kind
    if evidence.rank < settings["lead_statements"]:
        yield "lead"


def _by_the_model(likely: float) -> str:
    if likely >= THRESHOLD:
        return "model: very likely" if likely >= _SURE else "model: likely"
    return "model: very unlikely" if likely < 1 - _SURE else "model: unlikely"
