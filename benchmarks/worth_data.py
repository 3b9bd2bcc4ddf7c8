"""The labelled sentences that check-worthiness is trained and measured on, and the guard between.

ClaimBuster (Arslan et al. 2020): 9,674 sentences in four folds, and further crowdsourced sentences
that are only ever trained on. A crowdsourced sentence that nearly repeats a sentence of a fold is
never used where that fold is tested. Nothing here is part of the product.
"""

import csv
import itertools
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

CLAIMBUSTER: Final = Path(__file__).resolve().parents[2] / "shared" / "yardsticks" / "claimbuster"
FOLDS: Final = (0, 1, 2, 3)
NO_FOLD: Final = -1
SEVERAL_FOLDS: Final = -2
OVERLAP: Final = 0.6  # shared word pairs over all word pairs
CONTAINED: Final = 0.8  # shared word pairs over those of the shorter sentence
SHORTEST_CONTAINED: Final = 5
COMMONEST_PAIR: Final = 400
CROWDSOURCED_WEIGHT: Final = 0.5


@dataclass(frozen=True)
class Sentences:
    """All sentences: those of the folds first, then the crowdsourced ones."""

    identifiers: tuple[int, ...]
    texts: tuple[str, ...]
    gold: tuple[int, ...]
    folds: tuple[int, ...]

    @cached_property
    def repeats(self) -> dict[int, frozenset[int]]:
        """For every fold the crowdsourced sentences that nearly repeat one of its sentences."""
        outside = [index for index, fold in enumerate(self.folds) if fold == NO_FOLD]
        return {
            fold: frozenset(nearly_repeated(self.texts, self.of_fold(fold), outside))
            for fold in FOLDS
        }

    @cached_property
    def blocks(self) -> tuple[int, ...]:
        """The part of the data a sentence belongs to: its fold, or the one it nearly repeats."""
        blocks = list(self.folds)
        for place, index in enumerate(i for i, fold in enumerate(self.folds) if fold == NO_FOLD):
            near = [fold for fold in FOLDS if index in self.repeats[fold]]
            if near:
                blocks[index] = near[0] if len(near) == 1 else SEVERAL_FOLDS
            else:
                blocks[index] = place * 7919 % len(FOLDS)
        return tuple(blocks)

    @property
    def weights(self) -> tuple[float, ...]:
        """How much the label of a sentence counts."""
        return tuple(1.0 if fold != NO_FOLD else CROWDSOURCED_WEIGHT for fold in self.folds)

    def of_fold(self, fold: int) -> list[int]:
        """The sentences tested in a fold."""
        return [index for index, own in enumerate(self.folds) if own == fold]

    def outside_fold(self, fold: int | None) -> list[int]:
        """The sentences that may be trained on where a fold is tested (None: nothing is)."""
        if fold is None:
            return list(range(len(self.texts)))
        return [
            index
            for index, own in enumerate(self.folds)
            if own != fold
            and index not in self.repeats[fold]
            and self.blocks[index] != SEVERAL_FOLDS
        ]


def load(*, crowdsourced: bool = True) -> Sentences:
    """Read the data."""
    fold_of = {
        entry["sentence_id"]: fold
        for fold in FOLDS
        for entry in json.loads((CLAIMBUSTER / f"fold_{fold}.json").read_text("utf-8"))
    }
    entries = json.loads((CLAIMBUSTER / "2.5xNCS.json").read_text("utf-8"))
    rows = [
        (entry["sentence_id"], entry["text"], entry["label"], fold_of[entry["sentence_id"]])
        for entry in entries
    ]
    if crowdsourced:
        with (CLAIMBUSTER / "crowdsourced.csv").open(encoding="utf-8", newline="") as file:
            rows.extend(
                (int(row["Sentence_id"]), row["Text"], int(row["Verdict"] == "1"), NO_FOLD)
                for row in csv.DictReader(file)
                if int(row["Sentence_id"]) not in fold_of
            )
    identifiers, texts, gold, folds = zip(*rows, strict=True)
    return Sentences(identifiers, texts, gold, folds)


def word_pairs(text: str) -> frozenset[tuple[str, ...]]:
    """The neighbouring words of a sentence; the words themselves if there is but one."""
    words = re.sub(r"[^a-z0-9]+", " ", text.lower()).split()
    return frozenset(itertools.pairwise(words)) or frozenset((w,) for w in words)


def nearly_repeated(
    texts: Sequence[str], originals: Iterable[int], candidates: Iterable[int]
) -> set[int]:
    """The candidates that nearly repeat one of the originals."""
    pairs = [word_pairs(texts[index]) for index in originals]
    same = set(pairs)
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, own in enumerate(pairs):
        for pair in own:
            holders[pair].append(place)
    found = set()
    for index in candidates:
        candidate = word_pairs(texts[index])
        shared: Counter[int] = Counter()
        for pair in candidate:
            if len(holders[pair]) < COMMONEST_PAIR:
                shared.update(holders[pair])
        if candidate in same or any(
            _near(count, len(candidate), len(pairs[place])) for place, count in shared.items()
        ):
            found.add(index)
    return found


def _near(shared: int, first: int, second: int) -> bool:
    shorter = min(first, second)
    return shared / (first + second - shared) >= OVERLAP or (
        shorter >= SHORTEST_CONTAINED and shared / shorter >= CONTAINED
    )
