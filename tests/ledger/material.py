"""Small real things for the ledger's tests: people, clocks, values, and hand-made events."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.ledger.database import Ledger, Mode, open_ledger
from workbench.ledger.events import canonical, event_identifier
from workbench.ledger.folding.fold import fold_all_unfolded, fold_unfolded
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.identity import IdentityStore
from workbench.ledger.rebuild import create_derived
from workbench.ledger.schema import LOG
from workbench.ledger.tables import PORTABLE
from workbench.model import Reviewer

TEXT = "Some 500 troops left Karsk on 4 May.\nThe ministry counted 52 injured civilians.\n"
DATA = TEXT.encode()
DOCUMENT = hashlib.sha256(DATA).hexdigest()
FIRST = claim_identifier(DOCUMENT, 0, 36)
SECOND = claim_identifier(DOCUMENT, 37, 79)


@dataclass
class Ticker:
    """A clock that goes on by a second whenever it is read, or jumps where it is told."""

    milliseconds: int = 1_750_000_000_000

    def __call__(self) -> int:
        self.milliseconds += 1_000
        return self.milliseconds


@dataclass
class Person:
    """Somebody with a computer of their own."""

    name: str
    home: Path
    clock: Ticker = field(default_factory=Ticker)

    @property
    def identity(self) -> IdentityStore:
        store = IdentityStore(self.home / "config", self.home / "state")
        if store.known_reviewer() is None:
            digest = hashlib.sha256(self.name.encode()).hexdigest()
            store.adopt(Reviewer(digest[:32], self.name))
        return store

    @property
    def reviewer(self) -> Reviewer:
        return self.identity.reviewer()

    def opens(
        self, path: Path, mode: Mode = "write", wait_seconds: float = 5.0
    ) -> AbstractContextManager[Ledger]:
        return open_ledger(
            path, mode=mode, identity=self.identity, clock=self.clock, wait_seconds=wait_seconds
        )


def document_value(data: str = hashlib.sha256(DATA).hexdigest(), **changes: Any) -> dict[str, Any]:
    return {
        "title": "Troops leave Karsk",
        "address": "karsk.txt",
        "encoding": "utf-8",
        "language": "en",
        "characters": len(TEXT),
        "document_date": "2025-05-06",
        "document_date_basis": "header",
        "notes": ["a note"],
        "bytes": data,
        **changes,
    }


def claim_value(start: int = 0, end: int = 36, **changes: Any) -> dict[str, Any]:
    return {
        "document": DOCUMENT,
        "start": start,
        "end": end,
        "span": TEXT[start:end],
        "text": TEXT[start:end].rstrip("."),
        "types": ["event", "quantity"],
        "quantities": [
            {
                "start": 5,
                "end": 8,
                "text": "500",
                "value": 500,
                "approximator": "about",
                "counted": "troops",
            }
        ],
        "dates": [
            {
                "start": 30,
                "end": 35,
                "text": "4 May",
                "value": "2025-05-04",
                "granularity": "day",
                "basis": "year-from-header",
                "alternatives": [],
            }
        ],
        "names": [{"start": 21, "end": 26, "text": "Karsk", "kind": "place"}],
        "claimant": None,
        "attribution": None,
        "negated": False,
        "modality": "asserted",
        "worth": 700,
        "reasons": ["a number with what it counts"],
        "by_hand": False,
        **changes,
    }


def verdict_value(rating: str = "Supported", **changes: Any) -> dict[str, Any]:
    return {
        "rating": rating,
        "scale": "averitec/1",
        "because": f"The register says {rating}.",
        "evidence": [],
        "unsourced": True,
        **changes,
    }


def evidence_value(url: str = "https://register.example/karsk", **changes: Any) -> dict[str, Any]:
    return {
        "url": url,
        "source": url.removeprefix("https://"),
        "quote": "Five hundred left.",
        "stance": "supports",
        "seen_on": "2025-05-07",
        **changes,
    }


def add_document(ledger: Ledger) -> None:
    """One act: a document and its two claims."""
    with ledger.act("Add Troops leave Karsk") as act:
        act.record("document", DOCUMENT, "read", document_value(act.keep(DATA)))
        act.record("claim", FIRST, "read", claim_value())
        act.record("claim", SECOND, "read", second_claim())


def second_claim() -> dict[str, Any]:
    return claim_value(
        37,
        79,
        text="The ministry counted 52 injured civilians",
        quantities=[
            {"start": 58, "end": 60, "text": "52", "value": 52, "counted": "injured civilians"}
        ],
        dates=[],
        names=[],
        claimant="The ministry",
        attribution={"start": 37, "end": 57, "text": "The ministry counted", "cue": "counted"},
    )


def decide(ledger: Ledger, rating: str, claim: str = FIRST, **options: Any) -> str:
    """One act: a verdict."""
    with ledger.act(f"Verdict {rating}", claims=(claim,)) as act:
        return act.record("verdict", claim, "rating", verdict_value(rating), **options)


def change(path: Path, *statements: str) -> None:
    """Do to a database what another program might."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


# ---------------------------------------------------------------- events made by hand

Pair = tuple[bytes, str]


def event(
    kind: str,
    entity: str,
    field: str,
    value: Any,
    *,
    reviewer: str = "a" * 32,
    act: str = "1" * 16,
    clock: int = 1,
    supersedes: Iterable[bytes] = (),
    **changes: Any,
) -> Pair:
    """The id and body of an event, of any shape, as any program could have written it."""
    body: dict[str, Any] = {
        "version": 1,
        "kind": kind,
        "entity": entity,
        "field": field,
        "value": value,
        "writer": "e" * 32,
        "reviewer": reviewer,
        "seq": 0,
        "previous": None,
        "clock": clock,
        "act": act,
        **changes,
    }
    links = sorted(link.hex() for link in supersedes)
    if links:
        body["supersedes"] = links
    text = canonical(body)
    return event_identifier(clock, text.encode()), text


def reading(claim: str = FIRST, clock: int = 2, **changes: Any) -> Pair:
    return event("claim", claim, "read", claim_value(), clock=clock, act="0" * 16, **changes)


def document_reading(clock: int = 1, **changes: Any) -> Pair:
    return event("document", DOCUMENT, "read", document_value(), clock=clock, **changes)


@lru_cache
def _template() -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in LOG.values():
            connection.execute(statement)
        create_derived(connection)
        return connection.serialize()


class InMemory(sqlite3.Connection):
    """Tables in memory, which go with the last who has them."""

    def __del__(self) -> None:
        self.close()


def empty_tables() -> sqlite3.Connection:
    """A log with its tables in memory, without a file around it."""
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=InMemory)
    connection.deserialize(_template())
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def arrive(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> None:
    """Let events arrive together."""
    connection.execute("BEGIN")
    connection.executemany("INSERT OR IGNORE INTO event VALUES (?, ?)", pairs)
    fold_unfolded(connection)
    connection.execute("COMMIT")


def arrive_at_once(connection: sqlite3.Connection, pairs: Sequence[Pair], size: int) -> None:
    """Let events arrive as many do in a merge: entered in parts, and worked out once."""
    connection.execute("BEGIN")
    connection.executemany("INSERT OR IGNORE INTO event VALUES (?, ?)", pairs)
    fold_all_unfolded(connection, size)
    connection.execute("COMMIT")


def folded(*batches: Sequence[Pair]) -> sqlite3.Connection:
    """Tables into which events arrived in these batches."""
    connection = empty_tables()
    for batch in batches:
        arrive(connection, batch)
    return connection


def contents(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """All derived rows without local numbers, in one order."""
    return {
        table: sorted(connection.execute(query).fetchall(), key=repr)
        for table, query in PORTABLE.items()
    }
