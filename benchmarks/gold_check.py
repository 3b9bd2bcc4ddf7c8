"""Check the gold in ``benchmarks/gold`` against the texts and print its counts.

The texts are read from ``../shared/articles``; without them the program says so and stops. What is
checked: the split covers every text, each text is the very one that was annotated, every span lies
in it and begins and ends at a word, types and modalities exist, no paraphrase repeats its span, the
number of each quantity stands in its span, and the README's table tells the truth.

Run: ``python benchmarks/gold_check.py``; exit code 1 when something is wrong.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from gold_texts import ARTICLES, GOLD, document_text

from workbench.model import Approximator, ClaimType, Modality

CLAIM_KEYS: Final = {"id", "start", "end", "claim", "types", "claimant", "modality", "negated"}
QUANTITY_KEYS: Final = {"start", "end", "approximator", "unit", "counted"}
VAGUE: Final = {"few", "several", "dozens", "hundreds", "thousands", "millions"}
TOKEN: Final = re.compile(r"\d+-\d+/\d+|\d[\d,]*(?:\.\d+)?|[a-z]+")
UP_TO_TEN: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ONES: Final = {word: Fraction(number) for number, word in enumerate(UP_TO_TEN, 1)} | {
    "a": Fraction(1),
    "an": Fraction(1),
}
FACTORS: Final = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "hundred": Fraction(100),
    "thousand": Fraction(1000),
    "million": Fraction(10**6),
    "billion": Fraction(10**9),
}


@dataclass(frozen=True)
class Counts:
    """How much was marked in one file, and how much of it is optional."""

    all: int
    optional: int


def numbers(span: str) -> list[Fraction]:
    """The numbers that stand in a span, in digits or words."""
    found: list[Fraction] = []
    for token in TOKEN.findall(span.lower()):
        if "/" in token:
            whole, part = token.split("-")
            found.append(Fraction(whole) + Fraction(part))
        elif token[0].isdigit():
            found.append(Fraction(token.replace(",", "")))
        elif token in ONES:
            found.append(ONES[token])
        elif token in FACTORS:
            found.append((found.pop() if found else Fraction(1)) * FACTORS[token])
    return found


def span_problems(text: str, entry: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the bounds of one entry."""
    start, end = entry["start"], entry["end"]
    if not 0 <= start < end <= len(text):
        yield "lies outside the text"
        return
    if text[start:end] != text[start:end].strip():
        yield "has white space at an end"
    if start and text[start - 1].isalnum() and text[start].isalnum():
        yield "begins inside a word"
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        yield "ends inside a word"


def claim_problems(text: str, entry: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one claim."""
    if set(entry) - {"relayer", "optional"} != CLAIM_KEYS:
        yield "has other keys than a claim"
        return
    yield from span_problems(text, entry)
    if not entry["types"] or not set(entry["types"]) <= set(ClaimType):
        yield f"has unknown types {entry['types']}"
    if entry["modality"] not in set(Modality):
        yield f"has the unknown modality {entry['modality']}"
    claimant = entry["claimant"]
    if claimant is not None and re.sub(r"^the ", "", claimant).split(" (")[0] not in text:
        yield f"has a claimant that the text does not name: {claimant}"
    words = re.findall(r"\w+", entry["claim"].lower())
    if words == re.findall(r"\w+", text[entry["start"] : entry["end"]].lower()):
        yield "has its span for a paraphrase"


def quantity_problems(text: str, entry: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one quantity."""
    values = {"value"} if "value" in entry else {"low", "high"}
    if set(entry) - {"counted_also", "optional"} != QUANTITY_KEYS | values:
        yield "has other keys than a quantity"
        return
    yield from span_problems(text, entry)
    span = text[entry["start"] : entry["end"]]
    if entry["approximator"] == Approximator.VAGUE:
        if not VAGUE & set(TOKEN.findall(span.lower())):
            yield "is no vague amount"
    elif numbers(span) != [Fraction(entry[key]) for key in sorted(values, reverse=True)]:
        yield f"stands where the text has {[str(number) for number in numbers(span)]}"
    if entry["approximator"] not in {None, *Approximator}:
        yield f"has the unknown approximator {entry['approximator']}"
    if entry["counted"] is not None and entry["counted"] not in text:
        yield f"counts what the text does not name: {entry['counted']}"


def check_file(path: Path, kind: str) -> tuple[Counts, list[str]]:
    """The counts of one file and everything that is wrong with it."""
    gold = json.loads(path.read_text("utf-8"))
    text = document_text(gold["document"]) or ""
    data = text.encode()
    entries: list[dict[str, Any]] = gold[kind]
    counts = Counts(len(entries), sum("optional" in entry for entry in entries))
    if (hashlib.sha256(data).hexdigest(), len(text)) != (gold["sha256"], gold["characters"]):
        return counts, [f"{path.name}: {gold['document']} is not the text that was annotated"]
    check = claim_problems if kind == "claims" else quantity_problems
    problems = [
        f"{path.name}: {entry['start']}-{entry['end']} {problem}"
        for entry in entries
        for problem in check(text, entry)
    ]
    spans = [(entry["start"], entry["end"]) for entry in entries]
    if spans != sorted(set(spans)):
        problems.append(f"{path.name}: spans are not in order, or one occurs twice")
    return counts, problems


def cells(counts: Counts | None) -> str:
    """Two cells of the table."""
    return f"{counts.all} | {counts.optional}" if counts else "– | –"


def total(counts: list[Counts | None]) -> Counts:
    """All files of a kind together."""
    known = [count for count in counts if count is not None]
    return Counts(sum(count.all for count in known), sum(count.optional for count in known))


def main() -> int:
    """Check every file, print the table, then the problems."""
    if not ARTICLES.is_dir():
        print("gold_check: skipped, the annotated texts are not here (../shared/articles)")
        return 0
    split: dict[str, list[str]] = json.loads((GOLD / "split.json").read_text("utf-8"))
    part_of = {name: part for part, names in split.items() for name in names}
    problems: list[str] = []
    if sum(map(len, split.values())) != len(part_of):
        problems.append("split.json: a text is in two parts")
    annotated = {path.name.rsplit(".", 2)[0] for path in GOLD.glob("*.*.json")}
    if annotated != set(part_of):
        problems.append(f"split.json: not the annotated texts: {annotated ^ set(part_of)}")
    counts: dict[str, list[Counts | None]] = {"claims": [], "quantities": []}
    rows = []
    for name in sorted(annotated):
        for kind, column in counts.items():
            path = GOLD / f"{name}.{kind}.json"
            if path.exists():
                count, found = check_file(path, kind)
                column.append(count)
                problems += found
            else:
                column.append(None)
        both = " | ".join(cells(column[-1]) for column in counts.values())
        rows.append(f"| {name} | {part_of.get(name, '?')} | {both} |")
    sums = " | ".join(cells(total(column)) for column in counts.values())
    rows.append(f"| together | | {sums} |")
    readme = (GOLD / "README.md").read_text("utf-8").splitlines()
    problems += [f"README.md: its table lacks {row}" for row in rows if row not in readme]
    print("| text | part | claims | of them optional | quantities | of them optional |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    print("\n".join(rows))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
