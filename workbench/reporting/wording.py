"""The words that reports have in common, whatever their format."""

from collections.abc import Iterable, Iterator
from typing import Final

from workbench.model import AnchorState
from workbench.reporting.dossier import Entry, Left, live_verdicts
from workbench.text import counted

METHOD: Final = (
    "Each claim is an exact passage of the text named above it. A verdict is one reviewer's "
    "rating with the reason and the quoted sources it rests on; where reviewers differ, "
    "every verdict is shown. A quotation with a hash was taken from a capture of its page: "
    "the hash proves that the kept bytes are unaltered since capture, and no more. One without "
    "was copied by the reviewer on the day named. Sources that carry the same text count as "
    "one origin."
)
CHANGES: Final = frozenset(
    ("statement", "dismissed", "verdict", "evidence", "undo", "redo", "claimant", "claimed_on")
)
"""What of a history is told in a report for readers."""


def left_out(left: Left) -> str:
    """What a report leaves out, as a sentence; empty if that is nothing."""
    parts = []
    if left.undecided:
        parts.append(f"{counted(left.undecided, 'claim')} not decided yet")
    if left.unsettled:
        parts.append(f"{counted(left.unsettled, 'claim')} not settled")
    if left.dismissed:
        parts.append(f"{counted(left.dismissed, 'claim')} set aside as nothing to check")
    return f"Not in this report: {' and '.join(parts)}." if parts else ""


def what_was_not_checked(left: Left, entries: Iterable[Entry]) -> Iterator[str]:
    """What a reader should not take for checked, a sentence each."""
    listed = tuple(entries)
    left_words = left_out(left)
    if left_words:
        yield left_words
    unsourced = [
        str(entry.number)
        for entry in listed
        if any(verdict.unsourced for verdict in live_verdicts(entry.claim))
    ]
    if unsourced:
        yield f"A verdict without a source: {_claims(unsourced)}."
    copied = [
        str(entry.number)
        for entry in listed
        if any(
            piece.details is None and not entry.record(piece).said for piece in entry.claim.evidence
        )
    ]
    if copied:
        yield f"A quotation that was copied by hand, without a capture: {_claims(copied)}."
    unread = [
        str(entry.number)
        for entry in listed
        if any(
            piece.details and piece.details.standing is AnchorState.UNKNOWN
            for piece in entry.claim.evidence
        )
    ]
    if unread:
        yield f"A quotation whose page could not be read again: {_claims(unread)}."
    yield (
        "Whether the texts make claims beyond those listed was left to the reading program and "
        "the reviewers."
    )


def _claims(numbers: list[str]) -> str:
    return f"claim {numbers[0]}" if len(numbers) == 1 else f"claims {', '.join(numbers)}"
