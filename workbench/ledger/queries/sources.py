"""Sources: those of a claim, one of them, all of them, and those that are due for a re-check."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NotSo
from workbench.ledger.clock import written_moment
from workbench.ledger.queries.claims import evidence_where
from workbench.ledger.queries.documents import reviewer_from
from workbench.ledger.queries.lines import claim_rows
from workbench.ledger.queries.prefixes import CANDIDATES_SHOWN, only
from workbench.model import (
    ClaimRow,
    Evidence,
    OnRecord,
    Outcome,
    Reviewer,
    SourceKind,
    SourceRow,
    Testimony,
)
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PAGE_SOURCES: Final = 500
_HEXADECIMAL: Final = frozenset("0123456789abcdef")
_COLUMNS: Final = (
    "source.id, source.url, source.kind, source.title, source.published, source.outcome,"
    " source.reason, source.captures, source.captured_at, source.latest"
)
_QUOTES: Final = "(SELECT count(*) FROM evidence WHERE evidence.source = source.number)"
_OF_CLAIM: Final = (
    f"SELECT {_COLUMNS}, count(evidence), min(event) FROM"
    " (SELECT source, id AS evidence, id AS event FROM evidence WHERE claim = ?1"
    " UNION ALL SELECT source, NULL, id FROM attachment WHERE claim = ?1) AS used"
    " JOIN source ON source.number = used.source GROUP BY source.number"
    " ORDER BY min(event), source.id"
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A source that is being looked at for a claim. ``id`` is the event that attached it."""

    id: str
    claim: str
    source: str
    url: str
    attached_at: datetime
    attached_by: Reviewer


def sources_of_claim(ledger: "Ledger", claim_id: str) -> tuple[SourceRow, ...]:
    """The sources attached to a claim or quoted on it, in the order in which they came.

    Quotes are counted on this claim only; each source counts as an origin of its own.
    """
    number = _claim_number(ledger, claim_id)
    rows = [] if number is None else ledger.rows(_OF_CLAIM, (number,))
    return tuple([_row(row, row[10], place) for place, row in enumerate(rows, 1)])


def source(ledger: "Ledger", source_id: str) -> SourceRow:
    """The source with this id.

    Raises:
        NotSo: No live event names it.
    """
    found = ledger.rows(f"SELECT {_COLUMNS}, {_QUOTES} FROM source WHERE id = ?", (source_id,))
    if not found:
        raise NotSo(f"there is no source {clean_line(source_id, 80)}")
    return _row(found[0], found[0][10], 1)


def find_source(ledger: "Ledger", typed: str, claim_id: str | None = None) -> str:
    """The id of the source that was meant.

    What was typed is its place in the claim's list, its address or id, or the beginning of its
    key. With a claim, its own sources come first.

    Raises:
        NotSo: None was meant, or several; then some of them are named.
    """
    wanted = typed.strip()
    if claim_id is not None:
        rows = sources_of_claim(ledger, claim_id)
        if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:9]) <= len(rows):
            return rows[int(wanted) - 1].id
    found = ledger.rows(
        "SELECT id, coalesce(title, url) FROM source WHERE id = ?1 OR url = ?1"
        " ORDER BY id = ?1 DESC, number LIMIT 1",
        (wanted,),
    )
    if found:
        return str(found[0][0])
    start = wanted.lower()
    if not start or not _HEXADECIMAL.issuperset(start):
        raise NotSo(f"there is no source {clean_line(typed, 80)}; list the sources to see them")
    found = ledger.rows(
        "SELECT key, coalesce(nullif(title, ''), url), id FROM source"
        " WHERE key >= ? AND key < ? ORDER BY key LIMIT ?",
        (start, start + "g", CANDIDATES_SHOWN + 1),
    )
    key = only([(row[0], row[1]) for row in found], start, "source")
    return next(str(row[2]) for row in found if row[0] == key)


def all_sources(ledger: "Ledger") -> Iterator[SourceRow]:
    """All sources, in the order of this file. No lock outlives a page of them."""
    after = -1
    while True:
        rows = ledger.rows(
            f"SELECT {_COLUMNS}, {_QUOTES}, number FROM source WHERE number > ?"
            " ORDER BY number LIMIT ?",
            (after, _PAGE_SOURCES),
        )
        if not rows:
            return
        yield from [_row(row, row[10], 1) for row in rows]
        after = rows[-1][11]


def sources_due(ledger: "Ledger", before: datetime, *, quoted: bool = False) -> Iterator[SourceRow]:
    """The pages to go to again: never captured, or not since ``before``; the oldest first.

    With ``quoted``, those only from which evidence is quoted. What is captured while the list is
    gone through does not come up again.
    """
    condition = f" AND {_QUOTES} > 0" if quoted else ""
    after: tuple[str, int] = ("", -1)
    while True:
        rows = ledger.rows(
            f"SELECT {_COLUMNS}, {_QUOTES}, number FROM source WHERE kind = 'page'"
            " AND (coalesce(captured_at, ''), number) > (?, ?)"
            f" AND coalesce(captured_at, '') < ?{condition}"
            " ORDER BY coalesce(captured_at, ''), number LIMIT ?",
            (*after, written_moment(before), _PAGE_SOURCES),
        )
        if not rows:
            return
        yield from [_row(row, row[10], 1) for row in rows]
        after = (rows[-1][8] or "", rows[-1][11])


def attachments(ledger: "Ledger", claim_id: str) -> tuple[Attachment, ...]:
    """The sources that are attached to a claim, in the order in which they were."""
    number = _claim_number(ledger, claim_id)
    rows = ledger.rows(
        "SELECT attachment.id, source.id, attachment.url, attachment.attached_at, reviewer.id,"
        " reviewer.name FROM attachment JOIN source ON source.number = attachment.source"
        " JOIN reviewer ON reviewer.number = attachment.reviewer"
        " WHERE attachment.claim = ? ORDER BY attachment.id",
        (number,),
    )
    return tuple(
        [
            Attachment(
                row[0],
                claim_id,
                row[1],
                row[2],
                datetime.fromisoformat(row[3]),
                reviewer_from(row[4], row[5]),
            )
            for row in rows
        ]
    )


def claims_of_source(ledger: "Ledger", source_id: str) -> list[ClaimRow]:
    """The claims to which a source is attached, or on which it is quoted."""
    found = ledger.rows(
        "SELECT claim.number FROM claim WHERE number IN"
        " (SELECT claim FROM evidence WHERE source = (SELECT number FROM source WHERE id = ?1)"
        " UNION SELECT claim FROM attachment"
        " WHERE source = (SELECT number FROM source WHERE id = ?1))"
        " ORDER BY document_added, document, start, end, number",
        (source_id,),
    )
    return claim_rows(ledger, [row[0] for row in found])


def evidence_of_source(ledger: "Ledger", source_id: str) -> tuple[Evidence, ...]:
    """All live evidence that is quoted from a source, on any claim."""
    return evidence_where(
        ledger, "evidence.source = (SELECT number FROM source WHERE id = ?)", source_id
    )


def findings(ledger: "Ledger", claim_id: str) -> tuple[str, ...]:
    """The re-checks that found quotations on a claim no longer to be as they were.

    A verdict that is given in their knowledge names them as ``considered``, and is then not
    stale on their account.
    """
    rows = ledger.rows(
        "SELECT id FROM anchoring WHERE claim = ?"
        " AND state IN ('edited', 'figure-changed', 'gone') ORDER BY id",
        (_claim_number(ledger, claim_id),),
    )
    return tuple([row[0] for row in rows])


def testimony(ledger: "Ledger", source_id: str) -> Testimony | None:
    """Who told what, if the source is not a page or file but somebody's word."""
    found = ledger.rows(
        "SELECT source.kind, who, said_on, terms, asked_on, answered_on, confidential, note"
        " FROM testimony JOIN source ON source.number = testimony.source WHERE source.id = ?",
        (source_id,),
    )
    if not found:
        return None
    kind, who, said_on, terms, asked_on, answered_on, confidential, note = found[0]
    return Testimony(
        kind=SourceKind(kind),
        who=who,
        on=said_on,
        terms=OnRecord(terms),
        asked_on=asked_on,
        answered_on=answered_on,
        confidential=bool(confidential),
        note=note,
    )


def _claim_number(ledger: "Ledger", claim_id: str) -> int | None:
    found = ledger.rows(
        "SELECT claim.number FROM entity JOIN claim ON claim.number = entity.number"
        " WHERE entity.id = ?",
        (claim_id,),
    )
    return found[0][0] if found else None


def _row(row: Sequence[Any], quotes: int, origin: int) -> SourceRow:
    return SourceRow(
        id=row[0],
        url=row[1],
        kind=SourceKind(row[2]),
        title=row[3],
        published=row[4],
        outcome=Outcome(row[5]) if row[5] else None,
        reason=row[6],
        captures=row[7],
        captured_at=datetime.fromisoformat(row[8]) if row[8] else None,
        quotes=quotes,
        origin=origin,
        latest=row[9],
    )
