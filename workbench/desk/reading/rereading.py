"""Read a document again with the present reader, and carry the differences over when accepted.

A better reader finds other spans. Each new statement is attached to the claim whose span it
overlaps most, under that claim's old id, so that verdicts, evidence and corrections stay where
they are. Nothing changes until the differences are accepted, and accepting is one act.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.desk.opening import open_for_reading
from workbench.desk.reading.documents import claim_value, read_text
from workbench.errors import NotSo
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.progress import Progress
from workbench.ledger.queries import (
    claim,
    claims_of_document,
    document_of,
    document_text,
    find_document,
)
from workbench.model import Claim, ClaimStatus, DateBasis, Document, Statement

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.files import LoadedText

LEAST_OVERLAP: Final = 0.3
"""Shared characters over all characters of both spans, from which they count as one claim."""

_IN_WORDS: Final = {
    "start": "place",
    "end": "place",
    "span": "place",
    "text": "words",
    "insertions": "origin of the words in brackets",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that the reader now reads otherwise."""

    claim: Claim
    now: Statement

    @property
    def span_moved(self) -> bool:
        """Whether its place in the text is another one."""
        return (self.now.start, self.now.end) != (self.claim.reading.start, self.claim.reading.end)

    @property
    def slots(self) -> tuple[str, ...]:
        """What the reader now says otherwise of the claim, in words."""
        names = (one.name for one in fields(Statement))
        now, then = self.now, self.claim.reading
        changed = [name for name in names if getattr(now, name) != getattr(then, name)]
        return tuple(dict.fromkeys(_IN_WORDS.get(name, name) for name in changed))


@dataclass(frozen=True, slots=True)
class Rereading:
    """What reading a document again would change.

    ``gone`` are claims that the reader no longer finds and that nobody has worked on;
    ``kept`` are those it no longer finds but somebody has, which therefore stay.
    """

    document: Document
    changed: tuple[Changed, ...]
    added: tuple[Statement, ...]
    gone: tuple[Claim, ...]
    kept: tuple[Claim, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.changed or self.added or self.gone)


def reread(ledger: "Ledger", loaded: "LoadedText", document_id: str) -> Rereading:
    """Compare what the present reader finds with the claims of a document.

    Raises:
        NotSo: The document is not in the database.
    """
    document = document_of(ledger, document_id)
    if document is None:
        raise NotSo("this document is not in the database yet; add it without --reread")
    given = document.document_date_basis is DateBasis.GIVEN
    day: date | None = document.document_date if given else None
    found = read_text(loaded, day).statements
    claims = [claim(ledger, row.id) for row in claims_of_document(ledger, document_id)]
    by_reader = [one for one in claims if not one.by_hand]
    pairs = dict(_pair(found, by_reader))
    taken = set(pairs.values())
    left = [one for place, one in enumerate(by_reader) if place not in taken]
    return Rereading(
        document=document,
        changed=tuple(
            Changed(by_reader[old], found[new])
            for new, old in sorted(pairs.items())
            if by_reader[old].reading != found[new]
        ),
        added=tuple(one for place, one in enumerate(found) if place not in pairs),
        gone=tuple(one for one in left if not _worked_on(one)),
        kept=tuple(one for one in left if _worked_on(one)),
    )


def reread_kept(path: Path, document_id: str, progress: Progress) -> Rereading:
    """The same with the text as it is kept, in a database that is opened for it.

    Raises:
        NotSo: The document is not in the database, or its text was redacted.
        StorageError: The database or the text cannot be read.
    """
    from workbench.sourcing.files import LoadedText

    progress("reading", 0, 0)
    with open_for_reading(path) as ledger:
        document = find_document(ledger, document_id)
        text = document_text(ledger, document.id)
        data = text.encode(document.encoding)
        loaded = LoadedText(document.address, data, text, document.encoding)
        return reread(ledger, loaded, document.id)


def accept(ledger: "Ledger", rereading: Rereading) -> None:
    """Carry the differences over, as one act that one undo takes back.

    Raises:
        NotSo: There is nothing to carry over, or a claim that would go was worked on meanwhile.
    """
    if rereading.empty:
        raise NotSo("the reader finds just what is there; nothing to change")
    if any(_worked_on(claim(ledger, one.id)) for one in rereading.gone):
        raise NotSo("a claim that would go was worked on meanwhile; read the article again")
    identifier = rereading.document.id
    with ledger.act(f"Reread {rereading.document.title}") as act:
        for change in rereading.changed:
            value = claim_value(identifier, change.now)
            act.record("claim", change.claim.id, "read", value, adjudicates=True)
        for statement in rereading.added:
            name = claim_identifier(identifier, statement.start, statement.end)
            act.record("claim", name, "read", claim_value(identifier, statement), adjudicates=True)
        for claim_gone in rereading.gone:
            act.record("claim", claim_gone.id, "read", None, adjudicates=True)


def _worked_on(one: Claim) -> bool:
    return bool(
        one.status is not ClaimStatus.UNRATED
        or one.verdicts
        or one.evidence
        or one.wordings
        or one.dismissed is not None
    )


def _pair(found: Sequence[Statement], claims: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Pair statements with claims one to one, the most overlapping first."""
    overlaps = sorted(
        (
            (-overlap(new, claims[old].reading), place, old)
            for place, new in enumerate(found)
            for old in range(len(claims))
            if new.start < claims[old].reading.end and claims[old].reading.start < new.end
        ),
    )
    new_taken: set[int] = set()
    old_taken: set[int] = set()
    for weight, place, old in overlaps:
        if -weight < LEAST_OVERLAP or place in new_taken or old in old_taken:
            continue
        new_taken.add(place)
        old_taken.add(old)
        yield place, old


def overlap(a: Statement, b: Statement) -> float:
    """Shared characters of two spans over all characters of both, 0 to 1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(shared, 0) / (max(a.end, b.end) - min(a.start, b.start))
