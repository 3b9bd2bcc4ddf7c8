"""Count the checks found inside the articles, and measure how fast they are found.

With ``--show`` every check is printed with its places, to be read by a person: one that is shown
and is not so is a wrong alarm. The articles are read from ``../shared/articles``; without them
the program says so and stops.

Run: ``python benchmarks/reading_checks.py [--show] [FILE ...]``
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from workbench.reading import read
from workbench.reading.checks import find_checks

ARTICLES: Final = Path(__file__).resolve().parents[2] / "shared" / "articles"
ROUNDS: Final = 5
WIDTH: Final = 100
# The gold of one article lists its cross-checks; these are the ones that checks can find.
EXPECTED: Final = {
    "kosovo.txt": {("weekday", True): 3, ("share", True): 1, ("order", False): 1}
    | {("strength", False): 1}
}


def best_seconds(text: str) -> tuple[float, float, int]:
    """The best time of reading, the best time of checking, and the number of sentences."""
    reading_seconds = checking_seconds = float("inf")
    reading = read(text)
    for _ in range(ROUNDS):
        start = time.process_time()
        reading = read(text)
        middle = time.process_time()
        find_checks(reading)
        reading_seconds = min(reading_seconds, middle - start)
        checking_seconds = min(checking_seconds, time.process_time() - middle)
    return reading_seconds, checking_seconds, len(reading.sentences)


def counts(text: str) -> Counter[tuple[str, bool]]:
    """Count the checks of one text by kind and result."""
    return Counter((check.kind.value, check.agrees) for check in find_checks(read(text)))


def show(name: str, text: str) -> None:
    """Print the checks of one text with the places they compare."""
    print(f"\n{name}")
    for check in find_checks(read(text)):
        mark = " " if check.agrees else "!"
        print(f"  {mark} {check.kind.value:<10} {check.message}")
        for start, end in check.spans:
            quoted = " ".join(text[start:end].split())[:WIDTH]
            print(f"      {start:>6}-{end:<6} {quoted}")


def main() -> int:
    """Print the checks of all articles, totals and speed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--show", action="store_true", help="print every check and its places")
    arguments = parser.parse_args()
    files = arguments.files or sorted(ARTICLES.glob("*.txt"))
    if not files:
        print("skipped: there is no ../shared/articles beside the project")
        return 0
    counted: Counter[tuple[str, bool]] = Counter()
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in files]
    missed = 0
    for name, text in texts:
        here = counts(text)
        if arguments.show:
            show(name, text)
        counted += here
        missed += (Counter(EXPECTED.get(name, {})) - here).total()
    reading, checking, sentences = best_seconds("\n\n".join(text for _, text in texts))
    for (kind, agrees), count in sorted(counted.items()):
        print(f"{kind:<10} {'agrees' if agrees else 'does not agree':<16} {count:>4}")
    print(f"listed by hand and not found: {missed}")
    print(
        f"{sentences} sentences: reading {reading * 1000:.0f} ms, and checking "
        f"{checking * 1000:.1f} ms ({sentences / max(checking, 1e-9):,.0f} sentences/s)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
