"""What a report is made from, whatever its format."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from workbench.model import (
    Claim,
    ClaimStatus,
    Document,
    Evidence,
    HistoryEntry,
    PairState,
    Publisher,
    RatingScale,
    Verdict,
)
from workbench.reporting.json.told_evidence import ToldEvidence


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What a reader needs to look up a piece of evidence.

    ``sha256`` is of the captured bytes, or ``of_wire`` where the copy is not in this file;
    ``archived`` is the address of a copy at a web archive.
    ``said`` describes what never was a page; ``withheld`` says that neither the words nor who
    said them may be published. ``text`` is what was read of the capture, where page copies were
    asked for.
    """

    title: str | None = None
    author: str | None = None
    published: str | None = None
    captured_at: datetime | None = None
    sha256: str | None = None
    of_wire: bool = False
    archived: str | None = None
    archived_at: datetime | None = None
    said: str | None = None
    withheld: bool = False
    media_type: str | None = None
    text: str | None = None


_UNKNOWN: Final = SourceRecord()


@dataclass(frozen=True, slots=True)
class Beside:
    """Another claim that was linked with one of the report, or that contradicts it."""

    relation: PairState
    claim: str
    statement: str
    document_title: str


@dataclass(frozen=True, slots=True)
class FigurePoint:
    """One figure that was given: how it was said, between which numbers, by whom and when.

    ``claim`` is absent where a review that was published elsewhere gave it.
    """

    said: str
    low: float
    high: float
    day: str | None
    outlet: str
    statement: str
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """The figures that were given for one thing that is counted, the earliest first."""

    counted: str
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of a report with what belongs to it. ``number`` counts the claims from 1.

    ``records`` has what is known of the source of each piece of evidence, by its id;
    ``independence`` says how many sources and origins there are. ``before`` and ``after`` are
    the words around the claim in its document. ``published`` is the document as it may be named.
    ``quoted`` is the evidence as JSON tells it, where it was gathered so; then the claim has none.
    """

    number: int
    claim: Claim
    records: Mapping[str, SourceRecord] = field(default_factory=dict)
    independence: str | None = None
    history: tuple[HistoryEntry, ...] = ()
    beside: tuple[Beside, ...] = ()
    before: str = ""
    after: str = ""
    published: Document | None = None
    quoted: Sequence[ToldEvidence] | None = None

    @property
    def document(self) -> Document:
        """The document of the claim, named without the folder that its file lay in."""
        return self.published or self.claim.document

    def record(self, piece: Evidence) -> SourceRecord:
        """What is known of the source of a piece of evidence."""
        return self.records.get(piece.id) or _UNKNOWN


@dataclass(frozen=True, slots=True)
class Left:
    """What a report leaves out, so that its reader knows what was not checked."""

    undecided: int = 0
    dismissed: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """The claims of a report, with all that is said of them together.

    ``entries`` are in the order of the documents. For a format that streams they can be gone
    through once, and only ``count`` is known beforehand; for all others they are a tuple.
    ``scales`` has the project's scale first, then the others that verdicts name. ``selection``
    says in words how the claims were chosen; ``as_of`` is the moment whose state is told.
    ``database`` is the name of the file without its ending. ``chosen`` is the selection as plain
    values, with which it can be made again.
    """

    project: str
    project_id: str
    made_at: datetime
    scales: tuple[RatingScale, ...]
    entries: Iterable[Entry]
    count: int
    publisher: Publisher | None = None
    selection: str = ""
    as_of: datetime | None = None
    anonymous: bool = False
    drafts: bool = False
    left: Left = field(default_factory=Left)
    figures: tuple[FigureLine, ...] = ()
    program: str = ""
    database: str = "claims"
    chosen: Mapping[str, Any] | None = None

    @property
    def documents(self) -> tuple[tuple[Document, tuple[Entry, ...]], ...]:
        """The documents with their entries in order."""
        grouped: dict[str, tuple[Document, list[Entry]]] = {}
        for entry in self.entries:
            document = entry.document
            grouped.setdefault(document.id, (document, []))[1].append(entry)
        return tuple((document, tuple(entries)) for document, entries in grouped.values())

    def scale(self, identifier: str) -> RatingScale | None:
        """The scale with this id, if it is known."""
        return next((scale for scale in self.scales if scale.id == identifier), None)


@dataclass(frozen=True, slots=True)
class NumberedSource:
    """A source as the list at the end numbers it, from 1, with the claims that quote it."""

    number: int
    piece: Evidence
    record: SourceRecord
    claims: tuple[int, ...]


def numbered_sources(entries: Iterable[Entry]) -> tuple[NumberedSource, ...]:
    """The sources of a report, each once, in the order in which they are first quoted.

    Those whose words may not be published are left out.
    """
    found: dict[str, tuple[Evidence, SourceRecord, list[int]]] = {}
    for entry in entries:
        for piece in entry.claim.evidence:
            record = entry.record(piece)
            if record.withheld:
                continue
            claims = found.setdefault(piece.source.id, (piece, record, []))[2]
            if entry.number not in claims:
                claims.append(entry.number)
    return tuple(
        NumberedSource(number, piece, record, tuple(claims))
        for number, (piece, record, claims) in enumerate(found.values(), start=1)
    )


def balance(entries: Iterable[Entry]) -> tuple[tuple[str, Counter[str]], ...]:
    """How often each result was given to each claimant, the most checked first.

    Claims of the text itself come under an empty name.
    """
    found: dict[str, Counter[str]] = {}
    for entry in entries:
        found.setdefault(claimant_of(entry.claim) or "", Counter())[outcome(entry.claim)] += 1
    return tuple(sorted(found.items(), key=lambda each: (-each[1].total(), each[0])))


def reviewers_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Who gave the verdicts that stand, in order of their names."""
    return tuple(sorted({v.given_by.name for entry in entries for v in live_verdicts(entry.claim)}))


def claimant_of(claim: Claim) -> str | None:
    """Who made a claim: by a reviewer's word where there is one, else by the reader's."""
    return claim.claimant or None


def live_verdicts(claim: Claim) -> tuple[Verdict, ...]:
    """The verdicts on a claim that stand."""
    return tuple([verdict for verdict in claim.verdicts if verdict.live])


def earlier_verdicts(claim: Claim) -> tuple[Verdict, ...]:
    """The verdicts on a claim that no longer stand, the oldest first."""
    return tuple(
        sorted((v for v in claim.verdicts if not v.live), key=lambda verdict: verdict.given_at)
    )


def outcome(claim: Claim) -> str:
    """A claim's result in one phrase."""
    if claim.status is ClaimStatus.UNRATED:
        return "Not decided"
    if claim.status is ClaimStatus.CONFLICT:
        return "Reviewers disagree"
    return claim.rating or "Not decided"
