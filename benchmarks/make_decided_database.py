"""Build a database in which every claim is decided, with three sources, each captured and quoted.

    python benchmarks/make_decided_database.py --claims 100000 --out decided.db

The claims are those of ``make_large_database``. Sources, captures, quotations and verdicts are the
events that attaching, quoting and deciding write, many claims an act.
"""

import argparse
import hashlib
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Final

import make_large_database

from workbench.desk.sourcing.fetching import Fetched
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.ledger.recording import attach, record_capture, record_evidence, record_source
from workbench.ledger.writing import Writing
from workbench.model import (
    ClaimFilter,
    ClaimRow,
    Exchange,
    Metadatum,
    Outcome,
    QuoteDetails,
    QuoteSelector,
    ReadableText,
    SourceKind,
    Stance,
)
from workbench.sourcing.addresses import canonical_key

NOON: Final = datetime(2025, 10, 15, 12, 0, tzinfo=UTC)
RATINGS: Final = (
    "Supported",
    "Refuted",
    "Not Enough Evidence",
    "Conflicting Evidence/Cherrypicking",
)
SOURCES_PER_CLAIM: Final = 3
BECAUSE: Final = (
    "The register of the ferry gives **another figure** for that day, and the paper took it from "
    "an older dispatch.\n\nNobody else has counted."
)
_CLAIMS_IN_AN_ACT: Final = 1_000
_AROUND: Final = 32


def main() -> None:
    """Build the database."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if arguments.out.exists():
        parser.error(f"{arguments.out} exists already")
    with tempfile.TemporaryDirectory() as folder:
        build(arguments.out, arguments.claims, Path(folder))


def build(path: Path, claims: int, folder: Path) -> None:
    """Write a project of so many decided claims; what identifies its writer lies in a folder."""
    make_large_database.build(path, claims, 1)
    identity = IdentityStore(folder / "config", folder / "state")
    with open_ledger(path, mode="write", identity=identity) as ledger:
        numbers = list(claim_numbers(ledger, ClaimFilter()))
        ratings = cycle(RATINGS)
        for start in range(0, len(numbers), _CLAIMS_IN_AN_ACT):
            some = numbers[start : start + _CLAIMS_IN_AN_ACT]
            _decide(ledger, claim_rows(ledger, some), [next(ratings) for _ in some])


def _decide(ledger: Ledger, rows: Sequence[ClaimRow], ratings: Sequence[str]) -> None:
    with ledger.act(f"Decide {len(rows)} claims") as act:
        for row, rating in zip(rows, ratings, strict=True):
            evidence = [
                _quote(act, row, place, stance)
                for place, stance in enumerate(list(Stance)[:SOURCES_PER_CLAIM])
            ]
            verdict = {
                "rating": rating,
                "scale": "averitec/1",
                "because": BECAUSE,
                "evidence": evidence,
                "unsourced": False,
            }
            act.record("verdict", row.id, "rating", verdict)


def _quote(act: Writing, row: ClaimRow, place: int, stance: Stance) -> str:
    words = f"On that day {row.number * 7 + place:,} people were counted at the pier."
    fetched = page(row.number, place, words)
    source, url = canonical_key(fetched.asked_for), fetched.asked_for
    text = fetched.readable.main if fetched.readable else ""
    start = text.index(words)
    end = start + len(words)
    record_source(act, source, SourceKind.PAGE, url=url, title=f"Register, page {row.number}")
    capture = record_capture(act, source, fetched.prepare())
    attach(act, row.id, source, url)
    selector = QuoteSelector(
        words, text[max(start - _AROUND, 0) : start], text[end : end + _AROUND], start, end
    )
    return record_evidence(
        act,
        row.id,
        source=source,
        url=url,
        quote=words,
        stance=stance,
        seen_on=NOON.date(),
        details=QuoteDetails(capture, selector, "benchmark/1", dated="2025-10-11", younger=True),
    )


def page(number: int, place: int, words: str) -> Fetched:
    """A page as a fetch would give it; no two are alike."""
    address = f"https://source{place}.example/pages/{number}"
    digest = hashlib.sha256(address.encode()).hexdigest()
    text = f"Register {digest[:24]}.\n\n{words} {digest[24:]} was noted by the harbour.\n"
    body = f"<p>{text}</p>".encode()
    exchange = Exchange(
        requested=address,
        address=address,
        outcome=Outcome.CAPTURED,
        started_at=NOON,
        ended_at=NOON + timedelta(milliseconds=240),
        status=200,
        http_version="HTTP/1.1",
        wire_sha256=hashlib.sha256(body).hexdigest(),
        wire_bytes=len(body),
        complete=True,
        body=body,
    )
    metadata = (
        Metadatum("title", f"Register, page {number}", "meta"),
        Metadatum("author", "The ferry company", "meta"),
        Metadatum("published", "2025-10-11", "meta"),
    )
    readable = ReadableText(
        text, text, "text/html", "utf-8", "declared", "benchmark/1", metadata=metadata
    )
    return Fetched(address, exchange, readable)


if __name__ == "__main__":
    main()
