"""Measure each licensed pattern of the claim reader, and draw the curve of coverage and precision.

Two sources: the development texts with claims marked by hand (beside the project; left out when
absent) and sentences of the project's own making. A statement is right when it is matched one to
one with a wanted claim, by content words or, in the texts, by its span. The curve adds the
patterns from the most precise to the least: a pattern is left out by leaving out its statements,
so sentences that it would have cut stay cut. Held-out texts are not read here.

Run: ``python benchmarks/reading_patterns.py [--worst N]``
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import reading_claims as claims
from gold_texts import GOLD, document_of, document_text

from workbench.model import Statement
from workbench.reading import read
from workbench.reading.analysis import analyse
from workbench.reading.attribution import find_attributions
from workbench.reading.sentences import split_sentences
from workbench.reading.statements import patterns_of

OWN: Final = Path(__file__).resolve().parents[1] / "tests/reading/data/news_like_sentences.txt"
OPEN: Final = (
    "development",
    "development_pages",
    "opened",
    "opened_pages",
    "opened_last",
    "opened_fresh",
    "opened_new",
)
LEAST_PRECISION: Final = 0.85


@dataclass
class Reading:
    """One text read: its statements with their patterns, and the claims wanted of it."""

    ours: tuple[Statement, ...]
    patterns: tuple[str, ...]
    gold: list[dict[str, Any]]
    spans: bool


@dataclass
class Pattern:
    """How often a pattern was right, in the texts and in the sentences of our own."""

    name: str
    right: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float:
        """The share that was right over both."""
        return sum(self.right.values()) / sum(self.made.values())


def read_with_patterns(text: str, gold: list[dict[str, Any]], *, spans: bool) -> Reading:
    """Read a text and ask which pattern made each statement."""
    analysis = analyse(text, split_sentences(text))
    found = patterns_of(analysis, find_attributions(analysis))
    ours = read(text).statements
    return Reading(ours, tuple(found[one.start, one.end] for one in ours), gold, spans)


def development() -> Iterator[Reading]:
    """The development texts that are at hand."""
    split = json.loads((GOLD / "split.json").read_text(encoding="utf-8"))
    for name in sorted(name for part in OPEN for name in split[part]):
        text = document_text(document_of(name))
        gold = claims.gold_of(name, text) if text else None
        if text is not None and gold is not None:
            yield read_with_patterns(text, gold, spans=True)


def own_sentences() -> Iterator[Reading]:
    """The sentences of our own making."""
    for block in OWN.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.strip().split("\n") if not line.startswith("#")]
        if len(lines) > 1:
            wanted = [{"claim": line[2:], "start": -2, "end": -1} for line in lines[1:]]
            yield read_with_patterns(lines[0], wanted, spans=False)


def matched(reading: Reading, licensed: frozenset[str] | None = None) -> tuple[Counter[str], int]:
    """Counts of gold, ours and matches by words and by either, with only some patterns."""
    kept = [
        index
        for index, pattern in enumerate(reading.patterns)
        if licensed is None or pattern in licensed
    ]
    words, either = claims.pairs([reading.ours[index] for index in kept], reading.gold)
    firm = [sum(not reading.gold[j].get("optional") for _, j in found) for found in (words, either)]
    counts = Counter(
        gold=sum(not claim.get("optional") for claim in reading.gold),
        by_words=firm[0],
        ours_by_words=len(kept) - len(words) + firm[0],
        either=firm[1],
        ours_either=len(kept) - len(either) + firm[1],
    )
    return counts, len(kept)


def tally(patterns: dict[str, Pattern], source: str, readings: list[Reading]) -> None:
    """Count what was right for each pattern of some readings."""
    for reading in readings:
        words, either = claims.pairs(reading.ours, reading.gold)
        right = {i for i, _ in (either if reading.spans else words)}
        for index, name in enumerate(reading.patterns):
            pattern = patterns.setdefault(name, Pattern(name))
            pattern.made[source] += 1
            pattern.right[source] += index in right


def curve(ordered: list[Pattern], readings: list[Reading]) -> None:
    """Print coverage and precision as patterns are added."""
    print(
        "\n| patterns, cumulative | statements | coverage | precision | with spans: coverage | ",
        end="",
    )
    print("precision |\n|---|---|---|---|---|---|")
    licensed: set[str] = set()
    for pattern in ordered:
        licensed.add(pattern.name)
        whole: Counter[str] = Counter()
        made = 0
        for reading in readings:
            counts, kept = matched(reading, frozenset(licensed))
            whole += counts
            made += kept
        plain = claims.rates(whole["by_words"], whole["gold"], whole["ours_by_words"])
        spans = claims.rates(whole["either"], whole["gold"], whole["ours_either"])
        cells = [f"{share:.3f}" for share in (*plain[:2], *spans[:2])]
        print(f"| + {pattern.name} | {made} | {' | '.join(cells)} |")


def worst(readings: list[Reading], count: int) -> None:
    """Print the statements that resemble no wanted claim, the least like any first."""
    found: list[tuple[float, str]] = []
    for reading in readings:
        golds = [claims.content(claim["claim"]) for claim in reading.gold]
        _, either = claims.pairs(reading.ours, reading.gold)
        right = {i for i, _ in either}
        for index, one in enumerate(reading.ours):
            if index not in right:
                bag = claims.content(one.text)
                best = max(claims.agreement(bag, gold) for gold in golds)
                found.append((best, f"{one.text} ({reading.patterns[index]})"))
    print(f"\nthe {count} worst claims of the development texts\n")
    for value, text in sorted(found)[:count]:
        print(f"- {value:.2f} {text[:200]}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worst", type=int, default=0, help="print the worst claims too")
    arguments = parser.parse_args()
    print("`python benchmarks/reading_patterns.py`\n")
    texts, own = list(development()), list(own_sentences())
    if not texts:
        print("development texts skipped: they are not beside the project\n")
    patterns: dict[str, Pattern] = {}
    tally(patterns, "texts", texts)
    tally(patterns, "own", own)
    ordered = sorted(
        patterns.values(),
        key=lambda one: (one.name != "clause", -one.precision, -sum(one.made.values()), one.name),
    )
    print("| pattern | development texts | own sentences | precision |\n|---|---|---|---|")
    for one in ordered:
        low = " (low)" if one.precision < LEAST_PRECISION else ""
        cells = [f"{one.right[key]}/{one.made[key]}" for key in ("texts", "own")]
        print(f"| {one.name} | {' | '.join(cells)} | {one.precision:.2f}{low} |")
    whole: Counter[str] = Counter()
    for reading in own:
        whole += matched(reading)[0]
    plain = claims.rates(whole["by_words"], whole["gold"], whole["ours_by_words"])
    print(
        f"\n- own sentences: {len(own)} with {whole['gold']} claims, coverage {plain[0]:.3f}, "
        f"precision {plain[1]:.3f}; most were written before the patterns, which were then mended "
        "with them in view"
    )
    if texts:
        curve(ordered, texts)
    if texts and arguments.worst:
        worst(texts, arguments.worst)


if __name__ == "__main__":
    main()
