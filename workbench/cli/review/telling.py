"""A claim in plain lines, what is asked first coming first."""

from collections.abc import Iterator

from workbench.cli.work import work_lines
from workbench.desk.deciding.verdict_words import verdict_lines
from workbench.model import Claim, ClaimStatus, Evidence, Verdict


def claim_in_lines(claim: Claim, place: int, count: int) -> Iterator[str]:
    """What a reviewer has to know to decide, a line a fact."""
    yield f"Claim {place:,} of {count:,}: {claim.statement}"
    yield f"Status: {_status(claim)}"
    yield f"In: {claim.document.title}"
    if claim.document.document_date:
        yield f"Dated: {claim.document.document_date}"
    if claim.reading.span != claim.statement:
        yield f"The text says: {claim.reading.span}"
    for name, words in work_lines(claim):
        yield f"{name.capitalize()}: {words}"
    for check in claim.checks:
        yield f"{'Compared' if check.agrees else 'Disagreement'} in the text: {check.message}"
    if claim.dismissed is not None:
        yield f"Dismissed: {claim.dismissed or 'no reason given'}"
    for verdict in claim.verdicts:
        if verdict.live:
            yield from verdict_in_lines(verdict)
    yield f"Evidence: {_counted(len(claim.evidence))}; e lists it"
    if claim.comments:
        yield f"Comments: {len(claim.comments)}; o reads them"


def verdict_in_lines(verdict: Verdict) -> Iterator[str]:
    """A verdict with its whole reason."""
    yield f"Verdict of {verdict.given_by.name}: {verdict.rating}"
    if verdict.stale:
        yield "It is stale: it rests on what no longer holds"
    if verdict.unsourced:
        yield "It is unsourced"
    for line in verdict_lines(verdict):
        yield f"Its {line}"
    for line in verdict.because.splitlines():
        if line.strip():
            yield f"Because: {line}"


def evidence_in_lines(number: int, piece: Evidence) -> Iterator[str]:
    """A piece of evidence, with its number in the list."""
    yield f"Evidence {number}: {piece.stance.value}"
    yield f"Quote: {piece.quote}"
    yield f"From: {piece.source.url}"
    yield f"Seen on: {piece.seen_on}, by {piece.added_by.name}"
    if piece.details is None:
        yield "Cited without a copy of the page"
    elif piece.details.standing:
        yield f"Re-checked: {piece.details.standing.value}"


def _status(claim: Claim) -> str:
    if claim.status is not ClaimStatus.UNRATED and not any(one.live for one in claim.verdicts):
        return "read once; that verdict is hidden from you until you have given yours"
    return {
        ClaimStatus.UNRATED: "not rated",
        ClaimStatus.SINGLE: f"one verdict, {claim.rating}",
        ClaimStatus.AGREED: f"agreed, {claim.rating}",
        ClaimStatus.CONFLICT: "in conflict",
    }[claim.status]


def _counted(pieces: int) -> str:
    return "none" if not pieces else f"{pieces} piece{'s' * (pieces > 1)}"
