"""How well check-worthiness is ranked: ClaimBuster's four folds, and the cost of a score.

    python benchmarks/reading_worth.py [--articles]

The scores of the folds are in ``worth_fold_scores.csv``: each fold was judged by a model that never
saw it, in the integers and with the arithmetic that ship (``worth_training.py`` writes the file).
The labels are read from ``../shared``; without them the folds are skipped with one line.
``--articles`` prints the sentences of the articles there, the most worth checking first.
"""

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from worth_data import CLAIMBUSTER, FOLDS, Sentences, load, nearly_repeated

from workbench.reading.sentences import split_sentences
from workbench.reading.worth_model import THRESHOLD, scoring

ARTICLES: Final = Path(__file__).resolve().parents[2] / "shared" / "articles"
SCORES: Final = Path(__file__).with_name("worth_fold_scores.csv")
MODEL: Final = Path(scoring.__file__).with_name(scoring.MODEL_FILE)
BINS: Final = 10
HEADER: Final = f"{'':34}{'AP':>7}{'wF1':>7}{'mF1':>7}{'F1':>7}{'n':>7}"


@dataclass(frozen=True)
class Figures:
    """Average precision; weighted, macro and check-worthy F1."""

    precision: float
    weighted: float
    macro: float
    worthy: float
    count: int

    def line(self, name: str) -> str:
        """A row of the table."""
        parts = (self.precision, self.weighted, self.macro, self.worthy)
        return f"{name:34}" + "".join(f"{part:7.3f}" for part in parts) + f"{self.count:7}"


def figures(gold: Sequence[int], scores: Sequence[float]) -> Figures:
    """All figures of one set of sentences."""
    worthy = [score >= THRESHOLD for score in scores]
    one = f1([bool(label) for label in gold], worthy)
    other = f1([not label for label in gold], [not said for said in worthy])
    share = sum(gold) / len(gold)
    return Figures(
        average_precision(gold, scores),
        share * one + (1 - share) * other,
        (one + other) / 2,
        one,
        len(gold),
    )


def f1(gold: Sequence[bool], said: Sequence[bool]) -> float:
    """Twice the hits over the gold and the said ones."""
    hits = sum(a and b for a, b in zip(gold, said, strict=True))
    return 2 * hits / (sum(gold) + sum(said)) if hits else 0.0


def average_precision(gold: Sequence[int], scores: Sequence[float]) -> float:
    """The mean of the precision at every check-worthy sentence; equal scores are one step."""
    ranked = sorted(zip(scores, gold, strict=True), reverse=True)
    area, hits, hits_before = 0.0, 0, 0
    for place, (score, label) in enumerate(ranked, 1):
        hits += label
        if place == len(ranked) or ranked[place][0] != score:
            area += (hits - hits_before) * hits / place
            hits_before = hits
    return area / hits


def calibration_error(gold: Sequence[int], scores: Sequence[float]) -> float:
    """How far, on average, a stated probability is from the share that was check-worthy."""
    error = 0.0
    for step in range(BINS):
        inside = [
            place for place, score in enumerate(scores) if min(int(score * BINS), BINS - 1) == step
        ]
        if inside:
            stated = statistics.fmean(scores[place] for place in inside)
            found = statistics.fmean(gold[place] for place in inside)
            error += abs(stated - found) * len(inside)
    return error / len(gold)


def print_folds(sentences: Sentences, scores: dict[int, float]) -> None:
    """The table of the folds, and the same without sentences that training nearly repeats."""
    print(HEADER)
    rows: list[Figures] = []
    for fold in FOLDS:
        inside = sentences.of_fold(fold)
        gold = [sentences.gold[index] for index in inside]
        rows.append(figures(gold, [scores[sentences.identifiers[index]] for index in inside]))
        print(rows[-1].line(f"fold {fold}"))
    print(mean(rows).line("mean of the folds"))
    strict: list[Figures] = []
    for fold in FOLDS:
        inside = sentences.of_fold(fold)
        repeated = nearly_repeated(sentences.texts, sentences.outside_fold(fold), inside)
        rest = [index for index in inside if index not in repeated]
        gold = [sentences.gold[index] for index in rest]
        strict.append(figures(gold, [scores[sentences.identifiers[index]] for index in rest]))
    print(mean(strict).line("mean, less near repeats of training"))
    every = [index for fold in FOLDS for index in sentences.of_fold(fold)]
    error = calibration_error(
        [sentences.gold[index] for index in every],
        [scores[sentences.identifiers[index]] for index in every],
    )
    print(f"mean distance of a probability from the share found: {error:.3f}\n")


def mean(rows: Sequence[Figures]) -> Figures:
    """The mean of some rows, with their sentences counted together."""
    return Figures(
        statistics.fmean(row.precision for row in rows),
        statistics.fmean(row.weighted for row in rows),
        statistics.fmean(row.macro for row in rows),
        statistics.fmean(row.worthy for row in rows),
        sum(row.count for row in rows),
    )


def print_cost(texts: Sequence[str]) -> None:
    """Size, time to load, and sentences a second, first with nothing remembered."""
    scoring.network.cache_clear()
    started = time.process_time()
    network = scoring.network()
    loaded = time.process_time()
    for text in texts:
        network.score(text)
    first = time.process_time()
    for text in texts:
        network.score(text)
    again = time.process_time()
    print(f"size      {MODEL.stat().st_size:,} bytes")
    print(f"load      {1000 * (loaded - started):.1f} ms of processor time")
    print(
        f"speed     {len(texts) / (first - loaded):,.0f} sentences a processor second at first, "
        f"{len(texts) / (again - first):,.0f} when run again ({len(texts):,} sentences)"
    )


def print_articles() -> None:
    """The sentences of every article with their scores, highest first."""
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_text("utf-8")
        found = [text[s.start : s.end] for s in split_sentences(text)]
        print(f"\n{path.stem}")
        for score, sentence in sorted(((scoring.score(s), s) for s in found), reverse=True):
            print(f"  {score:.2f}  {' '.join(sentence.split())[:150]}")


def main() -> None:
    """Print what can be measured here."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", action="store_true")
    arguments = parser.parse_args()
    print("python benchmarks/reading_worth.py")
    if not CLAIMBUSTER.is_dir():
        sys.exit("reading_worth: skipped, ../shared/yardsticks/claimbuster is not there")
    sentences = load()
    with SCORES.open(encoding="utf-8", newline="") as file:
        scores = {int(row["sentence"]): float(row["score"]) for row in csv.DictReader(file)}
    print_folds(sentences, scores)
    print_cost([sentences.texts[i] for fold in FOLDS for i in sentences.of_fold(fold)])
    if arguments.articles:
        print_articles()


if __name__ == "__main__":
    main()
