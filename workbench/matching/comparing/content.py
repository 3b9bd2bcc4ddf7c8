"""The words of two claims: how much of their weight they share, slips of the pen forgiven.

Numbers and dates are compared as slots and do not count here; names that differ are taken out of
both sides, so that a near miss is seen to be near.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from workbench.matching.comparing.findings import Findings, Weight
from workbench.matching.facts import Facts, Named
from workbench.matching.language import DEFAULT_LANGUAGE, lexicon
from workbench.matching.weights import TermWeights
from workbench.matching.words import words_of
from workbench.model import ClaimSlot

__all__ = ["Overlap", "compare_content", "is_slip"]

_SLIP_WEIGHT: Final = 0.85
_SLIPS_AT_MOST: Final = 144
"""Pairs of leftover words that are compared letter by letter."""
_SHORTEST_SLIP: Final = 4
_TWO_SLIPS: Final = 8
_STEM: Final = 5
_RARE: Final = 0.6
"""Of two words that are slips of each other one is rare: the share of the greatest weight."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shared weight, and the weight of each side, after names that differ were taken out."""

    shared: float
    ours: float
    theirs: float
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]

    @property
    def even(self) -> float:
        """The share of both together; claims of numbers alone share all their words."""
        both = self.ours + self.theirs
        return 2 * self.shared / both if both else 1.0

    @property
    def contained(self) -> float:
        """The share of the lighter side that the other has."""
        least = min(self.ours, self.theirs)
        if least:
            return min(self.shared / least, 1.0)
        return 0.0 if self.ours or self.theirs else 1.0


def compare_content(
    ours: Facts,
    theirs: Facts,
    weights: TermWeights,
    findings: Findings,
    *,
    aside: frozenset[str] = frozenset(),
) -> Overlap:
    """Compare the words and names of two claims; names and figures that differ are noted.

    The terms in ``aside`` count for neither.
    """
    weight = weights.weight
    mine = {term: None for term in ours.terms if term[0] not in "#@" and term not in aside}
    other = {term: None for term in theirs.terms if term[0] not in "#@" and term not in aside}
    only_mine = [term for term in mine if term not in other]
    only_other = [term for term in other if term not in mine]
    shared = sum([weight(term) for term in mine if term in other])
    if only_mine and only_other:
        slips = _slips(only_mine, only_other, weights)
        for left, right in slips or _stand_ins(only_mine, only_other):
            only_mine.remove(left)
            only_other.remove(right)
            shared += _SLIP_WEIGHT * (weight(left) + weight(right)) / 2
    rest = sum([weight(term) for term in only_mine])
    rest_there = sum([weight(term) for term in only_other])
    weight_shared = shared
    if (only_mine and ours.names) or (only_other and theirs.names):
        out, out_there = _names(ours.names, theirs.names, only_mine, only_other, findings)
        rest -= sum([weight(term) for term in out])
        rest_there -= sum([weight(term) for term in out_there])
    _figures(ours, theirs, findings)
    return Overlap(
        weight_shared,
        weight_shared + rest,
        weight_shared + rest_there,
        tuple(only_mine),
        tuple(only_other),
    )


def _slips(
    ours: Sequence[str], theirs: Sequence[str], weights: TermWeights
) -> list[tuple[str, str]]:
    """Leftover words that are one word misspelt, or cut at another place."""
    left = [term for term in ours if _may_slip(term)]
    right = [term for term in theirs if _may_slip(term)]
    if not left or not right or len(left) * len(right) > _SLIPS_AT_MOST:
        return []
    found: list[tuple[str, str]] = []
    free = set(right)
    for one in left:
        for other in right:
            if other in free and _slip(one, other, weights):
                found.append((one, other))
                free.discard(other)
                break
    return found


def _stand_ins(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, str]]:
    """The first of the leftover words of which one is a body's name and the other stands for it."""
    tables = _nouns_of_bodies()
    for left in ours:
        for right in theirs:
            if right in tables.get(left, ()) or left in tables.get(right, ()):
                return [(left, right)]
    return []


@cache
def _nouns_of_bodies() -> dict[str, frozenset[str]]:
    words = words_of()
    listed = lexicon(DEFAULT_LANGUAGE).stand_ins
    return {
        name: frozenset([words.of(noun).term for noun in nouns]) for name, nouns in listed.items()
    }


def _may_slip(term: str) -> bool:
    return len(term) >= _SHORTEST_SLIP and term.isalpha()


def is_slip(one: str, other: str, weights: TermWeights) -> bool:
    """Whether two terms are one word misspelt, or cut at another place."""
    return _may_slip(one) and _may_slip(other) and _slip(one, other, weights)


def _slip(one: str, other: str, weights: TermWeights) -> bool:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    known = (one in _known_names()) + (other in _known_names())
    if known == 0 and len(short) >= _STEM and long.startswith(short):
        return True
    allowed = 2 if len(short) >= _TWO_SLIPS else 1
    if known == 2 or (known and one[0] != other[0]):
        return False
    if known:
        name, term = (one, other) if one in _known_names() else (other, one)
        forms = _forms_of_names().get(name, (name,))
    else:
        forms, term = (one,), other
    if all(_distance(form, term, allowed) > allowed for form in forms):
        return False
    return max(weights.weight(one), weights.weight(other)) >= _RARE * weights.unseen


def _distance(one: str, other: str, most: int) -> int:
    if abs(len(one) - len(other)) > most:
        return most + 1
    return DamerauLevenshtein.distance(one, other, score_cutoff=most)


@cache
def _known_names() -> frozenset[str]:
    tables = lexicon(DEFAULT_LANGUAGE)
    return frozenset(tables.named.values()) | frozenset(
        name[0] for name in tables.named if len(name) == 1
    )


@cache
def _forms_of_names() -> dict[str, tuple[str, ...]]:
    """Names that are known, each with itself and the stems of the words that stand for it."""
    words = words_of()
    found: dict[str, dict[str, None]] = {}
    for said, name in lexicon(DEFAULT_LANGUAGE).named.items():
        forms = found.setdefault(name, {name: None})
        if len(said) == 1:
            forms[words.stem(said[0])] = None
    return {name: tuple(forms) for name, forms in found.items()}


def _names(
    ours: Sequence[Named],
    theirs: Sequence[Named],
    only_ours: Sequence[str],
    only_theirs: Sequence[str],
    findings: Findings,
) -> tuple[list[str], list[str]]:
    """Note names that stand against each other; the terms in which they differ."""
    left = _leftover(ours, only_ours)
    right = _leftover(theirs, only_theirs)
    if left and right:
        left, right = _without_initials(left, right)
    if left and right:
        mine, other = left[0][0].said, right[0][0].said
        told = f"{mine} against {other}"
        findings.add(ClaimSlot.NAME, Weight.MOVES, mine, other, told)
        return (
            [term for _, terms in left for term in terms],
            [term for _, terms in right for term in terms],
        )
    for name, terms in left or right:
        rival = _rival(name, terms, theirs if left else ours)
        if rival is not None:
            mine, other = (name.said, rival.said) if left else (rival.said, name.said)
            findings.add(ClaimSlot.NAME, Weight.MOVES, mine, other, f"{mine} against {other}")
            return (list(terms), []) if left else ([], list(terms))
        if len(terms) == len(name.terms):
            findings.missing += 1
            mine, other = (name.said, "") if left else ("", name.said)
            told = f"only one names {name.said}"
            findings.add(ClaimSlot.NAME, Weight.SEPARATES, mine, other, told)
            break
    return [], []


def _leftover(names: Sequence[Named], only: Iterable[str]) -> list[tuple[Named, tuple[str, ...]]]:
    """The names that have terms which the other side lacks, with those terms."""
    lacking = set(only)
    found = []
    for name in names:
        terms = tuple([term for term in name.terms if term in lacking])
        if terms:
            found.append((name, terms))
            lacking.difference_update(terms)
    return found


def _rival(name: Named, lacking: Sequence[str], others: Sequence[Named]) -> Named | None:
    """A name of the other side that has a part of this one and a part of its own.

    "Michelle Obama" is one for "Michelle Robinson", also where Obama is named elsewhere.
    """
    kept = [term for term in name.terms if term not in lacking]
    if not kept:
        return None
    return next(
        (
            other
            for other in others
            if any(term in kept for term in other.terms)
            and any(term not in name.terms for term in other.terms)
        ),
        None,
    )


_Leftover = list[tuple[Named, tuple[str, ...]]]


def _without_initials(left: _Leftover, right: _Leftover) -> tuple[_Leftover, _Leftover]:
    """Take out pairs of which one is the initials of the other."""
    for one in left:
        for other in right:
            if _initials(one[0], other[0]) or _initials(other[0], one[0]):
                return (
                    [name for name in left if name is not one],
                    [name for name in right if name is not other],
                )
    return left, right


def _initials(short: Named, full: Named) -> bool:
    if len(short.terms) != 1 or len(full.terms) < 2:
        return False
    letters = short.terms[0].replace(".", "")
    return len(letters) >= 2 and letters == "".join([term[0] for term in full.terms])


def _figures(ours: Facts, theirs: Facts, findings: Findings) -> None:
    if ours.figures == theirs.figures:
        findings.agreeing += bool(ours.figures)
        return
    left = _not_said(ours.figures, theirs)
    right = _not_said(theirs.figures, ours)
    if left and right:
        told = f"{left[0]} against {right[0]}"
        findings.add(ClaimSlot.FIGURE, Weight.MOVES, left[0], right[0], told)
    elif left or right:
        findings.missing += 1
        one = (left or right)[0]
        if one.isalpha():
            return
        mine, other = (one, "") if left else ("", one)
        findings.add(ClaimSlot.FIGURE, Weight.SEPARATES, mine, other, f"only one says {one}")
    else:
        findings.agreeing += 1


def _not_said(figures: Sequence[str], other: Facts) -> list[str]:
    """The figures that the other claim has neither as such nor as the number of an amount."""
    return [
        figure
        for figure in figures
        if figure not in other.figures and all(f"#{figure}" != one.token for one in other.amounts)
    ]
