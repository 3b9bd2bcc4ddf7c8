"""Print how fast a text is read, what the first reading costs, and how time and memory grow.

Times are of processor time. A fresh interpreter is measured with its modules compiled, as they are
after an installation; the bare interpreter stands beside it. If spaCy is installed, it reads the
same texts in the same run.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT.parent / "shared" / "articles"
ROUNDS = 10
PROCESSES = 7
GOAL = "goal: 3,000 sentences/s, import 80 ms, 60 MB"

ORDINARY = "The minister said on 5 May that 3,200 people had left the city since Monday. "
HOSTILE = {
    "ordinary prose": ORDINARY,
    "opening brackets": "(",
    "quotation marks": '"',
    "digits": "7",
    "digits with spaces": "7 ",
    "one word, no end": "x",
    "said said said": "said ",
    "of the of the": "of the ",
    "the man who the man who": "the man who ",
    "list marks": "1. ",
    "months": "May ",
    "line ends": "said\n",
}

# The peak of the interpreter itself: what it was forked from does not count.
_PEAK = """
import resource
from pathlib import Path
def peak():
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""
_MEASURED = """
import sys, time
texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
start = time.process_time()
import workbench.reading
package = time.process_time()
from workbench.reading import read
loaded = time.process_time()
read(texts[0])
first = time.process_time()
read(texts[0])
again = time.process_time()
for text in texts:
    read(text)
print(*((b - a) * 1000 for a, b in
        ((start, package), (package, loaded), (loaded, first), (first, again))), peak())
"""
_BARE = "print(peak())"
_LONG = """
import sys
from workbench.reading import read
unit, size = sys.argv[1], int(sys.argv[2])
read(unit)
held = peak()
read((unit * (size // len(unit) + 1))[:size])
print(held, peak())
"""


def rate(read_all: Callable[[], object], sentences: int) -> float:
    """Sentences a second of processor time, by the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        read_all()
        best = min(best, time.process_time() - start)
    return sentences / best


def fresh(code: str, *arguments: str, processes: int = PROCESSES) -> list[list[float]]:
    """What ``code`` prints in each of several fresh interpreters, modules compiled before."""
    rows: list[list[float]] = []
    with tempfile.TemporaryDirectory() as compiled:
        settings = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONPATH": str(ROOT)}
        settings.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(processes + 1):
            done = subprocess.run(
                [sys.executable, "-c", _PEAK + code, *arguments],
                capture_output=True,
                text=True,
                check=True,
                env=settings,
            )
            rows.append([float(number) for number in done.stdout.split()])
    return rows[1:] or rows


def growth(size: int) -> None:
    """Print how long texts of one size and of four times that size take."""
    from workbench.reading import read

    print(f"\nseconds for {size:,} and {4 * size:,} characters (linear time: a ratio near 4)")
    for name, unit in HOSTILE.items():
        times: list[float] = []
        for length in (size, 4 * size):
            text = (unit * (length // len(unit) + 1))[:length]
            start = time.process_time()
            read(text)
            times.append(time.process_time() - start)
        ratio = times[1] / max(times[0], 1e-6)
        print(f"{name:26} {times[0]:8.2f} {times[1]:8.2f}   ratio {ratio:4.1f}")


def peer(texts: list[str], sentences: int, ours: float, name: str) -> None:
    """Print how fast spaCy reads the same texts, as far as it is installed."""
    if find_spec("spacy") is None:
        print("spaCy: skipped, it is not installed")
        return
    import_spacy: Any = __import__("spacy")
    if find_spec(name) is None:
        print(f"spaCy's small English pipeline: skipped, {name} is not installed")
    else:
        pipeline = import_spacy.load(name)
        theirs = rate(lambda: [pipeline(text) for text in texts], sentences)
        print(f"spaCy {name}: {theirs:,.0f} sentences/s; ours is {ours / theirs:.1f} times")
    blank = import_spacy.blank("en")
    blank.add_pipe("sentencizer")
    theirs = rate(lambda: [blank(text) for text in texts], sentences)
    print(
        f"spaCy blank, words and full stops only, as a lower bound: {theirs:,.0f} sentences/s; "
        f"our whole reading has {ours / theirs:.2f} of that"
    )


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--size", type=int, default=50_000, help="characters of the smaller texts")
    parser.add_argument(
        "--long",
        type=int,
        default=1_000_000,
        help="characters of the text for memory",
    )
    parser.add_argument("--pipeline", default="en_core_web_sm", help="spaCy's, to measure beside")
    arguments = parser.parse_args()
    paths = sorted(ARTICLES.glob("*.txt"))
    print(f"python benchmarks/reading_speed.py\n\n{GOAL}")
    if paths:
        from workbench.reading import read

        texts = [path.read_text(encoding="utf-8") for path in paths]
        sentences = sum(len(read(text).sentences) for text in texts)
        ours = rate(lambda: [read(text) for text in texts], sentences)
        print(f"whole reading: {ours:,.0f} sentences/s over {sentences} sentences of news")
        peer(texts, sentences, ours, arguments.pipeline)
        rows = fresh(_MEASURED, *map(str, paths))
        package, loaded, first, again, peak = (median(column) for column in zip(*rows, strict=True))
        bare = median(row[0] for row in fresh(_BARE))
        print(f"import workbench.reading: {package:.1f} ms; its reader: {loaded:.0f} ms more")
        print(f"first reading of an article: {first:.0f} ms; the same again: {again:.0f} ms")
        print(f"memory after {len(paths)} articles: {peak:.1f} MB; bare interpreter {bare:.1f} MB")
    else:
        print("rate, import and memory: skipped, the articles are not beside the project")
    held, most = fresh(_LONG, ORDINARY, str(arguments.long), processes=0)[0]
    print(
        f"memory of {arguments.long:,} characters of ordinary prose: {most:.0f} MB, "
        f"{(most - held) / arguments.long * 1_000_000:.0f} MB for each million"
    )
    growth(arguments.size)


if __name__ == "__main__":
    main()
