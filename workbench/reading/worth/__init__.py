"""How much a statement is worth checking: reasons by rule, and a weighted sum of them.

The weights are data in ``language/en/worth.toml``. One of the reasons is what the trained model
of ``worth_model`` thinks of the words, in four steps. The result runs from 0 to 1000.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from workbench.model import Approximator, Attribution, ClaimType, Modality, Name, NameKind, Quantity
from workbench.reading.grammar.tokens import Token, has_words
from workbench.reading.language import table
from workbench.reading.language.lexicon import word_sets
from workbench.reading.worth_model import THRESHOLD, score

__all__ = ["Evidence", "known_reasons", "reasons_and_worth", "worth_of"]

_ACTORS: Final = frozenset(
    {NameKind.PERSON, NameKind.ORGANISATION, NameKind.UNIT, NameKind.PLACE, NameKind.GROUP}
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
_OF_MODALITIES: Final = (
    (Modality.PLANNED, "plan"),
    (Modality.POSSIBLE, "possible"),
    (Modality.CONDITIONAL, "conditional"),
    (Modality.DENIED, "denial"),
    (Modality.OPINION, "opinion"),
    (Modality.QUESTION, "question"),
)
_MOST: Final = 1000
_SURE: Final = 0.8


@dataclass(slots=True, eq=False, repr=False)
class Evidence:
    """What is known about a statement when its worth is weighed."""

    words: Sequence[Token]
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
    text: str


def reasons_and_worth(evidence: Evidence) -> tuple[tuple[str, ...], int]:
    """The reasons for and against checking the statement, and its worth in per mille."""
    reasons = tuple(_reasons(evidence, table("worth")))
    return reasons, worth_of(reasons, {})


def worth_of(reasons: Sequence[str], own: Mapping[str, int]) -> int:
    """The worth that reasons amount to, where ``own`` weights replace those of the table."""
    settings: dict[str, Any] = table("worth")
    weights: Mapping[str, int] = settings["weights"]
    if own:
        weights = {**weights, **own}
    worth = int(settings["base"]) + sum([weights.get(reason, 0) for reason in reasons])
    return max(0, min(_MOST, worth))


def known_reasons() -> tuple[str, ...]:
    """The reasons that have a weight."""
    return tuple(table("worth")["weights"])


def _reasons(evidence: Evidence, settings: dict[str, Any]) -> list[str]:
    words, quantities = evidence.words, evidence.quantities
    tables = word_sets("statements")
    lower = [word.lower for word in words]
    exact = bool(quantities) and any(one.approximator is not _VAGUE for one in quantities)
    named = bool(evidence.names) and any(name.kind in _ACTORS for name in evidence.names)
    judged = (
        (exact, "number"),
        (not exact and bool(quantities), "vague number"),
        (evidence.dated, "date"),
        (named, "named actor"),
        *_by_attribution(evidence.attribution),
        *[(kind in evidence.types, reason) for kind, reason in _OF_TYPES],
        *[(evidence.modality is one, reason) for one, reason in _OF_MODALITIES],
        (evidence.negated, "negated"),
        (not exact and not tables["vague"].isdisjoint(lower), "vague"),
        (not tables["first_person"].isdisjoint(lower), "first person"),
        (not has_words(words, settings["very_short_words"] + 1), "very short"),
        (has_words(words, settings["very_long_words"]), "very long"),
        (evidence.kind == "heading", "heading"),
        (evidence.kind == "caption", "caption"),
        (evidence.rank < settings["lead_statements"], "lead"),
    )
    found = [reason for holds, reason in judged if holds]
    return [*found, *evidence.remarks, _by_the_model(evidence.text)]


def _by_attribution(attribution: Attribution | None) -> Iterable[tuple[bool, str]]:
    if attribution is None:
        return ()
    named = attribution.claimant is not None
    return (
        (named, "attributed"),
        (not named, "unspecified source"),
        (attribution.direct, "direct quote"),
    )


def _by_the_model(text: str) -> str:
    """How likely the model, taught on political debates, takes the words to be worth checking."""
    likelihood = score(text)
    if likelihood >= THRESHOLD:
        return "model: very likely" if likelihood >= _SURE else "model: likely"
    return "model: very unlikely" if likelihood < 1 - _SURE else "model: unlikely"
