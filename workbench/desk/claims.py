"""Work on claims: dismiss, restore, correct, and add one that the reader missed."""

from typing import TYPE_CHECKING

from workbench.desk.documents import claim_value
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import document_of, document_text
from workbench.model import Statement
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

STATEMENT_CHARACTERS = 10_000


def dismiss(ledger: "Ledger", claim_id: str, reason: str = "") -> None:
    """Say that this is no claim to check. It leaves the list, and ``restore`` brings it back.

    Raises:
        NotSo: There is no such claim, or it is dismissed already.
    """
    claim = get_claim(ledger, claim_id)
    if claim.dismissed is not None:
        raise NotSo(f"claim {claim.id[:8]} is dismissed already")
    with ledger.act(f"Dismiss {_short(claim.statement)}", claims=(claim.id,)) as act:
        act.record("claim", claim.id, "dismissed", {"reason": reason.strip()}, adjudicates=True)


def restore(ledger: "Ledger", claim_id: str) -> None:
    """Take a dismissed claim back into the list.

    Raises:
        NotSo: There is no such claim, or it is not dismissed.
    """
    claim = get_claim(ledger, claim_id)
    if claim.dismissed is None:
        raise NotSo(f"claim {claim.id[:8]} is not dismissed")
    with ledger.act(f"Restore {_short(claim.statement)}", claims=(claim.id,)) as act:
        act.record("claim", claim.id, "dismissed", None, adjudicates=True)


def correct(ledger: "Ledger", claim_id: str, statement: str) -> None:
    """Give a claim a better wording. The span and the first wording stay as they were.

    The wording in force is on the screen while it is corrected, so this replaces it whoever
    gave it; wordings given apart from each other stand side by side until somebody does.

    Raises:
        NotSo: There is no such claim, or it already reads so.
        UsageError: The new wording is empty or far too long.
    """
    wording = squeeze(statement)
    if not wording:
        raise UsageError("a claim needs a statement; to set it aside, dismiss it")
    if len(wording) > STATEMENT_CHARACTERS:
        raise UsageError(f"a statement has at most {STATEMENT_CHARACTERS} characters")
    claim = get_claim(ledger, claim_id)
    if wording == claim.statement and len(claim.wordings) <= 1:
        raise NotSo(f"claim {claim.id[:8]} already reads so")
    with ledger.act(f"Correct {_short(claim.statement)}", claims=(claim.id,)) as act:
        act.record("claim", claim.id, "statement", {"text": wording}, adjudicates=True)


def add_claim(
    ledger: "Ledger", document_id: str, start: int, end: int, statement: str | None = None
) -> str:
    """Add a claim by hand from ``text[start:end]`` of a document, and return its id.

    The reader's slots inside the span are attached; white space at its ends is left out.

    Raises:
        NotSo: There is no such document.
        UsageError: The span is empty or reaches outside the text.
    """
    if document_of(ledger, document_id) is None:
        raise NotSo(f"there is no document {clean_line(document_id[:8])} here")
    text = document_text(ledger, document_id)
    if not 0 <= start < end <= len(text):
        raise UsageError(
            f"the span {start} to {end} lies outside the text of {len(text)} characters"
        )
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise UsageError("the selection holds no words; select the words of the claim")
    found = _read_span(text, start, end, ledger, document_id)
    wording = squeeze(statement) if statement and statement.strip() else squeeze(found.text)
    identifier = ledger.new_identifier()
    value = claim_value(document_id, found, by_hand=True) | {"text": wording}
    with ledger.act(f"Add claim {_short(wording)}", claims=(identifier,)) as act:
        act.record("claim", identifier, "read", value)
    return identifier


def _read_span(text: str, start: int, end: int, ledger: "Ledger", document_id: str) -> Statement:
    """The chosen span with the slots the reader finds inside it."""
    from workbench.reading import read

    document = document_of(ledger, document_id)
    reading = read(text, document_date=document.document_date if document else None)
    inside = [found for found in reading.statements if found.start < end and found.end > start]
    nearest = max(inside, key=lambda s: min(s.end, end) - max(s.start, start), default=None)
    return Statement(
        start=start,
        end=end,
        span=text[start:end],
        text=text[start:end],
        types=nearest.types if nearest else (),
        quantities=tuple(q for q in reading.quantities if start <= q.start and q.end <= end),
        dates=tuple(d for d in reading.dates if start <= d.start and d.end <= end),
        names=tuple(n for n in reading.names if start <= n.start and n.end <= end),
        claimant=nearest.claimant if nearest else None,
        attribution=nearest.attribution if nearest else None,
        worth=nearest.worth if nearest else 500,
        reasons=("added by a reviewer",),
    )


def _short(statement: str) -> str:
    return "“" + clean_line(squeeze(statement), 60) + "”"
