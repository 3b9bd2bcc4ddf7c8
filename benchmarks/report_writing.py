"""How long a large report takes: gathering and writing it as HTML, and opening it in a browser.

    python benchmarks/report_writing.py [--claims 1000]

The project is made up: each claim has three sources with a quote and a capture, and a verdict.
The browser is the Chromium of this computer, without a window; it is left out where there is none.
"""

import argparse
import multiprocessing
import resource
import shutil
import statistics
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from workbench.model import (
    Claim,
    ClaimStatus,
    DateBasis,
    Document,
    Evidence,
    QuoteDetails,
    QuoteSelector,
    RatingScale,
    RatingStep,
    Reviewer,
    Source,
    Stance,
    Statement,
    Verdict,
)
from workbench.reporting.dossier import Dossier, Entry, SourceRecord
from workbench.reporting.formats import ReportOptions

NOON = datetime(2025, 10, 15, 12, 0, tzinfo=UTC)
ADA = Reviewer("a" * 32, "Ada Example")
RATINGS = ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking")
SCALE = RatingScale("averitec/1", "AVeriTeC", tuple(RatingStep(name, name) for name in RATINGS))
CLAIMS_PER_DOCUMENT = 20
SOURCES_PER_CLAIM = 3
OPENINGS = 5

Told = tuple[float, float, float]


def dossier(claims: int) -> Dossier:
    """A report of so many claims."""
    return Dossier(
        project="A large project",
        project_id="p" * 32,
        made_at=NOON,
        scales=(SCALE,),
        entries=tuple(_entry(number) for number in range(1, claims + 1)),
        count=claims,
        program="claim-workbench",
    )


def _entry(number: int) -> Entry:
    statement = f"Some {number * 7:,} people crossed the river near town {number} on 10 October."
    evidence = tuple(_evidence(number, place) for place in range(SOURCES_PER_CLAIM))
    verdict = Verdict(
        id=f"{number:064x}",
        claim=f"{number:032x}",
        rating=RATINGS[number % len(RATINGS)],
        scale=SCALE.id,
        because="The register of the ferry gives **another figure** for that day, and the paper "
        "took it from an older dispatch.\n\nNobody else has counted.",
        evidence=tuple(piece.id for piece in evidence),
        unsourced=False,
        given_at=NOON + timedelta(minutes=number),
        given_by=ADA,
    )
    group = number // CLAIMS_PER_DOCUMENT
    document = Document(
        id=f"{group:064x}",
        title=f"Dispatch {group}",
        address=f"https://news.example/{group}",
        encoding="utf-8",
        language="en",
        characters=20_000,
        document_date=date(2025, 1, 1) + timedelta(days=group),
        document_date_basis=DateBasis.HEADER,
        added_at=NOON,
        added_by=ADA,
    )
    claim = Claim(
        number=number,
        id=f"{number:032x}",
        document=document,
        statement=statement,
        reading=Statement(
            300, 300 + len(statement), statement, statement, claimant=f"Paper {group}"
        ),
        by_hand=False,
        dismissed=None,
        status=ClaimStatus.SINGLE,
        rating=verdict.rating,
        evidence=evidence,
        verdicts=(verdict,),
    )
    around = "The weather had been fair for days, and the ferry ran without a pause. " * 3
    return Entry(
        number,
        claim,
        records={piece.id: _record(piece) for piece in evidence},
        independence=f"{SOURCES_PER_CLAIM} sources, {SOURCES_PER_CLAIM} origins",
        before=around,
        after=f" {around}",
    )


def _evidence(number: int, place: int) -> Evidence:
    key = f"{number}-{place}"
    quote = f"On that day {number * 7 + place:,} people were counted at the pier of town {number}."
    selector = QuoteSelector(quote, "It says: ", " And more.", 100, 100 + len(quote))
    return Evidence(
        id=f"{number * 10 + place:064x}",
        claim=f"{number:032x}",
        source=Source(f"1:{key}", f"https://source{place}.example/pages/{number}"),
        quote=quote,
        stance=tuple(Stance)[place],
        seen_on=date(2025, 10, 14),
        added_at=NOON,
        added_by=ADA,
        details=QuoteDetails("9" * 64, selector, "reader/1", dated="2025-10-11"),
    )


def _record(piece: Evidence) -> SourceRecord:
    return SourceRecord(
        title=f"Register, page {piece.source.id}",
        author="The ferry company",
        published="2025-10-11",
        captured_at=NOON,
        sha256=piece.id,
        archived=f"https://web.archive.org/web/20251011120000/{piece.source.url}",
        archived_at=NOON,
    )


def _write(
    claims: int, path: str, told: "multiprocessing.Queue[tuple[float, float, float]]"
) -> None:
    from workbench.reporting.html.page import write

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    subject = dossier(claims)
    began = time.process_time()
    with Path(path).open("wb") as stream:
        write(subject, stream, ReportOptions())
    spent = time.process_time() - began
    told.put((spent, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _open(path: Path) -> Told | None:
    """Median milliseconds to the parsed page, its first paint and the end of loading."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    found: list[Told] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(OPENINGS):
            page = browser.new_page()
            page.goto(path.as_uri())
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            found.append(
                tuple(
                    page.evaluate(
                        "(() => { const [n] = performance.getEntriesByType('navigation');"
                        "const p = performance.getEntriesByName('first-contentful-paint')[0];"
                        "return [n.domContentLoadedEventEnd, p.startTime, n.loadEventEnd]; })()"
                    )
                )
            )
            page.close()
        browser.close()
    first, second, third = (statistics.median(column) for column in zip(*found, strict=True))
    return first, second, third


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1000)
    claims: int = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        context = multiprocessing.get_context("spawn")
        told: multiprocessing.Queue[Told] = context.Queue()
        writer = context.Process(target=_write, args=(claims, str(path), told))
        writer.start()
        seconds, before, most = told.get()
        writer.join()
        size = path.stat().st_size / 1e6
        print(
            f"{claims:,} claims with {SOURCES_PER_CLAIM} sources each, as HTML ({size:.1f} MB).\n"
        )
        print("| what | measured | must be |")
        print("| --- | ---: | ---: |")
        print(f"| writing it, processor time | {seconds:.2f} s | < 5 s |")
        begun = f"{before:.0f} MB at its start"
        print(f"| most memory of the process ({begun}) | {most:.0f} MB | < 200 MB |")
        opened = _open(path)
        if opened is None:
            print("\nNo Chromium with Playwright here, so opening it was not measured.")
            return 0
        parsed, painted, loaded = opened
        print(f"| Chromium: first paint | {painted:.0f} ms | < 1,000 ms |")
        print(f"| Chromium: page parsed | {parsed:.0f} ms | < 1,000 ms |")
        print(f"| Chromium: loaded | {loaded:.0f} ms | < 1,000 ms |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
