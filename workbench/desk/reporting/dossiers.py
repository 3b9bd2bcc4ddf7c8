"""Gather what a report needs of each claim, page by page, so that no writer waits for a report."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.desk.reading.datelines import opening_dateline
from workbench.desk.reporting.anonymous import Pseudonyms
from workbench.desk.reporting.told_quotations import told_quotations
from workbench.desk.sourcing.citing import archived_copy, record_of, records_of
from workbench.desk.sourcing.source_view import independence_of, main_text
from workbench.errors import NotALedger, NotSo
from workbench.ledger.queries import (
    ClaimPart,
    claims_by_number,
    document_text,
    history,
    linked_claims,
    pairs_of_claim,
    told_sources,
)
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import claim as get_claim
from workbench.model import Claim, Document, HistoryEntry, PairState
from workbench.reporting.dossier import Beside, Entry, SourceRecord
from workbench.reporting.formats import Part
from workbench.reporting.json.told_evidence import ToldEvidence
from workbench.sourcing.addresses import canonical_key

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

CONTEXT_CHARACTERS: Final = 240
"""So much of the document is shown on either side of a claim."""


Watch = Callable[[int, int], None]
_PAGE_CLAIMS: Final = 200
THINGS_BETWEEN_COLLECTIONS: Final = 50_000
"""What a report is made of has no cycles, and looking for them takes a fifth of the time."""
_ONLY_FOR: Final = {
    ClaimPart.WORDINGS: frozenset((Part.HISTORY,)),
    ClaimPart.PLACES: frozenset((Part.RECORDS,)),
}
"""Parts of claims that are read where one of these is gathered."""
_EVIDENCE: Final = "evidence"
_QUOTING: Final = frozenset((_EVIDENCE, "re-check"))
"""Parts of a history in which words of quotes occur."""
_LABELLED: Final = frozenset(("undo", "redo"))
"""Parts in which an act is named, and with it perhaps who was spoken to."""
_PUBLISHED: Final = (
    _QUOTING
    | _LABELLED
    | {
        *("read", "statement", "dismissed", "verdict", "link"),
        *("claimant", "claimed_on", "place", "appearance", "first_appearance"),
    }
)


class Entries:
    """The entries of a report, gathered anew each time they are gone through.

    The claims are counted from ``first``. ``watch`` is told how many are gathered and of how many.
    ``alike`` says that the same is gathered by whoever gathers a part of them alone.
    """

    def __init__(
        self,
        ledger: "Ledger",
        numbers: Sequence[int],
        parts: frozenset[Part],
        pseudonyms: Pseudonyms | None,
        *,
        page_copies: bool = False,
        first: int = 1,
        watch: Watch | None = None,
    ) -> None:
        self.numbers = numbers
        self.alike = pseudonyms is None and not page_copies
        self._ledger = ledger
        self._first = first
        self._watch = watch
        self._parts = parts
        self._pseudonyms = pseudonyms
        self._page_copies = page_copies
        self._document: tuple[str, str] | None = None
        self._renamed: Document | None = None
        self._told = told_sources(ledger)
        self._without = frozenset(
            part for part, needed in _ONLY_FOR.items() if needed.isdisjoint(parts)
        )
        self._quoted = self.alike and Part.QUOTED in parts
        # To ask a set of parts for each claim takes a twentieth of the time of a large table.
        self._recorded_wholly = Part.RECORDS in parts
        self._historied = Part.HISTORY in parts
        self._placed = Part.CONTEXT in parts

    def __iter__(self) -> Iterator[Entry]:
        """The entries in order; claims that went meanwhile are left out."""
        number = self._first - 1
        total = len(self.numbers)
        for start in range(0, total, _PAGE_CLAIMS):
            some = self.numbers[start : start + _PAGE_CLAIMS]
            quoted = told_quotations(self._ledger, some, self._told) if self._quoted else {}
            page = list(self._page(some, quoted))
            linked = self._linked(page) if Part.BESIDE in self._parts else frozenset()
            records = self._recorded([one for one in page if one.number not in quoted])
            independence = (
                independence_of(self._ledger, page) if Part.INDEPENDENCE in self._parts else {}
            )
            for claim in page:
                number += 1
                if self._watch is not None:
                    self._watch(number, total)
                told = quoted.get(claim.number)
                yield self._entry(number, claim, linked, records, independence.get(claim.id), told)

    def _page(self, some: Sequence[int], quoted: Collection[int]) -> Iterator[Claim]:
        """Some claims, without the evidence of those of which it is told already."""
        if not quoted:
            return claims_by_number(self._ledger, some, self._without)
        bare = [one for one in some if one in quoted]
        found = {
            claim.number: claim
            for part, without in (
                (bare, self._without | {ClaimPart.EVIDENCE}),
                ([one for one in some if one not in quoted], self._without),
            )
            for claim in claims_by_number(self._ledger, part, without)
        }
        return (found[one] for one in some if one in found)

    def _recorded(self, page: Sequence[Claim]) -> dict[str, SourceRecord]:
        """What is known of the sources, of which who spoke on which terms always is."""
        if Part.RECORDS in self._parts:
            return records_of(self._ledger, page, self._told)
        return {
            piece.id: record_of(self._ledger, piece)
            for claim in page
            for piece in claim.evidence
            if piece.source.id in self._told
        }

    def _entry(
        self,
        number: int,
        claim: Claim,
        linked: frozenset[str],
        known: Mapping[str, SourceRecord],
        independence: str | None,
        quoted: Sequence[ToldEvidence] | None,
    ) -> Entry:
        records = self._records(claim, known)
        document = self._named(claim.document)
        told = self._history(claim, records) if self._historied else ()
        before, after = self._around(claim) if self._placed else ("", "")
        if self._pseudonyms is not None:
            claim, document = self._pseudonyms.noun((claim, document))
            told = self._pseudonyms.history(told)
        return Entry(
            number=number,
            claim=claim,
            records=records,
            independence=independence,
            history=told,
            beside=tuple(self._beside(claim)) if claim.id in linked else (),
            before=before,
            after=after,
            published=document,
            quoted=quoted,
        )

    def _records(self, claim: Claim, known: Mapping[str, SourceRecord]) -> dict[str, SourceRecord]:
        """What is known of the sources of a claim, and of the pages that answers name."""
        found = {piece.id: known[piece.id] for piece in claim.evidence if piece.id in known}
        if self._recorded_wholly:
            for url in (one.url for each in claim.questions for one in each.answers):
                copy = archived_copy(self._ledger, canonical_key(url)) if url else None
                if url and copy is not None:
                    found[url] = SourceRecord(archived=copy.url, archived_at=copy.archived_at)
        if not self._page_copies:
            return found
        for piece in claim.evidence:
            record = found[piece.id]
            if piece.details is None or record.withheld:
                continue
            capture = get_capture(self._ledger, piece.details.capture)
            text = None if capture.left_out else main_text(self._ledger, capture)
            found[piece.id] = replace(record, media_type=capture.media_type, text=text or None)
        return found

    def _history(
        self, claim: Claim, records: Mapping[str, SourceRecord]
    ) -> tuple[HistoryEntry, ...]:
        """The history as it may be published.

        What reviewers said to one another is left out, and so are the words of quotes that are
        withdrawn, were told to a reviewer, or are not for publication.
        """
        if not (claim.verdicts or claim.evidence or claim.wordings):
            return ()
        shown = {
            piece.id
            for piece in claim.evidence
            if piece.id not in records or not (records[piece.id].said or records[piece.id].withheld)
        }
        every = [one for one in history(self._ledger, claim.id) if one.field in _PUBLISHED]
        hidden = any(one.field == _EVIDENCE and one.event not in shown for one in every)
        return tuple(
            replace(one, old=None, new=None, because=None)
            if one.field in _LABELLED
            or (hidden and one.field in _QUOTING and one.event not in shown)
            else one
            for one in every
        )

    def _beside(self, claim: Claim) -> Iterator[Beside]:
        for pair in pairs_of_claim(self._ledger, claim.id):
            if pair.state is PairState.DISTINCT:
                continue
            try:
                other = get_claim(self._ledger, pair.other(claim.id))
            except NotSo:
                continue
            yield Beside(pair.state, other.id, other.statement, other.document.title)

    def _around(self, claim: Claim) -> tuple[str, str]:
        """The words around a claim, cut at spaces; nothing where the text cannot be read."""
        document = claim.document.id
        if self._document is None or self._document[0] != document:
            try:
                self._document = (document, document_text(self._ledger, document))
            except (NotALedger, NotSo):
                self._document = (document, "")
        text = self._document[1]
        start, end = claim.reading.start, claim.reading.end
        if text[start:end] != claim.reading.span:
            return "", ""
        before = text[max(start - CONTEXT_CHARACTERS, 0) : start]
        if start <= CONTEXT_CHARACTERS:
            before = before[opening_dateline(before) :]
        if start > CONTEXT_CHARACTERS and " " in before:
            before = before[before.index(" ") + 1 :]
        after = text[end : end + CONTEXT_CHARACTERS]
        if end + CONTEXT_CHARACTERS < len(text) and " " in after:
            after = after[: after.rindex(" ")]
        return before, after

    def _linked(self, page: Sequence[Claim]) -> frozenset[str]:
        """Those of some claims on which somebody has said what they are to others."""
        return linked_claims(self._ledger, [claim.id for claim in page])

    def _named(self, document: Document) -> Document:
        """A document named by its file alone, for folders tell of their owner."""
        if self._renamed is None or self._renamed.id != document.id:
            self._renamed = replace(document, address=_without_folders(document.address))
        return self._renamed


def _without_folders(address: str) -> str:
    if "://" in address:
        return address
    return address.replace("\\", "/").rstrip("/").rpartition("/")[2] or address
