"""How long a large report takes: gathering it, writing it as HTML, opening it in a browser.

    python benchmarks/report_writing.py [--claims 1000]

The project is made up in a folder of its own, which takes most of the time: each claim has three
sources with a capture and a quote, and a verdict. The browser is the Chromium of this computer,
without a window; where there is none, that part is left out.
"""

import argparse
import multiprocessing
import resource
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import make_decided_database
from make_decided_database import SOURCES_PER_CLAIM

from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore

OPENINGS = 5

Told = tuple[float, float, float]


def _open_ledger(path: Path, folder: Path) -> Ledger:
    identity = IdentityStore(folder / "config", folder / "state")
    return open_ledger(path, mode="read", identity=identity)


def _write(folder: str, told: "multiprocessing.Queue[Told]") -> None:
    from workbench.desk.reporting.reports import write_report
    from workbench.desk.reporting.selection import Selection

    place = Path(folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.process_time()
    with (
        _open_ledger(place / "claims.db", place) as ledger,
        (place / "report.html").open("wb") as stream,
    ):
        write_report(ledger, "html", stream, Selection())
    spent = time.process_time() - began
    told.put((spent, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def _open(path: Path) -> list[Told] | None:
    """Milliseconds to the parsed page, its first paint and the end of loading, quickest first."""
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
    return sorted(found)


def main() -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1000)
    claims: int = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as folder:
        make_decided_database.build(Path(folder) / "claims.db", claims, Path(folder))
        path = Path(folder) / "report.html"
        context = multiprocessing.get_context("spawn")
        told: multiprocessing.Queue[Told] = context.Queue()
        writer = context.Process(target=_write, args=(folder, told))
        writer.start()
        seconds, before, most = told.get()
        writer.join()
        size = path.stat().st_size / 1e6
        print(
            f"{claims:,} claims with {SOURCES_PER_CLAIM} sources each, as HTML ({size:.1f} MB).\n"
        )
        print("| what | measured | must be |")
        print("| --- | ---: | ---: |")
        print(f"| gathering and writing it, processor time | {seconds:.2f} s | < 5 s |")
        begun = f"{before:.0f} MB at its start"
        print(f"| most memory of the process ({begun}) | {most:.0f} MB | < 200 MB |")
        opened = _open(path)
        if opened is None:
            print("\nNo Chromium with Playwright here, so opening it was not measured.")
            return 0
        for what, column in (("page parsed", 0), ("first paint", 1), ("loaded", 2)):
            times = sorted(each[column] for each in opened)
            best, median = times[0], statistics.median(times)
            print(f"| Chromium: {what} | {best:.0f} ms ({median:.0f} median) | < 1,000 ms |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
