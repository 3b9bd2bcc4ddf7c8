"""What a line of a list shows of a claim, and where claims stand in their document."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.queries.links import conflicts_present, sizes_of_groups
from workbench.ledger.queries.lists import numbers_of_claims
from workbench.model import ClaimRow, ClaimStatus, Priority

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_PRIORITIES: Final = tuple(Priority)
"""By the rank that the table has."""

_GIVEN: Final = "SELECT value FROM json_each(?)"
_SHOWN: Final = (
    "claim.number, claim.id, document.id, document.title, claim.statement,"
    " claim.claimant, claim.status, claim.rating, claim.worth, claim.dismissed,"
    " claim.evidence_count, claim.stale, claim.priority, claim.verdict_count, claim.taken_over,"
    " (SELECT name FROM reviewer WHERE reviewer.id = claim.assignee), claim.assignee,"
    " (SELECT json_group_array(tag) FROM (SELECT tag FROM tag WHERE tag.claim = claim.number"
    " ORDER BY lower(tag))) || '',"
    " (SELECT at_odds FROM duplicate_member WHERE duplicate_member.claim = claim.id),"
    " (SELECT head FROM duplicate_member WHERE duplicate_member.claim = claim.id),"
    f" {conflicts_present('claim.id')}"
)
_HEAD: Final = -2
"""Where the group of a claim stands in what is read, by its first claim."""

_OF_CLAIMS: Final = "FROM claim JOIN document ON document.number = claim.document"
_ROWS: Final = f"SELECT {_SHOWN} {_OF_CLAIMS}"
_AS_ONE: Final = f"SELECT json_group_array(json_array({_SHOWN})) {_OF_CLAIMS}"


def claim_rows(ledger: "Ledger", numbers: Sequence[int]) -> list[ClaimRow]:
    """The lines of a list for these claims, in the order asked; claims that went are left out."""
    read: dict[int, Sequence[Any]] = {}
    for start in range(0, len(numbers), 1_000):
        page = json.dumps(list(numbers[start : start + 1_000]))
        # As one row: each row waits for its turn where another thread computes.
        ((rows,),) = ledger.rows(f"{_AS_ONE} WHERE claim.number IN ({_GIVEN})", (page,))
        read.update((row[0], row) for row in json.loads(rows))
    return _rows_from(ledger, [read[number] for number in numbers if number in read])


def rated_claims(
    ledger: "Ledger", numbers: Sequence[int]
) -> list[tuple[int, ClaimStatus, str | None]]:
    """Of claims by their numbers those that are rated and not dismissed: status and rating.

    It asks for nothing else, and so for very many claims at small cost.
    """
    found: list[tuple[int, ClaimStatus, str | None]] = []
    for start in range(0, len(numbers), 1_000):
        rows = ledger.rows(
            f"SELECT number, status, rating FROM claim WHERE number IN ({_GIVEN})"
            " AND status != ? AND NOT dismissed AND NOT taken_over",
            (json.dumps(list(numbers[start : start + 1_000])), ClaimStatus.UNRATED.value),
        )
        found.extend((number, ClaimStatus(status), rating) for number, status, rating in rows)
    return found


def rows_of_claims(ledger: "Ledger", claims: Sequence[str]) -> list[ClaimRow]:
    """The lines of a list for claims by their ids, in the order asked; others are left out."""
    return claim_rows(ledger, numbers_of_claims(ledger, claims))


def claims_of_document(ledger: "Ledger", document_id: str) -> list[ClaimRow]:
    """All claims of a document in the order of its text, the dismissed ones too."""
    rows = ledger.rows(
        f"{_ROWS} AND claim.document_added = document.added"
        " WHERE document.id = ? ORDER BY claim.start, claim.end, claim.number",
        (document_id,),
    )
    return _rows_from(ledger, rows)


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """Where a claim stands in its document, for marking it there.

    One that others have taken over from counts as dismissed.
    """

    number: int
    id: str
    start: int
    end: int
    status: ClaimStatus
    dismissed: bool
    stale: bool


def claim_spans(ledger: "Ledger", document_id: str) -> list[ClaimSpan]:
    """Where all claims of a document stand in it, in the order of its text."""
    rows = ledger.rows(
        "SELECT claim.number, claim.id, start, end, status,"
        " dismissed OR taken_over, stale FROM document"
        " JOIN claim ON claim.document_added = document.added"
        " AND claim.document = document.number"
        " WHERE document.id = ? ORDER BY claim.start, claim.end, claim.number",
        (document_id,),
    )
    return [
        ClaimSpan(number, claim, start, end, ClaimStatus(status), bool(dismissed), bool(stale))
        for number, claim, start, end, status, dismissed, stale in rows
    ]


def _rows_from(ledger: "Ledger", rows: Sequence[Sequence[Any]]) -> list[ClaimRow]:
    """Lines from what was read; the members of each group are counted once for all its lines."""
    sizes = sizes_of_groups(ledger, {row[_HEAD] for row in rows if row[_HEAD] is not None})
    return [_row_from(row, sizes) for row in rows]


def _row_from(row: Sequence[Any], sizes: Mapping[str, int]) -> ClaimRow:
    number, identifier, document, title, statement, claimant, status, *rest = row
    rating, worth, dismissed, evidence, stale, *work, at_odds, head, conflicts = rest
    priority, verdict_count, taken_over, name, assignee, tags = work
    group = sizes.get(head, 0)
    grouped = group > 1
    return ClaimRow(
        number,
        identifier,
        document,
        title,
        statement,
        claimant,
        ClaimStatus(status),
        rating,
        worth,
        bool(dismissed),
        evidence,
        bool(stale),
        group if grouped else 0,
        grouped and bool(at_odds),
        conflicts,
        () if tags == "[]" else tuple(json.loads(tags)),
        _PRIORITIES[priority],
        name or (assignee[:8] if assignee else None),
        assignee,
        verdict_count,
        bool(taken_over),
    )
