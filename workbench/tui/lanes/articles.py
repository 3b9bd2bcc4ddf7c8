"""Reading a document with the places of its claims, in a lane."""

from typing import TYPE_CHECKING

from workbench.errors import NotSo
from workbench.ledger.queries import claim_by_number, claims_of_document, document_text
from workbench.tui.messages import ArticleRead, MarkedClaim, SpansRead

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

MARKED_CLAIMS = 200


def read_article(ledger: "Ledger", document: str) -> ArticleRead:
    """The text of a document."""
    return ArticleRead(document, document_text(ledger, document))


def read_spans(ledger: "Ledger", document: str, number: int) -> SpansRead:
    """Where the claims of a document stand in it; in a long one, those nearest to ``number``."""
    numbers = [row.number for row in claims_of_document(ledger, document) if not row.dismissed]
    place = numbers.index(number) if number in numbers else 0
    first = max(0, min(place - MARKED_CLAIMS // 2, len(numbers) - MARKED_CLAIMS))
    spans: list[MarkedClaim] = []
    for near in numbers[first : first + MARKED_CLAIMS]:
        try:
            reading = claim_by_number(ledger, near).reading
        except NotSo:
            continue
        spans.append(MarkedClaim(near, reading.start, reading.end))
    return SpansRead(document, spans, whole=len(numbers) <= MARKED_CLAIMS)
