"""Train the model of joints that ships: where clauses are joined, as what, and where they end.

    python -m pip install '.[training]' spacy   # and spaCy's small English pipeline
    python benchmarks/joints_training.py [--pipeline en_core_web_sm]

A parser reads 38,000 sentences; logistic regression learns from its parses what our own words and
tags tell of a joint. A tenth of the sentences is kept back to measure on, and the table says how
often the model agrees with the parser there. Weights that say little are dropped, the others
rounded. Parses are kept in ``build/joints`` and are not made again while they lie there. About ten
minutes on one core, most of it parsing.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Final

from joints_teacher import YARDSTICKS, Parse, Word, labels, parses, sentences

from workbench.reading import language
from workbench.reading.joints import Joints
from workbench.reading.joints.features import (
    ENDING_QUESTIONS,
    OPENING_QUESTIONS,
    Sight,
    ending_values,
    opening_values,
)
from workbench.reading.joints.kinds import FAMILIES, may_end
from workbench.reading.joints.linear import SCALE
from workbench.reading.joints.storage import encode

ROOT: Final = Path(__file__).resolve().parents[1]
KEPT: Final = ROOT / "build" / "joints"
SHIPPED: Final = Path(language.__file__).with_name("en") / "joints.bin"
ATTRIBUTION: Final = (
    "Learnt from sentences of WiCE (Kamoi, Goyal, Rodriguez and Durrett 2023; annotations ODC-BY, "
    "text CC BY-SA and Common Crawl) and of ClaimBuster (Arslan et al. 2020, CC BY 4.0), without "
    "their labels, as parsed by spaCy's en_core_web_sm (MIT). See NOTICE."
)
SEEN_AT_LEAST: Final = 5
SMALLEST: Final = 7  # weights that are nearer to nothing, in units of 1/64, are dropped
STRENGTH: Final = 0.3
ROUNDS: Final = 60
KEPT_BACK: Final = 10
MOST_TURNS: Final = 4


@dataclass(slots=True)
class Example:
    """What is seen at a place, and the answer."""

    values: tuple[str, ...]
    answer: str


def parsed(pipeline: str) -> list[Parse]:
    """The parses of all sentences, made once."""
    path = KEPT / "parses.jsonl"
    if not path.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with path.with_suffix(".part").open("w", encoding="utf-8") as out:
            for text, words in parses(sentences(), pipeline):
                print(json.dumps([text, [astuple(word) for word in words]]), file=out)
        path.with_suffix(".part").rename(path)
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    found = [(text, tuple(Word(*word) for word in words)) for text, words in records]
    random.Random(3).shuffle(found)
    return found


def examples(given: Sequence[Parse]) -> dict[str, list[Example]]:
    """What the sentences show, by family; under "ending" where clauses end."""
    found: dict[str, list[Example]] = defaultdict(list)
    for parse in given:
        tokens, stop, marked = labels(parse)
        sight = Sight(tokens[:stop])
        for label in marked:
            values = opening_values(sight, label.index)
            found[label.family].append(Example(values, label.kind or ""))
            if label.kind is None:
                continue
            turn = 0
            for place in range(label.index + 2, stop):
                if not may_end(tokens[place].lower, tokens[place].tag):
                    continue
                ends = place >= label.end
                seen = ending_values(sight, label.index, place, label.kind, turn)
                found["ending"].append(Example(seen, "end" if ends else ""))
                if ends:
                    break
                turn = min(turn + 1, MOST_TURNS)
    return found


def learn(
    given: Sequence[Example], answers: tuple[str, ...], questions: int
) -> tuple[tuple[str, ...], tuple[int, ...], tuple[dict[str, tuple[int, ...]], ...]]:
    """The rounded weights of one family."""
    numpy: Any = __import__("numpy")
    sparse: Any = __import__("scipy.sparse").sparse
    linear: Any = __import__("sklearn.linear_model").linear_model
    seen = Counter((place, value) for one in given for place, value in enumerate(one.values))
    index = {key: at for at, key in enumerate(k for k, n in seen.items() if n >= SEEN_AT_LEAST)}
    columns: list[int] = []
    edges = [0]
    for one in given:
        columns += [index[key] for key in enumerate(one.values) if key in index]
        edges.append(len(columns))
    ones = numpy.ones(len(columns), dtype=numpy.float32)
    matrix = sparse.csr_matrix((ones, columns, edges), shape=(len(given), len(index)))
    model = linear.LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    model.fit(matrix, [answers.index(one.answer) for one in given])
    rows, constants = model.coef_, model.intercept_
    if len(answers) == 2:
        rows, constants = numpy.vstack([0 * rows, rows]), [0.0, constants[0]]
    tables: tuple[dict[str, tuple[int, ...]], ...] = tuple({} for _ in range(questions))
    for (place, value), column in index.items():
        weights = tuple(round(float(weight) * SCALE) for weight in rows[:, column])
        if max(map(abs, weights)) >= SMALLEST:
            tables[place][value] = weights
    return answers, tuple(round(float(one) * SCALE) for one in constants), tables


def agreement(given: Sequence[Parse]) -> str:
    """How often model and parser agree, as a table."""
    right: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    ended: Counter[str] = Counter()
    for parse in given:
        tokens, stop, marked = labels(parse)
        found = Joints(tokens, stop)
        for label in marked:
            joint = found.at(tokens[label.index])
            kind = joint.kind if joint is not None else None
            ours[str(kind)] += 1
            theirs[str(label.kind)] += 1
            if joint is not None and kind == label.kind:
                right[str(kind)] += 1
                ended[str(kind)] += abs(joint.end - label.end) <= 1
    lines = ["| joint | of the parser | found | precision | end as well |", "|---|---|---|---|---|"]
    for kind in dict.fromkeys(one for kinds in FAMILIES.values() for one in kinds):
        count = right[kind]
        lines.append(
            f"| {kind} | {theirs[kind]} | {count / theirs[kind]:.2f} "
            f"| {count / ours[kind]:.2f} | {ended[kind] / count:.2f} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Learn, write the file, and say how well it agrees with its teacher."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pipeline", default="en_core_web_sm")
    given = parser.parse_args()
    if not YARDSTICKS.is_dir():
        print("skipped: the sentences to learn from are not beside the project")
        return
    read = parsed(given.pipeline)
    back = len(read) // KEPT_BACK
    shown = examples(read[back:])
    families = {name: ("", *map(str, kinds)) for name, kinds in FAMILIES.items()}
    learnt = {
        name: learn(shown[name], answers, OPENING_QUESTIONS) for name, answers in families.items()
    }
    learnt["ending"] = learn(shown["ending"], ("", "end"), ENDING_QUESTIONS)
    data = encode(learnt, ATTRIBUTION)
    SHIPPED.write_bytes(data)
    print(f"`python benchmarks/joints_training.py`: {len(read):,} sentences, {len(data):,} bytes\n")
    print(agreement(read[:back]))


if __name__ == "__main__":
    main()
