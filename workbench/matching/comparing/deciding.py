"""What comparing two claims comes to: a relation, a score, and words for both."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from workbench.matching.comparing.amounts import compare_amounts
from workbench.matching.comparing.content import Overlap, compare_content
from workbench.matching.comparing.days import compare_days
from workbench.matching.comparing.findings import Finding, Findings, Weight
from workbench.matching.comparing.sense import clash_of, compare_sense, opposed_terms
from workbench.matching.facts import Facts
from workbench.matching.fitted import fitted
from workbench.matching.weights import TermWeights
from workbench.matching.words import words_of
from workbench.model import ClaimSlot, Difference, Relation

__all__ = ["Compared", "compare"]

_AGREEMENTS_AT_MOST: Final = 3
_TOLD_AT_MOST: Final = 3
_ONE_EVENT: Final = (Relation.DUPLICATE, Relation.CONFLICT)
_OWN_LACKING: Final = 0.5
_WORDS_MORE: Final = 3
_SHARE_MORE: Final = 0.3
_HELD: Final = 0.9
"""The share of a claim's weight that a text must have to hold it."""
_HOLDING: Final = 0.35
"""The share of the weight of both that must be common then: one shared word is not enough."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How two claims stand, with the chance that they speak of the same thing."""

    relation: Relation
    score: float
    differences: tuple[Difference, ...]
    words: str


def compare(ours: Facts, theirs: Facts, weights: TermWeights) -> Compared:
    """Compare two claims.

    They are duplicates only if nothing but the wording differs; in conflict only if one slot
    cannot be true of the event the other tells of; else related, if they are near each other. The
    score is about nearness alone: a near miss is as near as a duplicate.
    """
    if not ours.terms or not theirs.terms:
        return _of_few_words(ours, theirs)
    if ours.wording == theirs.wording and _read_alike(ours, theirs):
        return Compared(Relation.DUPLICATE, 1.0, (), "the same words")
    overlap, findings = examine(ours, theirs, weights)
    if not overlap.shared and set(ours.terms).isdisjoint(theirs.terms):
        return _UNRELATED
    signs = signs_of(ours, theirs, overlap, findings)
    score = _chance(signs)
    near = _chance((*signs[:-1], 0.0)) if signs[-1] else score
    relation = _relation(score, near, overlap, findings.found)
    apart = relation in _ONE_EVENT and not _say_one_thing(ours, theirs, weights)
    if (
        apart
        or (relation is Relation.DUPLICATE and _says_more(overlap, weights))
        or (relation is Relation.CONFLICT and _of_any_period(ours, theirs, findings.found))
    ):
        relation = Relation.RELATED
    return Compared(
        relation,
        score,
        () if relation is Relation.UNRELATED else _differences(findings.found),
        _words(relation, overlap, findings.found, ours, theirs),
    )


def examine(ours: Facts, theirs: Facts, weights: TermWeights) -> tuple[Overlap, Findings]:
    """Compare every slot of two claims, without deciding anything."""
    findings = Findings()
    clash = clash_of(ours.opposites, theirs.opposites)
    aside = opposed_terms(ours, theirs, clash) if clash else frozenset()
    overlap = compare_content(ours, theirs, weights, findings, aside=aside)
    compare_amounts(ours.amounts, theirs.amounts, ours.terms, theirs.terms, findings)
    compare_days(
        ours.days,
        theirs.days,
        findings,
        measured=ours.measured or theirs.measured,
        counted=bool(ours.amounts or theirs.amounts),
    )
    compare_sense(ours, theirs, clash, findings)
    return overlap, findings


def _say_one_thing(ours: Facts, theirs: Facts, weights: TermWeights) -> bool:
    """Whether what each says itself, outside its brackets, is spoken of in the other.

    If both count the same thing, and of it the other says what stands in the brackets, they may
    tell apart under which circumstances.
    """
    for one, other in ((ours, theirs), (theirs, ours)):
        if one.aside and not _count_one_thing(one, other):
            own = [term for term in one.terms if term not in one.aside and term[0] not in "#@"]
            lacking = sum([weights.weight(term) for term in own if term not in other.terms])
            if lacking > _OWN_LACKING * sum([weights.weight(term) for term in own]):
                return False
    return True


def _count_one_thing(one: Facts, other: Facts) -> bool:
    """Whether both have one amount, of one thing, and the other says what is in brackets in one."""
    if len(one.amounts) != 1 or len(other.amounts) != 1 or not set(one.aside) <= set(other.terms):
        return False
    head = one.amounts[0].head
    return bool(head) and head == other.amounts[0].head


def _says_more(overlap: Overlap, weights: TermWeights) -> bool:
    """Whether one says all that the other does, and a good deal more."""
    if bool(overlap.only_ours) == bool(overlap.only_theirs):
        return False
    more = overlap.only_ours or overlap.only_theirs
    whole = max(overlap.ours, overlap.theirs)
    return (
        len(more) >= _WORDS_MORE
        and sum([weights.weight(term) for term in more]) >= _SHARE_MORE * whole
    )


def _of_any_period(ours: Facts, theirs: Facts, found: Sequence[Finding]) -> bool:
    """Whether figures differ that are measured anew for every period, and only one names one."""
    if not (ours.measured and theirs.measured) or _tells_when(ours) == _tells_when(theirs):
        return False
    excluding = [one for one in found if one.weight is Weight.EXCLUDES]
    return all(one.slot is ClaimSlot.QUANTITY for one in excluding)


def _tells_when(facts: Facts) -> bool:
    return bool(facts.days) or any(
        words_of().of(figure.title()).month or "-" in figure for figure in facts.figures
    )


def _read_alike(ours: Facts, theirs: Facts) -> bool:
    """Whether the same words were read as the same claim: of one time, by the same, and so."""
    return (
        ours.days == theirs.days
        and ours.negated == theirs.negated
        and ours.modality is theirs.modality
        and ours.claimant == theirs.claimant
        and not (ours.aside or theirs.aside)
    )


_UNRELATED: Final = Compared(Relation.UNRELATED, 0.0, (), "nothing in common")


def _of_few_words(ours: Facts, theirs: Facts) -> Compared:
    """Claims of which one has no terms are the same claim only in the same words."""
    if ours.wording and ours.wording == theirs.wording and ours.modality is theirs.modality:
        return Compared(Relation.DUPLICATE, 1.0, (), "the same words")
    return _UNRELATED


def signs_of(ours: Facts, theirs: Facts, overlap: Overlap, findings: Findings) -> tuple[float, ...]:
    """The signs of nearness, in the order of the fitted weights."""
    return (
        overlap.even,
        overlap.contained,
        fuzz.ratio(ours.wording, theirs.wording) / 100,
        min(findings.agreeing, _AGREEMENTS_AT_MOST) / _AGREEMENTS_AT_MOST,
        min(findings.missing, _AGREEMENTS_AT_MOST) / _AGREEMENTS_AT_MOST,
        min(len(overlap.only_ours), len(overlap.only_theirs), 6) / 6,
        sum([one.weight is Weight.MOVES for one in findings.found]) / 3,
    )


@cache
def _nearness() -> tuple[float, tuple[float, ...]]:
    table = fitted()["nearness"]
    return float(table["constant"]), tuple(float(each) for each in table["weights"])


def _chance(signs: Sequence[float]) -> float:
    constant, each = _nearness()
    total = constant
    for weight, sign in zip(each, signs, strict=True):
        total += weight * sign
    return 1 / (1 + math.exp(-total))


@cache
def _limits() -> tuple[float, float, float]:
    table = fitted()["limits"]
    return float(table["duplicate"]), float(table["conflict"]), float(table["related"])


def _relation(score: float, near: float, overlap: Overlap, found: Sequence[Finding]) -> Relation:
    """The relation; ``near`` is the score that would be if nothing were of another thing."""
    duplicate, conflict, related = _limits()
    weights = {one.weight for one in found}
    if weights <= {Weight.NOTED} and score >= duplicate:
        return Relation.DUPLICATE
    if Weight.EXCLUDES in weights and Weight.MOVES not in weights and score >= conflict:
        return Relation.CONFLICT
    holds = overlap.contained >= _HELD and overlap.even >= _HOLDING
    return Relation.RELATED if near >= related or holds else Relation.UNRELATED


def _differences(found: Sequence[Finding]) -> tuple[Difference, ...]:
    ordered = sorted(found, key=lambda one: -one.weight)
    return tuple(
        [
            Difference(one.slot, one.ours, one.theirs, excludes=one.weight is Weight.EXCLUDES)
            for one in ordered
        ]
    )


def _words(
    relation: Relation,
    overlap: Overlap,
    found: Sequence[Finding],
    ours: Facts,
    theirs: Facts,
) -> str:
    told = [one.told for one in sorted(found, key=lambda one: -one.weight)][:_TOLD_AT_MOST]
    match relation:
        case Relation.DUPLICATE:
            same = "the same words" if ours.wording == theirs.wording else "the same in other words"
            return ", ".join([same, *told])
        case Relation.CONFLICT:
            return ", ".join(["same event", *told])
        case Relation.UNRELATED:
            return "little in common"
    if not told:
        return _wording(overlap)
    if any(one.weight is Weight.MOVES for one in found):
        return f"{_OTHERS.get(_heaviest(found).slot, 'another thing')}: {', '.join(told)}"
    return f"near each other: {', '.join(told)}"


_OTHERS: Final = {
    ClaimSlot.DATE: "another time",
    ClaimSlot.NAME: "another name",
    ClaimSlot.FIGURE: "another figure",
    ClaimSlot.QUANTITY: "other things counted",
}


def _heaviest(found: Sequence[Finding]) -> Finding:
    return max([one for one in found if one.weight is Weight.MOVES], key=lambda one: one.weight)


def _wording(overlap: Overlap) -> str:
    if overlap.only_ours and not overlap.only_theirs:
        return "ours says it, and more"
    if overlap.only_theirs and not overlap.only_ours:
        return "theirs says it, and more"
    return "much the same, with other words"
