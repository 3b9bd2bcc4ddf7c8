"""A whole project for a text that is compared line by line: always in the same order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE: Final = 200
_DOCUMENTS: Final = (
    "SELECT number, id, title, address, document_date, withdrawn FROM document ORDER BY added, id"
)
_CLAIMS: Final = (
    "SELECT number, id, statement, status, rating, dismissed, dismissed_because, claimant, stale,"
    " start, end FROM claim WHERE document = ?"
    " AND (start, end, id) > (?, ?, ?) ORDER BY start, end, id LIMIT ?"
)
_OF_CLAIMS: Final = {
    "tags": "SELECT claim, tag FROM tag WHERE claim IN ({}) ORDER BY tag, key",
    "evidence": (
        "SELECT one.claim, one.stance, one.quote, one.url, one.standing, reviewer.name"
        " FROM evidence AS one JOIN reviewer ON reviewer.number = one.reviewer"
        " WHERE one.claim IN ({}) ORDER BY one.id"
    ),
    "verdicts": (
        "SELECT one.claim, reviewer.name, one.rating, one.because, one.given_at, one.stale,"
        " one.adjudicates, one.confidence, one.conditions, one.correction"
        " FROM verdict AS one JOIN reviewer ON reviewer.number = one.reviewer"
        " WHERE one.live = 1 AND one.claim IN ({}) ORDER BY one.id"
    ),
    "comments": (
        "SELECT one.claim, reviewer.name, one.text FROM comment AS one"
        " JOIN reviewer ON reviewer.number = one.reviewer"
        " WHERE one.claim IN ({}) ORDER BY one.event"
    ),
    "questions": (
        "SELECT question.claim, question.text, answer.text FROM question LEFT JOIN answer"
        " ON answer.claim = question.claim AND answer.question = question.id"
        " WHERE question.claim IN ({}) ORDER BY question.id, answer.id"
    ),
}


@dataclass(slots=True)
class ToldClaim:
    """A claim with what stands about it; each list holds plain rows without the claim's number."""

    id: str
    statement: str
    status: str
    rating: str | None
    dismissed: bool
    dismissed_because: str | None
    claimant: str | None
    stale: bool
    said: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldDocument:
    """A document; its claims are asked for apart."""

    number: int
    id: str
    title: str
    address: str
    date: str | None
    withdrawn: bool


def told_documents(ledger: "Ledger") -> list[ToldDocument]:
    """All documents, in the order in which they were added anywhere."""
    return [
        ToldDocument(number, identifier, title, address, day, bool(withdrawn))
        for number, identifier, title, address, day, withdrawn in ledger.rows(_DOCUMENTS)
    ]


def told_claims(ledger: "Ledger", document: ToldDocument) -> Iterator[ToldClaim]:
    """The claims of a document, in the order of its text."""
    after: tuple[int, int, str] = (-1, -1, "")
    while rows := ledger.rows(_CLAIMS, (document.number, *after, _PAGE)):
        claims = {row[0]: _claim(*row[1:9]) for row in rows}
        for what, sql in _OF_CLAIMS.items():
            chosen = sql.format("SELECT value FROM json_each(?)")
            for row in ledger.rows(chosen, (json.dumps(list(claims)),)):
                claims[row[0]].said.setdefault(what, []).append(tuple(row[1:]))
        yield from claims.values()
        after = (rows[-1][9], rows[-1][10], rows[-1][1])


def _claim(
    identifier: str,
    statement: str,
    status: str,
    rating: str | None,
    dismissed: int,
    because: str | None,
    claimant: str | None,
    stale: int,
) -> ToldClaim:
    return ToldClaim(
        identifier, statement, status, rating, bool(dismissed), because, claimant, bool(stale)
    )


def told_sources(ledger: "Ledger") -> list[tuple[Any, ...]]:
    """Address, title, outcome and time of the latest capture of each source."""
    return ledger.rows("SELECT url, title, outcome, captured_at FROM source ORDER BY id")


def told_links(ledger: "Ledger") -> list[tuple[Any, ...]]:
    """Both claims, relation, reason and reviewer of each link."""
    return ledger.rows(
        "SELECT link.a, link.b, link.relation, link.because, reviewer.name FROM link"
        " JOIN reviewer ON reviewer.number = link.reviewer ORDER BY link.id"
    )
