"""Train the check-worthiness model that ships, and measure it on the four folds of ClaimBuster.

    python -m pip install '.[training]'
    python benchmarks/worth_training.py [--threads 1] [--without-crowdsourced]

About an hour on one core. Six teachers judge the sentences that they did not see; a pupil learns
from them for every fold, is put into the integers that ship, and judges the fold with the product's
own scoring. The last pupil learns from everything and is written into the package. What the pupils
say about their folds goes to ``worth_fold_scores.csv``; ``reading_worth.py`` prints the figures.
Teachers and pupils are kept in ``build/worth`` and are not trained again while they lie there.
On one machine and with one thread the result is the same every time.
"""

import argparse
import csv
import json
import sys
import time
from pathlib import Path
from typing import Final

from worth_data import CLAIMBUSTER, FOLDS, Sentences, load

from workbench.reading.worth_model import scoring
from workbench.reading.worth_model.network import Network
from workbench.reading.worth_model.storage import decode, encode

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / "build" / "worth"
SCORES: Final = Path(__file__).with_name("worth_fold_scores.csv")
SHIPPED: Final = Path(scoring.__file__).with_name(scoring.MODEL_FILE)
ATTRIBUTION: Final = (
    "Trained on ClaimBuster (Arslan, Hassan, Li and Tremayne 2020, "
    "doi:10.5281/zenodo.3836810, CC BY 4.0) with a tuned all-MiniLM-L6-v2 (Apache-2.0) as teacher; "
    "vectors of words begin as a projection of that encoder's. See NOTICE."
)


def teach(sentences: Sentences, kept: Path) -> dict[tuple[int, int], dict[int, float]]:
    """What every teacher thinks of what it did not see."""
    from worth_teacher import PAIRS, teacher_without, unseen

    judgements: dict[tuple[int, int], dict[int, float]] = {}
    for pair in PAIRS:
        file = kept / f"judged_{pair[0]}{pair[1]}.json"
        if not file.exists():
            started = time.monotonic()
            teacher = teacher_without(sentences, pair, kept / f"teacher_{pair[0]}{pair[1]}.pt")
            indices = unseen(sentences, pair)
            judged = teacher.judge([sentences.texts[index] for index in indices])
            file.write_text(json.dumps([*zip(indices, judged, strict=True)]), "utf-8")
            say(f"teacher without blocks {pair}: {time.monotonic() - started:.0f} s")
        judgements[pair] = dict(json.loads(file.read_text("utf-8")))
    return judgements


def practise(sentences: Sentences, fold: int, kept: Path) -> list[tuple[str, float]]:
    """Practice for the pupil of a fold, each sentence judged by one of the three teachers."""
    from worth_practice import practice_sentences
    from worth_teacher import PAIRS, teacher_without

    file = kept / f"practice_{fold}.json"
    if not file.exists():
        started = time.monotonic()
        made = practice_sentences([sentences.texts[i] for i in sentences.outside_fold(fold)], fold)
        judged = [0.0] * len(made)
        pairs = [pair for pair in PAIRS if fold in pair]
        for first, pair in enumerate(pairs):
            teacher = teacher_without(sentences, pair, kept / f"teacher_{pair[0]}{pair[1]}.pt")
            judged[first :: len(pairs)] = teacher.judge(made[first :: len(pairs)])
        file.write_text(json.dumps([*zip(made, judged, strict=True)]), "utf-8")
        say(f"practice of fold {fold}: {time.monotonic() - started:.0f} s")
    return [(text, logit) for text, logit in json.loads(file.read_text("utf-8"))]


def pupil(sentences: Sentences, fold: int | None, kept: Path) -> Path:
    """The file of the pupil that learnt without a fold, as it would ship."""
    from worth_student import learn
    from worth_teacher import lessons

    file = kept / f"pupil_{'of_everything' if fold is None else fold}.bin"
    if not file.exists():
        judgements = teach(sentences, kept)
        if fold is None:
            practices = [practise(sentences, own, kept)[own :: len(FOLDS)] for own in FOLDS]
            practice = [sentence for part in practices for sentence in part]
        else:
            practice = practise(sentences, fold, kept)
        started = time.monotonic()
        parameters = learn(
            sentences, sentences.outside_fold(fold), lessons(judgements, fold), practice
        )
        file.write_bytes(encode(parameters, ATTRIBUTION))
        say(f"pupil without fold {fold}: {time.monotonic() - started:.0f} s")
    return file


def say(line: str) -> None:
    """One line about what was done."""
    print(line, flush=True)


def main() -> None:
    """Train what is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--without-crowdsourced",
        action="store_true",
        help="train on the sentences of the folds alone, and ship nothing",
    )
    arguments = parser.parse_args()
    if not CLAIMBUSTER.is_dir():
        sys.exit("worth_training: skipped, ../shared/yardsticks/claimbuster is not there")
    import torch

    torch.set_num_threads(arguments.threads)
    torch.use_deterministic_algorithms(mode=True)
    plain = arguments.without_crowdsourced
    kept = KEPT / ("folds_alone" if plain else "all")
    kept.mkdir(parents=True, exist_ok=True)
    sentences = load(crowdsourced=not plain)
    with (kept / SCORES.name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("fold", "sentence", "score"))
        for fold in FOLDS:
            network = Network(decode(pupil(sentences, fold, kept).read_bytes())[0])
            for index in sentences.of_fold(fold):
                score = network.score(sentences.texts[index])
                writer.writerow((fold, sentences.identifiers[index], f"{score:.5f}"))
    if plain:
        return
    SCORES.write_bytes((kept / SCORES.name).read_bytes())
    SHIPPED.write_bytes(pupil(sentences, None, kept).read_bytes())
    say(f"{SHIPPED.relative_to(ROOT)}: {SHIPPED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
