"""How well the article of a page is found, and what it costs.

181 real news pages with their true article bodies are read from ``../shared`` and skipped with one
line when they are absent. Four words in a row are one shingle; precision and recall are counted
over the shingles of each page and averaged, F1 is of the two averages. ``--worst N`` lists the
pages that do worst.
"""

import argparse
import asyncio
import gzip
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from workbench.model.sourcing import ReadableText
from workbench.sourcing.pages import PageReader

SHARED: Final = Path(__file__).resolve().parents[2] / "shared" / "yardsticks" / "article_extraction"
SHINGLE_WORDS: Final = 4
LONG_PAGE_BYTES: Final = 132_000
WORD: Final = re.compile(r"\w+")

Extractor = Callable[["Page"], str]


@dataclass(frozen=True)
class Page:
    """A page with what its article truly says."""

    name: str
    address: str
    body: bytes
    truth: str


@dataclass
class Score:
    """Sums over pages for one way of reading."""

    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    pages: list[tuple[float, str]] = field(default_factory=list)

    def add(self, page: Page, text: str, milliseconds: float) -> None:
        """Count one page."""
        precision, recall = compare(page.truth, text)
        self.precisions.append(precision)
        self.recalls.append(recall)
        self.milliseconds.append(milliseconds)
        self.pages.append((min(precision, recall), page.name))

    def row(self, name: str) -> str:
        """The line of the table."""
        precision, recall = statistics.mean(self.precisions), statistics.mean(self.recalls)
        f1 = 2 * precision * recall / (precision + recall)
        times = sorted(self.milliseconds)
        slow = times[int(len(times) * 0.95)]
        return (
            f"| {name} | {f1:.4f} | {precision:.4f} | {recall:.4f} | "
            f"{statistics.mean(times):.0f} | {slow:.0f} | {times[-1]:.0f} |"
        )


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """All runs of four words; a shorter text is one run."""
    words = WORD.findall(text)
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return Counter(tuple(words[place : place + SHINGLE_WORDS]) for place in range(last))


def compare(truth: str, text: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    wanted, found = shingles(truth), shingles(text)
    right = sum((wanted & found).values())
    extra, missed = found.total() - right, wanted.total() - right
    if not extra and not missed:
        return 1.0, 1.0
    precision = right / (right + extra) if right + extra else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall


def pages() -> Iterator[Page]:
    """The pages of the yardstick."""
    truth: dict[str, dict[str, str]] = json.loads((SHARED / "ground-truth.json").read_text("utf-8"))
    for name, one in sorted(truth.items()):
        body = gzip.decompress((SHARED / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, one["url"], body, one["articleBody"])


def ours() -> Callable[[Page], ReadableText]:
    """What the child process does with a page, without the way there and back."""
    from workbench.sourcing.pages.child.reading import load_parsers, read_page
    from workbench.sourcing.pages.frames import Request

    def read(page: Page) -> ReadableText:
        request = Request(page.address, "text/html; charset=utf-8", None, None, 60.0, 1 << 30)
        kind = load_parsers(request, page.body)
        return read_page(
            request, page.body, kind, deadline=time.monotonic() + 60, partial=lambda _: None
        )

    return read


def trafilatura_raw(**options: Any) -> Extractor:
    """The library called as its documentation says."""
    from trafilatura import extract

    return lambda page: (
        extract(
            page.body.decode("utf-8", "replace"),
            url=page.address,
            include_comments=False,
            **options,
        )
        or ""
    )


def readability() -> Extractor | None:
    """readability-lxml, if it is installed."""
    try:
        from importlib import import_module

        document = import_module("readability").Document
    except ImportError:
        return None
    from lxml import html

    return lambda page: str(
        html.fromstring(document(page.body.decode("utf-8", "replace")).summary()).text_content()
    )


def timed(extractor: Extractor, every: Iterable[Page]) -> Score:
    """Read all pages."""
    score = Score()
    for page in every:
        begun = time.process_time()
        text = extractor(page)
        score.add(page, text, (time.process_time() - begun) * 1000)
    return score


def in_words_of_the_page(results: Iterable[ReadableText]) -> str:
    """How much of the articles stands word for word in the visible text."""
    paragraphs = verbatim = 0
    for readable in results:
        visible = " ".join(readable.visible.split())
        for paragraph in readable.main.split("\n\n"):
            paragraphs += 1
            verbatim += " ".join(paragraph.split()) in visible
    return (
        f"{verbatim} of {paragraphs} paragraphs of the articles ({verbatim / paragraphs:.2%}) "
        "stand word for word in the page's visible text."
    )


def long_page() -> bytes:
    """A page of 132 KB with an article, menus and teasers."""
    paragraph = (
        "<p>About {n} Ostrian troops of the <a href='/brigade/{n}'>65th Mountain Brigade</a> "
        "arrived in the Marun valley on Monday, the Joint Stabilisation Force said, and {n} more "
        "are to follow before the end of the month.</p>\n"
    )
    teaser = (
        "<li class=teaser><a href='/news/{n}'><img src='{n}.jpg'>Headline number {n}</a></li>\n"
    )
    article = "".join(paragraph.format(n=n) for n in range(250))
    page = f"<html lang=en><head><title>Troops</title></head><body><article>{article}</article><ul>"
    count = 0
    while len(page) < LONG_PAGE_BYTES:
        page += teaser.format(n=count)
        count += 1
    return f"{page}</ul></body></html>".encode()


async def warm_child() -> str:
    """The time a page of 132 KB takes through a child process that is already running."""
    body = long_page()
    wall: list[float] = []
    used: list[float] = []
    async with PageReader() as reader:
        for _ in range(11):
            begun = time.perf_counter()
            readable = await reader.read(body, address=None, content_type="text/html")
            wall.append(time.perf_counter() - begun)
            used.append(_child_seconds(reader.processes[0]))
            assert readable.problem is None
    return (
        f"A page of {len(body) / 1000:.0f} KB through the child process: first {wall[0]:.2f} s "
        f"with the start of the process, then {statistics.median(wall[1:]):.3f} s (median of 10), "
        f"{(used[-1] - used[0]) / 10:.3f} s of processor time."
    )


def _child_seconds(process: int) -> float:
    """Processor time of a process so far, where the system tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0, metavar="N")
    worst: int = parser.parse_args().worst
    if not SHARED.exists():
        print("The pages are not there (../shared/yardsticks/article_extraction); skipped.")
        return 0
    every = list(pages())
    read = ours()
    results: list[ReadableText] = []

    def main_text(page: Page) -> str:
        results.append(read(page))
        return results[-1].main

    score = timed(main_text, every)
    ways: list[tuple[str, Score]] = [
        ("**workbench, main text**", score),
        ("workbench, visible text", timed(lambda page: read(page).visible, every)),
        ("trafilatura as it comes", timed(trafilatura_raw(), every)),
        ("trafilatura, fast", timed(trafilatura_raw(fast=True), every)),
        ("trafilatura, favour precision", timed(trafilatura_raw(favor_precision=True), every)),
    ]
    other = readability()
    if other is not None:
        ways.append(("readability-lxml", timed(other, every)))
    else:
        print("readability-lxml is not installed; left out.", file=sys.stderr)
    print(
        f"{len(every)} news pages, shingles of four words; milliseconds of processor time a page,"
    )
    print("for the workbench with metadata, flags and visible text.\n")
    print("| way of reading | F1 | precision | recall | ms mean | ms p95 | ms max |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, one in ways:
        print(one.row(name))
    print()
    print(in_words_of_the_page(results))
    print()
    print(asyncio.run(warm_child()))
    for low, name in sorted(score.pages)[:worst]:
        print(f"{low:.3f} {name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
