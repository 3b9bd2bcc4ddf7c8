"""How well duplicates and near misses are told apart, beside rapidfuzz.

Two sets of pairs, both read by the reader as a document would be. The planted pairs come from
``claims_generator.py``. The real ones are made from claims that fact-checkers published (the
yardstick ``checked_claims`` beside the checkout; skipped with one line when it is absent): each
claim with one number, date, name or negation changed, and each with nothing but its form changed.
``--misses`` prints what went wrong.
"""

import argparse
import csv
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby
from pathlib import Path
from typing import Final

from claims_generator import Generated, generate
from rapidfuzz import fuzz

from workbench.matching import Facts, TermWeights, compare, counted_weights, facts_of
from workbench.model import Relation, Statement
from workbench.reading import read

HERE: Final = Path(__file__).resolve().parent
DATA: Final = HERE.parents[1] / "shared" / "yardsticks" / "checked_claims"
PLANTED: Final = 9000
SEED: Final = 11
REAL_CLAIMS: Final = 2500
SAME: Final = "the same"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
NAMES: Final = (
    "Hillary Clinton", "Nancy Pelosi", "Angela Merkel", "Boris Johnson", "Taylor Swift",
    "Michael Jordan", "Oprah Winfrey", "Elon Musk", "Bill Gates", "Serena Williams",
)  # fmt: skip
SINGLE_NAMES: Final = (
    "Texas", "Ohio", "Canada", "France", "Brazil", "Chicago", "London", "Berlin", "Google", "Pepsi",
)  # fmt: skip
Scorer = Callable[[str, str], float]


@dataclass(frozen=True)
class Pair:
    """Two claims, and in what they were made to differ."""

    ours: str
    theirs: str
    change: str


def whole(text: str) -> Statement:
    """The text as one statement, with every slot the reader finds in it."""
    found = read(text)
    negated = any(one.negated for one in found.statements)
    claimant = next((one.claimant for one in found.statements if one.claimant), None)
    modality = found.statements[0].modality if found.statements else None
    made = Statement(
        0, len(text), text, text, quantities=found.quantities, dates=found.dates,
        names=found.names, negated=negated, claimant=claimant,
    )  # fmt: skip
    return replace(made, modality=modality) if modality else made


def planted_pairs() -> Iterator[Pair]:
    """Pairs of claims of one event, and of an event and its near miss."""
    base: list[Generated] = []
    for _, group in groupby(generate(PLANTED, SEED), key=lambda claim: claim.event):
        claims = list(group)
        for one, other in combinations(claims, 2):
            yield Pair(one.text, other.text, SAME)
        if claims[0].near is not None:
            for one in base:
                for other in claims:
                    yield Pair(one.text, other.text, claims[0].change)
        base = claims


def real_pairs() -> Iterator[Pair]:
    """Published claims beside themselves with one thing changed, or with none."""
    chance = random.Random(SEED)
    with (DATA / "verified_claims.docs.tsv").open(encoding="utf-8", newline="") as lines:
        claims = [row[1] for row in list(csv.reader(lines, delimiter="\t"))[1:]]
    chance.shuffle(claims)
    for claim in claims[:REAL_CLAIMS]:
        yield Pair(claim, restyled(claim, chance), SAME)
        for name, change in CHANGES.items():
            other = change(claim, chance)
            if other is not None and other != claim:
                yield Pair(claim, restyled(other, chance) if chance.random() < 0.5 else other, name)


def restyled(claim: str, chance: random.Random) -> str:
    """The same claim in another form: quotes, thousands, who passes it on, a slip of the pen."""
    text = claim
    if chance.random() < 0.5:
        text = re.sub(r"\b(?!1[5-9]|20)(\d{1,3})(\d{3})\b", r"\1,\2", text)
    if chance.random() < 0.4:
        text = text.replace('"', "“", 1).replace('"', "”", 1).replace("'", "’")
    if chance.random() < 0.3:
        text = text.rstrip(".")
    if chance.random() < 0.3:
        opens = text.split(" ", 1)[0] in _OPENINGS
        text = "It was reported that " + (text[0].lower() + text[1:] if opens else text)
    if chance.random() < 0.4:
        text = _slip(text, chance)
    return text


_OPENINGS: Final = frozenset(
    ("A", "An", "The", "In", "On", "At", "Two", "Three", "Four", "Five", "After", "Photograph")
)


def _slip(text: str, chance: random.Random) -> str:
    places = list(re.finditer(r"\b[a-z]{7,}\b", text))
    if not places:
        return text
    found = chance.choice(places)
    at = chance.randrange(2, len(found[0]) - 2)
    word = found[0][:at] + found[0][at + 1] + found[0][at] + found[0][at + 2 :]
    return text[: found.start()] + word + text[found.end() :]


def other_number(claim: str, chance: random.Random) -> str | None:
    """Another number, that is no year."""
    places = [
        one
        for one in re.finditer(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,/-]|\.\d)", claim)
        if not re.fullmatch(r"(?:1[89]|20)\d\d", one[0]) and not _dated(claim, one)
    ]
    if not places:
        return None
    found = chance.choice(places)
    digits = [at for at, character in enumerate(found[0]) if character.isdecimal()]
    at = chance.choice(digits)
    new = chance.choice([digit for digit in "123456789" if digit != found[0][at]])
    changed = found[0][:at] + new + found[0][at + 1 :]
    return claim[: found.start()] + changed + claim[found.end() :]


def _dated(claim: str, found: re.Match[str]) -> bool:
    around = claim[max(found.start() - 12, 0) : found.end() + 12]
    return any(month in around for month in MONTHS)


def other_date(claim: str, chance: random.Random) -> str | None:
    """Another year or month."""
    years = list(re.finditer(r"(?<![\w.,$-])(?:1[89]|20)\d\d(?![\w%-]|,\d)", claim))
    months = [
        one
        for one in re.finditer(rf"\b(?:{'|'.join(MONTHS)})\b", claim)
        if one[0] not in ("May", "March")
    ]
    if not years and not months:
        return None
    found = chance.choice(years + months)
    if found[0].isdecimal():
        new = str(int(found[0]) + chance.choice((-3, -2, -1, 1, 2)))
    else:
        new = chance.choice([month for month in MONTHS if month != found[0]])
    return claim[: found.start()] + new + claim[found.end() :]


def other_name(claim: str, chance: random.Random) -> str | None:
    """Another name for one that stands inside the claim."""
    places = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?(?![\w-])", claim))
    places = [one for one in places if one[0].split()[0] not in MONTHS]
    if not places:
        return None
    found = chance.choice(places)
    new = chance.choice(NAMES if " " in found[0] else SINGLE_NAMES)
    return None if new in claim else claim[: found.start()] + new + claim[found.end() :]


_AUXILIARY: Final = re.compile(
    r"\b(is|was|were|are|has|had|will|can|could|would|did)\b (?!not\b|n't)"
)


def denied(claim: str, chance: random.Random) -> str | None:
    """The claim denied, or its denial taken back."""
    if re.search(r"\bnot ", claim):
        return re.sub(r"\bnot ", "", claim, count=1)
    places = list(_AUXILIARY.finditer(claim))
    if not places:
        return None
    found = chance.choice(places[:1])
    return claim[: found.end()] + "not " + claim[found.end() :]


CHANGES: Final = {
    "number": other_number,
    "date": other_date,
    "name": other_name,
    "negation": denied,
}


def measure(title: str, pairs: Sequence[Pair], *, misses: bool) -> None:
    """Print how the pairs of one set were judged."""
    texts = {text for pair in pairs for text in (pair.ours, pair.theirs)}
    facts = {text: facts_of(whole(text)) for text in texts}
    weights = counted_weights(one.terms for one in facts.values())
    judged = Counter(
        (pair.change, _relation(pair, facts, weights, misses=misses)) for pair in pairs
    )
    total = Counter(pair.change for pair in pairs)
    near = sum(count for change, count in total.items() if change != SAME)
    called = sum(judged[change, Relation.DUPLICATE] for change in total if change != SAME)
    print(f"\n{title}: {total[SAME]:,} duplicates and {near:,} near misses.\n")
    print("| made to differ in | pairs | duplicate | conflict | related | unrelated |")
    print("|---|---:|---:|---:|---:|---:|")
    for change in sorted(total, key=lambda name: name != SAME):
        shares = " | ".join(f"{judged[change, each] / total[change]:.3f}" for each in Relation)
        print(f"| {change} | {total[change]} | {shares} |")
    print("\n| way of telling | duplicates called so | near misses called duplicates |")
    print("|---|---:|---:|")
    found = judged[SAME, Relation.DUPLICATE] / total[SAME]
    print(f"| workbench | {found:.3f} | {called / near:.4f} |")
    for name, scorer in SCORERS.items():
        print(f"| {name} at the same share | {_peer(scorer, pairs, found)} |")


SCORERS: Final[dict[str, Scorer]] = {
    "rapidfuzz ratio": fuzz.ratio,
    "rapidfuzz token_sort_ratio": fuzz.token_sort_ratio,
    "rapidfuzz token_set_ratio": fuzz.token_set_ratio,
    "rapidfuzz WRatio": fuzz.WRatio,
}


def _relation(
    pair: Pair, facts: dict[str, Facts], weights: TermWeights, *, misses: bool
) -> Relation:
    compared = compare(facts[pair.ours], facts[pair.theirs], weights)
    wrong = (pair.change == SAME) != (compared.relation is Relation.DUPLICATE)
    if misses and wrong:
        print(f"{pair.change}: {compared.relation} {compared.score:.2f} {compared.words}")
        print(f"    {pair.ours}\n    {pair.theirs}")
    return compared.relation


def _peer(scorer: Scorer, pairs: Sequence[Pair], share: float) -> str:
    """Where a scorer must draw its line to find as many duplicates, and what else it calls so."""
    scores = sorted(
        (scorer(pair.ours.lower(), pair.theirs.lower()) for pair in pairs if pair.change == SAME),
        reverse=True,
    )
    line = scores[min(int(share * len(scores)), len(scores) - 1)]
    near = [pair for pair in pairs if pair.change != SAME]
    called = sum(scorer(pair.ours.lower(), pair.theirs.lower()) >= line for pair in near)
    found = sum(score >= line for score in scores) / len(scores)
    return f"{found:.3f} | {called / len(near):.4f}"


def measure_speed(pairs: Sequence[Pair]) -> None:
    """Print what facts and a comparison cost."""
    statements = [whole(pair.ours) for pair in pairs[:1000]]
    others = [facts_of(whole(pair.theirs)) for pair in pairs[:1000]]
    facts = [facts_of(statement) for statement in statements]
    begin = time.process_time()
    for statement in statements * 3:
        facts_of(statement)
    making = (time.process_time() - begin) / len(statements) / 3
    weights = counted_weights(one.terms for one in facts)
    begin = time.process_time()
    for ours, theirs in zip(facts * 3, others * 3, strict=True):
        compare(ours, theirs, weights)
    comparing = (time.process_time() - begin) / len(statements) / 3
    print(
        f"\nFacts of a read claim: {making * 1e6:.0f} µs; a comparison: {comparing * 1e6:.0f} µs."
    )


def main() -> None:
    """Measure both sets."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print every wrong judgement")
    misses: bool = parser.parse_args().misses
    planted = list(planted_pairs())
    measure("Planted pairs", planted, misses=misses)
    if DATA.is_dir():
        measure("Real claims", list(real_pairs()), misses=misses)
    else:
        print("\nReal claims: skipped, ../shared/yardsticks/checked_claims is not here.")
    measure_speed(planted)


if __name__ == "__main__":
    main()
