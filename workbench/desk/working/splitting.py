"""Split a claim into several, and join several into one.

The new claims are made by hand and name what they come from. The originals are marked as taken
over: they leave the lists, keep their history, evidence and verdicts, and come back on undo.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.desk.reading.documents import claim_value
from workbench.desk.working.claims import STATEMENT_CHARACTERS, statement_at
from workbench.desk.working.several import short
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import attachments, document_text
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.recording import attach
from workbench.ledger.recording.working import (
    record_assignment,
    record_detail,
    record_priority,
    record_tag,
    record_taken_over,
)
from workbench.ledger.values.readings import MOST_ORIGINS
from workbench.model import Claim, Priority
from workbench.text import squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.writing import Writing


def split_claim(ledger: "Ledger", claim_id: str, parts: Sequence[str]) -> tuple[str, ...]:
    """Split a claim into parts, each a statement of its own; returns the ids of the new claims.

    A part whose words stand in the original's span gets just that span, any other the whole of
    it. Claimant, date, place, tags, priority, assignment and attached sources go along; evidence
    and verdicts were about the whole and stay with it.

    Raises:
        NotSo: There is no such claim, or others have taken over from it already.
        UsageError: There are fewer than two different parts, or one is far too long.
    """
    origin = _free(get_claim(ledger, claim_id))
    wordings = tuple(dict.fromkeys(_wording(one) for one in parts))
    if len(wordings) < 2:
        raise UsageError("splitting makes two claims or more; give at least two statements")
    if len(wordings) > MOST_ORIGINS:
        raise UsageError(f"a claim is split into at most {MOST_ORIGINS}")
    text = document_text(ledger, origin.document.id)
    spans = [_place_of(text, origin, wording) for wording in wordings]
    made = [ledger.new_identifier() for _ in wordings]
    values = [
        _value(origin, text, span, wording, (origin.id,))
        for span, wording in zip(spans, wordings, strict=True)
    ]
    label = f"Split {short(origin.statement)} into {len(made)}"
    with ledger.act(label, claims=(origin.id, *made)) as act:
        for identifier, value in zip(made, values, strict=True):
            act.record("claim", identifier, "read", value)
            _hand_down(ledger, act, (origin,), identifier)
        record_taken_over(act, origin.id, made)
    return tuple(made)


def join_claims(ledger: "Ledger", claims: Sequence[str], statement: str | None = None) -> str:
    """Join several claims into one, and return its id.

    It stands where they stand: from the first to the last in one document, else at the first.
    Without a statement it says what they say, one after the other. What all agree in of claimant,
    date, place and assignment goes along, and so do all tags, the highest priority and all
    attached sources.

    Raises:
        NotSo: There is no such claim, or others have taken over from one already.
        UsageError: Fewer than two claims were named, or the statement is far too long.
    """
    wanted = tuple(dict.fromkeys(claims))
    if not 2 <= len(wanted) <= MOST_ORIGINS:
        raise UsageError(f"joining takes two claims or more, at most {MOST_ORIGINS}")
    origins = tuple(_free(get_claim(ledger, one)) for one in wanted)
    first = origins[0]
    together = [one for one in origins if one.document.id == first.document.id]
    span = (min(one.reading.start for one in together), max(one.reading.end for one in together))
    said = statement if statement and statement.strip() else _one_after_the_other(origins)
    text = document_text(ledger, first.document.id)
    identifier = ledger.new_identifier()
    value = _value(first, text, span, _wording(said), wanted)
    with ledger.act(f"Join {len(origins)} claims", claims=(identifier, *wanted)) as act:
        act.record("claim", identifier, "read", value)
        _hand_down(ledger, act, origins, identifier)
        for one in origins:
            record_taken_over(act, one.id, (identifier,))
    return identifier


def _free(claim: Claim) -> Claim:
    if claim.taken_over_by:
        others = ", ".join(one[:8] for one in claim.taken_over_by)
        raise NotSo(f"{others} took over from claim {claim.id[:8]} already; restore it first")
    return claim


def _wording(statement: str) -> str:
    wording = squeeze(statement)
    if not wording:
        raise UsageError("each claim needs a statement")
    if len(wording) > STATEMENT_CHARACTERS:
        raise UsageError(f"a statement has at most {STATEMENT_CHARACTERS} characters")
    return wording


def _place_of(text: str, origin: Claim, wording: str) -> tuple[int, int]:
    start, end = origin.reading.start, origin.reading.end
    found = text.find(wording, start, end)
    return (found, found + len(wording)) if found >= 0 else (start, end)


def _one_after_the_other(origins: Sequence[Claim]) -> str:
    return " ".join(
        one.statement if one.statement.endswith((".", "!", "?")) else f"{one.statement}."
        for one in origins
    )


def _value(
    origin: Claim,
    text: str,
    span: tuple[int, int],
    wording: str,
    origins: Sequence[str],
) -> dict[str, Any]:
    found = statement_at(origin.document, text, *span)
    value = claim_value(origin.document.id, found, by_hand=True)
    return value | {"text": wording, "derived_from": list(origins)}


_HANDED_DOWN = {
    "claimed_on": "on",
    "place": "place",
    "appearance": "url",
}
"""Fields that go along as they are, with the key that their values have in the log."""


def _hand_down(ledger: "Ledger", act: "Writing", origins: Sequence[Claim], new: str) -> None:
    """Let a new claim have what its originals agree in."""
    said = [{one.field: one for one in origin.details} for origin in origins]
    for field, key in _HANDED_DOWN.items():
        values = {one[field].value if field in one else None for one in said}
        value = values.pop() if len(values) == 1 else None
        if value is not None:
            record_detail(act, new, field, {key: value})
    claimants = {
        (one["claimant"].value, one["claimant"].kind) if "claimant" in one else None for one in said
    }
    claimant = claimants.pop() if len(claimants) == 1 else None
    if claimant is not None:
        record_detail(act, new, "claimant", {"name": claimant[0], "kind": claimant[1]})
    owners = {one.assignment.to.id if one.assignment else None for one in origins}
    owner = owners.pop() if len(owners) == 1 else None
    if owner is not None:
        record_assignment(act, new, owner)
    ranks = list(Priority)
    priority = min((one.priority for one in origins), key=ranks.index)
    if priority is not Priority.NORMAL:
        record_priority(act, new, priority)
    tags = {tag.casefold(): tag for origin in origins for tag in origin.tags}
    for tag in tags.values():
        record_tag(act, new, tag)
    sources = {piece.source.id: piece.source.url for one in origins for piece in one.evidence}
    sources |= {found.source: found.url for one in origins for found in attachments(ledger, one.id)}
    for source, url in sources.items():
        attach(act, new, source, url)
