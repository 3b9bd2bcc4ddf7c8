"""What a project holds: documents, claims, evidence, verdicts, and who did what when."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from workbench.model.deciding import (
    Assignment,
    ClaimantKind,
    ClaimDetail,
    Comment,
    Confidence,
    Priority,
    Question,
)
from workbench.model.finding import Tree
from workbench.model.people import Reviewer
from workbench.model.reading import Check, DateBasis, Statement
from workbench.model.sourcing import QuoteDetails


class ClaimOrder(StrEnum):
    """The order of a list of claims."""

    TEXT = "text"
    WORTH = "worth"


class ClaimStatus(StrEnum):
    """What the live verdicts on a claim amount to."""

    UNRATED = "unrated"
    SINGLE = "single"
    AGREED = "agreed"
    CONFLICT = "conflict"


class Stance(StrEnum):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read. ``id`` is the SHA-256 of its bytes, in hexadecimal.

    ``address`` is the path or URL as the user gave it, ``encoding`` how its bytes were decoded.
    """

    id: str
    title: str
    address: str
    encoding: str
    language: str
    characters: int
    document_date: date | None
    document_date_basis: DateBasis | None
    added_at: datetime
    added_by: Reviewer
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A web page or file that can bear on a claim; ``url`` is as the user gave it."""

    id: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation from a source with a stance on one claim.

    ``details`` says where it stands in which capture; it is absent when the words were cited
    without one.
    """

    id: str
    claim: str
    source: Source
    quote: str
    stance: Stance
    seen_on: date
    added_at: datetime
    added_by: Reviewer
    details: QuoteDetails | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's rating of a claim with the reason for it.

    ``scale`` names the rating scale and its version ("averitec/1"); ``evidence`` holds ids of
    the evidence it rests on; ``unsourced`` says that the reviewer chose to give none.
    ``live`` is false once the verdict was superseded or undone. A verdict that was carried from
    a duplicate names that claim and the verdict there. ``stale`` says that what it rests on no
    longer holds: a quote, or the verdict it was carried from, or the link between the claims.
    """

    id: str
    claim: str
    rating: str
    scale: str
    because: str
    evidence: tuple[str, ...]
    unsourced: bool
    given_at: datetime
    given_by: Reviewer
    live: bool = True
    carried_from: str | None = None
    carried_verdict: str | None = None
    stale: bool = False
    confidence: Confidence | None = None
    as_of: date | None = None
    conditions: str | None = None
    correction: str | None = None
    adjudicates: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A live correction of a claim's statement; more than one is a disagreement."""

    id: str
    statement: str
    given_by: Reviewer
    given_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What one line of a claims list needs. ``number`` is local to the file and not shared.

    ``group`` counts the claims of its group of duplicates, itself included, and is 0 where there
    is none; ``at_odds`` says that the group contradicts itself. ``conflicts`` counts the claims
    that were linked as in conflict with it. ``assignee`` is the name of whom it was given to,
    or the beginning of their id,
    ``verdict_count`` how many live verdicts there are. ``taken_over`` says that claims which were
    split from it, or joined of it and others, stand in its place.
    """

    number: int
    id: str
    document: str
    document_title: str
    statement: str
    claimant: str | None
    status: ClaimStatus
    rating: str | None
    worth: int
    dismissed: bool
    evidence_count: int
    stale: bool = False
    group: int = 0
    at_odds: bool = False
    conflicts: int = 0
    tags: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL
    assignee: str | None = None
    assignee_id: str | None = None
    verdict_count: int = 0
    taken_over: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with everything that is known about it.

    ``statement`` is the current wording, ``read_as`` the reader's or the adder's first one.
    ``reading`` keeps the span and the typed slots. ``dismissed`` holds the reason when a
    reviewer said that this is no claim to check. ``stale`` says that a live verdict rests on a
    quote that no longer holds.

    ``claimant`` and ``claimant_kind`` are a reviewer's word where there is one, else the reader's.
    ``claimed_on`` is a day, month or year in ISO form, ``place`` and ``first_appearance`` (a URL)
    are a reviewer's alone. ``derived_from`` holds the ids of the claims it was split from or
    joined of; those name it in ``taken_over_by`` and leave the lists. ``details`` holds every live
    word on these sides of it: where two differ, the latest is shown.
    """

    number: int
    id: str
    document: Document
    statement: str
    reading: Statement
    by_hand: bool
    dismissed: str | None
    status: ClaimStatus
    rating: str | None
    evidence: tuple[Evidence, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    wordings: tuple[Wording, ...] = ()
    stale: bool = False
    claimant: str | None = None
    claimant_kind: ClaimantKind | None = None
    claimed_on: str | None = None
    place: str | None = None
    first_appearance: str | None = None
    tags: tuple[str, ...] = ()
    priority: Priority = Priority.NORMAL
    assignment: Assignment | None = None
    comments: tuple[Comment, ...] = ()
    questions: tuple[Question, ...] = ()
    derived_from: tuple[str, ...] = ()
    taken_over_by: tuple[str, ...] = ()
    details: tuple[ClaimDetail, ...] = ()
    withheld: int = 0
    """How many live verdicts are hidden here, because they wait for a second reader."""

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks inside the document that compare something in this claim."""
        place = self.reading
        return tuple(
            check
            for check in self.document.checks
            if any(start < place.end and place.start < end for start, end in check.spans)
        )

    @property
    def read_as(self) -> str:
        """The wording before any correction."""
        return self.reading.text


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a claim's history: who did what, when, and what it replaced."""

    event: str
    act: str
    at: datetime
    by: Reviewer
    field: str
    old: str | None
    new: str | None
    because: str | None = None
    live: bool = True
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a reviewer did, which is one step of undo. ``label`` says it in words."""

    id: str
    label: str
    at: datetime
    by: Reviewer
    claims: tuple[str, ...] = ()
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list, and in which order.

    All ``words`` must occur, and what ``where`` asks must hold. In the order of the text,
    documents come as they were added; in the order of worth, what is most worth checking comes
    first. Claims that others were split
    from or joined of are left out unless ``taken_over`` asks for them (``None``: both).
    """

    words: tuple[str, ...] = ()
    document: str | None = None
    statuses: frozenset[ClaimStatus] = field(default_factory=frozenset)
    dismissed: bool | None = False
    stale: bool | None = None
    taken_over: bool | None = False
    order: ClaimOrder = ClaimOrder.TEXT
    where: Tree | None = None
