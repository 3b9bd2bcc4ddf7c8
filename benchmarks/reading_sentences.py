"""How well and how fast sentences are split, and how fast the first three stages are together.

Golden rules and gold are read from ``../shared`` and are skipped with one line when they are
absent; speed is measured on text that the program makes itself. ``--misses`` lists every miss.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

from workbench.reading.dates import find_dates
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences

SHARED: Final = Path(__file__).resolve().parents[2] / "shared"
GOLDEN: Final = SHARED / "yardsticks" / "pysbd" / "english_golden.json"
ARTICLES: Final = SHARED / "articles"
PARAGRAPHS: Final = 2000
STAGES: Final = """
import time
start = time.process_time()
from workbench.reading.sentences import split_sentences
from workbench.reading.dates import find_dates
from workbench.reading.quantities import find_quantities
loaded = time.process_time()
text = "In 2008 about 500 men came. Yesterday $5 million was lost."
sentences = split_sentences(text)
find_quantities(text, sentences, find_dates(text, sentences, None))
print(round(1000 * (loaded - start)), round(1000 * (time.process_time() - loaded)))
"""


def golden() -> list[str]:
    """Print how many golden rules pass exactly and give the misses."""
    cases = json.loads(GOLDEN.read_text(encoding="utf-8"))["GOLDEN_EN_RULES_TEST_CASES"]
    misses: list[str] = []
    for case in cases:
        text = case["text"]
        found = [text[sentence.start : sentence.end] for sentence in split_sentences(text)]
        if found != case["sentences"]:
            misses.append(f"golden: wants {case['sentences']}, finds {found}")
    print(f"\npySBD golden rules: {len(cases) - len(misses)} of {len(cases)} exactly (goal 48)")
    return misses


def gold_sentences(name: str) -> list[dict[str, Any]] | None:
    """Load the sentence spans of an article, from whichever file has them."""
    for suffix in ("dates", "claims"):
        path = ARTICLES / "gold" / f"{name}.{suffix}.json"
        if path.is_file():
            found = json.loads(path.read_text(encoding="utf-8")).get("sentences")
            if found is not None:
                return list(found)
    return None


def articles() -> list[str]:
    """Print the exact-span F1 of each article and give the misses."""
    print(f"\narticles, exact spans\n{'':40} wanted found right    F1")
    misses: list[str] = []
    whole = [0, 0, 0]
    for path in sorted(ARTICLES.glob("*.txt")):
        gold = gold_sentences(path.stem)
        if gold is None:
            continue
        text = path.read_bytes().decode()
        wanted = {(span["start"], span["end"]) for span in gold}
        found = {(sentence.start, sentence.end) for sentence in split_sentences(text)}
        counts = (len(wanted), len(found), len(wanted & found))
        whole = [total + count for total, count in zip(whole, counts, strict=True)]
        print_row(path.stem, counts)
        for start, end in sorted(wanted ^ found):
            side = "wants" if (start, end) in wanted else "finds"
            misses.append(f"{path.stem}: {side} {text[start:end][:110]!r}")
    print_row("all", (whole[0], whole[1], whole[2]))
    return misses


def print_row(name: str, counts: tuple[int, int, int]) -> None:
    """Print one line of the table."""
    wanted, found, right = counts
    print(f"{name:40} {wanted:6} {found:5} {right:5} {2 * right / (wanted + found):5.3f}")


def made_text() -> str:
    """Make a text with a date or quantity in about every second sentence."""
    return "".join(
        f"On {1 + i % 28} June {1990 + i % 30} about {i * 37 % 9000} residents of the town of "
        f"Vallemora left their homes. Dr. A. Lindqvist said the wall “would not hold”. The "
        f"following day {2 + i % 7} engineers asked for ${i % 90}.5 million. Nobody answered "
        f"them, and the harbour, which the council had closed, filled with water.\n\n"
        for i in range(PARAGRAPHS)
    )


def speed() -> None:
    """Print sentences a second for each of the three stages and all of them."""
    text = made_text()
    written = date(2023, 6, 8)
    split_sentences(text[:2000])
    start = time.process_time()
    sentences = split_sentences(text)
    split = time.process_time()
    dates = find_dates(text, sentences, written)
    dated = time.process_time()
    quantities = find_quantities(text, sentences, dates)
    done = time.process_time()
    count = len(sentences)
    print(
        f"\nspeed on one core, {count:,} sentences, {len(dates):,} dates, "
        f"{len(quantities):,} quantities (goal: 10,000 sentences/s together)"
    )
    for name, seconds in (
        ("sentences", split - start),
        ("dates", dated - split),
        ("quantities", done - dated),
        ("together", done - start),
    ):
        print(f"{name:12} {count / seconds:10,.0f} sentences/s")
    answer = subprocess.run(
        [sys.executable, "-c", STAGES], capture_output=True, text=True, check=True
    )
    loaded, compiled = answer.stdout.split()
    print(f"import {loaded} ms CPU with the standard library, first use {compiled} ms")


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    arguments = parser.parse_args()
    print("python benchmarks/reading_sentences.py" + " --misses" * arguments.misses)
    misses: list[str] = []
    if GOLDEN.is_file():
        misses += golden()
    else:
        print(f"\ngolden rules: skipped, {GOLDEN} is not there")
    if ARTICLES.is_dir():
        misses += articles()
    else:
        print(f"\narticles: skipped, {ARTICLES} is not there")
    speed()
    print(f"\n{len(misses)} misses")
    if arguments.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
