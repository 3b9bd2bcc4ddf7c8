"""Documents and their texts."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import Damaged, NotSo
from workbench.ledger.blobs import REDACTED, BlobDamaged, join
from workbench.ledger.queries.prefixes import CANDIDATES_SHOWN, only, prefix
from workbench.model import Check, CheckKind, DateBasis, Document, Reviewer

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

DOCUMENT_COLUMNS: Final = (
    "document.id, document.title, document.address, document.encoding, document.language,"
    " document.characters, document.document_date, document.document_date_basis,"
    " document.added_at, document.notes, document.checks, reviewer.id, reviewer.name"
)
_FROM: Final = (
    f"SELECT {DOCUMENT_COLUMNS} FROM document JOIN reviewer ON reviewer.number = document.reviewer"
)


def documents(ledger: "Ledger") -> tuple[Document, ...]:
    """All documents in the order in which they were added."""
    rows = ledger.rows(
        f"{_FROM} WHERE withdrawn = 0 OR EXISTS (SELECT 1 FROM claim"
        " WHERE claim.document_added = document.added AND claim.document = document.number)"
        " ORDER BY document.added, document.number"
    )
    return tuple([document_from(row) for row in rows])


def document_of(ledger: "Ledger", document_id: str) -> Document | None:
    """The document with this id, or ``None`` if it was never added or was taken back."""
    rows = ledger.rows(f"{_FROM} WHERE document.id = ? AND withdrawn = 0", (document_id,))
    return document_from(rows[0]) if rows else None


def find_document(ledger: "Ledger", typed: str) -> Document:
    """The document whose id begins with what was typed.

    Raises:
        NotSo: None does, or several do.
    """
    start = prefix(typed, "document")
    rows = ledger.rows(
        f"{_FROM} WHERE document.id >= ? AND document.id < ? ORDER BY document.id LIMIT ?",
        (start, start + "g", CANDIDATES_SHOWN + 1),
    )
    found = {row[0]: document_from(row) for row in rows}
    return found[only([(one.id, one.title) for one in found.values()], start, "document")]


def document_text(ledger: "Ledger", document_id: str) -> str:
    """The text of a document, as its bytes decode.

    Raises:
        NotSo: There is no such document.
        NotALedger: Its bytes are missing or damaged.
    """
    with ledger.snapshot():
        found = ledger.rows("SELECT bytes, encoding FROM document WHERE id = ?", (document_id,))
        if not found:
            raise NotSo(f"there is no document {document_id[:8]}")
        digest = bytes.fromhex(found[0][0])
        parts = ledger.rows("SELECT part, data FROM blob WHERE sha256 = ? ORDER BY part", (digest,))
        gone = ledger.rows("SELECT 1 FROM local WHERE key = ?", (REDACTED + found[0][0],))
    if gone:
        raise NotSo(f"the text of document {document_id[:8]} was redacted from this file")
    try:
        return join(digest, parts).decode(found[0][1])
    except (BlobDamaged, UnicodeDecodeError, LookupError) as error:
        reason = f"the text of document {document_id[:8]} cannot be read: {error}"
        raise Damaged(reason, ledger.path, reason) from None


def document_from(row: tuple[Any, ...]) -> Document:
    """A document from a row of :data:`DOCUMENT_COLUMNS`."""
    return Document(
        id=row[0],
        title=row[1],
        address=row[2],
        encoding=row[3],
        language=row[4],
        characters=row[5],
        document_date=date.fromisoformat(row[6]) if row[6] else None,
        document_date_basis=DateBasis(row[7]) if row[7] else None,
        added_at=datetime.fromisoformat(row[8]),
        added_by=reviewer_from(row[11], row[12]),
        notes=tuple(json.loads(row[9])),
        checks=tuple(_check_from(value) for value in json.loads(row[10])),
    )


def _check_from(value: dict[str, Any]) -> Check:
    return Check(
        CheckKind(value["kind"]),
        value["agrees"],
        value["message"],
        tuple((place["start"], place["end"]) for place in value["spans"]),
    )


@lru_cache(1024)
def reviewer_from(identifier: str, name: str) -> Reviewer:
    """A reviewer; one whose name has not arrived is called by the id."""
    return Reviewer(identifier, name or f"reviewer {identifier[:8]}")
