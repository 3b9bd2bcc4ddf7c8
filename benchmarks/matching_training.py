"""Calibrate the chance that two claims speak of the same thing, on generated claims.

    python benchmarks/matching_training.py

Prints the table ``[nearness]`` for ``workbench/matching/fitted.toml`` and how well the chances are
calibrated on claims of another seed. Pairs of one event, and of an event and its near miss, speak
of the same thing; pairs of different events that share two rare terms do not. How the signs weigh
against each other is set by hand, since generated claims are too alike in form to teach it; only
the steepness and the middle are fitted, and only on claims of ``claims_generator.py``, so that
nothing that ships depends on data of others.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from claims_generator import Generated, generate

from workbench.matching import Facts, TermWeights, counted_weights, facts_of, pair_keys
from workbench.matching.comparing.deciding import examine, signs_of

CLAIMS: Final = 3000
SEEDS: Final = (101, 202)
ROUNDS: Final = 300
BY_HAND: Final = (-6.0, (5.0, 4.0, 2.0, 2.0, -1.0, -2.0, -8.0))
STEP: Final = 2.0
BARE: Final = 0.6
"""The share of pairs of which numbers and dates are hidden: most claims have none."""
Row = tuple[float, bool]


def rows(seed: int) -> list[Row]:
    """What the weights set by hand say of pairs, and whether they speak of the same thing."""
    chance = random.Random(seed)
    claims = list(generate(CLAIMS, seed))
    facts = [facts_of(claim.statement) for claim in claims]
    weights = counted_weights(one.terms for one in facts)
    same: list[tuple[int, int]] = []
    other: set[tuple[int, int]] = set()
    for pair in _near_pairs(facts, weights):
        if "name" in (claims[pair[0]].change, claims[pair[1]].change):
            continue
        if _thing(claims[pair[0]]) == _thing(claims[pair[1]]):
            same.append(pair)
        else:
            other.add(pair)
    for _ in range(len(same)):
        one, another = chance.sample(range(len(claims)), 2)
        if _thing(claims[one]) != _thing(claims[another]):
            other.add((one, another))
    chosen = [(pair, True) for pair in same]
    chosen += [(pair, False) for pair in sorted(other)]
    chance.shuffle(chosen)
    found: list[Row] = []
    for (one, another), truth in chosen:
        ours, theirs = facts[one], facts[another]
        if chance.random() < BARE:
            if not truth and _names(ours) == _names(theirs):
                continue  # without their numbers and dates nobody could tell them apart
            ours, theirs = _bare(ours), _bare(theirs)
        found.append((_by_hand(ours, theirs, weights), truth))
    return found


def _bare(facts: Facts) -> Facts:
    """A claim without its numbers and dates."""
    terms = tuple(term for term in facts.terms if term[0] not in "#@")
    return replace(facts, terms=terms, amounts=(), days=(), figures=())


def _thing(claim: Generated) -> int:
    return claim.event if claim.near is None else claim.near


def _names(facts: Facts) -> set[str]:
    return {term for name in facts.names for term in name.terms}


def _near_pairs(facts: Sequence[Facts], weights: TermWeights) -> list[tuple[int, int]]:
    together: dict[int, list[int]] = {}
    for number, one in enumerate(facts):
        for key in pair_keys(one, weights):
            together.setdefault(key, []).append(number)
    return sorted(
        {pair for found in together.values() if len(found) < 40 for pair in combinations(found, 2)}
    )


def _by_hand(ours: Facts, theirs: Facts, weights: TermWeights) -> float:
    overlap, findings = examine(ours, theirs, weights)
    constant, each = BY_HAND
    signs = signs_of(ours, theirs, overlap, findings)
    return constant + sum(weight * sign for weight, sign in zip(each, signs, strict=True))


def fit(found: Sequence[Row]) -> tuple[float, float]:
    """The middle and the steepness, by plain descent, both classes with the same weight."""
    middle, steepness = 0.0, 1.0
    positive = sum(truth for _, truth in found)
    shares = {True: 0.5 / positive, False: 0.5 / (len(found) - positive)}
    for _ in range(ROUNDS):
        slope_middle = slope_steepness = 0.0
        for said, truth in found:
            wrong = (_chance(middle + steepness * said) - truth) * shares[truth]
            slope_middle += wrong
            slope_steepness += wrong * said
        middle -= STEP * slope_middle
        steepness -= STEP / 10 * slope_steepness
    return middle, steepness


def _chance(said: float) -> float:
    return 1 / (1 + math.exp(-said))


def main() -> None:
    """Fit on one seed, measure on the other."""
    middle, steepness = fit(rows(SEEDS[0]))
    constant, each = BY_HAND
    print(f"[nearness]\nconstant = {middle + steepness * constant:.1f}")
    print(f"weights = [{', '.join(f'{steepness * weight:.1f}' for weight in each)}]\n")
    print("| chance | pairs | of the same thing |\n|---|---:|---:|")
    tested = [(_chance(middle + steepness * said), truth) for said, truth in rows(SEEDS[1])]
    for tenth in range(10):
        inside = [truth for chance, truth in tested if tenth <= chance * 10 < tenth + 1]
        if inside:
            share = sum(inside) / len(inside)
            print(f"| .{tenth} to .{tenth + 1} | {len(inside)} | {share:.3f} |")


if __name__ == "__main__":
    main()
