"""Measure the reading of claims on hand-made gold: coverage, precision, fabrication, names.

Gold is read from ``../shared/articles``; without it the program says so and stops. A statement
matches a gold claim one to one when the F1 of their content words is at least 0.6, best pairs
first. Fabrication counts statements with a word, number or name that the document lacks, and
spans that are not exact. Speed is sentences per second of processor time.

Run: ``python benchmarks/reading_claims.py [--worst N]``
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ARTICLES: Final = Path(__file__).resolve().parents[2] / "shared" / "articles"
ENOUGH: Final = 0.6
ROUNDS: Final = 5
STOP_WORDS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "as",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "them",
        "his",
        "her",
        "their",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "there",
        "which",
        "who",
        "whom",
        "whose",
        "also",
        "into",
        "than",
        "then",
        "so",
        "not",
        "no",
        "i",
        "we",
        "our",
        "us",
        "my",
        "you",
        "your",
    ]
)
KINDS: Final = {
    "NORP": "group",
    "GPE": "place",
    "FAC": "place",
    "ORG": "organisation",
    "LAW": "law",
    "PERSON": "person",
}


@dataclass(frozen=True)
class Score:
    """Figures of one text; ``unmatched`` are statements, ``missed`` gold claims."""

    name: str
    gold: int
    claims: int
    matched: int
    fabricated: int
    speakers: tuple[int, int]
    unmatched: list[str]
    missed: list[str]

    @property
    def coverage(self) -> float:
        """Gold claims that were found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Statements that match a gold claim."""
        return self.matched / self.claims if self.claims else 0.0


def content(text: str) -> Counter[str]:
    """The content words of a text, each as often as it occurs."""
    words = re.findall(r"\d[\d,.]*\d|\w+", text.lower().replace("’", "'"))
    return Counter(
        word for word in words if (word not in STOP_WORDS and len(word) > 1) or word.isdigit()
    )


def agreement(ours: Counter[str], theirs: Counter[str]) -> float:
    """The F1 of two bags of words."""
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


def pairs(ours: list[str], gold: list[str]) -> list[tuple[int, int]]:
    """One-to-one pairs of at least ``ENOUGH`` agreement, best first."""
    bags, golds = [content(text) for text in ours], [content(text) for text in gold]
    scored = sorted(
        (
            (agreement(bag, other), i, j)
            for i, bag in enumerate(bags)
            for j, other in enumerate(golds)
        ),
        reverse=True,
    )
    taken: list[tuple[int, int]] = []
    for value, i, j in scored:
        if value < ENOUGH:
            break
        if all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return taken


def gold_speaker(claim: dict[str, Any]) -> str | None:
    """Who says a gold claim; ``None`` for the article itself and for nobody in particular."""
    attribution = claim.get("attribution")
    if isinstance(attribution, dict):
        if attribution.get("kind") in ("narrator", "impersonal"):
            return None
        return str(attribution["source"]).replace(" website", "")
    return attribution


def same_speaker(ours: str | None, theirs: str | None) -> bool:
    """Whether two speakers are the same: equal, or one's words are within the other's."""
    if ours is None or theirs is None:
        return ours is theirs
    left, right = content(ours), content(theirs)
    if not left - right or not right - left:
        return True
    return {"nato", "alliance"} <= set(left) | set(right)


def score(name: str) -> Score:
    """Read one article and compare it with its gold."""
    from workbench.reading import read

    text = (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((ARTICLES / "gold" / f"{name}.claims.json").read_text(encoding="utf-8"))
    claims = gold["claims"]
    reading = read(text)
    ours = [statement.text for statement in reading.statements]
    theirs = [claim["claim"] for claim in claims]
    found = pairs(ours, theirs)
    vocabulary = set(re.findall(r"\w+", text.lower()))
    fabricated = sum(
        bool(set(re.findall(r"\w+", statement.text.lower())) - vocabulary)
        or text[statement.start : statement.end] != statement.span
        for statement in reading.statements
    )
    right = sum(
        same_speaker(reading.statements[i].claimant, gold_speaker(claims[j])) for i, j in found
    )
    return Score(
        name,
        len(claims),
        len(ours),
        len(found),
        fabricated,
        (right, len(found)),
        [text for i, text in enumerate(ours) if i not in {a for a, _ in found}],
        [text for j, text in enumerate(theirs) if j not in {b for _, b in found}],
    )


def names_agreement() -> tuple[float, float, list[str]]:
    """F1 of the names of the first article with and without their kinds, and what is wrong."""
    from workbench.reading import read

    text = (ARTICLES / "kosovo.txt").read_text(encoding="utf-8")
    gold = json.loads((ARTICLES / "gold" / "kosovo.claims.json").read_text(encoding="utf-8"))
    wanted = {(e["start"], e["end"], KINDS[e["type"]]) for e in gold["all_entities"]}
    ours = {
        (name.start, name.end, "organisation" if name.kind == "unit" else str(name.kind))
        for name in read(text).names
    }
    spans = {key[:2] for key in ours}, {key[:2] for key in wanted}
    typed = 2 * len(ours & wanted) / (len(ours) + len(wanted))
    plain = 2 * len(spans[0] & spans[1]) / (len(spans[0]) + len(spans[1]))
    wrong = [f"{kind}: {text[a:b]}" for a, b, kind in sorted(ours ^ wanted)]
    return typed, plain, wrong


def speed() -> tuple[float, int]:
    """Sentences per second of processor time over all articles, and how many there are."""
    from workbench.reading import read

    texts = [path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt"))]
    sentences = sum(len(read(text).sentences) for text in texts)
    start = time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            read(text)
    return ROUNDS * sentences / (time.process_time() - start), sentences


def cost_of(code: str) -> float:
    """Milliseconds of processor time that ``code`` takes in a fresh interpreter."""
    timed = f"import time;a=time.process_time();{code};print((time.process_time()-a)*1000)"
    done = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, check=True)
    return float(done.stdout)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worst", type=int, default=10, help="how many misses to print of each")
    worst = parser.parse_args().worst
    if not (ARTICLES / "gold").is_dir():
        print("No gold found beside the project: nothing to measure.")
        return
    names = sorted(path.name.split(".")[0] for path in (ARTICLES / "gold").glob("*.claims.json"))
    scores = [score(name) for name in names]
    print(
        f"{'text':24}{'gold':>6}{'ours':>6}{'cover':>8}{'prec':>8}{'F1':>8}{'fabr':>6}{'who':>10}"
    )
    for one in scores:
        total = one.coverage + one.precision
        f1 = 2 * one.coverage * one.precision / total if total else 0.0
        right, of = one.speakers
        print(
            f"{one.name:24}{one.gold:6}{one.claims:6}{one.coverage:8.2f}{one.precision:8.2f}"
            f"{f1:8.2f}{one.fabricated:6}{f'{right}/{of}':>10}"
        )
    typed, plain, wrong = names_agreement()
    print(f"\nnames on kosovo: F1 {plain:.3f}, with kind {typed:.3f}; wrong: {wrong or 'none'}")
    rate, sentences = speed()
    print(f"speed: {rate:,.0f} sentences a second over {sentences} sentences")
    article = f"from pathlib import Path;t=Path({str(ARTICLES / 'kosovo.txt')!r}).read_text()"
    print(f"import workbench.reading: {cost_of('import workbench.reading'):.1f} ms")
    first = cost_of(f"{article};from workbench.reading import read;read(t)")
    print(f"first reading of an article, everything included: {first:.0f} ms")
    for one in scores:
        print(f"\n{one.name}: statements that match no gold claim")
        for text in one.unmatched[:worst]:
            print(f"  + {text[:150]}")
        print(f"{one.name}: gold claims that were not found")
        for text in one.missed[:worst]:
            print(f"  - {text[:150]}")


if __name__ == "__main__":
    main()
