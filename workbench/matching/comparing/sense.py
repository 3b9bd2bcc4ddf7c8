"""Whether two claims say yes or no, up or down, so or perhaps; and who says it."""

import re
from collections.abc import Sequence
from typing import Final

from workbench.matching.comparing.findings import Findings, Weight
from workbench.matching.facts import Facts
from workbench.matching.language import DEFAULT_LANGUAGE, lexicon
from workbench.matching.slots.vocabulary import words
from workbench.matching.words import words_of
from workbench.model import ClaimSlot, Modality

__all__ = ["clash_of", "compare_sense", "opposed_terms"]

_LEFT_SIDES: Final = int("01" * 64, 2)
_ELSEWHERE: Final = re.compile(
    r"\bnot the (?P<rank>first|last|only)\b"
    r"|(?<= )(?P<condition>if|unless)(?: \S+){0,5}? (?:not|never|no|\w+n't)\b"
)
_BOTH: Final = "both"
_TWO: Final = frozenset({_BOTH, "and", "two", "2", "pair", "twins"})
_NOT_SAID: Final = "not negated"


def compare_sense(ours: Facts, theirs: Facts, clash: int, findings: Findings) -> None:
    """Compare negation, direction, modality and claimant; ``clash`` is that of ``clash_of``."""
    negates = ours.negated != theirs.negated
    if clash:
        mine, other = _word(ours, clash), _word(theirs, clash)
        negates = negates and not (_is_negation(mine) or _is_negation(other))
        weight = Weight.SEPARATES if negates else Weight.EXCLUDES
        findings.add(ClaimSlot.DIRECTION, weight, mine, other, f"{mine} against {other}")
    if negates:
        elsewhere = _denied_elsewhere(ours, theirs)
        weight = Weight.SEPARATES if clash or elsewhere else Weight.EXCLUDES
        told = f"only one says “{elsewhere}”" if elsewhere else "one denies what the other says"
        findings.add(ClaimSlot.NEGATION, weight, _negated(ours), _negated(theirs), told)
    _modality(ours.modality, theirs.modality, findings)
    _both(ours.wording.split(), theirs.wording.split(), findings)
    if ours.claimant and theirs.claimant and not _same_claimant(ours.claimant, theirs.claimant):
        told = f"said by {ours.claimant} and by {theirs.claimant}"
        findings.add(ClaimSlot.CLAIMANT, Weight.NOTED, ours.claimant, theirs.claimant, told)


def _denied_elsewhere(ours: Facts, theirs: Facts) -> str:
    """The words by which one denies what the other does not speak of: "not the first", "if not".

    Where both say "first", or "if", one denies what the other says.
    """
    denying, other = (ours, theirs) if ours.negated else (theirs, ours)
    said = other.wording.split()
    found = _ELSEWHERE.search(denying.wording)
    if found is None or (found["rank"] or found["condition"]) in said:
        return ""
    return found[0]


def clash_of(ours: int, theirs: int) -> int:
    """The left bits of the pairs of which each claim has one side and only that."""
    if not ours or not theirs:
        return 0
    left, right = ours & _LEFT_SIDES, (ours >> 1) & _LEFT_SIDES
    left_there, right_there = theirs & _LEFT_SIDES, (theirs >> 1) & _LEFT_SIDES
    return (left & ~right & right_there & ~left_there) | (right & ~left & left_there & ~right_there)


def opposed_terms(ours: Facts, theirs: Facts, clash: int) -> frozenset[str]:
    """The terms that are opposites of each other, which make the claims no less near."""
    found = words_of(DEFAULT_LANGUAGE)
    return frozenset([found.of(_word(one, clash)).term for one in (ours, theirs)])


def _is_negation(word: str) -> bool:
    return word in words("negation", "verbs")


def _word(facts: Facts, clash: int) -> str:
    """The word of a claim that takes a side."""
    opposites = lexicon(DEFAULT_LANGUAGE).opposites
    sides = clash | clash << 1
    return next((word for word in facts.wording.split() if opposites.get(word, 0) & sides), "")


def _negated(facts: Facts) -> str:
    if not facts.negated:
        return _NOT_SAID
    negations = words("negation", "words") | words("negation", "verbs")
    said = facts.wording.split()
    return next((word for word in said if word in negations or word.endswith("n't")), "negated")


def _modality(ours: Modality, theirs: Modality, findings: Findings) -> None:
    if ours is theirs:
        return
    mine, other = ours.value, theirs.value
    weight = Weight.SEPARATES
    if {ours, theirs} == {Modality.ASSERTED, Modality.DENIED}:
        weight = Weight.EXCLUDES
    findings.add(ClaimSlot.MODALITY, weight, mine, other, f"{mine} against {other}")


def _both(ours: Sequence[str], theirs: Sequence[str], findings: Findings) -> None:
    """Note where one speaks of both, and the other of no two things at all."""
    for one, other in ((ours, theirs), (theirs, ours)):
        if _BOTH in one and _TWO.isdisjoint(other):
            mine, there = (_BOTH, "") if one is ours else ("", _BOTH)
            findings.add(ClaimSlot.QUANTITY, Weight.SEPARATES, mine, there, "only one says both")
            return


def _same_claimant(ours: str, theirs: str) -> bool:
    return bool(set(ours.split()) & set(theirs.split()))
