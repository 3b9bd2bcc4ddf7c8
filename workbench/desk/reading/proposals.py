"""Let an optional language model propose claims that the reader missed.

Off unless a model is set up. A proposal that does not hold against the text is rejected with the
reason; one that holds is added, never put in the place of what is there.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.desk.opening import open_for_reading
from workbench.desk.reading.documents import claim_value
from workbench.errors import NotSo
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.progress import Progress
from workbench.ledger.queries import claim, claims_of_document, document_text, find_document
from workbench.model import DateBasis
from workbench.settings import load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.proposing.proposals import Proposals


def propose_claims(
    ledger: "Ledger",
    document_id: str,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> "Proposals":
    """Ask the model for claims of a document. Nothing is written.

    Claims that the document has already, by hand or from earlier proposals, count as known.

    Raises:
        UsageError: No model is set up, or the document's language cannot be checked.
        NetworkError: The model could not be asked.
        NotSo: There is no such document.
    """
    from workbench.proposing.proposer import propose
    from workbench.reading import read

    settings = load_settings().model
    document = find_document(ledger, document_id)
    text = document_text(ledger, document.id)
    given = document.document_date_basis is DateBasis.GIVEN
    reading = read(text, document_date=document.document_date if given else None)
    known = {(one.start, one.end): one for one in reading.statements}
    for row in claims_of_document(ledger, document.id):
        kept = claim(ledger, row.id).reading
        known[kept.start, kept.end] = kept
    statements = tuple(known[place] for place in sorted(known))
    return propose(
        text,
        replace(reading, statements=statements),
        settings,
        progress=progress,
        cancelled=cancelled,
    )


def propose_apart(path: Path, document_id: str, progress: Progress) -> "Proposals":
    """The same, of a database that is opened for it.

    Raises:
        UsageError: No model is set up, or the document's language cannot be checked.
        NetworkError: The model could not be asked.
        NotSo: There is no such document.
        StorageError: The database cannot be read.
    """

    def told(done: int, parts: int) -> None:
        progress("asked about parts", done, parts)

    with open_for_reading(path) as ledger:
        return propose_claims(ledger, document_id, progress=told)


def whom_it_asks() -> str:
    """The model that is set up and the computer it is on, in words.

    Raises:
        UsageError: None is, or the settings are wrong.
    """
    from workbench.proposing.address import completions_address

    settings = load_settings().model
    host = completions_address(settings.url).host
    return f"{clean_line(settings.model, 60)} at {clean_line(host, 100)}"


def keep_proposals(ledger: "Ledger", document_id: str, proposals: "Proposals") -> int:
    """Add the proposals that held, as one act that one undo takes back; returns how many.

    Raises:
        NotSo: None held, or there is no such document.
    """
    document = find_document(ledger, document_id)
    if not proposals.accepted:
        raise NotSo("no proposal held against the text, so there is nothing to keep")
    label = f"Add proposed claims to {clean_line(document.title, 60)}"
    with ledger.act(label) as act:
        for accepted in proposals.accepted:
            place = accepted.claim.start, accepted.claim.end
            identifier = claim_identifier(document.id, *place)
            act.record("claim", identifier, "read", claim_value(document.id, accepted.claim))
    return len(proposals.accepted)
