"""How long linting a feed takes, and comparing a report with its ledger.

    python benchmarks/lint_and_verify.py [--reviews 1000] [--claims 300]

Processor time of this process, the least of several runs. The project is made up: each claim has
three citations and a verdict. Where extruct is installed, reading a page's microdata is timed
beside it; it reads and checks nothing.
"""

import argparse
import importlib
import importlib.util
import io
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from workbench.desk.deciding.verdicts import decide
from workbench.desk.reading.documents import add_document
from workbench.desk.reporting.linting import lint
from workbench.desk.reporting.reports import write_report
from workbench.desk.sourcing.sources import cite
from workbench.desk.verifying.verifying_reports import verify_report
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import iterate_claims
from workbench.model import ClaimFilter, Stance
from workbench.sourcing.files import decode
from workbench.sourcing.pages.child.structured_data import read_structured_data

RUNS = 3


def review(number: int) -> dict[str, Any]:
    """A review with one fault."""
    return {
        "@type": "ClaimReview",
        "url": f"https://desk.example.org/checks/{number}",
        "datePublished": "2026-03-02",
        "claimReviewed": f"{number} people crossed the river on 10 October",
        "author": {"@type": "Organization", "name": "Example Desk", "url": "https://example.org/"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": "",
            "bestRating": "5",
            "worstRating": "1",
            "alternateName": "Mostly false",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Boris Johnson"},
            "datePublished": "2026-02-27",
            "appearance": [{"@type": "NewsArticle", "url": f"https://news.example.com/{number}"}],
        },
    }


def least(work: Callable[[], object]) -> float:
    """The least processor time of several runs."""
    taken = []
    for _ in range(RUNS):
        before = time.process_time()
        work()
        taken.append(time.process_time() - before)
    return min(taken)


def feed(reviews: int) -> bytes:
    """A feed of so many reviews."""
    elements = [{"@type": "DataFeedItem", "item": review(n)} for n in range(reviews)]
    value = {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": elements}
    return json.dumps(value, indent=1).encode()


def microdata(items: int) -> str:
    """A page with so many items of microdata."""
    item = (
        '<div itemscope itemtype="https://schema.org/ClaimReview"><a itemprop="url" href="/{0}">x'
        '</a><p itemprop="claimReviewed">{0} people crossed</p><div itemprop="reviewRating" '
        'itemscope itemtype="https://schema.org/Rating"><b itemprop="alternateName">False</b></div>'
        "</div>"
    )
    return f"<html><body>{''.join(item.format(n) for n in range(items))}</body></html>"


def project(place: Path, claims: int) -> Ledger:
    """A project with so many decided claims."""
    identity = IdentityStore(place / "config", place / "state")
    ledger = open_ledger(place / "claims.db", mode="create", identity=identity, name="Large")
    lines = [
        f"On 10 October {7 * n} people crossed the river near town {n}." for n in range(claims)
    ]
    data = "\n\n".join(lines).encode()
    add_document(ledger, decode("large.txt", data), document_date=date(2026, 3, 1))
    for one in list(iterate_claims(ledger, ClaimFilter()))[:claims]:
        for source in range(3):
            cite(
                ledger,
                one.id,
                f"https://news.example.com/{one.number}/{source}",
                f"Near town {one.number} {source} people were counted.",
                stance=Stance.SUPPORTS,
                seen_on=date(2026, 3, 1),
            )
        decide(ledger, one.id, "Supported", f"The register of town {one.number} has it.")
    return ledger


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1_000)
    parser.add_argument("--claims", type=int, default=300)
    arguments = parser.parse_args()
    data = feed(arguments.reviews)
    lint(data, "feed")
    print("| work | processor time |\n| --- | ---: |")
    print(
        f"| lint {arguments.reviews:,} reviews in a feed | {least(lambda: lint(data, 'f')):.2f} s |"
    )
    page = microdata(arguments.reviews)
    ours = least(lambda: read_structured_data(page, None))
    print(f"| read {arguments.reviews:,} items of microdata | {ours:.2f} s |")
    if importlib.util.find_spec("extruct") is not None:
        extract = importlib.import_module("extruct").extract
        theirs = least(lambda: extract(page, syntaxes=["microdata"]))
        print(f"| the same with extruct | {theirs:.2f} s |")
    with tempfile.TemporaryDirectory() as folder:
        ledger = project(Path(folder), arguments.claims)
        for form in ("json", "markdown"):
            stream = io.BytesIO()
            write_report(ledger, form, stream)
            report = stream.getvalue()
            found = verify_report(ledger, report, form)
            taken = least(partial(verify_report, ledger, report, form))
            told = f"{found.claims} claims and {found.quotes} quotations"
            print(f"| verify a {form} report of {told} | {taken:.2f} s |")
        ledger.close()


if __name__ == "__main__":
    main()
