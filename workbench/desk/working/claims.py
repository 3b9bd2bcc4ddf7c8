"""Work on claims: dismiss, restore, correct, and add one that the reader missed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.desk.reading.documents import claim_value
from workbench.desk.working.several import Change, carry_out, rows_named
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import document_of, document_text
from workbench.ledger.recording.working import record_detail
from workbench.model import Document, Statement
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


def dismiss_several(
    ledger: "Ledger", claims: Sequence[str], reason: str = "", *, preview: bool = False
) -> tuple[Change, ...]:
    """Say of several claims that they are none to check, in one act.

    Raises:
        NotSo: There is no such claim, or all of them are dismissed already.
    """
    changes = [
        Change(row.id, row.statement, "in the list", "dismissed")
        for row in rows_named(ledger, claims)
        if not row.dismissed
    ]
    said = {"reason": reason.strip()}
    return carry_out(
        ledger,
        "Dismiss",
        changes,
        lambda act, claim: act.record("claim", claim, "dismissed", said, adjudicates=True),
        preview=preview,
        nothing="nothing to change: dismissed already",
    )


def restore(ledger: "Ledger", claim_id: str) -> None:
    """Take a claim back into the list that was dismissed, or that others have taken over from.

    Raises:
        NotSo: There is no such claim, or it is neither.
    """
    claim = get_claim(ledger, claim_id)
    if claim.dismissed is None and not claim.taken_over_by:
        raise NotSo(f"claim {claim.id[:8]} is not dismissed")
    with ledger.act(f"Restore {_short(claim.statement)}", claims=(claim.id,)) as act:
        if claim.dismissed is not None:
            act.record("claim", claim.id, "dismissed", None, adjudicates=True)
        if claim.taken_over_by:
            record_detail(act, claim.id, "taken_over", None)


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
    document = document_of(ledger, document_id)
    if document is None:
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
    found = statement_at(document, text, start, end)
    wording = squeeze(statement) if statement and statement.strip() else squeeze(found.text)
    identifier = ledger.new_identifier()
    value = claim_value(document_id, found, by_hand=True) | {"text": wording}
    with ledger.act(f"Add claim {_short(wording)}", claims=(identifier,)) as act:
        act.record("claim", identifier, "read", value)
    return identifier


def statement_at(document: Document, text: str, start: int, end: int) -> Statement:
    """A span of a document's text with the slots that the reader finds inside it."""
    from workbench.reading import read

    reading = read(text, document_date=document.document_date)
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
