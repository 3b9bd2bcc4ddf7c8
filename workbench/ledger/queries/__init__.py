"""Questions to an open database. Each takes the ledger first and leaves nothing open."""

from workbench.ledger.queries.acts import recent_acts, redoable, undoable
from workbench.ledger.queries.claims import (
    claim,
    claim_by_number,
    find_claim,
    iterate_claims,
)
from workbench.ledger.queries.documents import (
    document_of,
    document_text,
    documents,
    find_document,
)
from workbench.ledger.queries.history import history
from workbench.ledger.queries.lists import (
    claim_number_slices,
    claim_numbers,
    claim_rows,
    claims_of_document,
    counts,
)

__all__ = [
    "claim",
    "claim_by_number",
    "claim_number_slices",
    "claim_numbers",
    "claim_rows",
    "claims_of_document",
    "counts",
    "document_of",
    "document_text",
    "documents",
    "find_claim",
    "find_document",
    "history",
    "iterate_claims",
    "recent_acts",
    "redoable",
    "undoable",
]
